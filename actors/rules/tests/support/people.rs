//! Fictitious people and organisations. Their numbers are well formed and belong to nobody.

use jiff::{Span, civil::Date};
use std::sync::Arc;
use wangqian_rules::{
    admission::{Admission, RescissionRule},
    case::*,
    check::{CreditCode, IdDocumentType, IdNumber},
    codes::LevelGroup,
    exchange::*,
    file::{FileKind, StoredFile},
    form::Answers,
    forms::FormCode,
    ids::*,
    profile::Profile,
    review::*,
    school,
    school::roster::RosterRow,
    school::settings::Handler,
    school::staff::*,
    terms::*,
    time::UnixMs,
};

/// 2027-06-15, the morning on which every test begins.
pub const NOW: UnixMs = UnixMs(1_813_000_000_000);
pub const COHORT: u16 = 2027;
pub const SCHOOL: SchoolId = SchoolId(10001);
pub const SCHOOL_NAME: &str = "江东大学";
pub const DEPARTMENTS: [&str; 2] = ["计算机学院", "文学院"];

/// The `serial`th graduate of a school.
pub fn graduate_id(school: SchoolId, serial: u32) -> GraduateId {
    GraduateId { school, cohort: COHORT, serial }
}

/// Undergraduates of training mode 1, odd serials in the first department and even ones in the second.
pub fn profile(school: SchoolId, serial: u32) -> Profile {
    Profile {
        cohort: COHORT,
        exam_no: format!("2332{:05}{serial:05}", school.0),
        name: name(serial),
        id_type: IdDocumentType::ResidentId,
        id_no: id_no(school, serial),
        gender: "1".into(),
        ethnicity: "01".into(),
        political_status: "03".into(),
        department: DEPARTMENTS[(serial as usize + 1) % 2].into(),
        class_name: "一班".into(),
        student_no: format!("B23{serial:05}"),
        education_level: "31".into(),
        level: LevelGroup::Undergraduate,
        major_code: "080901".into(),
        major: "计算机科学与技术".into(),
        schooling_years: "4".into(),
        training_mode: "1".into(),
        directed_employer: String::new(),
        origin_region: "320106".into(),
        enrolled_on: "202309".into(),
        graduates_on: Date::constant(2027, 6, 30),
        normal_student_type: "2".into(),
        hardship_type: "0".into(),
        mobile: format!("139000{serial:05}"),
        email: format!("g{serial}@example.cn"),
        archive_in_school: true,
        household_in_school: true,
    }
}

/// 「赵甲」, 「钱甲」 …: different for the first hundred.
pub fn name(serial: u32) -> String {
    const FAMILY: [char; 10] = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈'];
    const GIVEN: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let (family, given) = (FAMILY[serial as usize % 10], GIVEN[serial as usize / 10 % 10]);
    format!("{family}{given}")
}

/// A resident's number with the right check character, another one for every graduate of every school.
pub fn id_no(school: SchoolId, serial: u32) -> String {
    let born = Date::constant(2004, 1, 1) + Span::new().days(i64::from(school.0 % 1000));
    let first17 = format!("320106{}{:03}", born.strftime("%Y%m%d"), serial % 1000);
    IdNumber::with_check_digit(&first17).expect("17 digits")
}

/// The roster row that the school makes of [`profile`].
pub fn roster_row(school: SchoolId, serial: u32) -> RosterRow {
    RosterRow::of(&rostered(school, serial, profile(school, serial)))
}

/// A row as the EMS first reports it, under this number.
pub fn rostered(school: SchoolId, serial: u32, profile: Profile) -> RosterChange {
    let id = GraduateId { school, cohort: profile.cohort, serial };
    RosterChange { id, revision: 1, profile: Arc::new(profile), removed_at: None }
}

/// The EMS reports the ordinary rows of these graduates.
pub fn enrol(school: SchoolId, serials: impl IntoIterator<Item = u32>) -> school::Command {
    let rows = serials.into_iter().map(|serial| rostered(school, serial, profile(school, serial)));
    school::Command::TakeRoster(rows.collect())
}

