//! 「代审设置」: who may hand a queue to whom, when it runs, and under which names decisions stand (EXT-19).

use crate::support::{
    Bench,
    people::{self, DEPARTMENTS, row},
    school::*,
    signing::{DEPARTMENT, graduate_with, review},
};
use jiff::civil::Date;
use wangqian_rules::{
    codes::LevelGroup,
    effect::Show,
    ids::*,
    review::*,
    school::{deputies::*, staff::*, *},
    time::UnixMs,
};

const CASE: CaseId = CaseId(uuid::Uuid::from_u128(1));
const ILL: StaffId = StaffId(1);
const COLLEAGUE: StaffId = StaffId(2);
const ELSEWHERE: StaffId = StaffId(3);
const READER: StaffId = StaffId(4);
const OF_A_LEVEL: StaffId = StaffId(5);
const SCHOOL_USER: StaffId = StaffId(6);
const POSTGRADUATES: StaffId = StaffId(7);

fn named(name: &str, staff: Staff) -> Staff {
    Staff { name: name.into(), ..staff }
}

/// Two colleagues of one department, and others who are none of theirs.
fn school() -> Bench<School> {
    let mut bench = founded();
    let own = || people::department_user(DEPARTMENTS[0]);
    let reader = Permissions { basic: Permission::ReadOnly, ..Permissions::default() };
    let level = Post::Department { name: DEPARTMENTS[0].into(), level: Some(LevelGroup::Undergraduate) };
    let postgraduates = Post::School { level: Some(LevelGroup::Postgraduate) };
    for (id, staff) in [
        (ILL, named("王老师", own())),
        (COLLEAGUE, named("李老师", own())),
        (ELSEWHERE, people::department_user(DEPARTMENTS[1])),
        (READER, Staff { permissions: reader, ..own() }),
        (OF_A_LEVEL, Staff { post: level, ..own() }),
        (SCHOOL_USER, people::school_user()),
        (POSTGRADUATES, Staff { post: postgraduates, ..people::school_user() }),
    ] {
        bench.done(people::employ(id.0, staff));
    }
    report(&mut bench, row(1, 1, DEPARTMENT, 2));
    bench
}

fn day(bench: &Bench<School>, after: i64) -> Date {
    bench.now.plus_days(after).date()
}

fn hand_over(bench: &Bench<School>, staff: StaffId, of: StaffId, to: StaffId, days: (i64, i64)) -> Command {
    Command::HandOver { staff, wanted: HandOver { of, to, from: day(bench, days.0), until: day(bench, days.1) } }
}

fn grant(bench: &Bench<School>, of: StaffId, now: UnixMs) -> Grant {
    bench.state.authorise_at(of, CASE, Act::Review, now).expect("a reviewer of the department")
}

#[test]
#[doc = "EXT-19"]
fn ext_19_only_a_colleague_of_the_same_scope_with_no_fewer_rights_stands_in() {
    let mut bench = school();
    for (staff, of, to, expected) in [
        (ILL, ILL, COLLEAGUE, "done"),
        (SCHOOL_USER, ILL, COLLEAGUE, "done"),
        (SCHOOL_USER, SCHOOL_USER, COLLEAGUE, "invalid_field"),
        (ILL, ILL, ILL, "invalid_field"),
        (ILL, ILL, ELSEWHERE, "invalid_field"),
        (ILL, ILL, READER, "invalid_field"),
        (ILL, ILL, OF_A_LEVEL, "invalid_field"),
        (ILL, ILL, SCHOOL_USER, "invalid_field"),
        (ILL, ILL, StaffId(99), "invalid_field"),
        (COLLEAGUE, ILL, COLLEAGUE, "not_permitted"),
        (READER, READER, ILL, "not_permitted"),
        (ELSEWHERE, ILL, COLLEAGUE, "not_found"),
        (POSTGRADUATES, ILL, COLLEAGUE, "not_found"),
        (ILL, StaffId(99), COLLEAGUE, "not_found"),
    ] {
        let mut bench = bench.clone();
        let command = hand_over(&bench, staff, of, to, (0, 3));
        let outcome = bench.command(command).map_or_else(|refusal| refusal.code(), |_| "done");
        assert_eq!(outcome, expected, "{staff:?} hands the queue of {of:?} to {to:?}");
    }
    let shown = bench.done(hand_over(&bench, ILL, ILL, COLLEAGUE, (0, 0)));
    assert!(shown.shown().iter().any(|show| matches!(show, Show::SettingsChanged { .. })), "open pages look again");
}

#[test]
#[doc = "EXT-19"]
fn ext_19_it_begins_and_ends_with_its_days_and_decisions_carry_both_names_meanwhile() {
    let mut bench = school();
    bench.done(hand_over(&bench, ILL, ILL, COLLEAGUE, (1, 2)));
    let midnight = |after| UnixMs::midnight(day(&bench, after));
    for (now, expected) in [
        (bench.now, None),
        (UnixMs(midnight(1).0 - 1), None),
        (midnight(1), Some("王老师")),
        (UnixMs(midnight(3).0 - 1), Some("王老师")),
        (midnight(3), None),
    ] {
        assert_eq!(grant(&bench, COLLEAGUE, now).acts_for.as_deref(), expected, "{now}");
        assert_eq!(grant(&bench, ILL, now).acts_for, None, "who is away may decide all the same, alone");
    }
    let grant = grant(&bench, COLLEAGUE, midnight(1));
    assert_eq!(grant.signs_as(), "李老师（代王老师）");
    let mut graduate = graduate_with(DEPARTMENT);
    graduate.done(review(CASE, 2, Ok(grant), Verdict::Approve));
    let case = &graduate.state.cases[&CASE];
    assert!(case.happened().starts_with(&format!("李老师（代王老师）（{}） 于", DEPARTMENTS[0])), "{}", case.happened());
}

