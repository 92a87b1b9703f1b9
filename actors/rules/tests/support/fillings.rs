//! A filling of each form of 「去向登记」 that holds in every respect. Schools and employers are invented.

/// Answers by field.
pub type Answers = Vec<(&'static str, &'static str)>;

const EMPLOYER: [(&str, &str); 8] = [
    ("credit_code", "91110105MA0000015F"),
    ("employer_name", "示范云科技有限公司"),
    ("employer_nature", "39"),
    ("employer_industry", "34"),
    ("employer_region", "110108"),
    ("employer_address", "示范路二号"),
    ("contact_name", "王经理"),
    ("contact_phone", "010-55500001"),
];
const ARMY: [(&str, &str); 7] = [
    ("has_credit_code", "no"),
    ("credit_code_absent", "army"),
    ("employer_name", "示范部队"),
    ("employer_region", "110108"),
    ("employer_address", "示范路三号"),
    ("contact_name", "王干事"),
    ("contact_phone", "010-55500002"),
];
const HAS_CODE: [(&str, &str); 1] = [("has_credit_code", "yes")];
const SCHOOL: [(&str, &str); 4] = [
    ("target_school_code", "99001"),
    ("target_school", "示例理工大学"),
    ("target_major", "软件工程"),
    ("admission_no", "2027S00018"),
];
const SERVICE: [(&str, &str); 4] = [
    ("employer_name", "示范乡人民政府"),
    ("employer_region", "320106"),
    ("service_from", "2027-08-01"),
    ("service_to", "2029-07-31"),
];
const NO_TRANSFERS: [(&str, &str); 2] = [("archive", "no"), ("household", "no")];

/// Every form, in the guide's order.
pub const FORMS: [&str; 21] = [
    "JY_GONGZHAO",
    "JY_SHIGUAN",
    "JY_GUIPEI",
    "JY_INTL_ORG",
    "JY_ABROAD_WORK",
    "LABOR_CONTRACT",
    "OTHER_HIRE",
    "ASSISTANT",
    "CONSCRIPT",
    "NATIONAL_GRASSROOTS",
    "LOCAL_GRASSROOTS",
    "STARTUP",
    "FREELANCE",
    "STUDY_UPGRADE",
    "STUDY_POSTGRAD",
    "STUDY_SECOND_BACHELOR",
    "STUDY_ABROAD",
    "DIRECTED",
    "UNEMPLOYED",
    "PREP_STUDY",
    "NOT_SEEKING",
];

/// A filling of this form.
pub fn of(form: &str) -> Answers {
    match form {
        "UNEMPLOYED" => vec![("subcode", "P70A"), ("need_help", "yes")],
        "PREP_STUDY" => vec![("target_kind", "postgraduate")],
        "NOT_SEEKING" => vec![("subcode", "P72B"), ("reason", "准备语言考试")],
        _ => [own(form), NO_TRANSFERS.to_vec()].concat(),
    }
}

fn own(form: &str) -> Answers {
    match form {
        "JY_INTL_ORG" | "JY_ABROAD_WORK" => vec![
            ("employer_name", "示例国际组织"),
            ("employer_name_foreign", "Example International Organization"),
            ("country_region", "CH"),
            ("job_title", "项目助理"),
            ("work_from", "2027-09-01"),
        ],
        "STUDY_UPGRADE" | "STUDY_SECOND_BACHELOR" => SCHOOL.to_vec(),
        "STUDY_POSTGRAD" => {
            [&SCHOOL[..], &[("degree_kind", "master"), ("study_form", "full_time"), ("recommended", "no")]].concat()
        }
        "STUDY_ABROAD" => vec![
            ("target_school", "示例大学（海外）"),
            ("target_school_foreign", "Example University"),
            ("country_region", "GB"),
            ("degree_kind", "master"),
            ("target_major", "数据科学"),
            ("study_from", "2027-09-20"),
        ],
        _ => elsewhere(form),
    }
}

fn elsewhere(form: &str) -> Answers {
    match form {
        "ASSISTANT" => vec![
            ("subcode", "271"),
            ("employer_name", "示例理工大学"),
            ("employer_region", "110108"),
            ("project_name", "示例重点研发项目"),
            ("work_from", "2027-07-01"),
            ("work_to", "2028-06-30"),
        ],
        "CONSCRIPT" => vec![
            ("enlist_region", "320106"),
            ("enlist_office", "示范区人民政府征兵办公室"),
            ("notice_no", "RW2027018"),
            ("enlist_date", "2027-09-10"),
        ],
        "NATIONAL_GRASSROOTS" => [&[("subcode", "503")], &SERVICE[..]].concat(),
        "LOCAL_GRASSROOTS" => [&[("subcode", "512")], &SERVICE[..]].concat(),
        "STARTUP" => vec![
            ("startup_kind", "company"),
            ("employer_name", "示范文化工作室"),
            ("credit_code", "91110105MA0000015F"),
            ("employer_industry", "44"),
            ("employer_region", "110108"),
            ("role", "shareholder"),
            ("share_percent", "60"),
        ],
        "FREELANCE" => vec![("occupation", "自由撰稿人"), ("employer_region", "110108"), ("income_monthly", "6000")],
        _ => employed(form),
    }
}

fn employed(form: &str) -> Answers {
    let (employer, own): (&[_], &[_]) = match form {
        "JY_GONGZHAO" => (
            &EMPLOYER,
            &[
                HAS_CODE[0],
                ("job_category", "10"),
                ("recruit_kind", "civil_servant"),
                ("letter_issuer", "示范市委组织部"),
                ("letter_date", "2027-01-20"),
            ],
        ),
        "JY_SHIGUAN" => (&ARMY, &[("enlist_office", "示范区人民政府征兵办公室"), ("enlist_date", "2027-09-10")]),
        "JY_GUIPEI" => (
            &EMPLOYER,
            &[
                ("job_category", "19"),
                ("training_base", "示范医院规培基地"),
                ("specialty", "内科"),
                ("training_from", "2027-08-01"),
                ("training_to", "2030-07-31"),
            ],
        ),
        "OTHER_HIRE" => (
            &EMPLOYER,
            &[
                ("job_title", "后端工程师"),
                ("job_category", "13"),
                ("work_region", "110108"),
                ("salary_monthly", "15000"),
                ("work_from", "2027-07-05"),
            ],
        ),
        "DIRECTED" => (
            &EMPLOYER,
            &[
                HAS_CODE[0],
                ("directed_employer", "示范云科技有限公司"),
                ("agreement_no", "DX-2023-001"),
                ("subcode", "11"),
                ("job_category", "13"),
            ],
        ),
        _ => (
            &EMPLOYER,
            &[
                ("job_title", "后端工程师"),
                ("job_category", "13"),
                ("work_region", "110108"),
                ("salary_monthly", "15000"),
                ("contract_from", "2027-07-05"),
                ("open_ended", "no"),
                ("contract_to", "2030-07-04"),
                ("contract_no", "HT-2027-018"),
            ],
        ),
    };
    [employer, own].concat()
}
