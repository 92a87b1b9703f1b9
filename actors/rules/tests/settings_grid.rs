//! 「签约设置」: what keeps each setting from being changed.

use crate::support::{
    Bench,
    people::{self, SCHOOL, handler, row},
    school::*,
    signing::AT_SCHOOL,
};
use wangqian_rules::{
    case::{CaseKind, Status},
    codes::LevelGroup,
    effect::Show,
    ids::*,
    letter::Letter,
    module::{Module, Switch},
    profile::Profile,
    refusal::Refusal,
    review::Route,
    school::{settings::*, staff::*, *},
};

/// One line a change: what was done before, the change, and what it leads to.
#[test]
#[doc = "SET-01, SET-02, SET-03, SET-04, SET-05, SET-07, EXT-16"]
fn every_setting_is_guarded_as_the_grid_says() {
    use HandlerFor::*;
    let (under, post) = (LevelGroup::Undergraduate, LevelGroup::Postgraduate);
    let grid = [
        ("no agreement type", Setting::Open(Switch::Signing), "agreement_kind_unset"),
        ("", Setting::Open(Switch::Signing), "done"),
        ("open", Setting::Open(Switch::Signing), "done"),
        ("open", Setting::Close(Switch::Signing), "done"),
        ("open, used", Setting::Close(Switch::Signing), "switch_in_use"),
        ("", Setting::RescissionLimit(0), "done"),
        ("", Setting::RescissionLimit(99), "done"),
        ("", Setting::RescissionLimit(100), "invalid_field"),
        ("", Setting::AnswerWithin(0), "invalid_field"),
        ("", Setting::AnswerWithin(1), "done"),
        ("", Setting::AnswerWithin(30), "done"),
        ("", Setting::AnswerWithin(31), "invalid_field"),
        ("", Setting::Route(Module::Signing, Route::SchoolOnly), "done"),
        ("", Setting::Route(Module::Signing, Route::DepartmentThenSchool), "departments_without_account"),
        ("one department user", Setting::Route(Module::Signing, Route::DepartmentThenSchool), "departments_without_account"),
        (
            "read-only department users",
            Setting::Route(Module::Signing, Route::DepartmentThenSchool),
            "departments_without_account",
        ),
        ("department users", Setting::Route(Module::Signing, Route::DepartmentThenSchool), "done"),
        ("department users, waiting", Setting::Route(Module::Signing, Route::DepartmentThenSchool), "route_locked"),
        ("waiting", Setting::Route(Module::Signing, Route::SchoolOnly), "done"),
        ("waiting, done", Setting::Route(Module::Signing, Route::SchoolOnly), "done"),
        ("", Setting::Handler(Everybody, handler()), "done"),
        ("", Setting::Handler(Level(under), handler()), "done"),
        ("", Setting::Handler(Everybody, Handler { phone: "无".into(), ..handler() }), "invalid_field"),
        ("", Setting::Handler(Everybody, Handler { postcode: "1".into(), ..handler() }), "invalid_field"),
        ("handler", Setting::Handler(Everybody, handler()), "handler_fixed"),
        ("handler", Setting::Handler(Level(post), handler()), "handler_fixed"),
        ("level handler", Setting::Handler(Level(under), handler()), "handler_fixed"),
        ("level handler", Setting::Handler(Everybody, handler()), "handler_fixed"),
        ("level handler", Setting::Handler(Level(post), handler()), "done"),
    ];
    for (before, setting, expected) in grid {
        let mut bench = after(before);
        let was = bench.state.clone();
        let outcome = configure(&mut bench, setting.clone());
        let code = outcome.as_ref().map_or_else(Refusal::code, |_| "done");
        assert_eq!(code, expected, "after “{before}”: {setting:?}");
        assert!(outcome.is_ok() || bench.state == was, "a refusal changes nothing");
    }
}

