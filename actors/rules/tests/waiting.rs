//! How long a case waits: its place, an honest estimate, and what waits too long (EXT-11, EXT-19).

use crate::support::{
    Bench,
    people::{self, DEPARTMENTS, row},
    school::*,
    signing::{AT_SCHOOL, DEPARTMENT},
};
use wangqian_rules::{
    case::*,
    review::*,
    school::{overdue::*, settings::Setting, *},
    time::UnixMs,
};

fn waits(case: u128, since: i64) -> CaseRow {
    CaseRow { since: UnixMs(people::NOW.0 + since), ..row(case, 1, DEPARTMENT, 2) }
}

#[test]
#[doc = "EXT-11"]
fn ext_11_a_place_counts_those_who_wait_longer_at_the_same_desk() {
    let mut bench = founded();
    for (case, since) in [(1, 30), (2, 10), (3, 20)] {
        report(&mut bench, waits(case, since));
    }
    report(&mut bench, CaseRow { department: DEPARTMENTS[1].into(), ..waits(4, 0) });
    report(&mut bench, CaseRow { level: wangqian_rules::codes::LevelGroup::Postgraduate, ..waits(5, 0) });
    report(&mut bench, CaseRow { status: AT_SCHOOL, ..waits(6, 0) });
    report(&mut bench, CaseRow { status: AT_SCHOOL, department: DEPARTMENTS[1].into(), ..waits(7, 5) });
    let place = |bench: &Bench<School>, case: u128| {
        let row = bench.state.cases.get(wangqian_rules::ids::CaseId(uuid::Uuid::from_u128(case))).expect("listed");
        bench.state.place(row).map(|place| (place.at, place.of))
    };
    let places: Vec<_> = (1..=7).map(|case| place(&bench, case)).collect();
    assert_eq!(places, [Some((3, 3)), Some((1, 3)), Some((2, 3)), Some((1, 1)), Some((1, 1)), Some((1, 2)), Some((2, 2))]);
    report(&mut bench, CaseRow { status: Status::Effective, version: 3, ..waits(2, 10) });
    assert_eq!((place(&bench, 1), place(&bench, 2)), (Some((2, 2)), None));
}

#[test]
#[doc = "EXT-11"]
fn ext_11_the_pace_is_that_of_the_week_before_today_at_the_same_desk() {
    let mut bench = founded();
    let decided = |case: u128, at: UnixMs| {
        let verdicts = Verdicts { department: Some(at), school: None };
        CaseRow { verdicts, status: AT_SCHOOL, version: 3, ..waits(case, 0) }
    };
    let days = |bench: &Bench<School>| {
        let row = bench.state.cases.get(wangqian_rules::ids::CaseId(uuid::Uuid::from_u128(100)));
        let row = row.expect("listed");
        bench.state.pace(people::NOW).days(row, bench.state.place(row).expect("waits"))
    };
    report(&mut bench, waits(100, 0));
    let midnight = UnixMs::midnight(people::NOW.date());
    for case in 1..=4 {
        report(&mut bench, decided(case, midnight.plus_days(-1)));
    }
    report(&mut bench, decided(5, people::NOW));
    report(&mut bench, decided(6, UnixMs(midnight.plus_days(-7).0 - 1)));
    assert_eq!(days(&bench), None, "four tell no pace; those of today and of longer ago are not counted");
    report(&mut bench, decided(7, midnight.plus_days(-7)));
    assert_eq!(days(&bench), Some(1));
    report(&mut bench, waits(101, -5));
    report(&mut bench, waits(102, -5));
    assert!(days(&bench) >= Some(3), "five a week, and three of them in front");
}

#[test]
#[doc = "EXT-19"]
fn ext_19_what_waits_longer_than_the_limit_is_counted_by_stage_and_scope() {
    let mut bench = founded();
    let limit = |days: i64| -days * 86_400_000;
    report(&mut bench, waits(1, limit(3)));
    report(&mut bench, waits(2, limit(3) + 1));
    report(&mut bench, CaseRow { department: DEPARTMENTS[1].into(), ..waits(3, limit(9)) });
    report(&mut bench, CaseRow { status: AT_SCHOOL, ..waits(4, limit(9)) });
    let overdue = |bench: &Bench<School>, stage, department: Option<&str>| {
        let scope = Scope { department: department.map(str::to_owned), level: None };
        bench.state.overdue(CaseKind::ONLINE_SIGNING, stage, &scope, people::NOW)
    };
    let counts = |bench: &Bench<School>| {
        [
            overdue(bench, Stage::Department, Some(DEPARTMENTS[0])),
            overdue(bench, Stage::Department, None),
            overdue(bench, Stage::School, None),
        ]
    };
    assert_eq!((counts(&bench), bench.state.settings.overdue_days()), ([1, 2, 1], OVERDUE_DAYS_DEFAULT));
    configure(&mut bench, Setting::OverdueAfter(9)).expect("within bounds");
    assert_eq!(counts(&bench), [0, 1, 1]);
    configure(&mut bench, Setting::OverdueAfter(10)).expect("within bounds");
    assert_eq!(counts(&bench), [0, 0, 0]);
}
