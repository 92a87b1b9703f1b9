//! Goal: every form of 「去向登记」 takes what holds, refuses what does not by the name of its field, and is reported to the EMS as the
//! national upload file shows and hides its columns.
//!
//! Method: one filling a form, spoilt in one answer at a time, and one row of what is reported.

use crate::support::{destination::*, fillings, people, signing};
use std::collections::{BTreeMap, BTreeSet};
use wangqian_rules::{
    case::{CaseKind, Phase, Status},
    codes::{CodeTable, Codes},
    effect::Effect,
    exchange::{Cargo, Destination, Said},
    fields::Fields,
    form::{Answers, Group, check},
    forms::FormCode,
    letter::Letter,
    review::*,
};

const TODAY: jiff::civil::Date = jiff::civil::date(2027, 5, 1);

fn form(code: &str) -> FormCode {
    FormCode::from_code(code).unwrap_or_else(|| panic!("no form {code}"))
}

/// The fields that are refused of a filling with some answers changed; an empty answer is none.
fn refused(code: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let mut fields = Fields::default();
    check(form(code).form(), &filled_in(code, changes).answers, Codes::builtin(), TODAY, &mut fields);
    fields.outcome(()).err().unwrap_or_default().into_iter().map(|fault| fault.field.into_owned()).collect()
}

/// A form, the changes that spoil it, and the field that is refused for them.
type Spoil = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const SPOILS: &[Spoil] = &[
    ("JY_GONGZHAO", &[("recruit_kind", "friend")], "recruit_kind"),
    ("JY_GONGZHAO", &[("letter_date", "2027-05-02")], "letter_date"),
    ("JY_GONGZHAO", &[("letter_issuer", "")], "letter_issuer"),
    ("JY_GONGZHAO", &[("credit_code", "91110105MA0000015X")], "credit_code"),
    ("JY_GONGZHAO", &[("has_credit_code", "no")], "credit_code_absent"),
    ("JY_SHIGUAN", &[("has_credit_code", "yes")], "credit_code"),
    ("JY_SHIGUAN", &[("credit_code_absent", "lost")], "credit_code_absent"),
    ("JY_SHIGUAN", &[("enlist_office", "")], "enlist_office"),
    ("JY_SHIGUAN", &[("enlist_date", "2027-02-30")], "enlist_date"),
    ("JY_GUIPEI", &[("training_to", "2027-07-31")], "training_to"),
    ("JY_GUIPEI", &[("specialty", "")], "specialty"),
    ("JY_GUIPEI", &[("credit_code", "")], "credit_code"),
    ("JY_INTL_ORG", &[("country_region", "CN")], "country_region"),
    ("JY_INTL_ORG", &[("employer_name_foreign", "")], "employer_name_foreign"),
    ("JY_INTL_ORG", &[("job_title", "员")], "job_title"),
    ("JY_ABROAD_WORK", &[("country_region", "瑞士")], "country_region"),
    ("JY_ABROAD_WORK", &[("work_from", "明年")], "work_from"),
    ("LABOR_CONTRACT", &[("contract_to", "2027-07-04")], "contract_to"),
    ("LABOR_CONTRACT", &[("contract_to", "")], "contract_to"),
    ("LABOR_CONTRACT", &[("salary_monthly", "0")], "salary_monthly"),
    ("OTHER_HIRE", &[("salary_monthly", "1500.5")], "salary_monthly"),
    ("OTHER_HIRE", &[("contact_phone", "123")], "contact_phone"),
    ("OTHER_HIRE", &[("work_region", "110000")], "work_region"),
    ("ASSISTANT", &[("subcode", "512")], "subcode"),
    ("ASSISTANT", &[("subcode", "27")], "subcode"),
    ("ASSISTANT", &[("work_to", "2027-06-30")], "work_to"),
    ("CONSCRIPT", &[("notice_no", "")], "notice_no"),
    ("CONSCRIPT", &[("enlist_region", "320100")], "enlist_region"),
    ("NATIONAL_GRASSROOTS", &[("subcode", "512")], "subcode"),
    ("NATIONAL_GRASSROOTS", &[("service_to", "2027-07-31")], "service_to"),
    ("LOCAL_GRASSROOTS", &[("subcode", "P501")], "subcode"),
    ("LOCAL_GRASSROOTS", &[("employer_name", "")], "employer_name"),
    ("STARTUP", &[("credit_code", "")], "credit_code"),
    ("STARTUP", &[("startup_kind", "incubator")], "incubator"),
    ("STARTUP", &[("startup_kind", "online")], "shop_url"),
    ("STARTUP", &[("share_percent", "")], "share_percent"),
    ("STARTUP", &[("share_percent", "0")], "share_percent"),
    ("STARTUP", &[("share_percent", "101")], "share_percent"),
    ("STARTUP", &[("share_percent", "33.3")], "share_percent"),
    ("FREELANCE", &[("income_monthly", "很多")], "income_monthly"),
    ("FREELANCE", &[("occupation", "")], "occupation"),
    ("STUDY_UPGRADE", &[("target_school_code", "99")], "target_school_code"),
    ("STUDY_UPGRADE", &[("admission_no", "")], "admission_no"),
    ("STUDY_POSTGRAD", &[("study_form", "part_time")], "study_form"),
    ("STUDY_POSTGRAD", &[("degree_kind", "bachelor")], "degree_kind"),
    ("STUDY_SECOND_BACHELOR", &[("target_major", "")], "target_major"),
    ("STUDY_ABROAD", &[("target_school_foreign", "")], "target_school_foreign"),
    ("STUDY_ABROAD", &[("degree_kind", "none")], "degree_kind"),
    ("DIRECTED", &[("subcode", "80")], "subcode"),
    ("DIRECTED", &[("directed_employer", "")], "directed_employer"),
    ("DIRECTED", &[("agreement_no", "")], "agreement_no"),
    ("UNEMPLOYED", &[("subcode", "71")], "subcode"),
    ("PREP_STUDY", &[("target_kind", "work")], "target_kind"),
    ("NOT_SEEKING", &[("subcode", "P70A")], "subcode"),
    ("NOT_SEEKING", &[("reason", "懒")], "reason"),
];

