//! The one bridge between the wire and the rules.

pub mod batch;
pub mod deliveries;
pub mod employer;
pub mod form;
pub mod link;
pub mod next;
mod permissions;
mod queue;
pub mod settings;
mod setup;
pub mod statistics;
pub mod sync;

pub use permissions::{permissions, permissions_in};
pub use queue::counts;
pub use setup::setup;

use jiff::civil::Date;
use wangqian_protocol::{
    account::SessionItem, case as wire, notice, queue as wire_queue, session::KindEntry, settings as wire_settings,
};
use wangqian_rules::{
    account::Session,
    case::*,
    codes::{CodeTable, Codes, LevelGroup},
    fields::Fields,
    form::day,
    graduate::{comparison::Difference, held_verdict::HeldMark},
    ids::GraduateId,
    module::{Module, Modules, Switch},
    notice::{Inbox, Notice},
    privacy::{self, Reader},
    profile::Profile,
    refusal::Refusal,
    review::*,
    school::{
        School,
        settings::{Handler, Settings},
        staff::{Act, Permissions},
        takeovers::TakeOver,
    },
    terms::{self, Terms, Trial},
    time::UnixMs,
};

fn tone(status: Status) -> wire::Tone {
    match status {
        Status::Asked(_) | Status::InReview(..) => wire::Tone::Waiting,
        Status::Open(..) => wire::Tone::Returned,
        Status::Effective => wire::Tone::Effective,
        Status::Ended(End::Rejected(_)) => wire::Tone::Rejected,
        Status::Ended(_) | Status::Invalidated => wire::Tone::Ended,
    }
}

/// A list row.
pub fn row(row: &CaseRow) -> wire::CaseRow {
    wire::CaseRow {
        case: row.case.to_string(),
        version: row.version,
        kind: row.kind.code().to_owned(),
        kind_label: row.kind.facts().label.to_owned(),
        initiator: initiator(row.begun_by).to_owned(),
        state: row.status.code().to_owned(),
        state_label: row.label().to_owned(),
        tone: tone(row.status),
        exam_no: row.exam_no.clone(),
        graduate_name: row.name.clone(),
        school_name: row.school_name.clone(),
        department: row.department.clone(),
        major: row.major.clone(),
        education_level: row.education_level.clone(),
        employer: row.employer.map(|employer| employer.to_string()),
        subject: row.subject.clone(),
        detail: row.detail.clone(),
        job_category: row.job_category.clone(),
        salary_monthly: row.salary_monthly,
        since_ms: row.since.0,
        submitted_at_ms: row.submitted_at.map(|at| at.0),
        expires_at_ms: row.expires_at.map(|at| at.0),
        reviewer: row.reviewer.clone(),
        former_label: row.former.map(|status| status.label(row.kind).to_owned()),
        about: row.about.map(|about| about.to_string()),
        held: None,
        remind_from_ms: None,
    }
}

/// For reviewers: the verdict on a row that can still be taken back (EXT-09).
pub fn held(row: &mut wire::CaseRow, school: &School) {
    let mark = row.case.parse().ok().and_then(|case| school.cases.held(case));
    row.held = mark.map(held_mark);
}

/// The same of one.
pub fn held_mark(mark: &HeldMark) -> wire::Held {
    wire::Held { by: mark.by.clone(), what: mark.what.clone(), until_ms: mark.until.0 }
}

/// The lists of cases that a user with these permissions may see.
pub fn kinds(permissions: &Permissions) -> Vec<KindEntry> {
    let entry = |list: &'static List| KindEntry {
        kind: list.code.to_owned(),
        label: list.label.to_owned(),
        kinds: list.kinds().map(|kind| kind.code().to_owned()).collect(),
        menu: list.menu.to_owned(),
        matter: list.matter.to_owned(),
        filter: list.filter.to_owned(),
        agreements: list.kinds().any(|kind| kind.facts().issues_agreement()),
        returns: list.kinds().any(|kind| kind.facts().phases.iter().any(|phase| phase.review.returns)),
    };
    List::within(Modules::allowing(Act::View, permissions)).map(entry).collect()
}

/// `employer`, `graduate`, `school`.
pub fn initiator(party: Party) -> &'static str {
    match party {
        Party::Employer => "employer",
        Party::Graduate => "graduate",
        Party::School => "school",
    }
}

/// What a command on a case answers.
pub fn changed(case: wangqian_rules::ids::CaseId, version: u64, kind: CaseKind, status: Status) -> wire::CaseChanged {
    wire::CaseChanged {
        case: case.to_string(),
        version,
        state: status.code().to_owned(),
        state_label: status.label(kind).to_owned(),
        undo_until_ms: None,
    }
}

