//! Departments whose last reviewer went while the route stands: who may decide then, and what is said of them.

use crate::support::{
    Bench,
    people::{self, DEPARTMENTS, SCHOOL, row},
    school::*,
    signing::{AT_SCHOOL, DEPARTMENT},
};
use std::sync::Arc;
use wangqian_rules::{
    account::Entrance,
    case::*,
    codes::LevelGroup,
    exchange::*,
    ids::*,
    letter::Letter,
    module::Module,
    profile::Profile,
    review::*,
    school::{settings::*, staff::*, *},
};

const CASE: CaseId = CaseId(uuid::Uuid::from_u128(1));
const SCHOOL_USER: StaffId = StaffId(9);

/// Two levels, one account in each department, and a case of the first one's that waits there.
fn waiting() -> Bench<School> {
    let mut bench = founded();
    bench.done(people::employ(SCHOOL_USER.0, people::school_user()));
    for (id, department) in (1..).zip(DEPARTMENTS) {
        bench.done(people::employ(id, people::department_user(department)));
    }
    let route = Setting::Route(Module::Signing, Route::DepartmentThenSchool);
    bench.done(Command::Configure { staff: SCHOOL_USER, setting: route });
    report(&mut bench, row(1, 1, DEPARTMENT, 2));
    bench
}

fn becomes(bench: &mut Bench<School>, id: u32, staff: Staff, locked: bool) {
    let change =
        StaffChange { id: StaffId(id), revision: 2, login: "u".into(), staff: Arc::new(staff), locked, activation: None };
    bench.done(Command::TakeStaff(vec![change]));
}

fn is_given_a_code(bench: &mut Bench<School>, id: u32, revision: u64) {
    let staff = Arc::new(people::department_user(DEPARTMENTS[0]));
    let activation = Some([7; 32]);
    bench.done(Command::TakeStaff(vec![StaffChange {
        id: StaffId(id),
        revision,
        login: "u".into(),
        staff,
        locked: false,
        activation,
    }]));
}

fn opened(revision: u64) -> Letter {
    Letter::AccountOpened { staff: StaffId(1), revision }
}

fn with_basic(basic: Permission) -> Staff {
    let permissions = Permissions { basic, ..Permissions::default() };
    Staff { permissions, ..people::department_user(DEPARTMENTS[0]) }
}

/// The case's row as it is once its graduate was refreshed from a roster that names another department.
fn moved_to(bench: &mut Bench<School>, department: &str) {
    report(bench, CaseRow { department: department.into(), ..row(1, 1, DEPARTMENT, 3) });
}

fn happens(bench: &mut Bench<School>, what: &str) {
    match what {
        "nothing" => {}
        "locked" => becomes(bench, 1, people::department_user(DEPARTMENTS[0]), true),
        "read-only" => becomes(bench, 1, with_basic(Permission::ReadOnly), false),
        "no permission" => becomes(bench, 1, with_basic(Permission::None), false),
        "moved to another department" => becomes(bench, 1, people::department_user(DEPARTMENTS[1]), false),
        "named one character off" => becomes(bench, 1, people::department_user("计算机学 院"), false),
        "locked, a colleague is left" => {
            bench.done(people::employ(5, people::department_user(DEPARTMENTS[0])));
            becomes(bench, 1, people::department_user(DEPARTMENTS[0]), true);
        }
        "the case is refreshed into a new department" => moved_to(bench, "人工智能学院"),
        "the case is refreshed into one with an account" => moved_to(bench, DEPARTMENTS[1]),
        "given a new code" => is_given_a_code(bench, 1, 2),
        "given a new code, and it is used" => {
            is_given_a_code(bench, 1, 2);
            bench.letter(AccountId::of_login(Entrance::School, "u"), opened(2));
        }
        "the code is used before the word of it arrives" => {
            bench.letter(AccountId::of_login(Entrance::School, "u"), opened(2));
            is_given_a_code(bench, 1, 2);
        }
        "a code is used, then another one given" => {
            bench.letter(AccountId::of_login(Entrance::School, "u"), opened(2));
            is_given_a_code(bench, 1, 3);
        }
        "given a new code, a colleague is there" => {
            bench.done(people::employ(5, people::department_user(DEPARTMENTS[0])));
            is_given_a_code(bench, 1, 2);
        }
        "locked, the case is at the school" => {
            becomes(bench, 1, people::department_user(DEPARTMENTS[0]), true);
            report(bench, row(1, 1, AT_SCHOOL, 3));
        }
        other => panic!("{other}"),
    }
}

