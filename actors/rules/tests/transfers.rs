//! The archive and household modules: whom they are about, what is registered, and until when a cohort can act.

use crate::support::{
    Bench, Outcome,
    people::{self, COHORT, DEPARTMENTS, SCHOOL},
    school::founded,
};
use jiff::civil::date;
use wangqian_rules::{
    effect::Show,
    exchange::{RosterChange, TransfersChange},
    module::Module,
    profile::Profile,
    review::Scope,
    school::*,
    terms::HouseholdTransfer,
    time::UnixMs,
};

fn change(revision: u64, registered: bool) -> TransfersChange {
    let household =
        HouseholdTransfer { transfer_type: "HUK_EMPLOYER".into(), region: "110108".into(), address: "示范路四号".into() };
    TransfersChange {
        graduate: people::graduate_id(SCHOOL, 1),
        revision,
        archive: None,
        archive_at: UnixMs(0),
        household: registered.then_some(household),
        household_at: UnixMs(0),
    }
}

fn take(bench: &mut Bench<School>, change: TransfersChange) -> Outcome<School> {
    bench.done(Command::TakeTransfers(vec![change]))
}

fn is_registered(bench: &Bench<School>) -> [bool; 3] {
    Module::ALL.map(|module| bench.state.transfers.has(module, people::graduate_id(SCHOOL, 1)))
}

#[test]
#[doc = "SYN-02, HOM-03"]
fn the_newest_word_of_the_ems_counts_and_screens_hear_of_it_once_hom_03() {
    let mut bench = founded();
    assert_eq!(take(&mut bench, change(2, true)).shown(), [&Show::TransfersMoved { school: SCHOOL }]);
    assert_eq!(is_registered(&bench), [false, false, true]);
    for late in [change(2, true), change(1, false)] {
        assert!(take(&mut bench, late).is_nothing(), "a repeat, or older");
    }
    take(&mut bench, change(3, false));
    assert_eq!(is_registered(&bench), [false; 3]);
}

#[test]
#[doc = "ROS-06, ACC-08"]
fn the_household_module_is_about_those_whose_household_is_here_ros_06() {
    let mut bench = founded();
    let without = Profile { household_in_school: false, ..people::profile(SCHOOL, 2) };
    let row = RosterChange { revision: 2, ..people::rostered(SCHOOL, 2, without) };
    bench.done(Command::TakeRoster(vec![row]));
    let serials =
        |module, scope: Scope| -> Vec<u32> { bench.state.registrants(module, &scope).map(|row| row.id.serial).collect() };
    assert_eq!(serials(Module::Archive, Scope::default()), [1, 2]);
    assert_eq!(serials(Module::Household, Scope::default()), [1]);
    let department = people::profile(SCHOOL, 1).department;
    assert!(DEPARTMENTS.contains(&department.as_str()));
    assert_eq!(serials(Module::Archive, Scope { department: Some(department), level: None }), [1]);
}

#[test]
#[doc = "ROS-04"]
fn the_cohort_before_acts_until_31_january_of_the_year_after_ros_04() {
    let bench = founded();
    let day = |year: u16, month, day| date(i16::try_from(year).unwrap(), month, day);
    for (cohort, today, acts) in [
        (COHORT, day(COHORT, 6, 1), true),
        (COHORT, day(COHORT + 2, 6, 1), true),
        (COHORT - 1, day(COHORT - 1, 12, 31), true),
        (COHORT - 1, day(COHORT, 1, 31), true),
        (COHORT - 1, day(COHORT, 2, 1), false),
        (COHORT - 2, day(COHORT - 1, 1, 31), false),
        (u16::MAX, day(COHORT, 1, 1), false),
        (9_999, day(COHORT, 1, 1), false),
    ] {
        assert_eq!(bench.state.registers(cohort, today), acts, "{cohort} on {today}");
    }
    assert!(!School::default().registers(COHORT, day(COHORT, 1, 1)), "without a roster nobody");
    let mut odd = founded();
    let profile = Profile { cohort: 10_000, ..people::profile(SCHOOL, 3) };
    odd.done(Command::TakeRoster(vec![people::rostered(SCHOOL, 3, profile)]));
    assert!(!odd.state.registers(9_999, day(COHORT, 1, 1)), "a year that no calendar has");
}
