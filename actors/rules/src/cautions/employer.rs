//! An employer compared with what else is known of it, and of others.

use super::{Caution, Subject, caution, is_same_phone};
use crate::{
    case::Mention,
    check::OrganisationName,
    codes::{CodeTable, Codes},
};

/// One name in two spellings of width and gaps.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let spelt = |name: &str| OrganisationName::parse(name).map_or_else(|_| name.to_owned(), String::from);
    spelt(one) == spelt(other)
}

/// The first of those known under the same credit code that is otherwise in some respect, and where it is known from.
fn known_otherwise<'a>(
    subject: &'a Subject<'_>,
    is_otherwise: impl Fn(&Mention, &Mention) -> bool,
) -> Option<(&'a Mention, &'static str)> {
    let own = subject.mention.as_ref().filter(|own| !own.credit_code.is_empty())?;
    let registered = subject.library.registered.iter().map(|known| (known, "在平台登记"));
    let others = subject.library.others.iter().map(|known| (*known, "在本校其他条目中填写"));
    let same_code = registered.chain(others).filter(|(known, _)| known.credit_code == own.credit_code);
    same_code.into_iter().find(|(known, _)| is_otherwise(own, known))
}

pub(super) fn other_name(subject: &Subject<'_>) -> Option<Caution> {
    let (known, whence) = known_otherwise(subject, |own, known| !is_same_name(&own.name, &known.name))?;
    Some(caution("employer_name", "employer_name_differs", format!("同一信用代码{whence}的单位名称为“{}”", known.name)))
}

pub(super) fn other_nature(subject: &Subject<'_>) -> Option<Caution> {
    let (known, whence) = known_otherwise(subject, |own, known| differ(&own.nature, &known.nature))?;
    let name = named(subject.codes, CodeTable::EmployerNature, &known.nature);
    Some(caution("employer_nature", "employer_nature_differs", format!("同一信用代码{whence}的单位性质为“{name}”")))
}

pub(super) fn other_industry(subject: &Subject<'_>) -> Option<Caution> {
    let (known, whence) = known_otherwise(subject, |own, known| differ(&own.industry, &known.industry))?;
    let name = named(subject.codes, CodeTable::EmployerIndustry, &known.industry);
    Some(caution("employer_industry", "employer_industry_differs", format!("同一信用代码{whence}的单位行业为“{name}”")))
}

/// The person who answers for an employer is not the one whom it employs.
pub(super) fn own_phone(subject: &Subject<'_>) -> Option<Caution> {
    let phone = &subject.mention.as_ref()?.contact_phone;
    let is_own = is_same_phone(phone, &subject.profile.mobile);
    is_own.then(|| caution("contact_phone", "contact_phone_own", "单位联系电话是毕业生本人的手机号码"))
}

/// Several employers, one telephone.
pub(super) fn shared_phone(subject: &Subject<'_>) -> Option<Caution> {
    let own = subject.mention.as_ref()?;
    let is_another = |known: &Mention| match own.credit_code.is_empty() || known.credit_code.is_empty() {
        true => !is_same_name(&own.name, &known.name),
        false => own.credit_code != known.credit_code,
    };
    let shares = |known: &&&Mention| is_same_phone(&own.contact_phone, &known.contact_phone) && is_another(known);
    let known = subject.library.others.iter().find(shares)?;
    Some(caution("contact_phone", "contact_phone_shared", format!("“{}”在本校其他条目中使用同一联系电话", known.name)))
}

fn differ(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && one != other
}

fn named<'a>(codes: &'a Codes, table: CodeTable, code: &'a str) -> &'a str {
    codes.name(table, code).unwrap_or(code)
}