/// One line an accident: whom the school stands in for, and which departments wait for nobody.
#[test]
#[doc = "SET-07, SET-04, HOM-02, ACC-03, ACC-04"]
fn a_school_stands_in_for_a_department_exactly_while_nobody_there_can_decide() {
    let first = Some(DEPARTMENTS[0]);
    let grid = [
        ("nothing", None, 0),
        ("locked", first, 1),
        ("read-only", first, 1),
        ("no permission", first, 1),
        ("moved to another department", first, 1),
        ("named one character off", first, 1),
        ("locked, a colleague is left", None, 0),
        ("the case is refreshed into a new department", Some("人工智能学院"), 1),
        ("the case is refreshed into one with an account", None, 0),
        ("locked, the case is at the school", None, 0),
        ("given a new code", first, 1),
        ("given a new code, and it is used", None, 0),
        ("the code is used before the word of it arrives", None, 0),
        ("a code is used, then another one given", first, 1),
        ("given a new code, a colleague is there", None, 0),
    ];
    for (what, stands_in_for, unattended) in grid {
        let mut bench = waiting();
        happens(&mut bench, what);
        let grant = bench.state.authorise(SCHOOL_USER, CASE, Act::Review).expect(what);
        assert_eq!(grant.stands_in_for.as_deref(), stands_in_for, "{what}");
        let found = bench.state.unattended(CaseKind::ONLINE_SIGNING, &Scope::default());
        assert_eq!(found.iter().map(|queue| queue.waiting).sum::<usize>(), unattended, "{what}");
        let row = bench.state.cases.get(CASE).expect("listed").clone();
        let at_department = row.status == DEPARTMENT;
        assert_eq!(grant.decides(Stage::Department, &row.department), stands_in_for.is_some(), "{what}: {at_department}");
        let department = bench.state.authorise(StaffId(2), CASE, Act::View).ok();
        assert!(department.is_none_or(|grant| grant.stands_in_for.is_none()), "{what}: departments stand in for nobody");
    }
}

#[test]
#[doc = "SET-07, ACC-07, ACC-08"]
fn who_stands_in_keeps_to_their_own_level_and_to_their_permission() {
    let mut bench = waiting();
    happens(&mut bench, "locked");
    let post = Post::School { level: Some(LevelGroup::Postgraduate) };
    bench.done(people::employ(6, Staff { post, ..people::school_user() }));
    let permissions = Permissions { basic: Permission::ReadOnly, ..Permissions::default() };
    bench.done(people::employ(7, Staff { permissions, ..people::school_user() }));
    let may = |id| bench.state.authorise(StaffId(id), CASE, Act::Review).map(drop).map_err(|refusal| refusal.code());
    assert_eq!([may(6), may(7), may(9)], [Err("not_found"), Err("not_permitted"), Ok(())]);
}

#[test]
#[doc = "SET-07, ROS-03"]
fn departments_of_the_roster_without_a_reviewer_are_named_while_the_route_needs_one_set_07() {
    let mut bench = waiting();
    let lacking = |bench: &Bench<School>| bench.state.departments_without_reviewer(Module::Signing);
    assert!(lacking(&bench).is_empty());
    let newcomer = Profile { department: "人工智能学院".into(), ..people::profile(SCHOOL, 3) };
    let long_gone = Profile { cohort: 2026, department: "旧学院".into(), ..people::profile(SCHOOL, 4) };
    bench.done(Command::TakeRoster(vec![people::rostered(SCHOOL, 3, newcomer), people::rostered(SCHOOL, 4, long_gone)]));
    assert_eq!(lacking(&bench), ["人工智能学院"], "an upload brought it; earlier cohorts sign nothing any more");
    becomes(&mut bench, 1, people::department_user(DEPARTMENTS[0]), true);
    assert_eq!(lacking(&bench).len(), 2);
    report(&mut bench, row(1, 1, Status::Effective, 4));
    bench.done(Command::Configure { staff: SCHOOL_USER, setting: Setting::Route(Module::Signing, Route::SchoolOnly) });
    assert!(lacking(&bench).is_empty(), "the school alone reviews");
}

#[test]
#[doc = "SET-05"]
fn levels_without_handler_are_those_of_the_roster_that_no_handler_is_for_set_05() {
    let (under, post) = (LevelGroup::Undergraduate, LevelGroup::Postgraduate);
    let mut bench = founded();
    assert_eq!(bench.state.levels_without_handler(), [under], "only undergraduates are enrolled");
    let master = Profile { level: post, education_level: "11".into(), ..people::profile(SCHOOL, 3) };
    bench.done(Command::TakeRoster(vec![people::rostered(SCHOOL, 3, master)]));
    assert_eq!(bench.state.levels_without_handler(), [under, post]);
    configure(&mut bench, Setting::Handler(HandlerFor::Level(under), people::handler())).expect("allowed");
    assert_eq!(bench.state.levels_without_handler(), [post]);
}

#[test]
#[doc = "HOM-02"]
fn each_departments_queue_says_how_many_wait_and_since_when_hom_02() {
    let mut bench = waiting();
    report(&mut bench, row(2, 3, DEPARTMENT, 2));
    report(&mut bench, row(3, 2, DEPARTMENT, 2));
    report(&mut bench, row(4, 4, AT_SCHOOL, 2));
    let queues = bench.state.cases.at_departments(CaseKind::ONLINE_SIGNING, &Scope::default());
    let shown: Vec<_> = queues.iter().map(|queue| (queue.department.as_str(), queue.waiting)).collect();
    let mut expected = [(DEPARTMENTS[0], 2), (DEPARTMENTS[1], 1)];
    expected.sort();
    assert_eq!(shown, expected);
    assert!(queues.iter().all(|queue| queue.oldest == people::NOW));
}