fn after(before: &str) -> Bench<School> {
    let mut bench = if before == "no agreement type" { Bench::new(SCHOOL) } else { founded() };
    employ(&mut bench, people::school_user());
    for step in before.split(", ") {
        match step {
            "open" => drop(configure(&mut bench, Setting::Open(Switch::Signing)).expect("allowed")),
            "used" => {
                drop(bench.done(Command::Admit { graduate: people::graduate_id(SCHOOL, 1), kind: CaseKind::ONLINE_SIGNING }))
            }
            "one department user" => drop(employ(&mut bench, people::department_user(people::DEPARTMENTS[0]))),
            "department users" => add_department_users(&mut bench, Permission::ReadWrite),
            "read-only department users" => add_department_users(&mut bench, Permission::ReadOnly),
            "waiting" => drop(report(&mut bench, row(1, 1, AT_SCHOOL, 2))),
            "done" => drop(report(&mut bench, row(1, 1, Status::Effective, 3))),
            "handler" => drop(configure(&mut bench, Setting::Handler(HandlerFor::Everybody, handler())).expect("allowed")),
            "level handler" => {
                let level = HandlerFor::Level(LevelGroup::Undergraduate);
                configure(&mut bench, Setting::Handler(level, handler())).expect("allowed");
            }
            _ => assert!(["", "no agreement type"].contains(&step)),
        }
    }
    bench
}

fn add_department_users(bench: &mut Bench<School>, basic: Permission) {
    for department in people::DEPARTMENTS {
        let mut user = people::department_user(department);
        user.permissions.basic = basic;
        employ(bench, user);
    }
}

#[test]
#[doc = "SET-02"]
fn opening_opens_signing_backfill_and_destinations_set_02() {
    let settings = after("open").state.settings;
    assert!(Module::Signing.switches().iter().all(|switch| settings.is_open(*switch)));
}

#[test]
#[doc = "SET-03"]
fn the_first_admission_is_remembered_and_the_next_is_only_a_question_set_03() {
    let mut bench = after("open");
    let admit = || Command::Admit { graduate: people::graduate_id(SCHOOL, 1), kind: CaseKind::ONLINE_SIGNING };
    assert_eq!(bench.done(admit()).events, [Event::SwitchUsed(Switch::Signing)]);
    assert!(bench.done(admit()).is_nothing());
}

#[test]
#[doc = "SET-02, SET-03"]
fn only_the_first_opening_opens_all_three_and_each_is_closed_on_its_own_set_02() {
    let mut bench = after("open");
    for switch in [Switch::Signing, Switch::Backfill] {
        configure(&mut bench, Setting::Close(switch)).unwrap();
    }
    configure(&mut bench, Setting::Open(Switch::Signing)).unwrap();
    let open: Vec<_> = Module::Signing.switches().iter().map(|switch| bench.state.settings.is_open(*switch)).collect();
    assert_eq!(open, [true, false, true]);
    bench.done(Command::Admit { graduate: people::graduate_id(SCHOOL, 1), kind: CaseKind::ONLINE_SIGNING });
    assert_eq!(configure(&mut bench, Setting::Close(Switch::Signing)).unwrap_err(), Refusal::SwitchInUse);
    configure(&mut bench, Setting::Close(Switch::Destination)).expect("nobody used that one");
}

#[test]
#[doc = "SET-07, SET-04"]
fn a_refused_route_names_every_department_without_account_and_every_item_in_process_set_07() {
    let both = people::DEPARTMENTS.map(str::to_owned);
    let route = || Setting::Route(Module::Signing, Route::DepartmentThenSchool);
    let lacking = |bench: &mut Bench<School>| configure(bench, route()).unwrap_err();
    let mut sorted = both.to_vec();
    sorted.sort();
    assert_eq!(lacking(&mut after("")), Refusal::DepartmentsWithoutAccount(sorted));
    assert_eq!(lacking(&mut after("one department user")), Refusal::DepartmentsWithoutAccount(vec![both[1].clone()]));
    assert_eq!(lacking(&mut after("department users, waiting")), Refusal::RouteLocked { waiting: 1 });
}