/// The EMS reports a new user under this number.
pub fn employ(id: u32, staff: Staff) -> school::Command {
    let (id, login) = (StaffId(id), format!("user{id}"));
    let change = StaffChange { id, revision: 1, login, staff: Arc::new(staff), locked: false, activation: None };
    school::Command::TakeStaff(vec![change])
}

/// The `n`th employer.
pub fn card(n: u32) -> EmployerCard {
    let credit_code = CreditCode::with_check_digit(&format!("91320000MA0{n:05}")).expect("16 characters");
    EmployerCard {
        id: EmployerId::of_credit_code(&credit_code),
        credit_code,
        name: format!("江东第{n}软件有限公司"),
        nature: "31".into(),
        industry: "34".into(),
        region: "320106".into(),
        address: "中山路 1 号".into(),
        contact_name: "周人事".into(),
        contact_phone: "02580000000".into(),
        contact_email: format!("hr{n}@example.cn"),
    }
}

/// Where an employer takes the archive to.
pub fn archive() -> ArchiveTransfer {
    ArchiveTransfer {
        transfer_type: "ARC_EMPLOYER".into(),
        organisation: "示范人才服务中心".into(),
        region: "320106".into(),
        address: "示范路四号一层".into(),
        postcode: "210018".into(),
        contact: "刘档案".into(),
        contact_phone: "025-55500009".into(),
    }
}

/// Terms that can be offered on any day of these tests.
pub fn terms() -> Terms {
    Terms {
        job_title: "软件工程师".into(),
        job_category: "13".into(),
        work_region: "320106".into(),
        work_address: "中山路 1 号".into(),
        salary_monthly: 9_000,
        salary_note: String::new(),
        trial: Trial::Probation { months: 3, salary: Some(7_200) },
        service_half_years: 6,
        report_from: Date::constant(2027, 7, 1),
        report_by: Date::constant(2099, 7, 31),
        penalty_amount: 5_000,
        penalty_note: String::new(),
        other_terms: String::new(),
        archive: None,
        household: None,
    }
}

/// A registration as somebody who looks for work, or who goes on studying, hands it in.
pub fn filled(which: usize) -> Filled {
    match which {
        0 => Filled { form: FormCode::UNEMPLOYED, answers: answers(&UNEMPLOYED).into(), files: Vec::new() },
        _ => Filled { form: FormCode::POSTGRADUATE, answers: answers(&POSTGRADUATE).into(), files: vec![proof()] },
    }
}

/// What a reviewer makes of it; each number is another text.
pub fn corrected(number: u64) -> Answers {
    let mut corrected = answers(&UNEMPLOYED);
    corrected.put("intent_job", format!("助教 {number}"));
    corrected
}

/// Answers by field.
pub fn answers(given: &[(&str, &str)]) -> Answers {
    given.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect()
}

pub const UNEMPLOYED: [(&str, &str); 3] = [("subcode", "P70A"), ("need_help", "yes"), ("intent_job", "教师")];

pub const POSTGRADUATE: [(&str, &str); 9] = [
    ("target_school_code", "99001"),
    ("target_school", "示例理工大学"),
    ("target_major", "软件工程"),
    ("admission_no", "2027S00018"),
    ("degree_kind", "master"),
    ("study_form", "full_time"),
    ("recommended", "no"),
    ("archive", "no"),
    ("household", "no"),
];

/// An agreement with the `n`th employer that its graduate fills in: to be stamped (OFF-01), or stamped on paper before (BAC-01).
pub fn agreement(form: FormCode, n: u32) -> Filled {
    let card = card(n);
    let mut answers = answers(&AGREEMENT);
    answers.put("credit_code", &card.credit_code);
    answers.put("employer_name", &card.name);
    let is_stamped = form == FormCode::PAPER_AGREEMENT;
    if is_stamped {
        answers.put("paper_signed_on", "2027-06-01");
    }
    let files = if is_stamped { vec![proof()] } else { Vec::new() };
    Filled { form, answers: answers.into(), files }
}

