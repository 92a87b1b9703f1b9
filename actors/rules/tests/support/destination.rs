//! Graduates whose destination stands in a given state, reached by the commands that lead there.

use super::{
    Bench, fillings,
    people::{self, SCHOOL},
    signing::{by_school, enrolled, rejection_of_any, review, roster},
};
use wangqian_rules::{
    admission::Admission,
    case::{CaseKind, End, Filled, Phase, Status, Why},
    forms::FormCode,
    graduate::{handing_in::Beginning, *},
    ids::CaseId,
    module::Switch,
    refusal::Refusal,
    review::*,
};

/// The case under test.
pub const CASE: CaseId = CaseId(uuid::Uuid::from_u128(11));

/// This form as somebody fills it in in every respect.
pub fn filled_in(code: &str, changes: &[(&str, &str)]) -> Filled {
    let mut answers = people::answers(&fillings::of(code));
    changes.iter().for_each(|(field, text)| answers.put(field, *text));
    let form = FormCode::from_code(code).unwrap_or_else(|| panic!("no form {code}"));
    Filled { form, answers: answers.into(), files: vec![people::proof()] }
}

/// The school's word that this graduate may register a destination.
pub fn admission(open: bool, route: Route) -> Result<Admission, Refusal> {
    open.then(|| people::admission(SCHOOL, 1, route)).ok_or(Refusal::Closed(Switch::Destination))
}

pub fn begin(case: CaseId, filled: Filled, open: bool) -> Command {
    begin_along(case, filled, admission(open, Route::SchoolOnly))
}

pub fn begin_along(case: CaseId, filled: Filled, admission: Result<Admission, Refusal>) -> Command {
    Command::Begin(Box::new(Beginning {
        case,
        kind: CaseKind::DESTINATION,
        by: Hand::Graduate,
        about: None,
        filled,
        admission,
    }))
}

pub fn submit(case: CaseId, seen: u64, filled: Filled) -> Command {
    act(case, seen, Act::Submit { filled: Box::new(filled), admission: admission(true, Route::SchoolOnly) })
}

pub fn act(case: CaseId, seen: u64, act: Act) -> Command {
    Command::Act { case, seen, act }
}

pub fn returned() -> Verdict {
    Verdict::Return { reason: "请上传录取通知书".into(), fields: vec!["target_school".into(), "files".into()] }
}

/// A graduate whose destination [`CASE`] stands in this state.
pub fn graduate_with(status: Status) -> Bench<Graduate> {
    let mut bench = enrolled("1");
    let two_levels = status == Status::InReview(Phase::First, Stage::Department);
    let route = if two_levels { Route::DepartmentThenSchool } else { Route::SchoolOnly };
    bench.done(begin_along(CASE, people::filled(1), admission(true, route)));
    match status {
        Status::InReview(..) => {}
        Status::Open(Phase::First, Why::Withdrawn) => drop(bench.done(act(CASE, 1, Act::TakeBack))),
        Status::Open(Phase::First, Why::Returned) => drop(bench.done(review(CASE, 1, by_school(), returned()))),
        Status::Effective => drop(bench.done(review(CASE, 1, by_school(), Verdict::Approve))),
        Status::Ended(End::Rejected(Phase::First)) => drop(bench.done(review(CASE, 1, by_school(), rejection_of_any()))),
        Status::Ended(End::Voided) => {
            bench.done(review(CASE, 1, by_school(), Verdict::Approve));
            bench.done(act(CASE, 2, Act::Void));
        }
        Status::Invalidated => roster(&mut bench, Some(people::NOW)),
        other => unreachable!("no destination is {other:?}"),
    }
    assert_eq!(bench.state.cases[&CASE].status, status);
    bench
}