#[test]
#[doc = "DES-01"]
fn des_01_every_form_takes_what_holds_and_refuses_what_does_not() {
    let offered: Vec<_> = FormCode::DESTINATIONS.iter().map(|form| form.form().code).collect();
    assert_eq!(offered, fillings::FORMS);
    for code in fillings::FORMS {
        assert_eq!(refused(code, &[]), Vec::<String>::new(), "{code}");
    }
    for (code, changes, field) in SPOILS {
        assert_eq!(refused(code, changes), [*field], "{code} with {changes:?}");
    }
    let spoilt: BTreeSet<_> = SPOILS.iter().map(|(code, ..)| *code).collect();
    assert_eq!(spoilt.len(), fillings::FORMS.len(), "a form that was never spoilt");
}

#[test]
#[doc = "DES-01"]
fn des_01_forms_stand_in_the_guides_order_and_those_of_a_heading_together() {
    let of_table: Vec<_> = Codes::builtin().rows(CodeTable::DestinationFormKind).iter().map(|row| row.code.as_str()).collect();
    assert_eq!(of_table, fillings::FORMS);
    let mut headings: Vec<Group> = FormCode::DESTINATIONS.iter().filter_map(|form| form.form().group).collect();
    assert_eq!(headings.len(), FormCode::DESTINATIONS.len());
    headings.dedup();
    assert_eq!(headings.iter().map(|group| group.code()).collect::<BTreeSet<_>>().len(), headings.len());
}

#[test]
#[doc = "DES-01"]
fn des_01_the_numbers_of_forms_are_stored_and_stay() {
    let first = [FormCode::LABOUR_CONTRACT, FormCode::POSTGRADUATE, FormCode::UNEMPLOYED];
    assert_eq!([0, 1, 2].map(FormCode::try_from), first.map(Ok));
    assert_eq!(FormCode::from_code("DIRECTED"), Some(FormCode::DIRECTED));
    assert_eq!(FormCode::from_code("NOT_SEEKING"), FormCode::try_from(20).ok());
}

const CODE: &str = "91110105MA0000015F";
const UNIT: &str = "示范云科技有限公司";

