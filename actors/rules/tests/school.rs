//! The school: who is on the roster, who may decide on whom, what waits.

use crate::support::{
    Bench,
    people::{self, SCHOOL, row},
    school::*,
    signing::*,
};
use std::sync::Arc;
use wangqian_rules::{
    caller::Caller,
    case::*,
    codes::LevelGroup,
    effect::Show,
    exchange::{RosterChange, StaffChange},
    ids::*,
    letter::Letter,
    module::Switch,
    profile::Profile,
    refusal::Refusal,
    review::*,
    school::{
        reveals::{EXPORTED_PER_HOUR, REVEALS_PER_HOUR, RevealReason},
        settings::Setting,
        staff::*,
        takeovers::TakeOver,
        *,
    },
    time::UnixMs,
};

fn open() -> Bench<School> {
    let mut bench = founded();
    configure(&mut bench, Setting::Open(Switch::Signing)).expect("nothing in the way");
    bench
}

#[test]
#[doc = "SET-01, ROS-05, ROS-01"]
fn nobody_is_admitted_to_a_closed_school_from_outside_the_roster_or_of_a_barred_mode() {
    let admit = |serial| Command::Admit { graduate: people::graduate_id(SCHOOL, serial), kind: CaseKind::ONLINE_SIGNING };
    assert_eq!(founded().refused(admit(1)), "signing_closed");
    assert_eq!(Bench::<School>::new(SCHOOL).refused(admit(1)), "not_on_roster");
    let mut bench = open();
    assert_eq!(bench.refused(admit(9)), "not_on_roster");
    for (serial, mode) in [(3, "21"), (4, "41")] {
        let profile = Profile { training_mode: mode.into(), ..people::profile(SCHOOL, serial) };
        bench.done(Command::TakeRoster(vec![people::rostered(SCHOOL, serial, profile)]));
        assert_eq!(bench.refused(admit(serial)), "online_signing_barred");
    }
    assert!(!bench.state.settings.is_used(Switch::Signing), "a refusal is no use of the switch");
}

#[test]
#[doc = "ROS-01, INV-01"]
fn a_row_is_taken_once_and_an_older_one_never_ros_01() {
    let mut bench = founded();
    let first = people::rostered(SCHOOL, 1, people::profile(SCHOOL, 1));
    let moved = RosterChange {
        revision: 3,
        profile: Arc::new(Profile { department: "文学院".into(), ..people::profile(SCHOOL, 1) }),
        ..first.clone()
    };
    let older = RosterChange { revision: 2, ..first.clone() };
    let done = bench.done(Command::TakeRoster(vec![first.clone(), moved.clone(), older.clone(), moved]));
    assert_eq!((done.letters().len(), bench.state.roster.len()), (1, 2));
    assert_eq!(bench.state.roster.get(first.id).map(|row| row.department.as_str()), Some("文学院"));
    assert!(bench.done(Command::TakeRoster(vec![older])).is_nothing());
}

#[test]
#[doc = "INV-01, INV-02"]
fn who_is_deleted_is_found_by_nobody_until_uploaded_again_inv_01() {
    let mut bench = open();
    let standing = people::rostered(SCHOOL, 1, people::profile(SCHOOL, 1));
    let deleted = RosterChange { revision: 2, removed_at: Some(people::NOW), ..standing.clone() };
    let (name, number) = (standing.profile.name.clone(), standing.profile.exam_no.clone());
    bench.done(Command::TakeRoster(vec![deleted]));
    assert_eq!((bench.state.roster.len(), bench.state.roster.removed().count()), (1, 1));
    assert!(bench.state.roster.look_up(&name, &number).is_err());
    assert_eq!(bench.refused(Command::Admit { graduate: standing.id, kind: CaseKind::ONLINE_SIGNING }), "not_on_roster");
    bench.done(Command::TakeRoster(vec![RosterChange { revision: 3, ..standing.clone() }]));
    assert_eq!(bench.state.roster.look_up(&name, &number).map(|row| row.id), Ok(standing.id));
    assert_eq!(bench.state.roster.removed().count(), 0);
}

