//! Inputs about agreements on paper and about the ends of agreements, whatever state they meet.

use super::{asked, people, rescission, signing};
use proptest::{prelude::*, sample::select};
use wangqian_rules::{
    case::*,
    effect::Timer,
    entity::Input,
    graduate::{handing_in::Beginning, rescission::Answer, *},
    ids::CaseId,
    review::*,
};

/// Few cases, so that inputs meet.
fn a_case() -> impl Strategy<Value = CaseId> {
    (1u128..5).prop_map(|n| CaseId(uuid::Uuid::from_u128(n)))
}

fn a_hand() -> impl Strategy<Value = Hand> {
    select(vec![Hand::Graduate, asked::employer(1), asked::employer(2), Hand::Paper])
}

fn a_route() -> impl Strategy<Value = Route> {
    select(vec![Route::SchoolOnly, Route::SchoolOnly, Route::DepartmentThenSchool])
}

fn a_beginning() -> impl Strategy<Value = Command> {
    let kinds = [CaseKind::OFFLINE_SIGNING, CaseKind::BACKFILL, CaseKind::ONLINE_RESCISSION, CaseKind::OFFLINE_RESCISSION];
    (a_case(), select(kinds.to_vec()), a_case(), any::<bool>(), a_route(), 0u8..4).prop_map(
        |(case, kind, about, own, route, limit)| {
            let by = if own { Hand::Graduate } else { asked::employer(1) };
            match kind.facts().ends.is_empty() {
                true => {
                    let (filled, admission) = (asked::filled(kind.facts().forms[0]), Ok(asked::admission(route, limit)));
                    Command::Begin(Box::new(Beginning { case, kind, by: Hand::Graduate, about: None, filled, admission }))
                }
                false => rescission::begin_along(case, kind, about, by, asked::admission(route, limit)),
            }
        },
    )
}

fn an_act() -> impl Strategy<Value = Act> {
    let statement = || people::STATEMENT.to_owned();
    let alone = Verdict::ApproveUnilaterally { statement: statement() };
    prop_oneof![
        3 => (a_hand(), a_route()).prop_map(|(by, route)| {
            Act::HandInStamped { by, files: vec![asked::page(1)], admission: Ok(asked::admission(route, 3)) }
        }),
        3 => (a_hand(), a_route()).prop_map(|(by, route)| {
            Act::Answer { by, answer: Answer::Agrees(Ok(asked::admission(route, 3))) }
        }),
        1 => a_hand().prop_map(|by| Act::Answer { by, answer: Answer::Refuses("不同意解约".into()) }),
        1 => Just(Act::GiveUp),
        1 => Just(Act::TakeBack),
        1 => (1u32..3).prop_map(|n| Act::Withdraw { by: people::card(n).id, sent: None }),
        6 => Just(Act::Review { grant: signing::by_school(), verdict: Verdict::Approve }),
        1 => Just(Act::Review { grant: signing::by_school(), verdict: alone }),
        1 => select(vec![signing::by_school(), signing::by_department()])
            .prop_map(move |grant| Act::Force { grant, statement: people::STATEMENT.to_owned() }),
        1 => Just(Act::VoidUngraduated { grant: signing::by_school(), statement: statement() }),
        1 => select(vec![CaseKind::OFFLINE_SIGNING, CaseKind::BACKFILL, CaseKind::OFFLINE_RESCISSION]).prop_map(|kind| {
            let filled = Box::new(asked::filled(kind.facts().forms[0]));
            Act::Submit { filled, admission: Ok(asked::admission(Route::SchoolOnly, 3)) }
        }),
    ]
}

/// A command about them, or a timer of a request that waits for its answer.
pub fn input() -> impl Strategy<Value = Input<Command>> {
    prop_oneof![
        3 => a_beginning().prop_map(Input::Command),
        6 => (a_case(), 1u64..7, an_act()).prop_map(|(case, seen, act)| Input::Command(Command::Act { case, seen, act })),
        1 => a_case().prop_map(|case| Input::Timer(Timer::AnswerOverdue(case))),
        1 => a_case().prop_map(|case| Input::Timer(Timer::AnswerDueSoon(case))),
    ]
}