#[test]
#[doc = "EXT-19"]
fn ext_19_days_are_in_order_not_too_many_and_met_by_no_other() {
    let mut bench = school();
    for (days, fields) in [((-1, 1), "from"), ((2, 1), "until"), ((0, LONGEST_DAYS), "until"), ((0, LONGEST_DAYS - 1), "")] {
        let mut bench = bench.clone();
        let command = hand_over(&bench, ILL, ILL, COLLEAGUE, days);
        let refused = match bench.command(command).err() {
            Some(wangqian_rules::refusal::Refusal::Invalid(errors)) => errors[0].field.to_string(),
            other => other.map_or_else(String::new, |refusal| refusal.code().to_owned()),
        };
        assert_eq!(refused, fields, "{days:?}");
    }
    bench.done(hand_over(&bench, ILL, ILL, COLLEAGUE, (2, 4)));
    for (of, to, days, outcome) in [
        (ILL, COLLEAGUE, (4, 6), "invalid_field"),
        (ILL, COLLEAGUE, (0, 2), "invalid_field"),
        (ILL, COLLEAGUE, (0, 1), "done"),
        (ILL, COLLEAGUE, (5, 5), "done"),
        (COLLEAGUE, ILL, (4, 4), "invalid_field"),
        (COLLEAGUE, ILL, (5, 6), "done"),
    ] {
        let mut bench = bench.clone();
        let command = hand_over(&bench, of, of, to, days);
        let code = bench.command(command).map_or_else(|refusal| refusal.code(), |_| "done");
        assert_eq!(code, outcome, "{of:?} to {to:?}, {days:?}");
    }
}

#[test]
#[doc = "EXT-19"]
fn ext_19_it_can_be_ended_early_by_who_set_it_and_outlasts_a_locked_account() {
    let mut bench = school();
    bench.done(hand_over(&bench, SCHOOL_USER, ILL, COLLEAGUE, (0, 5)));
    let end = |staff, number| Command::EndHandOver { staff, number };
    for (staff, code) in [(COLLEAGUE, "not_permitted"), (ELSEWHERE, "not_found"), (READER, "not_permitted")] {
        assert_eq!(bench.refused(end(staff, 1)), code, "{staff:?}");
    }
    assert_eq!(bench.refused(end(ILL, 9)), "not_found");
    assert!(grant(&bench, COLLEAGUE, bench.now).acts_for.is_some());
    assert_eq!(bench.state.deputies.instead_of(ILL, bench.now).map(|one| one.to), Some(COLLEAGUE));
    bench.restart();
    bench.done(end(ILL, 1));
    assert_eq!(grant(&bench, COLLEAGUE, bench.now).acts_for, None);
    assert_eq!(bench.refused(end(ILL, 1)), "already_decided");
    bench.done(hand_over(&bench, ILL, ILL, COLLEAGUE, (0, 5)));
    assert_eq!(bench.state.deputies.newest_first().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
}

#[test]
#[doc = "EXT-07, EXT-19"]
fn ext_07_what_was_chosen_in_a_colleagues_place_is_not_decided_once_that_is_over() {
    let mut bench = school();
    let chosen = |bench: &Bench<School>, behind: &[Behind], now| {
        let grant = bench.state.authorise_chosen(COLLEAGUE, CASE, behind, now);
        grant.map(|grant| grant.signs_as()).map_err(|refusal| refusal.code())
    };
    let own = bench.state.behind(COLLEAGUE, bench.now);
    assert_eq!(chosen(&bench, &own, bench.now), Ok("李老师".into()));
    bench.done(hand_over(&bench, ILL, ILL, COLLEAGUE, (0, 0)));
    let behind = bench.state.behind(COLLEAGUE, bench.now);
    assert_eq!(names(&behind).as_deref(), Some("王老师"));
    assert_eq!(chosen(&bench, &behind, bench.now), Ok("李老师（代王老师）".into()));
    assert_eq!(chosen(&bench, &own, bench.now), Ok("李老师（代王老师）".into()), "begun meanwhile: as on the item's own page");
    let tomorrow = UnixMs::midnight(day(&bench, 1));
    assert_eq!(chosen(&bench, &behind, tomorrow), Err("hand_over_ended"));
    assert_eq!(chosen(&bench, &own, tomorrow), Ok("李老师".into()));
    bench.done(Command::EndHandOver { staff: ILL, number: 1 });
    bench.done(hand_over(&bench, ILL, ILL, COLLEAGUE, (0, 0)));
    assert_eq!(chosen(&bench, &behind, bench.now), Err("hand_over_ended"), "another one is not the one it was chosen under");
    let reader = bench.state.authorise_chosen(READER, CASE, &behind, bench.now);
    assert_eq!(reader.map_err(|refusal| refusal.code()), Err("not_permitted"), "nobody's rights grow");
}
