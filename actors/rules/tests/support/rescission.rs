//! The end of an agreement, as its parties ask for it, and graduates with a rescission in a given state.

use super::{
    Bench, asked, paper, people,
    signing::{self, by_school},
};
use wangqian_rules::{
    admission::Admission,
    case::*,
    graduate::{handing_in::Beginning, rescission::Answer, *},
    ids::CaseId,
    review::*,
};

pub const CASE: CaseId = CaseId(uuid::Uuid::from_u128(0x0e5c));

/// The graduate asks for the end of this agreement.
pub fn ask(case: CaseId, about: CaseId) -> Command {
    begin(case, CaseKind::ONLINE_RESCISSION, about, Hand::Graduate)
}

pub fn begin(case: CaseId, kind: CaseKind, about: CaseId, by: Hand) -> Command {
    begin_along(case, kind, about, by, asked::admission(Route::SchoolOnly, 3))
}

pub fn begin_along(case: CaseId, kind: CaseKind, about: CaseId, by: Hand, admission: Admission) -> Command {
    let filled = people::rescission(kind.facts().forms[0]);
    Command::Begin(Box::new(Beginning { case, kind, by, about: Some(about), filled, admission: Ok(admission) }))
}

/// The school forces it.
pub fn force(case: CaseId, seen: u64) -> Command {
    let statement = people::STATEMENT.to_owned();
    Command::Act { case, seen, act: Act::Force { grant: by_school(), statement } }
}

/// A graduate whose online agreement is asked to end by this party, in this state.
pub fn online(by: Party, status: Status) -> Bench<Graduate> {
    let mut bench = signing::graduate_with(Status::Effective);
    let hand = if by == Party::Graduate { Hand::Graduate } else { asked::employer(1) };
    bench.done(begin(CASE, CaseKind::ONLINE_RESCISSION, signing::CASE, hand));
    drive(&mut bench, signing::CASE, status);
    assert_eq!(bench.state.cases[&CASE].status, status);
    bench
}

/// A graduate who applied for the end of an agreement of this kind on paper, in this state.
pub fn offline(agreement: CaseKind, status: Status) -> Bench<Graduate> {
    let mut bench = paper::graduate_with(agreement, Status::Effective);
    let two_levels = status == signing::DEPARTMENT;
    let route = if two_levels { Route::DepartmentThenSchool } else { Route::SchoolOnly };
    bench.done(begin_along(CASE, CaseKind::OFFLINE_RESCISSION, paper::CASE, Hand::Graduate, asked::admission(route, 3)));
    drive(&mut bench, paper::CASE, status);
    assert_eq!(bench.state.cases[&CASE].status, status);
    bench
}

fn drive(bench: &mut Bench<Graduate>, agreement: CaseId, to: Status) {
    let is_asked = matches!(bench.state.cases[&CASE].status, Status::Asked(_));
    match to {
        Status::Asked(_) => {}
        Status::InReview(_, stage) if is_asked => {
            let route = if stage == Stage::Department { Route::DepartmentThenSchool } else { Route::SchoolOnly };
            agree(bench, route);
        }
        Status::InReview(..) => {}
        Status::Open(_, Why::Withdrawn) => act(bench, Act::TakeBack),
        Status::Open(..) => decide(bench, Verdict::Return { reason: "请补充解约函".into(), fields: Vec::new() }),
        Status::Ended(End::Withdrawn) if is_asked => match bench.state.cases[&CASE].begun_by {
            Party::Graduate => act(bench, Act::TakeBack),
            _ => act(bench, Act::Withdraw { by: people::card(1).id, sent: None }),
        },
        Status::Ended(End::Withdrawn) => {
            act(bench, Act::TakeBack);
            act(bench, Act::GiveUp);
        }
        Status::Ended(End::Declined) => answer(bench, Answer::Refuses("岗位需要，暂不同意".into())),
        Status::Ended(End::Overtaken) => {
            let seen = bench.state.cases[&agreement].version;
            let act = Act::VoidUngraduated { grant: by_school(), statement: people::STATEMENT.to_owned() };
            bench.done(Command::Act { case: agreement, seen, act });
        }
        Status::Effective | Status::Ended(End::Rejected(_)) => {
            if is_asked {
                agree(bench, Route::SchoolOnly);
            }
            decide(bench, if to == Status::Effective { Verdict::Approve } else { signing::rejection_of_any() });
        }
        Status::Invalidated => signing::roster(bench, Some(people::NOW)),
        other => unreachable!("no rescission is {other:?}"),
    }
}

/// The party that was asked answers.
pub fn answer(bench: &mut Bench<Graduate>, answer: Answer) {
    let by = match bench.state.cases[&CASE].status {
        Status::Asked(Party::Graduate) => Hand::Graduate,
        _ => asked::employer(1),
    };
    act(bench, Act::Answer { by, answer });
}

pub fn agree(bench: &mut Bench<Graduate>, route: Route) {
    answer(bench, Answer::Agrees(Ok(asked::admission(route, 3))));
}

pub fn act(bench: &mut Bench<Graduate>, act: Act) {
    let seen = bench.state.cases[&CASE].version;
    bench.done(Command::Act { case: CASE, seen, act });
}

fn decide(bench: &mut Bench<Graduate>, verdict: Verdict) {
    act(bench, Act::Review { grant: by_school(), verdict });
}