/// Form, code, 单位名称, 性质, 行业, 所在地, 信用代码, 职位类别.
const REPORTED: [[&str; 8]; 21] = [
    ["JY_GONGZHAO", "10", UNIT, "39", "34", "110108", CODE, "10"],
    ["JY_SHIGUAN", "10", "示范部队", "40", "80", "110108", "", "80"],
    ["JY_GUIPEI", "10", UNIT, "39", "34", "110108", CODE, "19"],
    ["JY_INTL_ORG", "10", "示例国际组织", "", "46", "", "", ""],
    ["JY_ABROAD_WORK", "10", "示例国际组织", "", "", "", "", ""],
    ["LABOR_CONTRACT", "11", UNIT, "39", "34", "110108", CODE, "13"],
    ["OTHER_HIRE", "12", UNIT, "39", "34", "110108", CODE, "13"],
    ["ASSISTANT", "271", "示例理工大学", "", "", "110108", "", ""],
    ["CONSCRIPT", "46", "", "", "", "", "", ""],
    ["NATIONAL_GRASSROOTS", "503", "示范乡人民政府", "", "", "320106", "", ""],
    ["LOCAL_GRASSROOTS", "512", "示范乡人民政府", "", "", "320106", "", ""],
    ["STARTUP", "75", "示范文化工作室", "", "44", "110108", "", ""],
    ["FREELANCE", "76", "", "", "", "110108", "", ""],
    ["STUDY_UPGRADE", "P803", "示例理工大学", "", "", "", "", ""],
    ["STUDY_POSTGRAD", "801", "示例理工大学", "", "", "", "", ""],
    ["STUDY_SECOND_BACHELOR", "802", "示例理工大学", "", "", "", "", ""],
    ["STUDY_ABROAD", "85", "示例大学（海外）", "", "", "", "", ""],
    ["DIRECTED", "11", UNIT, "39", "34", "110108", CODE, "13"],
    ["UNEMPLOYED", "P70A", "", "", "", "", "", ""],
    ["PREP_STUDY", "71", "", "", "", "", "", ""],
    ["NOT_SEEKING", "P72B", "", "", "", "", "", ""],
];

#[test]
#[doc = "DES-01, DES-02, SYN-01, ROS-05"]
fn syn_01_every_form_is_approved_and_reported_in_the_columns_that_its_type_shows() {
    for row in REPORTED {
        let told = approved(row[0]);
        let shown = [
            &told.code,
            &told.employer_name,
            &told.employer_nature,
            &told.employer_industry,
            &told.employer_region,
            &told.credit_code,
            &told.job_category,
        ];
        assert_eq!(shown.map(String::as_str), row[1..], "{}", row[0]);
        assert!(Codes::builtin().contains(CodeTable::DestinationType, &told.code));
        assert!(told.employer_nature.is_empty() || Codes::builtin().contains(CodeTable::EmployerNature, &told.employer_nature));
        assert!(told.job_category.is_empty() || Codes::builtin().contains(CodeTable::JobCategory, &told.job_category));
        let industry = &told.employer_industry;
        assert!(industry.is_empty() || Codes::builtin().contains(CodeTable::EmployerIndustry, industry));
    }
}

/// The form handed in and approved: what the EMS is told.
fn approved(code: &str) -> Destination {
    let mut bench = signing::enrolled(if code == "DIRECTED" { "41" } else { "22" });
    bench.done(begin(CASE, filled_in(code, &[]), true));
    let outcome = bench.done(signing::review(CASE, 1, signing::by_school(), Verdict::Approve));
    assert_eq!(wangqian_rules::invariants::of_graduate(&bench.state), [], "{code}");
    let letters = outcome.effects.iter().filter_map(|effect| match effect {
        Effect::Tell { letter, .. } => Some(&**letter),
        _ => None,
    });
    let cargo = letters.filter_map(|letter| if let Letter::Carry(cargo) = letter { Some(cargo.clone()) } else { None });
    let said = cargo.flatten().filter_map(Cargo::report).map(|report| report.said);
    let told = said.filter_map(|said| if let Said::Destination(told) = said { told } else { None });
    *told.last().unwrap_or_else(|| panic!("{code} is not reported"))
}

