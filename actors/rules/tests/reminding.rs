//! An employer reminds a graduate of an invitation that waits for an answer.

use crate::support::{
    people,
    signing::{CASE, graduate_with, states},
};
use wangqian_rules::{
    case::*,
    graduate::{Act, Command},
    ids::EmployerId,
    time::UnixMs,
};

const INVITED: Status = Status::Asked(Party::Graduate);

fn remind(by: EmployerId, seen: u64) -> Command {
    Command::Act { case: CASE, seen, act: Act::Remind { by } }
}

fn employer() -> EmployerId {
    people::card(1).id
}

#[test]
#[doc = "SIG-08, NOT-01"]
fn only_an_open_invitation_is_reminded_of_and_only_by_its_employer() {
    for status in states() {
        let mut bench = graduate_with(*status);
        bench.now = people::NOW.plus_days(1);
        let version = bench.state.cases[&CASE].version;
        let outcome = bench.command(remind(employer(), version)).map_or_else(|refusal| refusal.code(), |_| "done");
        let expected = match status {
            status if *status == INVITED => "done",
            Status::Invalidated => "left_roster",
            _ => "already_decided",
        };
        assert_eq!(outcome, expected, "{status:?}");
    }
    let mut bench = graduate_with(INVITED);
    bench.now = people::NOW.plus_days(1);
    assert_eq!(bench.refused(remind(people::card(2).id, 1)), "not_found");
    assert_eq!(bench.refused(remind(employer(), 2)), "stale_version");
}

#[test]
#[doc = "SIG-08, NOT-01"]
fn a_graduate_is_reminded_at_most_once_a_day_and_the_case_stays_as_it_is() {
    let mut bench = graduate_with(INVITED);
    let at = |days: i64, ms: i64| UnixMs(people::NOW.plus_days(days).0 + ms);
    for (now, expected) in [
        (at(0, 1), "reminded_already"),
        (at(1, -1), "reminded_already"),
        (at(1, 0), "done"),
        (at(2, -1), "reminded_already"),
        (at(2, 0), "done"),
        (at(5, 0), "already_decided"),
    ] {
        bench.now = now;
        let outcome = bench.command(remind(employer(), 1)).map_or_else(|refusal| refusal.code(), |_| "done");
        assert_eq!(outcome, expected, "{now}");
        bench.restart();
    }
    let case = &bench.state.cases[&CASE];
    assert_eq!((case.version, case.trail.len()), (1, 1), "a page with the invitation open is not overtaken");
    let told = bench.state.inbox.newest_first().filter(|notice| notice.title == "单位提醒您答复签约邀请").count();
    assert_eq!(told, 2);
}