/// One line a user and a change: I11, decided in the step.
#[test]
#[doc = "SET-05, SET-06, ACC-04, ACC-07"]
fn who_may_change_what_is_as_the_grid_says() {
    use HandlerFor::*;
    use Permission::{None as Nothing, ReadOnly, ReadWrite};
    let (under, post) = (LevelGroup::Undergraduate, LevelGroup::Postgraduate);
    let school = |level| Post::School { level };
    let department = Post::Department { name: people::DEPARTMENTS[0].into(), level: None };
    let all = |permission| [permission; 3];
    let limit = || Setting::RescissionLimit(3);
    let archive = || Setting::Open(Switch::Archive);
    let grid = [
        (school(None), all(ReadWrite), limit(), "done"),
        (school(Some(under)), all(ReadWrite), limit(), "done"),
        (school(None), all(ReadOnly), limit(), "not_permitted"),
        (department, all(ReadWrite), limit(), "not_permitted"),
        (school(None), [ReadWrite, Nothing, Nothing], archive(), "not_permitted"),
        (school(None), [Nothing, ReadOnly, ReadWrite], archive(), "not_permitted"),
        (school(None), [Nothing, ReadWrite, Nothing], archive(), "done"),
        (school(None), [Nothing, ReadWrite, Nothing], Setting::Open(Switch::Household), "not_permitted"),
        (school(None), [Nothing, ReadWrite, Nothing], limit(), "not_permitted"),
        (school(Some(under)), all(ReadWrite), Setting::Handler(Everybody, handler()), "handler_of_own_level"),
        (school(Some(under)), all(ReadWrite), Setting::Handler(Level(post), handler()), "handler_of_own_level"),
        (school(Some(under)), all(ReadWrite), Setting::Handler(Level(under), handler()), "done"),
        (school(None), all(ReadWrite), Setting::Handler(Level(post), handler()), "done"),
    ];
    for (post, [basic, archive, household], setting, expected) in grid {
        let mut bench = founded();
        bench.letter(ProvinceId(32), Letter::ModuleOpened(Module::Archive));
        bench.letter(ProvinceId(32), Letter::ModuleOpened(Module::Household));
        let permissions = Permissions { basic, archive, household };
        employ(&mut bench, Staff { name: "李老师".into(), post: post.clone(), permissions });
        let outcome = bench.command(Command::Configure { staff: StaffId(1), setting: setting.clone() });
        let code = outcome.as_ref().map_or_else(Refusal::code, |_| "done");
        assert_eq!(code, expected, "{post:?} {permissions:?}: {setting:?}");
    }
    assert_eq!(founded().refused(Command::Configure { staff: StaffId(1), setting: limit() }), "not_found");
}

#[test]
#[doc = "SET-06, SET-07, ACC-09"]
fn a_module_is_opened_by_the_province_then_by_the_school_on_its_own_set_06() {
    let mut bench = founded();
    let archivist = Permissions { archive: Permission::ReadWrite, ..Permissions::default() };
    employ(&mut bench, Staff { permissions: archivist, ..people::school_user() });
    for department in people::DEPARTMENTS {
        employ(&mut bench, people::department_user(department));
    }
    let enter = |bench: &Bench<School>, staff, module| bench.state.may_enter(StaffId(staff), module).map_err(|no| no.code());
    let two_levels = || Setting::Route(Module::Archive, Route::DepartmentThenSchool);
    assert_eq!(configure(&mut bench, Setting::Open(Switch::Archive)).unwrap_err().code(), "module_not_opened");
    assert_eq!(configure(&mut bench, two_levels()).unwrap_err().code(), "module_not_opened");
    assert_eq!(enter(&bench, 1, Module::Archive), Err("module_not_opened"));

    bench.letter(ProvinceId(32), Letter::ModuleOpened(Module::Archive));
    assert_eq!(enter(&bench, 1, Module::Archive), Ok(()), "to open it");
    assert_eq!(enter(&bench, 2, Module::Archive), Err("not_permitted"));
    let reader = Permissions { archive: Permission::ReadOnly, ..Permissions::default() };
    employ(&mut bench, Staff { permissions: reader, ..people::school_user() });
    assert_eq!(enter(&bench, 4, Module::Archive), Err("switch_closed"));
    configure(&mut bench, Setting::Open(Switch::Archive)).unwrap();
    assert_eq!(enter(&bench, 4, Module::Archive), Ok(()));
    assert!(!bench.state.settings.is_open(Switch::Household) && !bench.state.settings.is_open(Switch::Signing));

    // The departments' accounts are good for signing only.
    assert_eq!(configure(&mut bench, two_levels()).unwrap_err().code(), "departments_without_account");
    configure(&mut bench, Setting::Route(Module::Signing, Route::DepartmentThenSchool)).unwrap();
    assert_eq!(bench.state.settings.route(Module::Archive), Route::SchoolOnly);
}