#[test]
#[doc = "ACC-02, ACC-04"]
fn a_locked_user_has_no_rights_until_unlocked_acc_02() {
    let mut bench = founded();
    report(&mut bench, row(1, 1, AT_SCHOOL, 2));
    let change = |revision, locked| {
        let (id, staff) = (StaffId(1), Arc::new(people::school_user()));
        Command::TakeStaff(vec![StaffChange { id, revision, login: "u".into(), staff, locked, activation: None }])
    };
    let may = |bench: &Bench<School>| bench.state.authorise(StaffId(1), CaseId(uuid::Uuid::from_u128(1)), Act::Review).is_ok();
    bench.done(change(1, false));
    assert!(may(&bench));
    let done = bench.done(change(2, true));
    assert!(done.shown().contains(&&Show::RightsChanged { school: SCHOOL, staff: StaffId(1) }));
    assert!(!may(&bench));
    assert!(bench.done(change(1, false)).is_nothing(), "an older change comes late");
    bench.done(change(3, false));
    assert!(may(&bench));
}

#[test]
#[doc = "ROS-01, ROS-03"]
fn a_graduate_of_the_newest_cohort_is_found_by_name_and_number_together() {
    let mut bench = founded();
    let last_year = Profile { cohort: 2026, ..people::profile(SCHOOL, 7) };
    bench.done(Command::TakeRoster(vec![people::rostered(SCHOOL, 7, last_year)]));
    let (one, two, older) = (people::profile(SCHOOL, 1), people::profile(SCHOOL, 2), people::profile(SCHOOL, 7));
    let roster = &bench.state.roster;
    let found = |name: &str, number: &str| roster.look_up(name, number).ok().map(|row| row.id.serial);
    assert_eq!(found(&one.name, &one.exam_no), Some(1));
    assert_eq!(found(&format!(" {} ", two.name), &format!("{} ", two.id_no.to_lowercase())), Some(2));
    assert_eq!(found(&one.name, &two.exam_no), None, "somebody else's number");
    assert_eq!(found("", &one.exam_no), None, "a number alone finds nobody");
    assert_eq!(found(&older.name, &older.exam_no), None, "not of this cohort");
}

/// One line a user: the post, the permission, and what `authorise` says for a case of the first department's undergraduate.
#[test]
#[doc = "ACC-03, ACC-04, ACC-07, ACC-08"]
fn who_may_act_on_a_case_is_as_the_grid_says() {
    use Permission::{ReadOnly, ReadWrite};
    let school = |level| Post::School { level };
    let department = |name: &str| Post::Department { name: name.into(), level: None };
    let grid = [
        (school(None), ReadWrite, Act::Review, "school"),
        (school(None), ReadOnly, Act::View, "school"),
        (school(None), ReadOnly, Act::Review, "not_permitted"),
        (school(None), Permission::None, Act::View, "not_permitted"),
        (school(Some(LevelGroup::Undergraduate)), ReadWrite, Act::Review, "school"),
        (school(Some(LevelGroup::Postgraduate)), ReadWrite, Act::Review, "not_found"),
        (school(Some(LevelGroup::Postgraduate)), Permission::None, Act::View, "not_found"),
        (department(people::DEPARTMENTS[0]), ReadWrite, Act::Review, "department"),
        (department(people::DEPARTMENTS[0]), ReadOnly, Act::Review, "not_permitted"),
        (department(people::DEPARTMENTS[0]), ReadOnly, Act::View, "department"),
        (department(people::DEPARTMENTS[1]), ReadWrite, Act::Review, "not_found"),
        (department("计算机 学院"), ReadWrite, Act::Review, "not_found"),
        (department("计算机"), ReadWrite, Act::Review, "not_found"),
    ];
    for (post, basic, act, expected) in grid {
        let mut bench = founded();
        report(&mut bench, row(1, 1, DEPARTMENT, 2));
        let permissions = Permissions { basic, ..Permissions::default() };
        bench.done(people::employ(1, Staff { name: "老师".into(), post: post.clone(), permissions }));
        let case = CaseId(uuid::Uuid::from_u128(1));
        let outcome = bench.state.authorise(StaffId(1), case, act);
        let shown = outcome.map(|grant| format!("{:?}", grant.stage).to_lowercase());
        assert_eq!(shown.unwrap_or_else(|refusal| refusal.code().into()), expected, "{post:?} {basic:?} {act:?}");
    }
}

#[test]
#[doc = "ACC-05"]
fn a_new_account_reviews_and_sees_neither_archive_nor_household_acc_05() {
    let defaults = Permissions { basic: Permission::ReadWrite, archive: Permission::None, household: Permission::None };
    assert_eq!(Permissions::default(), defaults);
}

#[test]
#[doc = "ACC-08"]
fn unknown_users_and_cases_are_not_found_acc_08() {
    let mut bench = founded();
    report(&mut bench, row(1, 1, AT_SCHOOL, 2));
    bench.done(people::employ(1, people::school_user()));
    let ask = |staff, case| bench.state.authorise(StaffId(staff), CaseId(uuid::Uuid::from_u128(case)), Act::View);
    assert_eq!(ask(2, 1), Err(Refusal::NotFound));
    assert_eq!(ask(1, 2), Err(Refusal::NotFound));
}

