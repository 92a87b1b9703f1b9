//! 「签约设置」: what keeps each setting from being changed.

mod support;

use support::{
    Bench,
    people::{self, SCHOOL, row},
    school::*,
    signing::AT_SCHOOL,
};
use wangqian_rules::{
    case::Status,
    codes::LevelGroup,
    refusal::Refusal,
    review::Route,
    school::{settings::*, staff::Permission, *},
};

fn handler() -> Handler {
    Handler {
        name: "周经办".into(), phone: "02583790000".into(), address: "进香河路 1 号".into(), postcode: "210018".into()
    }
}

/// One line a change: what was done before, the change, and what it leads to.
#[test]
#[doc = "SET-01, SET-02, SET-03, SET-04, SET-05, SET-07"]
fn every_setting_is_guarded_as_the_grid_says() {
    use HandlerFor::*;
    let (under, post) = (LevelGroup::Undergraduate, LevelGroup::Postgraduate);
    let grid = [
        ("no agreement type", Setting::OpenSigning, "agreement_kind_unset"),
        ("", Setting::OpenSigning, "done"),
        ("open", Setting::OpenSigning, "done"),
        ("open", Setting::CloseSigning, "done"),
        ("open, used", Setting::CloseSigning, "switch_in_use"),
        ("", Setting::RescissionLimit(0), "done"),
        ("", Setting::RescissionLimit(99), "done"),
        ("", Setting::RescissionLimit(100), "invalid_field"),
        ("", Setting::Route(Route::SchoolOnly), "done"),
        ("", Setting::Route(Route::DepartmentThenSchool), "departments_without_account"),
        ("one department user", Setting::Route(Route::DepartmentThenSchool), "departments_without_account"),
        ("read-only department users", Setting::Route(Route::DepartmentThenSchool), "departments_without_account"),
        ("department users", Setting::Route(Route::DepartmentThenSchool), "done"),
        ("department users, waiting", Setting::Route(Route::DepartmentThenSchool), "route_locked"),
        ("waiting", Setting::Route(Route::SchoolOnly), "done"),
        ("waiting, done", Setting::Route(Route::SchoolOnly), "done"),
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
        let outcome = bench.command(Command::Configure(setting.clone()));
        let code = outcome.as_ref().map_or_else(Refusal::code, |_| "done");
        assert_eq!(code, expected, "after “{before}”: {setting:?}");
        assert!(outcome.is_ok() || bench.state == was, "a refusal changes nothing");
    }
}

fn after(before: &str) -> Bench<School> {
    if before == "no agreement type" {
        return Bench::new(SCHOOL);
    }
    let mut bench = founded();
    for step in before.split(", ") {
        match step {
            "open" => drop(bench.done(Command::Configure(Setting::OpenSigning))),
            "used" => drop(bench.done(Command::Admit { graduate: people::graduate_id(SCHOOL, 1) })),
            "one department user" => drop(bench.done(people::employ(1, people::department_user(people::DEPARTMENTS[0])))),
            "department users" => add_department_users(&mut bench, Permission::ReadWrite),
            "read-only department users" => add_department_users(&mut bench, Permission::ReadOnly),
            "waiting" => drop(report(&mut bench, row(1, 1, AT_SCHOOL, 2))),
            "done" => drop(report(&mut bench, row(1, 1, Status::Effective, 3))),
            "handler" => drop(bench.done(Command::Configure(Setting::Handler(HandlerFor::Everybody, handler())))),
            "level handler" => {
                let level = HandlerFor::Level(LevelGroup::Undergraduate);
                bench.done(Command::Configure(Setting::Handler(level, handler())));
            }
            _ => assert_eq!(step, ""),
        }
    }
    bench
}

fn add_department_users(bench: &mut Bench<School>, basic: Permission) {
    for (id, department) in (1..).zip(people::DEPARTMENTS) {
        let mut user = people::department_user(department);
        user.permissions.basic = basic;
        bench.done(people::employ(id, user));
    }
}

#[test]
#[doc = "SET-02"]
fn opening_opens_signing_backfill_and_destinations_set_02() {
    let settings = after("open").state.settings;
    assert!(settings.signing_open && settings.backfill_open && settings.destination_open);
}

#[test]
#[doc = "SET-03"]
fn the_first_admission_is_remembered_and_the_next_is_only_a_question_set_03() {
    let mut bench = after("open");
    let admit = || Command::Admit { graduate: people::graduate_id(SCHOOL, 1) };
    assert_eq!(bench.done(admit()).events, [Event::SigningUsed]);
    assert!(bench.done(admit()).is_nothing());
}