/// A number whose range ends far below 255: whatever is larger stays out of it, for the rules to refuse with the range said.
pub fn small(sent: u32) -> u8 {
    u8::try_from(sent).unwrap_or(u8::MAX)
}

/// Terms as they came in. A date can fail to be read, and 「试用期」 and 「见习期」 exclude each other; either is refused together with all
/// else that is wrong.
pub fn terms_in(sent: wire::Terms, codes: &Codes, today: Date) -> Result<Terms, Refusal> {
    let typed = [("report_from", sent.report_from.clone()), ("report_by", sent.report_by.clone())];
    let trial = Trial::agreed(small(sent.probation_months), sent.probation_salary, small(sent.apprenticeship_months));
    let terms = read_terms(sent, trial.unwrap_or_default());
    if trial.is_ok() && typed.iter().all(|(_, text)| day(text).is_some()) {
        return Ok(terms);
    }
    let (mut answers, mut fields) = (terms.answers(), Fields::default());
    for (question, text) in typed {
        answers.put(question, text);
    }
    terms::checked(&answers, codes, today, &mut fields);
    if let Err(clash) = trial {
        terms::refuse(clash, &mut fields);
    }
    fields.finish(terms)
}

fn read_terms(sent: wire::Terms, trial: Trial) -> Terms {
    Terms {
        job_title: sent.job_title,
        job_category: sent.job_category,
        work_region: sent.work_region,
        work_address: sent.work_address,
        salary_monthly: sent.salary_monthly,
        salary_note: sent.salary_note,
        trial,
        service_half_years: small(sent.service_half_years),
        report_from: day(&sent.report_from).unwrap_or_default(),
        report_by: day(&sent.report_by).unwrap_or_default(),
        penalty_amount: sent.penalty_amount,
        penalty_note: sent.penalty_note,
        other_terms: sent.other_terms,
        archive: sent.archive.map(archive_in),
        household: sent.household.map(household_in),
    }
}

/// 「档案转寄」 as sent.
pub fn archive_in(sent: wire::ArchiveTransfer) -> terms::ArchiveTransfer {
    let wire::ArchiveTransfer { transfer_type, organisation, region, address, postcode, contact, contact_phone } = sent;
    terms::ArchiveTransfer { transfer_type, organisation, region, address, postcode, contact, contact_phone }
}

/// 「户口迁转」 as sent.
pub fn household_in(sent: wire::HouseholdTransfer) -> terms::HouseholdTransfer {
    let wire::HouseholdTransfer { transfer_type, region, address } = sent;
    terms::HouseholdTransfer { transfer_type, region, address }
}

/// Terms as pages show them.
pub fn terms_out(terms: &Terms) -> wire::Terms {
    let (probation_months, probation_salary, apprenticeship_months) = match terms.trial {
        Trial::Neither => (0, None, 0),
        Trial::Probation { months, salary } => (months, salary, 0),
        Trial::Apprenticeship { months } => (0, None, months),
    };
    wire::Terms {
        job_title: terms.job_title.clone(),
        job_category: terms.job_category.clone(),
        work_region: terms.work_region.clone(),
        work_address: terms.work_address.clone(),
        salary_monthly: terms.salary_monthly,
        salary_note: terms.salary_note.clone(),
        probation_months: probation_months.into(),
        probation_salary,
        apprenticeship_months: apprenticeship_months.into(),
        service_half_years: terms.service_half_years.into(),
        report_from: terms.report_from.to_string(),
        report_by: terms.report_by.to_string(),
        penalty_amount: terms.penalty_amount,
        penalty_note: terms.penalty_note.clone(),
        other_terms: terms.other_terms.clone(),
        archive: terms.archive.clone().map(archive_out),
        household: terms.household.clone().map(household_out),
    }
}

/// 「档案转寄」 as shown.
pub fn archive_out(terms: terms::ArchiveTransfer) -> wire::ArchiveTransfer {
    let terms::ArchiveTransfer { transfer_type, organisation, region, address, postcode, contact, contact_phone } = terms;
    wire::ArchiveTransfer { transfer_type, organisation, region, address, postcode, contact, contact_phone }
}

/// 「户口迁转」 as shown.
pub fn household_out(terms: terms::HouseholdTransfer) -> wire::HouseholdTransfer {
    let terms::HouseholdTransfer { transfer_type, region, address } = terms;
    wire::HouseholdTransfer { transfer_type, region, address }
}