#[test]
#[doc = "NOT-02"]
fn a_count_is_the_length_of_a_set_and_repeats_do_not_move_it_not_02() {
    let mut bench = founded();
    let count = |bench: &Bench<School>, stage, department: Option<usize>| {
        let scope = Scope { department: department.map(|n| people::DEPARTMENTS[n].into()), level: None };
        bench.state.cases.waiting_count(CaseKind::ONLINE_SIGNING, stage, &scope)
    };
    assert_eq!(report(&mut bench, row(1, 1, DEPARTMENT, 2)), 1);
    assert_eq!(report(&mut bench, row(2, 2, DEPARTMENT, 2)), 1);
    assert_eq!(report(&mut bench, row(1, 1, DEPARTMENT, 2)), 0, "a repeat");
    assert_eq!((count(&bench, Stage::Department, None), count(&bench, Stage::Department, Some(1))), (2, 1));
    assert_eq!(report(&mut bench, row(1, 1, AT_SCHOOL, 3)), 1);
    assert_eq!(report(&mut bench, row(1, 1, DEPARTMENT, 2)), 0, "older than known");
    assert_eq!((count(&bench, Stage::Department, None), count(&bench, Stage::School, Some(0))), (1, 1));
    assert_eq!(bench.state.cases.in_process(), 2);
}

#[test]
#[doc = "NOT-02"]
fn who_waits_longest_comes_first() {
    let mut bench = founded();
    for (case, serial, since) in [(1, 1, 30), (2, 2, 10)] {
        let row = CaseRow { since: UnixMs(people::NOW.0 + since), ..row(case, serial, AT_SCHOOL, 2) };
        bench.letter(row.graduate, Letter::CaseMoved(Box::new(row)));
    }
    let whole = Scope::default();
    let waiting = bench.state.cases.waiting(CaseKind::ONLINE_SIGNING, Stage::School, &whole);
    assert_eq!(waiting.iter().map(|waiting| waiting.case.0.as_u128()).collect::<Vec<_>>(), [2, 1]);
    let oldest = bench.state.cases.oldest(CaseKind::ONLINE_SIGNING, Stage::School, &whole);
    assert_eq!(oldest, Some(UnixMs(people::NOW.0 + 10)));
}

#[test]
#[doc = "EXT-01"]
fn taking_over_is_kept_in_the_history_and_needs_the_same_rights_as_a_review() {
    let mut bench = founded();
    report(&mut bench, row(1, 1, DEPARTMENT, 2));
    for (id, department) in (1..).zip(people::DEPARTMENTS) {
        bench.done(people::employ(id, people::department_user(department)));
    }
    let case = CaseId(uuid::Uuid::from_u128(1));
    let take = |staff| Command::TakeOver { staff: StaffId(staff), case, from: "王老师".into() };
    let by = Caller::Staff { staff: StaffId(1), name: "王老师".into(), department: Some(people::DEPARTMENTS[0].into()) };
    let taken = TakeOver { case, at: people::NOW, by, from: "王老师".into() };
    assert_eq!(bench.done(take(1)).events, [Event::TakenOver(taken.clone())]);
    assert_eq!(bench.refused(take(2)), "not_found");
    bench.restart();
    assert_eq!(bench.state.takeovers.of(case), [taken], "the case's page shows it");
    (0..30).for_each(|_| drop(bench.done(take(1))));
    assert_eq!(bench.state.takeovers.of(case).len(), 20, "what a page shows is bounded");
}

#[test]
#[doc = "NOT-02"]
fn a_moved_row_is_shown_to_the_schools_screens() {
    let mut bench = founded();
    let listed = row(1, 1, AT_SCHOOL, 2);
    let done = bench.letter(listed.graduate, Letter::CaseMoved(Box::new(listed.clone())));
    assert_eq!(done.shown(), [&Show::QueueRow { school: SCHOOL, row: Box::new(listed.clone()) }]);
    assert_eq!(bench.state.cases.get(listed.case), Some(&*Arc::new(listed)));
}

fn reveal(staff: u32, serial: u32) -> Command {
    Command::Reveal { staff: StaffId(staff), graduate: people::graduate_id(SCHOOL, serial), reason: RevealReason::Verify }
}

