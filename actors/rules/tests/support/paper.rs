//! Graduates whose offline signing or backfill stands in a given state, reached by the commands that lead there.

use super::{
    Bench, asked,
    people::{self, STATEMENT},
    signing::*,
};
use wangqian_rules::{
    case::*,
    graduate::{handing_in::Beginning, *},
    ids::CaseId,
    review::*,
};

/// The case under test.
pub const CASE: CaseId = CaseId(uuid::Uuid::from_u128(21));

pub fn begin(kind: CaseKind, route: Route) -> Command {
    let filled = people::agreement(kind.facts().forms[0], 1);
    let admission = Ok(asked::admission(route, 3));
    Command::Begin(Box::new(Beginning { case: CASE, kind, by: Hand::Graduate, about: None, filled, admission }))
}

pub fn stamp(seen: u64, by: Hand, route: Route) -> Command {
    let act = Act::HandInStamped { by, files: vec![asked::page(1)], admission: Ok(asked::admission(route, 3)) };
    Command::Act { case: CASE, seen, act }
}

pub fn act(bench: &mut Bench<Graduate>, act: Act) {
    let seen = bench.state.cases[&CASE].version;
    bench.done(Command::Act { case: CASE, seen, act });
}

pub fn decide(bench: &mut Bench<Graduate>, verdict: Verdict) {
    act(bench, Act::Review { grant: by_school(), verdict });
}

/// A graduate whose case [`CASE`] of this kind stands in this state.
pub fn graduate_with(kind: CaseKind, status: Status) -> Bench<Graduate> {
    let mut bench = enrolled("1");
    let route = match status {
        Status::InReview(Phase::First, Stage::Department) => Route::DepartmentThenSchool,
        _ => Route::SchoolOnly,
    };
    bench.done(begin(kind, route));
    drive(&mut bench, status);
    assert_eq!(bench.state.cases[&CASE].status, status);
    bench
}

fn drive(bench: &mut Bench<Graduate>, to: Status) {
    let return_it = || Verdict::Return { reason: "请补充".into(), fields: Vec::new() };
    match to {
        Status::InReview(Phase::First, _) => {}
        Status::Open(Phase::First, Why::Withdrawn) => act(bench, Act::TakeBack),
        Status::Open(Phase::First, _) => decide(bench, return_it()),
        Status::Ended(End::Rejected(Phase::First)) => decide(bench, rejection_of_any()),
        Status::Open(Phase::Second, Why::Awaited) => decide(bench, Verdict::Approve),
        Status::Open(Phase::Second, Why::Withdrawn) => {
            after(bench, Status::InReview(Phase::Second, Stage::School), Act::TakeBack)
        }
        Status::Open(Phase::Second, Why::Returned) => {
            drive(bench, Status::InReview(Phase::Second, Stage::School));
            decide(bench, return_it());
        }
        Status::Ended(End::Rejected(Phase::Second)) => {
            drive(bench, Status::InReview(Phase::Second, Stage::School));
            decide(bench, rejection_of_any());
        }
        Status::InReview(Phase::Second, stage) => {
            drive(bench, Status::Open(Phase::Second, Why::Awaited));
            let route = if stage == Stage::Department { Route::DepartmentThenSchool } else { Route::SchoolOnly };
            bench.done(stamp(2, Hand::Graduate, route));
        }
        Status::Effective => {
            if bench.state.cases[&CASE].facts().phases.len() > 1 {
                drive(bench, Status::InReview(Phase::Second, Stage::School));
            }
            decide(bench, Verdict::Approve);
        }
        Status::Ended(End::Withdrawn) => after(bench, Status::Open(Phase::Second, Why::Awaited), Act::GiveUp),
        Status::Ended(End::Rescinded) => {
            drive(bench, Status::Effective);
            rescind(bench);
        }
        Status::Ended(End::NotGraduated) => {
            let statement = STATEMENT.to_owned();
            after(bench, Status::Effective, Act::VoidUngraduated { grant: by_school(), statement });
        }
        Status::Invalidated => roster(bench, Some(people::NOW)),
        other => unreachable!("no agreement on paper is {other:?}"),
    }
}

fn after(bench: &mut Bench<Graduate>, state: Status, then: Act) {
    drive(bench, state);
    act(bench, then);
}

/// The graduate asks for the end of it, and the school approves.
pub fn rescind(bench: &mut Bench<Graduate>) {
    let id = super::rescission::CASE;
    bench.done(super::rescission::begin(id, CaseKind::OFFLINE_RESCISSION, CASE, Hand::Graduate));
    bench.done(review(id, 1, by_school(), Verdict::Approve));
}