/// The employer, as it was when it invited.
pub fn employer(card: &EmployerCard) -> wire::EmployerCard {
    wire::EmployerCard {
        name: card.name.clone(),
        credit_code: card.credit_code.clone(),
        nature: card.nature.clone(),
        industry: card.industry.clone(),
        region: card.region.clone(),
        address: card.address.clone(),
        contact_name: card.contact_name.clone(),
        contact_phone: card.contact_phone.clone(),
        contact_email: card.contact_email.clone(),
    }
}

/// The graduate, with ID number and phone masked for the reader: pages never receive the full ones.
pub fn graduate(id: GraduateId, profile: &Profile, school_name: &str, reader: Reader) -> wire::GraduateCard {
    let particular = |value: &String| reader.sees_particulars().then(|| value.clone());
    wire::GraduateCard {
        graduate: id.to_string(),
        name: profile.name.clone(),
        id_no_masked: privacy::id_number(&profile.id_no, reader),
        exam_no: profile.exam_no.clone(),
        student_no: particular(&profile.student_no),
        gender: profile.gender.clone(),
        ethnicity: particular(&profile.ethnicity),
        political_status: particular(&profile.political_status),
        school_name: school_name.to_owned(),
        department: profile.department.clone(),
        major: profile.major.clone(),
        education_level: profile.education_level.clone(),
        schooling_years: profile.schooling_years.clone(),
        training_mode: profile.training_mode.clone(),
        graduate_date: profile.graduates_on.to_string(),
        cohort: profile.cohort,
        mobile_masked: privacy::phone(&profile.mobile),
    }
}

/// The graduate as an employer's own invitation knows them, for the moment that the graduate has not received it yet.
pub fn graduate_of_row(row: &CaseRow) -> wire::GraduateCard {
    wire::GraduateCard {
        graduate: row.graduate.to_string(),
        name: row.name.clone(),
        id_no_masked: String::new(),
        exam_no: row.exam_no.clone(),
        student_no: None,
        gender: String::new(),
        ethnicity: None,
        political_status: None,
        school_name: row.school_name.clone(),
        department: row.department.clone(),
        major: row.major.clone(),
        education_level: row.education_level.clone(),
        schooling_years: String::new(),
        training_mode: String::new(),
        graduate_date: String::new(),
        cohort: row.graduate.cohort,
        mobile_masked: String::new(),
    }
}

/// A case's history in words.
pub fn trail(case: &Case, codes: &Codes) -> Vec<wire::TrailEntry> {
    let line = |(entry, link): (&TrailEntry, history::Link)| wire::TrailEntry {
        at_ms: entry.at.0,
        who: entry.by.shown(),
        what: entry.what(case),
        note: note(entry, codes),
        hash: Some(hex::encode(link.hash)),
    };
    case.trail.iter().zip(history::links(case.id, &case.trail)).map(line).collect()
}

fn note(entry: &TrailEntry, codes: &Codes) -> Option<String> {
    match &entry.did {
        Did::Declined { reason } if !reason.is_empty() => Some(reason.clone()),
        Did::Returned { reason, .. } => Some(reason.clone()),
        Did::Rejected { reason, details, .. } => {
            Some(format!("{}：{details}", codes.name(CodeTable::RejectReason, reason).unwrap_or(reason)))
        }
        Did::Amended(changes) => Some(changes.iter().map(|change| amended(change, codes)).collect::<Vec<_>>().join("；")),
        Did::Refused { reason } => Some(reason.clone()),
        Did::Forced { statement } | Did::ApprovedUnilaterally { statement } | Did::NotGraduated { statement } => {
            Some(statement.clone())
        }
        Did::Approved(_) if entry.is_stand_in() => Some(STAND_IN.to_owned()),
        _ => None,
    }
}

/// 「职位类别由「…」改为「…」」.
fn amended(change: &Amendment, codes: &Codes) -> String {
    let Some((label, table)) = amendable(&change.field) else { return change.to.clone() };
    let name = |code| codes.name(table, code).unwrap_or(code);
    format!("{label}由「{}」改为「{}」", name(&change.from), name(&change.to))
}

/// Why a school decided at its department's level (SET-07).
const STAND_IN: &str = "该学院当时没有可审核的账号";

/// Takings over among the lines of a case's history, each in its time (EXT-01).
pub fn with_takeovers(mut trail: Vec<wire::TrailEntry>, takeovers: &[TakeOver]) -> Vec<wire::TrailEntry> {
    let line = |taken: &TakeOver| wire::TrailEntry {
        at_ms: taken.at.0,
        who: taken.by.shown(),
        what: "接手办理".to_owned(),
        note: Some(format!("此前由{}办理", taken.from)),
        hash: None,
    };
    trail.extend(takeovers.iter().map(line));
    trail.sort_by_key(|entry| entry.at_ms);
    trail
}