const AGREEMENT: [(&str, &str); 14] = [
    ("employer_nature", "31"),
    ("employer_industry", "34"),
    ("employer_region", "320106"),
    ("employer_address", "中山路 1 号"),
    ("contact_name", "周人事"),
    ("contact_phone", "025-80000000"),
    ("job_title", "软件工程师"),
    ("job_category", "13"),
    ("work_region", "320106"),
    ("salary_monthly", "9000"),
    ("report_from", "2027-07-01"),
    ("report_by", "2099-07-31"),
    ("archive", "no"),
    ("household", "no"),
];

/// Why an agreement should end.
pub fn rescission(form: FormCode) -> Filled {
    let given = [("reason", "RES_OTHER_JOB"), ("explanation", "另有更合适的岗位，已与单位沟通。")];
    let files = if form == FormCode::OFFLINE_RESCISSION { vec![proof()] } else { Vec::new() };
    Filled { form, answers: answers(&given).into(), files }
}

/// The word of somebody who ends an agreement without a review.
pub const STATEMENT: &str = "单位长期不处理，多次联系未果，情况属实。";

/// Another 职位类别, as a school user sends it.
pub fn job_category(code: &str) -> std::collections::BTreeMap<String, String> {
    [("job_category".to_owned(), code.to_owned())].into()
}

/// A file that was handed in.
pub fn proof() -> StoredFile {
    StoredFile { hash: FileHash([7; 32]), kind: FileKind::Png, bytes: 4_096 }
}

/// The person whom agreements name.
pub fn handler() -> Handler {
    Handler {
        name: "周经办".into(), phone: "02583790000".into(), address: "进香河路 1 号".into(), postcode: "210018".into()
    }
}

/// A school user of every level.
pub fn school_user() -> Staff {
    Staff { name: "李老师".into(), post: Post::School { level: None }, permissions: Permissions::default() }
}

/// A user of one department.
pub fn department_user(department: &str) -> Staff {
    let post = Post::Department { name: department.into(), level: None };
    Staff { name: "王老师".into(), post, permissions: Permissions::default() }
}

/// The school's word that this graduate may sign.
pub fn admission(school: SchoolId, serial: u32, route: Route) -> Admission {
    Admission {
        school_name: SCHOOL_NAME.into(),
        agreement_kind: Some(AgreementKind::ThreeParty),
        route,
        rescission: RescissionRule { limit: 3, answer_days: 5 },
        graduate: roster_row(school, serial),
    }
}

/// A case of one of [`SCHOOL`]'s graduates, as its graduate reports it.
pub fn row(case: u128, serial: u32, status: Status, version: u64) -> CaseRow {
    let (profile, card, terms) = (profile(SCHOOL, serial), card(1), terms());
    CaseRow {
        case: CaseId(uuid::Uuid::from_u128(case)),
        version,
        kind: CaseKind::ONLINE_SIGNING,
        status,
        graduate: graduate_id(SCHOOL, serial),
        exam_no: profile.exam_no,
        name: profile.name,
        school_name: SCHOOL_NAME.into(),
        department: profile.department,
        level: profile.level,
        major: profile.major,
        education_level: profile.education_level,
        employer: Some(card.id),
        subject: card.name,
        detail: terms.job_title,
        job_category: terms.job_category,
        salary_monthly: terms.salary_monthly,
        since: NOW,
        submitted_at: Some(NOW),
        expires_at: None,
        reviewer: None,
        former: None,
        begun_by: Party::Employer,
        agreement_kind: Some(AgreementKind::ThreeParty),
        about: None,
        reported: None,
        mention: None,
        returned: None,
        verdicts: Verdicts::default(),
    }
}
