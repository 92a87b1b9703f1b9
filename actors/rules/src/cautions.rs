//! Cautions for a reviewer: points that are seldom right and want a look before deciding, which schools otherwise check by hand.
//!
//! A caution refuses nothing. Each check is a function of its own over one subject: the case, its graduate, and what is known of employers.

mod employer;
mod pay;

use crate::{
    case::{Case, Content, Mention},
    codes::Codes,
    form::Answers,
    profile::Profile,
};

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// The question that it is about.
    pub field: &'static str,
    /// Stable code.
    pub code: &'static str,
    pub text: String,
}

/// Facts about employers from elsewhere than this case.
#[derive(Clone, Debug, Default)]
pub struct Library<'a> {
    /// The employer registered under the credit code that the case names.
    pub registered: Option<Mention>,
    /// Those that other cases of the school name.
    pub others: Vec<&'a Mention>,
}

/// The subject of every check.
struct Subject<'a> {
    case: &'a Case,
    answers: Answers,
    mention: Option<Mention>,
    profile: &'a Profile,
    library: &'a Library<'a>,
    codes: &'a Codes,
}

type Check = fn(&Subject<'_>) -> Option<Caution>;

/// In the order in which they are told.
const CHECKS: [Check; 9] = [
    employer::other_name,
    employer::other_nature,
    employer::other_industry,
    employer::own_phone,
    employer::shared_phone,
    archive_to_themselves,
    other_directed_employer,
    job_category_of_the_rest,
    pay::under_the_minimum,
];

/// Everything to look at in a case.
pub fn of_case(case: &Case, profile: &Profile, library: &Library<'_>, codes: &Codes) -> Vec<Caution> {
    let answers = match &case.content {
        Content::Agreement(agreement) => agreement.terms.answers(),
        Content::Form(filled) => (*filled.answers).clone(),
    };
    let subject = Subject { case, answers, mention: case.mention(), profile, library, codes };
    CHECKS.iter().filter_map(|check| check(&subject)).collect()
}

fn caution(field: &'static str, code: &'static str, text: impl Into<String>) -> Caution {
    Caution { field, code, text: text.into() }
}

/// 职位类别 90 says nothing.
fn job_category_of_the_rest(Subject { answers, .. }: &Subject<'_>) -> Option<Caution> {
    let is_rest = answers.text("job_category") == Some("90");
    is_rest.then(|| caution("job_category", "job_category_other", "“其他人员”不是具体类别，请核实能否归入其他类别"))
}

/// An archive that is sent to its own subject comes back.
fn archive_to_themselves(Subject { answers, profile, .. }: &Subject<'_>) -> Option<Caution> {
    let is_own = is_same_phone(answers.text("archive_contact_phone")?, &profile.mobile);
    is_own.then(|| caution("archive_contact_phone", "archive_own_phone", "档案转寄联系电话是毕业生本人的手机号码"))
}

/// 「定向或委培单位」 as the roster has it.
fn other_directed_employer(Subject { answers, profile, .. }: &Subject<'_>) -> Option<Caution> {
    let (typed, known) = (answers.text("directed_employer")?, profile.directed_employer.as_str());
    let differs = !known.is_empty() && !employer::is_same_name(typed, known);
    differs
        .then(|| caution("directed_employer", "directed_employer_differs", format!("毕业生名单中的定向或委培单位为“{known}”")))
}

/// By their digits: one writes hyphens and spaces, the other does not.
fn is_same_phone(one: &str, other: &str) -> bool {
    let digits = |phone: &str| phone.chars().filter(char::is_ascii_digit).collect::<String>();
    !one.is_empty() && digits(one) == digits(other)
}