/// `two_party`, `three_party`.
pub fn agreement_code(kind: AgreementKind) -> String {
    match kind {
        AgreementKind::TwoParty => "two_party",
        AgreementKind::ThreeParty => "three_party",
    }
    .to_owned()
}

/// 「协议经办人」.
pub fn handler(handler: &Handler) -> wire::Handler {
    let Handler { name, phone, address, postcode } = handler.clone();
    wire::Handler { name, phone, address, postcode }
}

/// `undergraduate`, `postgraduate`.
pub fn level_code(level: LevelGroup) -> &'static str {
    match level {
        LevelGroup::Undergraduate => "undergraduate",
        LevelGroup::Postgraduate => "postgraduate",
    }
}

/// The inverse of [`level_code`]; nothing stands for all levels, and what is no code is `None`.
pub fn level_in(code: Option<&str>) -> Option<Option<LevelGroup>> {
    match code {
        None | Some("") => Some(None),
        Some("undergraduate") => Some(Some(LevelGroup::Undergraduate)),
        Some("postgraduate") => Some(Some(LevelGroup::Postgraduate)),
        Some(_) => None,
    }
}

/// A difference in words: codes by their names, the ID number masked.
pub fn difference(difference: Difference, codes: &Codes) -> wire::Difference {
    let Difference { field, label, submitted, current, refreshable } = difference;
    let table = match field {
        "gender" => Some(CodeTable::Gender),
        "ethnicity" => Some(CodeTable::Ethnicity),
        "political_status" => Some(CodeTable::PoliticalStatus),
        "education_level" => Some(CodeTable::EducationLevel),
        "training_mode" => Some(CodeTable::TrainingMode),
        _ => None,
    };
    let shown = |value: String| match (field, table) {
        ("id_no", _) => privacy::id_number(&value, Reader::Staff),
        (_, Some(table)) => codes.name(table, &value).map_or(value.clone(), str::to_owned),
        _ => value,
    };
    let (submitted, current) = (shown(submitted), shown(current));
    wire::Difference { field: field.to_owned(), label: label.to_owned(), submitted, current, refreshable }
}

/// Every handler with whom it is for.
pub fn handlers(of: &Settings) -> Vec<wire_queue::HandlerOf> {
    of.handlers
        .iter()
        .map(|(whom, one)| wire_queue::HandlerOf { level: settings::handler_level(*whom).to_owned(), handler: handler(one) })
        .collect()
}

/// 「签约设置」.
pub fn signing_settings(id: wangqian_rules::ids::SchoolId, school: &School) -> wire_settings::SigningSettings {
    let of = &school.settings;
    let route = of.route(Module::Signing);
    wire_settings::SigningSettings {
        school: id.to_string(),
        school_name: of.name.clone(),
        agreement_kind: of.agreement_kind.map(agreement_code),
        signing_open: of.is_open(Switch::Signing),
        backfill_open: of.is_open(Switch::Backfill),
        destination_open: of.is_open(Switch::Destination),
        route: settings::route_code(route).to_owned(),
        route_label: route.label().to_owned(),
        rescission_limit: of.rescission_limit,
        departments: school.roster.departments().map(str::to_owned).collect(),
    }
}

/// What names a session to its owner: the start of its hash, from which nobody gets to the token.
pub fn session_name(hash: &[u8; 32]) -> String {
    hex::encode(&hash[..8])
}

/// A session as its owner sees it.
pub fn session(hash: &[u8; 32], session: &Session, last_used: Option<UnixMs>, here: bool) -> SessionItem {
    SessionItem {
        session: session_name(hash),
        device: session.place.device.to_string(),
        address: session.place.network.to_string(),
        started_ms: session.started.0,
        last_used_ms: last_used.map(|at| at.0),
        ends_ms: session.ends.0,
        here,
    }
}

/// One notice.
pub fn notice(notice: &Notice, read: bool) -> notice::Notice {
    notice::Notice {
        seq: notice.seq,
        at_ms: notice.at.0,
        title: notice.title.clone(),
        text: notice.text.clone(),
        case: notice.case.map(|case| case.to_string()),
        read,
    }
}

/// A person's inbox.
pub fn inbox(inbox: &Inbox) -> notice::Inbox {
    let notices = inbox.newest_first().map(|one| notice(one, inbox.is_read(one))).collect();
    notice::Inbox { notices, unread: inbox.unread() }
}
