//! Each cross-check tells a reviewer where to look: once where it is so, and never where it is not.

use crate::support::{destination::*, fillings, people, signing};
use std::sync::Arc;
use wangqian_rules::{
    case::{Case, Mention, Party, Status},
    cautions::{self, Library},
    codes::Codes,
    profile::Profile,
};

const CODE: &str = "91110105MA0000015F";
const UNIT: &str = "示范云科技有限公司";

fn profile() -> Profile {
    people::profile(people::SCHOOL, 1)
}

/// A form handed in with some answers changed.
fn case(code: &str, changes: &[(&str, &str)]) -> Arc<Case> {
    let mut bench = signing::enrolled(if code == "DIRECTED" { "21" } else { "1" });
    bench.done(begin(CASE, filled_in(code, changes), true));
    Arc::clone(&bench.state.cases[&CASE])
}

fn mention(credit_code: &str, name: &str, phone: &str) -> Mention {
    Mention {
        credit_code: credit_code.into(),
        name: name.into(),
        nature: "39".into(),
        industry: "34".into(),
        contact_phone: phone.into(),
    }
}

/// Field and code of every caution.
fn told(case: &Case, library: &Library<'_>) -> Vec<(&'static str, &'static str)> {
    let cautions = cautions::of_case(case, &profile(), library, Codes::builtin());
    assert!(cautions.iter().all(|caution| !caution.text.is_empty()));
    cautions.into_iter().map(|caution| (caution.field, caution.code)).collect()
}

fn alone(code: &str, changes: &[(&str, &str)]) -> Vec<(&'static str, &'static str)> {
    told(&case(code, changes), &Library::default())
}

#[test]
#[doc = "DES-01"]
fn what_holds_in_every_respect_needs_no_look() {
    for code in fillings::FORMS {
        assert_eq!(alone(code, &[]), [], "{code}");
    }
}

#[test]
#[doc = "DES-02"]
fn an_employer_is_compared_with_the_one_registered_and_with_those_of_other_cases() {
    let known = mention(CODE, "示范云科技(北京)有限公司", "010-55500009");
    let registered = Library { registered: Some(known.clone()), others: Vec::new() };
    assert_eq!(told(&case("LABOR_CONTRACT", &[]), &registered), [("employer_name", "employer_name_differs")]);
    let others = Library { registered: None, others: vec![&known] };
    let changes = [("employer_name", "示范云科技（北京）有限公司"), ("employer_nature", "31"), ("employer_industry", "22")];
    let differ = [("employer_nature", "employer_nature_differs"), ("employer_industry", "employer_industry_differs")];
    assert_eq!(told(&case("LABOR_CONTRACT", &changes), &others), differ);
    let same = mention(CODE, UNIT, "010-55500009");
    let foreign = mention("91110105MA00000000", "别的单位", "010-55500009");
    assert_eq!(told(&case("LABOR_CONTRACT", &[]), &Library { registered: Some(same), others: vec![&foreign] }), []);
    // A form whose type hides the nature is not compared by it.
    assert_eq!(
        told(&case("STARTUP", &[]), &others),
        [("employer_name", "employer_name_differs"), ("employer_industry", "employer_industry_differs")]
    );
}

#[test]
#[doc = "DES-02"]
fn a_telephone_belongs_to_one_employer_and_not_to_the_graduate() {
    let own = profile().mobile;
    assert_eq!(alone("OTHER_HIRE", &[("contact_phone", &own)]), [("contact_phone", "contact_phone_own")]);
    let (other, army) = (mention("91110105MA00000000", "别的单位", "01055500001"), mention("", "示范部队", "010-55500002"));
    let library = Library { registered: None, others: vec![&other, &army] };
    assert_eq!(told(&case("OTHER_HIRE", &[]), &library), [("contact_phone", "contact_phone_shared")]);
    assert_eq!(told(&case("JY_SHIGUAN", &[]), &library), []);
    let elsewhere = [("employer_name", "另一支部队")];
    assert_eq!(told(&case("JY_SHIGUAN", &elsewhere), &library), [("contact_phone", "contact_phone_shared")]);
    let archive = [
        ("archive", "yes"),
        ("archive_transfer_type", "ARC_EMPLOYER"),
        ("archive_organisation", "示范人才中心"),
        ("archive_region", "320106"),
        ("archive_address", "示范路四号一层"),
        ("archive_postcode", "210018"),
        ("archive_contact", "刘档案"),
        ("archive_contact_phone", own.as_str()),
    ];
    assert_eq!(alone("STUDY_ABROAD", &archive), [("archive_contact_phone", "archive_own_phone")]);
}

#[test]
#[doc = "DES-02"]
fn pay_without_a_contract_is_compared_with_the_minimum_of_its_province() {
    let low = [("salary_monthly", "2419")];
    assert_eq!(alone("OTHER_HIRE", &low), [("salary_monthly", "pay_under_minimum")]);
    assert_eq!(alone("OTHER_HIRE", &[("salary_monthly", "2420")]), []);
    assert_eq!(alone("LABOR_CONTRACT", &low), []);
    assert_eq!(alone("FREELANCE", &[("income_monthly", "800")]), [("income_monthly", "pay_under_minimum")]);
    let text = cautions::of_case(&case("OTHER_HIRE", &low), &profile(), &Library::default(), Codes::builtin()).remove(0).text;
    assert_eq!(text, "低于北京市（2024年1月，示例数据）月最低工资标准最低档 2420 元");
}

#[test]
#[doc = "DES-02, ROS-05, SIG-07"]
fn what_says_nothing_and_what_the_roster_says_otherwise_is_told() {
    assert_eq!(alone("LABOR_CONTRACT", &[("job_category", "90")]), [("job_category", "job_category_other")]);
    let directed = case("DIRECTED", &[]);
    let roster = |employer: &str| Profile { directed_employer: employer.into(), ..profile() };
    let codes = |profile: &Profile| -> Vec<_> {
        let found = cautions::of_case(&directed, profile, &Library::default(), Codes::builtin());
        found.into_iter().map(|caution| caution.code).collect()
    };
    assert_eq!(codes(&roster(UNIT)), Vec::<&str>::new());
    assert_eq!(codes(&roster("示范市第一中学")), ["directed_employer_differs"]);
}

#[test]
#[doc = "SIG-01"]
fn an_agreement_is_looked_at_as_a_form_is() {
    let bench = signing::graduate_with(Status::Asked(Party::Graduate));
    let case = &bench.state.cases[&signing::CASE];
    let named = case.mention().unwrap();
    assert_eq!((named.name.as_str(), named.credit_code.is_empty()), (people::card(1).name.as_str(), false));
    assert_eq!(told(case, &Library::default()), []);
    let other = Mention { name: "另一家公司".into(), ..named };
    let library = Library { registered: None, others: vec![&other] };
    assert_eq!(told(case, &library), [("employer_name", "employer_name_differs")]);
}
