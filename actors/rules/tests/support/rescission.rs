//! The end of an online agreement, as its parties ask for it.

use super::{people, signing::by_school};
use wangqian_rules::{
    case::*,
    forms::FormCode,
    graduate::{handing_in::Beginning, *},
    ids::CaseId,
    review::Route,
};

pub const CASE: CaseId = CaseId(uuid::Uuid::from_u128(0x0e5c));

/// Why, in the words of the form.
pub const REASON: [(&str, &str); 2] = [("reason", "RES_OTHER_JOB"), ("explanation", "另有更合适的岗位，已与单位沟通。")];

pub fn reason(form: FormCode) -> Filled {
    let files = if form == FormCode::OFFLINE_RESCISSION { vec![people::proof()] } else { Vec::new() };
    Filled { form, answers: people::answers(&REASON).into(), files }
}

/// The graduate asks for the end of this agreement.
pub fn ask(case: CaseId, about: CaseId) -> Command {
    begin(case, CaseKind::ONLINE_RESCISSION, about, Hand::Graduate)
}

pub fn begin(case: CaseId, kind: CaseKind, about: CaseId, by: Hand) -> Command {
    let filled = reason(kind.facts().forms[0]);
    let admission = Ok(people::admission(people::SCHOOL, 1, Route::SchoolOnly));
    Command::Begin(Box::new(Beginning { case, kind, by, about: Some(about), filled, admission }))
}

/// The school forces it.
pub fn force(case: CaseId, seen: u64) -> Command {
    let statement = "单位长期不处理，多次联系未果，情况属实。".to_owned();
    Command::Act { case, seen, act: Act::Force { grant: by_school(), statement } }
}
