//! Accounts that a school user makes and changes: never above the maker's own education level and permissions.

use crate::support::{
    Bench,
    people::{self, SCHOOL},
};
use wangqian_rules::{
    codes::LevelGroup,
    ems::{accounts::Keeper, *},
    exchange::SchoolEntry,
    ids::*,
    school::staff::*,
};

const LEVELS: [Option<LevelGroup>; 3] = [None, Some(LevelGroup::Undergraduate), Some(LevelGroup::Postgraduate)];
const PERMISSIONS: [Permission; 3] = [Permission::None, Permission::ReadOnly, Permission::ReadWrite];
const MAKER: StaffId = StaffId(1);
const KEPT: StaffId = StaffId(2);

/// A school with these users, in this order, made by the operator.
fn with(users: impl IntoIterator<Item = Staff>) -> Bench<EmsSchool> {
    let mut bench = Bench::new(EntityId::EmsSchool(SCHOOL));
    let school = SchoolEntry { name: people::SCHOOL_NAME.into(), province: ProvinceId(32) };
    bench.done(Command::Found { by: Keeper::Operator, school });
    for staff in users {
        bench.done(Command::AddAccount { by: Keeper::Operator, staff, activation: None });
    }
    bench
}

fn maker(level: Option<LevelGroup>, permissions: Permissions) -> Staff {
    Staff { name: "李老师".into(), post: Post::School { level }, permissions }
}

fn kept(level: Option<LevelGroup>, permissions: Permissions) -> Staff {
    Staff { name: "王老师".into(), post: Post::Department { name: people::DEPARTMENTS[0].into(), level }, permissions }
}

fn archive(permission: Permission) -> Permissions {
    Permissions { archive: permission, ..Permissions::default() }
}

fn code(bench: &mut Bench<EmsSchool>, command: Command) -> &'static str {
    bench.command(command).map_or_else(|no| no.code(), |_| "done")
}

fn change(staff: Staff, locked: bool) -> Command {
    Command::ChangeAccount { by: Keeper::Staff(MAKER), id: KEPT, from: 1, staff, locked }
}

/// Both sides of the grid: levels and the permissions of one area; whether what is asked for lies within what the maker has.
fn grid() -> impl Iterator<Item = (Staff, Staff, bool)> {
    let of_levels = LEVELS.into_iter().flat_map(|own| LEVELS.map(|asked| (own, asked)));
    of_levels.flat_map(|(own, asked)| {
        let of_areas = (0..3).flat_map(|has| (0..3).map(move |wants| (has, wants)));
        of_areas.map(move |(has, wants)| {
            let (makes, made) = (maker(own, archive(PERMISSIONS[has])), kept(asked, archive(PERMISSIONS[wants])));
            (makes, made, (own.is_none() || own == asked) && wants <= has)
        })
    })
}

#[test]
#[doc = "ACC-04, ACC-05, ACC-07"]
fn nobody_makes_or_changes_an_account_above_themselves_acc_04_acc_07() {
    for (makes, made, within) in grid() {
        let shown = format!("{makes:?} keeps {made:?}");
        let mut bench = with([makes.clone()]);
        let add = Command::AddAccount { by: Keeper::Staff(MAKER), staff: made.clone(), activation: None };
        assert_eq!(code(&mut bench, add), if within { "done" } else { "invalid_field" }, "{shown}");

        let least = kept(makes.scope().level, Permissions { basic: Permission::None, ..archive(Permission::None) });
        let mut bench = with([makes.clone(), least]);
        assert_eq!(code(&mut bench, change(made.clone(), false)), if within { "done" } else { "invalid_field" }, "{shown}");

        // One that is above already: not locked, not lowered, not given a new code.
        let expected = if within { "done" } else { "not_permitted" };
        let mut bench = with([makes.clone(), made.clone()]);
        assert_eq!(bench.state.may_keep(Keeper::Staff(MAKER), &made), within, "{shown}");
        assert_eq!(code(&mut bench, change(made.clone(), true)), expected, "{shown}");
        let mut bench = with([makes, made]);
        let reset = Command::ResetAccount { by: Keeper::Staff(MAKER), id: KEPT, activation: [7; 32] };
        assert_eq!(code(&mut bench, reset), expected, "{shown}");
    }
}

#[test]
#[doc = "ACC-04"]
fn who_may_only_read_makes_no_account_acc_04() {
    for (basic, expected) in
        [(Permission::ReadWrite, "done"), (Permission::ReadOnly, "not_permitted"), (Permission::None, "not_permitted")]
    {
        let permissions = Permissions { basic, ..Permissions::default() };
        let mut bench = with([maker(None, permissions)]);
        let made = kept(None, Permissions { basic: Permission::None, ..Permissions::default() });
        let add = Command::AddAccount { by: Keeper::Staff(MAKER), staff: made, activation: None };
        assert_eq!(code(&mut bench, add), expected, "{basic:?}");
        assert_eq!(bench.state.accounts.most_given(Keeper::Staff(MAKER)).is_some(), expected == "done");
    }
}

#[test]
#[doc = "ACC-07, ACC-08"]
fn a_department_user_of_one_level_looks_after_that_level_of_the_department_only_acc_07() {
    let user = kept(Some(LevelGroup::Undergraduate), Permissions::default());
    for (department, level, inside) in [
        (people::DEPARTMENTS[0], LevelGroup::Undergraduate, true),
        (people::DEPARTMENTS[0], LevelGroup::Postgraduate, false),
        (people::DEPARTMENTS[1], LevelGroup::Undergraduate, false),
    ] {
        assert_eq!(user.scope().contains(department, level), inside, "{department} {level:?}");
    }
}