#[test]
#[doc = "EXT-08"]
fn ext_08_full_numbers_are_for_those_responsible_who_may_write() {
    let mut bench = founded();
    let reader = Permissions { basic: Permission::ReadOnly, ..Permissions::default() };
    for staff in [
        people::school_user(),
        Staff { permissions: reader, ..people::school_user() },
        people::department_user("没有这个学院"),
        Staff { post: Post::School { level: Some(LevelGroup::Postgraduate) }, ..people::school_user() },
    ] {
        employ(&mut bench, staff);
    }
    let first = bench.state.staff.iter().map(|(id, _)| id.0).max().expect("users") - 3;
    bench.done(reveal(first, 1));
    assert_eq!(bench.refused(reveal(first + 1, 1)), "not_permitted");
    assert_eq!(bench.refused(reveal(first + 2, 1)), "not_found");
    assert_eq!(bench.refused(reveal(first + 3, 1)), "not_found");
    assert_eq!(bench.refused(reveal(first, 999)), "not_found");
    assert_eq!(bench.refused(reveal(first + 9, 1)), "not_found");
    let shown: Vec<_> = bench.state.reveals.newest_first().map(|reveal| (reveal.staff.0, reveal.at)).collect();
    assert_eq!(shown, [(first, bench.now)]);
}

#[test]
#[doc = "EXT-08"]
fn ext_08_a_user_sees_fifty_an_hour_whatever_the_others_see() {
    let mut bench = founded();
    employ(&mut bench, people::school_user());
    employ(&mut bench, people::school_user());
    let other = bench.state.staff.iter().map(|(id, _)| id.0).max().expect("users");
    let user = other - 1;
    let begun = bench.now;
    for n in 0..REVEALS_PER_HOUR {
        bench.now = UnixMs(begun.0 + n as i64 * 60_000);
        bench.done(reveal(user, 1));
    }
    bench.done(reveal(other, 1));
    assert_eq!(bench.command(reveal(user, 1)).err(), Some(Refusal::RevealLimit { limit: REVEALS_PER_HOUR, seconds: 11 * 60 }));
    bench.now = UnixMs(begun.0 + 3_600_000);
    bench.done(reveal(user, 1));
    assert_eq!(bench.refused(reveal(user, 1)), "reveal_limit", "the second one of the hour is a minute younger");
}

fn reveal_many(staff: u32, serials: &[u32]) -> Command {
    let graduates = serials.iter().map(|serial| people::graduate_id(SCHOOL, *serial)).collect();
    Command::RevealMany { staff: StaffId(staff), graduates, reason: RevealReason::Transfer }
}

#[test]
#[doc = "EXT-08, OFF-05"]
fn ext_08_a_file_shows_all_or_nobody_and_is_counted_apart_from_single_looks() {
    let mut bench = founded();
    employ(&mut bench, people::school_user());
    employ(&mut bench, people::department_user("没有这个学院"));
    let outsider = bench.state.staff.iter().map(|(id, _)| id.0).max().expect("users");
    let user = outsider - 1;
    assert_eq!(bench.refused(reveal_many(outsider, &[1])), "not_found");
    assert_eq!(bench.refused(reveal_many(user, &[1, 2, 999])), "not_found");
    assert_eq!(bench.state.reveals.newest_first().count(), 0, "all or nobody");
    bench.done(reveal_many(user, &[1, 2]));
    let shown: Vec<_> = bench.state.reveals.newest_first().map(|reveal| (reveal.seq, reveal.exported)).collect();
    assert_eq!(shown, [(2, true), (1, true)]);
    for _ in 0..REVEALS_PER_HOUR {
        bench.done(reveal(user, 1));
    }
    assert_eq!(bench.refused(reveal(user, 1)), "reveal_limit");
    bench.done(reveal_many(user, &[1]));
    let many: Vec<_> = (1..=EXPORTED_PER_HOUR as u32 + 1).collect();
    assert_eq!(bench.refused(reveal_many(user, &many)), "invalid_field");
}

#[test]
#[doc = "EXT-08, OFF-05"]
fn ext_08_the_numbers_of_an_hour_are_bounded() {
    let mut bench = founded();
    employ(&mut bench, people::school_user());
    let user = bench.state.staff.iter().map(|(id, _)| id.0).max().expect("users");
    for _ in 0..EXPORTED_PER_HOUR / 2 {
        bench.done(reveal_many(user, &[1, 2]));
    }
    assert_eq!(
        bench.command(reveal_many(user, &[1])).err(),
        Some(Refusal::RevealLimit { limit: EXPORTED_PER_HOUR, seconds: 3_600 })
    );
    bench.now = UnixMs(bench.now.0 + 3_600_000);
    bench.done(reveal_many(user, &[1, 2]));
}