#[test]
#[doc = "ROS-05, DES-01"]
fn ros_05_every_training_mode_has_its_forms_and_is_refused_the_others() {
    for row in Codes::builtin().rows(CodeTable::TrainingMode) {
        let open: Vec<_> = CaseKind::DESTINATION.forms_for(&row.code).map(|form| form.form().code).collect();
        let directed = ["2", "4", "21", "41"].contains(&row.code.as_str());
        assert_eq!(open == ["DIRECTED"], directed, "{}", row.name);
        assert_eq!(open.len() == 20 && !open.contains(&"DIRECTED"), !directed, "{}", row.name);
        assert_eq!(CaseKind::ONLINE_SIGNING.is_open_to(&row.code), !directed);
        assert!(CaseKind::DESTINATION.is_open_to(&row.code));
    }
    let begun = |mode: &str, form| signing::enrolled(mode).command(begin(CASE, filled_in(form, &[]), true)).map(drop);
    let tried = [("21", "UNEMPLOYED"), ("41", "STARTUP"), ("21", "DIRECTED"), ("1", "DIRECTED"), ("22", "DIRECTED")];
    let codes = tried.map(|(mode, form)| begun(mode, form));
    let codes = codes.map(|outcome| outcome.err().map_or("", |refusal| refusal.code()));
    assert_eq!(codes, ["directed_only", "directed_only", "", "not_directed", "not_directed"]);
}

#[test]
#[doc = "ROS-05, DES-02"]
fn ros_05_who_becomes_directed_after_a_return_goes_on_with_the_form_that_is_theirs_now() {
    let mut bench = graduate_with(Status::Open(Phase::First, wangqian_rules::case::Why::Returned));
    signing::enrol(&mut bench, "21");
    let version = bench.state.cases[&CASE].version;
    let again = bench.command(submit(CASE, version, people::filled(1))).map(drop);
    assert_eq!(again.err().map(|refusal| refusal.code()), Some("directed_only"));
    bench.done(submit(CASE, version, filled_in("DIRECTED", &[])));
    assert_eq!(bench.state.cases[&CASE].status, Status::InReview(Phase::First, Stage::School));
}

#[test]
#[doc = "SIG-06, DES-02"]
fn des_02_a_reason_of_a_rejection_fits_the_form() {
    let reasons = |code: &'static str| -> BTreeSet<String> {
        let names = ["destination", form(code).form().group.map_or("", Group::code), code];
        Codes::builtin().reject_reasons(&names).map(|row| row.code.clone()).collect()
    };
    let by_form: BTreeMap<_, _> = fillings::FORMS.into_iter().map(|code| (code, reasons(code))).collect();
    let has = |code: &str, reason: &str| by_form[code].contains(reason);
    assert!(has("LABOR_CONTRACT", "REJ_EMPLOYER_INFO") && has("LABOR_CONTRACT", "REJ_JOB_CATEGORY"));
    assert!(!has("STUDY_ABROAD", "REJ_EMPLOYER_INFO") && has("STUDY_ABROAD", "REJ_SCHOOL_INFO"));
    assert!(!has("CONSCRIPT", "REJ_EMPLOYER_INFO") && has("CONSCRIPT", "REJ_ENLISTMENT"));
    assert!(!has("UNEMPLOYED", "REJ_SEAL") && !has("ASSISTANT", "REJ_JOB_CATEGORY"));
    for code in fillings::FORMS {
        assert!(["REJ_TYPE", "REJ_OTHER", "REJ_STUDENT_INFO"].into_iter().all(|reason| has(code, reason)), "{code}");
    }
}

#[test]
#[doc = "DES-01"]
fn des_01_an_answer_to_what_is_not_asked_any_more_is_not_kept() {
    let kept = |code: &str, changes: &[(&str, &str)], field: &str| {
        let answers = filled_in(code, changes).answers;
        let kept: Answers = check(form(code).form(), &answers, Codes::builtin(), TODAY, &mut Fields::default());
        kept.text(field).is_some()
    };
    assert!(kept("STARTUP", &[], "share_percent"));
    assert!(!kept("STARTUP", &[("role", "legal_person")], "share_percent"));
    assert!(!kept("JY_GONGZHAO", &[("has_credit_code", "no"), ("credit_code_absent", "secret")], "credit_code"));
}
