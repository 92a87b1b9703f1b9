//! Flagged employers: who may flag, what is kept, who is warned (FLG-01 … FLG-03).

use crate::support::{
    Bench,
    people::{self, SCHOOL},
    school,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use wangqian_rules::{
    case::{End, Status},
    effect::{Show, Topic},
    employer::{self, Employer, Offer},
    flag::{FlagReason, Grounds, SCHOOLS_FOR_EVERYBODY},
    ids::*,
    letter::Letter,
    review::Route,
    school::{Command, School, flags::Named, staff::*},
};

fn grounds(reason: FlagReason, details: &str) -> Grounds {
    Grounds { reason, details: details.to_owned() }
}

fn flag(staff: u32, grounds: Grounds) -> Command {
    let card = people::card(1);
    let named = Named { employer: card.id, name: card.name, credit_code: card.credit_code };
    Command::Flag { staff: StaffId(staff), named, grounds }
}

fn lift(staff: u32, why: &str) -> Command {
    Command::LiftFlag { staff: StaffId(staff), employer: people::card(1).id, why: why.to_owned() }
}

/// A school whose user 1 has this post and permission.
fn staffed(post: Post, basic: Permission) -> Bench<School> {
    let mut bench = school::founded();
    let staff = Staff { post, permissions: Permissions { basic, ..Permissions::default() }, ..people::school_user() };
    bench.done(people::employ(1, staff));
    bench
}

/// One line a post and permission.
#[test]
#[doc = "FLG-01, ACC-04, ACC-07"]
fn flg_01_school_users_with_read_write_flag_and_nobody_else() {
    use wangqian_rules::codes::LevelGroup::Undergraduate;
    let department = Post::Department { name: people::DEPARTMENTS[0].to_owned(), level: None };
    let grid = [
        (Post::School { level: None }, Permission::ReadWrite, "done"),
        (Post::School { level: Some(Undergraduate) }, Permission::ReadWrite, "done"),
        (Post::School { level: None }, Permission::ReadOnly, "not_permitted"),
        (Post::School { level: None }, Permission::None, "not_permitted"),
        (department.clone(), Permission::ReadWrite, "not_permitted"),
        (department, Permission::ReadOnly, "not_permitted"),
    ];
    for (post, permission, expected) in grid {
        let mut bench = staffed(post.clone(), permission);
        let marked = bench.command(flag(1, grounds(FlagReason::Fake, "")));
        assert_eq!(marked.map_or_else(|refusal| refusal.code(), |_| "done"), expected, "{post:?} {permission:?}");
        bench.done(people::employ(2, people::school_user()));
        let lifted = bench.command(lift(1, "已核实"));
        let expected = if expected == "done" { "done" } else { "not_permitted" };
        assert_eq!(lifted.map_or_else(|refusal| refusal.code(), |_| "done"), expected, "{post:?} {permission:?}");
    }
}

#[test]
#[doc = "FLG-01"]
fn flg_01_flagged_once_lifted_once_and_every_step_is_kept() {
    let mut bench = staffed(Post::School { level: None }, Permission::ReadWrite);
    assert_eq!(bench.refused(lift(1, "已核实")), "not_flagged");
    let employer = people::card(1).id;
    let said = |revision, grounds| (EntityId::from(employer), Letter::Flagged { revision, grounds });
    let why = grounds(FlagReason::Discrimination, "限招男性");
    let marked = bench.done(flag(1, why.clone()));
    assert_eq!(marked.letters().into_iter().map(|(to, letter)| (to, letter.clone())).collect::<Vec<_>>(), [said(1, Some(why))]);
    assert_eq!(bench.refused(flag(1, grounds(FlagReason::Fake, ""))), "already_flagged");
    assert_eq!(bench.refused(lift(1, " 好 ")), "invalid_field");
    let lifted = bench.done(lift(1, "已整改"));
    assert_eq!(lifted.letters().into_iter().map(|(to, letter)| (to, letter.clone())).collect::<Vec<_>>(), [said(2, None)]);
    assert_eq!(bench.refused(lift(1, "已整改")), "not_flagged");
    bench.done(flag(1, grounds(FlagReason::Fake, "")));
    let known = bench.state.flags.get(employer).unwrap();
    assert_eq!((known.history.len(), known.grounds().unwrap().shown().as_str()), (3, "虚假单位"));
}

#[test]
#[doc = "FLG-01"]
fn flg_01_other_says_what_and_nothing_is_too_long() {
    let grid = [
        (FlagReason::Other, String::new(), false),
        (FlagReason::Other, "欠".to_owned(), false),
        (FlagReason::Other, "拖欠工资".to_owned(), true),
        (FlagReason::Violation, String::new(), true),
        (FlagReason::Violation, "长".repeat(200), true),
        (FlagReason::Violation, "长".repeat(201), false),
    ];
    for (reason, details, holds) in grid {
        assert_eq!(grounds(reason, &details).checked().is_ok(), holds, "{reason:?} {details}");
    }
    assert!(FlagReason::ALL.iter().all(|reason| FlagReason::of_code(reason.code()) == Some(*reason)));
}

/// The employer, with an invitation to the graduate of each of these schools.
fn inviting(schools: &[u32]) -> Bench<Employer> {
    let mut bench = Bench::new(people::card(1).id);
    bench.done(employer::Command::Register { card: Box::new(people::card(1)), account: None, unfinished: None });
    bench.done(employer::Command::Verify);
    for school in schools {
        bench.done(employer::Command::Invite(Box::new(Offer {
            case: CaseId(uuid::Uuid::from_u128(u128::from(*school))),
            admission: Ok(people::admission(SchoolId(*school), 1, Route::SchoolOnly)),
            valid_days: 5,
            terms: people::terms(),
        })));
    }
    bench
}

/// The schools whose invited graduates are told when a school's word arrives, and whether it was their own.
fn warned(bench: &mut Bench<Employer>, school: u32, revision: u64, stands: bool) -> Vec<(u32, bool)> {
    let grounds = stands.then(|| grounds(FlagReason::Fake, ""));
    let done = bench.letter(SchoolId(school), Letter::Flagged { revision, grounds });
    let told = |(to, letter): (EntityId, &Letter)| match (to, letter) {
        (EntityId::Graduate(graduate), Letter::EmployerWarned { by_own_school, .. }) => {
            Some((graduate.school.0, *by_own_school))
        }
        _ => None,
    };
    done.letters().into_iter().filter_map(told).collect()
}

#[test]
#[doc = "NOT-01, FLG-02, FLG-03"]
fn flg_03_who_has_yet_to_answer_is_told_once_by_the_own_school_or_by_the_fifth() {
    let (own, other, gone) = (SCHOOL.0, 77_777, 88_888);
    let mut bench = inviting(&[own, other, gone]);
    let mut declined = bench.state.cases[&CaseId(uuid::Uuid::from_u128(u128::from(gone)))].row.clone();
    (declined.status, declined.version) = (Status::Ended(End::Declined), 2);
    bench.letter(declined.graduate, Letter::CaseMoved(Box::new(declined)));
    assert_eq!(warned(&mut bench, own, 1, true), [(own, true)]);
    assert_eq!(warned(&mut bench, own, 1, true), [], "a repeat");
    for school in 1..4 {
        assert_eq!(warned(&mut bench, school, 1, true), []);
    }
    assert_eq!(warned(&mut bench, 4, 1, true), [(other, false)], "the own school's graduate was told before");
    assert_eq!(warned(&mut bench, 5, 1, true), []);
    assert_eq!(warned(&mut bench, other, 1, true), [], "everybody is warned already");
    assert_eq!(warned(&mut bench, own, 2, false), [], "good news waits for who looks");
}

fn says(bench: &mut Bench<Employer>, school: u32, revision: u64, stands: bool) -> Vec<Topic> {
    let grounds = stands.then(|| grounds(FlagReason::Fake, ""));
    let done = bench.letter(SchoolId(school), Letter::Flagged { revision, grounds });
    let told = |push: &&Show| match push {
        Show::Warning { to, employer } if *employer == people::card(1).id => Some(to.clone()),
        _ => None,
    };
    done.shown().iter().filter_map(told).collect()
}

#[test]
#[doc = "FLG-02, FLG-03"]
fn flg_03_the_fifth_school_warns_everybody_and_the_fourth_ends_that() {
    let (own, other) = (SCHOOL.0, 77_777);
    let mut bench = inviting(&[own, other]);
    let graduate = |school| Topic::Graduate(people::graduate_id(SchoolId(school), 1));
    let told = says(&mut bench, own, 1, true);
    assert_eq!(told, [Topic::School(SCHOOL), graduate(own)], "the school's own hear of it");
    for school in 1..4 {
        let told = says(&mut bench, school, 1, true);
        assert!(!told.contains(&graduate(other)) && told.contains(&Topic::School(SCHOOL)), "{told:?}");
        assert!(!bench.state.flags.warns_everybody());
    }
    let fifth = says(&mut bench, 4, 1, true);
    assert_eq!((bench.state.flags.schools().len(), bench.state.flags.warns_everybody()), (SCHOOLS_FOR_EVERYBODY, true));
    assert!([graduate(own), graduate(other), Topic::School(SchoolId(other))].iter().all(|topic| fifth.contains(topic)));
    assert!(!says(&mut bench, 5, 1, true).contains(&graduate(other)), "the sixth changes nothing for others");
    says(&mut bench, 5, 2, false);
    let below = says(&mut bench, 4, 2, false);
    assert!(!bench.state.flags.warns_everybody() && below.contains(&graduate(other)));
    assert_eq!(bench.state.flags.of_school(SCHOOL), Some(&grounds(FlagReason::Fake, "")));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// However letters repeat and overtake each other, the set is that of the schools whose newest word stands.
    #[test]
    fn flg_03_the_count_is_the_length_of_the_set(letters in prop::collection::vec((1u32..8, 1u64..6), 0..60)) {
        let stands = |school: u32, revision: u64| !(u64::from(school) + revision).is_multiple_of(3);
        let mut bench = inviting(&[]);
        let mut newest: BTreeMap<u32, u64> = BTreeMap::new();
        for (school, revision) in letters {
            says(&mut bench, school, revision, stands(school, revision));
            let known = newest.entry(school).or_default();
            *known = revision.max(*known);
            let expected: Vec<_> =
                newest.iter().filter(|(school, revision)| stands(**school, **revision)).map(|(school, _)| SchoolId(*school)).collect();
            let flags = &bench.state.flags;
            prop_assert_eq!(flags.schools().iter().copied().collect::<Vec<_>>(), expected.clone());
            prop_assert_eq!(flags.warns_everybody(), expected.len() >= 5);
        }
    }
}