#[test]
#[doc = "SET-07, ACC-07"]
fn a_department_user_of_one_level_leaves_the_other_without_reviewer_set_07() {
    let mut bench = after("");
    let graduate_student = people::rostered(
        SCHOOL,
        91,
        Profile {
            education_level: "11".into(),
            level: LevelGroup::Postgraduate,
            department: people::DEPARTMENTS[0].into(),
            ..people::profile(SCHOOL, 91)
        },
    );
    bench.done(Command::TakeRoster(vec![graduate_student]));
    let of_level = |department: &str, level| Staff {
        post: Post::Department { name: department.into(), level },
        ..people::department_user(department)
    };
    employ(&mut bench, of_level(people::DEPARTMENTS[0], Some(LevelGroup::Undergraduate)));
    employ(&mut bench, of_level(people::DEPARTMENTS[1], Some(LevelGroup::Undergraduate)));
    let two_levels = || Setting::Route(Module::Signing, Route::DepartmentThenSchool);
    let lacking = Refusal::DepartmentsWithoutAccount(vec![format!("{}（研究生）", people::DEPARTMENTS[0])]);
    assert_eq!(configure(&mut bench, two_levels()).unwrap_err(), lacking);
    employ(&mut bench, of_level(people::DEPARTMENTS[0], Some(LevelGroup::Postgraduate)));
    configure(&mut bench, two_levels()).unwrap();
}

#[test]
#[doc = "SET-02"]
fn the_history_says_who_changed_what_and_what_is_so_already_is_no_change_set_02() {
    let mut bench = after("");
    let limit = Setting::RescissionLimit(5);
    let done = configure(&mut bench, limit.clone()).unwrap();
    assert_eq!(done.shown(), [&Show::SettingsChanged { school: SCHOOL }]);
    assert!(configure(&mut bench, limit.clone()).unwrap().is_nothing());
    let changes = &bench.state.settings.changes;
    assert_eq!((changes.len(), changes[0].by.shown().as_str(), changes[0].at), (1, "李老师（学校）", people::NOW));
    assert_eq!(changes[0].setting, limit);
    for limit in (0..99).rev() {
        configure(&mut bench, Setting::RescissionLimit(limit)).unwrap();
    }
    assert_eq!(bench.state.settings.changes.len(), CHANGES_KEPT, "the page's list is bounded");
}

#[test]
#[doc = "EXT-16"]
fn ext_16_whoever_is_admitted_from_then_on_has_the_schools_days_to_answer_in() {
    let mut bench = after("open");
    let days = |bench: &Bench<School>| {
        let admitted = bench.state.would_admit(people::graduate_id(SCHOOL, 1), CaseKind::ONLINE_RESCISSION);
        admitted.map(|admission| admission.rescission.answer_days)
    };
    bench.done(people::enrol(SCHOOL, [1]));
    assert_eq!(days(&bench), Ok(ANSWER_DAYS_DEFAULT));
    configure(&mut bench, Setting::AnswerWithin(12)).unwrap();
    bench.restart();
    assert_eq!(days(&bench), Ok(12));
    assert!(configure(&mut bench, Setting::AnswerWithin(12)).unwrap().is_nothing());
}
