//! Which account of the EMS is the last that could decide: what is said before it is locked or changed.

use crate::support::{
    Bench,
    people::{DEPARTMENTS, SCHOOL, department_user, school_user},
};
use wangqian_rules::{
    codes::LevelGroup::{Postgraduate, Undergraduate},
    ems::{Command, EmsSchool, accounts::Keeper},
    exchange::SchoolEntry,
    ids::*,
    review::Scope,
    school::staff::*,
};

fn with(accounts: &[(Staff, bool)]) -> Bench<EmsSchool> {
    let mut bench = Bench::new(EntityId::EmsSchool(SCHOOL));
    let school = SchoolEntry { name: "江东大学".into(), province: ProvinceId(32) };
    let by = Keeper::Operator;
    bench.done(Command::Found { by, school });
    for (n, (staff, locked)) in (1..).zip(accounts) {
        bench.done(Command::AddAccount { by, staff: staff.clone(), activation: None });
        bench.done(Command::ChangeAccount { by, id: StaffId(n), from: 1, staff: staff.clone(), locked: *locked });
    }
    bench
}

fn reader(staff: Staff) -> Staff {
    Staff { permissions: Permissions { basic: Permission::ReadOnly, ..Permissions::default() }, ..staff }
}

fn of_level(level: Option<wangqian_rules::codes::LevelGroup>) -> Staff {
    Staff { post: Post::School { level }, ..school_user() }
}

/// One line a school's accounts: whether the first one is the last that could decide, and what.
#[test]
#[doc = "SET-07, ACC-04, ACC-07"]
fn the_last_account_that_can_decide_is_known_as_such_set_07() {
    let department = || department_user(DEPARTMENTS[0]);
    let whole = || Some(Scope::default());
    let level = |level| Some(Scope { department: None, level: Some(level) });
    let own = Some(Scope { department: Some(DEPARTMENTS[0].into()), level: None });
    let grid = [
        (vec![(department(), false)], own.clone()),
        (vec![(department(), false), (department(), false)], None),
        (vec![(department(), false), (department(), true)], own.clone()),
        (vec![(department(), false), (reader(department()), false)], own.clone()),
        (vec![(department(), false), (department_user(DEPARTMENTS[1]), false), (school_user(), false)], own),
        (vec![(department(), true)], None),
        (vec![(reader(department()), false)], None),
        (vec![(school_user(), false)], whole()),
        (vec![(school_user(), false), (school_user(), false)], None),
        (vec![(school_user(), false), (of_level(Some(Undergraduate)), false)], level(Postgraduate)),
        (vec![(school_user(), false), (of_level(Some(Undergraduate)), false), (of_level(Some(Postgraduate)), false)], None),
        (vec![(of_level(Some(Undergraduate)), false), (of_level(Some(Postgraduate)), false)], level(Undergraduate)),
        (vec![(of_level(Some(Undergraduate)), false), (school_user(), true)], level(Undergraduate)),
    ];
    for (accounts, expected) in grid {
        let bench = with(&accounts);
        assert_eq!(bench.state.accounts.sole_reviewer(StaffId(1)), expected, "{accounts:?}");
        let of_school = accounts.iter().filter(|(staff, locked)| !locked && staff.scope().department.is_none());
        let whole_school = of_school.clone().any(|(staff, _)| staff.scope().level.is_none());
        let halves = of_school.map(|(staff, _)| staff.scope().level).collect::<std::collections::BTreeSet<_>>().len();
        let lacking = if whole_school { 0 } else { 2 - halves };
        assert_eq!(bench.state.accounts.levels_unattended().len(), lacking, "{accounts:?}");
        let attended = accounts.iter().any(|(staff, locked)| *staff == department() && !locked);
        assert_eq!(bench.state.accounts.attend(DEPARTMENTS[0]), attended, "{accounts:?}");
    }
}
