//! One password on two servers: what is set at one crosses to the other, and the newer one counts.

use crate::support::Bench;
use wangqian_rules::{
    account::{Account, Command, Credential, Entrance, Grant, Principal, place::*, second_factor::Proof},
    exchange::{Cargo, PasswordChange, PasswordVersion},
    ids::*,
    letter::Letter,
};

const SCHOOL: SchoolId = SchoolId(10001);
const STAFF: StaffId = StaffId(1);

/// A user's account as both servers have it: with a one-time code.
fn account() -> Bench<Account> {
    let mut bench = Bench::new(AccountId::of_login(Entrance::School, "10001"));
    bench.done(grant(1, 1));
    bench
}

fn grant(revision: u64, code: u8) -> Command {
    let principal = Principal::Staff { school: SCHOOL, staff: STAFF };
    Command::Grant(Grant { principal, revision, activation: Some([code; 32]), locked: false })
}

fn activate(code: u8, phc: &str, mirror: Option<Side>) -> Command {
    Command::Activate { code: [code; 32], phc: phc.into(), mirror }
}

fn set(phc: &str, mirror: Side) -> Command {
    Command::SetPassword { phc: phc.into(), keep: None, mirror: Some(mirror) }
}

/// The password that a step sends over the link to this side.
fn crossing(bench: &mut Bench<Account>, to: Side, command: Command) -> PasswordChange {
    let done = bench.done(command);
    let link = EntityId::from(LinkId { to, school: SCHOOL });
    let over_links: Vec<_> = done.letters().into_iter().filter(|(at, _)| matches!(at, EntityId::Link(_))).collect();
    match over_links.as_slice() {
        [(at, Letter::Carry(cargo))] if *at == link => match cargo.as_slice() {
            [Cargo::Password(change)] => change.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn take(bench: &mut Bench<Account>, change: &PasswordChange) {
    bench.done(Command::TakePassword { school: SCHOOL, change: change.clone() });
}

fn password(bench: &Bench<Account>) -> Option<String> {
    match bench.state.holder.as_ref().map(|holder| holder.credential.clone()) {
        Some(Credential::Password(phc)) => Some(phc),
        _ => None,
    }
}

#[test]
#[doc = "ACC-01, ACC-02"]
fn a_password_set_with_the_code_at_one_server_is_the_others_and_the_code_is_used_up_there_acc_01() {
    let (mut ems, mut platform) = (account(), account());
    let change = crossing(&mut ems, Side::Platform, activate(1, "$a", Some(Side::Platform)));
    take(&mut platform, &change);
    assert_eq!(password(&platform).as_deref(), Some("$a"));
    assert_eq!(platform.refused(activate(1, "$b", Some(Side::Ems))), "wrong_activation");
    let changed = crossing(&mut platform, Side::Ems, set("$c", Side::Ems));
    take(&mut ems, &changed);
    take(&mut ems, &changed);
    take(&mut ems, &change);
    assert_eq!((password(&ems), password(&platform)), (Some("$c".into()), Some("$c".into())), "a late repeat changes nothing");
    assert_eq!(account().done(activate(1, "$a", None)).letters(), [to_the_school()], "one server tells no other");
}

fn to_the_school() -> (EntityId, &'static Letter) {
    (SCHOOL.into(), &Letter::AccountOpened { staff: STAFF, revision: 1 })
}

/// However the user comes in the first time; afterwards it is no news.
#[test]
#[doc = "SET-07, ACC-02"]
fn the_school_hears_once_that_a_code_was_used_set_07() {
    let place = Place { device: Device { system: System::Windows, browser: Browser::Edge }, network: Network::V4([203, 0]) };
    let session = |token| Command::StartSession { token_hash: [token; 32], place, proof: Proof::Password, record: None };
    let change = crossing(&mut account(), Side::Platform, activate(1, "$a", Some(Side::Platform)));
    for first in [
        activate(1, "$a", None),
        Command::SetPassword { phc: "$a".into(), keep: None, mirror: None },
        Command::TakePassword { school: SCHOOL, change },
        session(1),
    ] {
        let mut account = account();
        assert_eq!(account.done(first.clone()).letters(), [to_the_school()], "{first:?}");
        assert!(account.done(Command::RecordFailure).letters().is_empty());
        let is_open = !matches!(first, Command::StartSession { .. });
        assert_eq!(account.done(session(2)).letters().is_empty(), is_open, "{first:?}");
    }
}

#[test]
#[doc = "ACC-01"]
fn of_two_passwords_set_at_the_same_time_both_servers_keep_the_same_acc_01() {
    let (mut ems, mut platform) = (account(), account());
    let here = crossing(&mut ems, Side::Platform, activate(1, "$ems", Some(Side::Platform)));
    let there = crossing(&mut platform, Side::Ems, activate(1, "$platform", Some(Side::Ems)));
    take(&mut platform, &here);
    take(&mut ems, &there);
    assert_eq!(password(&ems), password(&platform));
}

#[test]
#[doc = "ACC-01, ACC-05"]
fn a_password_of_before_a_reset_comes_too_late_acc_05() {
    let (mut ems, mut platform) = (account(), account());
    let before = crossing(&mut platform, Side::Ems, activate(1, "$before", Some(Side::Ems)));
    ems.done(grant(2, 2));
    take(&mut ems, &before);
    assert_eq!((password(&ems), ems.state.password_version), (None, PasswordVersion { issued: 2, set: 0 }));
}

#[test]
#[doc = "ACC-08"]
fn a_link_sets_no_password_of_another_schools_user_acc_08() {
    let (mut ems, mut platform) = (account(), account());
    let change = crossing(&mut ems, Side::Platform, activate(1, "$a", Some(Side::Platform)));
    let foreign = Command::TakePassword { school: SchoolId(10002), change: change.clone() };
    assert_eq!(platform.refused(foreign), "not_found");
    let colleague = PasswordChange { staff: StaffId(2), ..change };
    assert_eq!(platform.refused(Command::TakePassword { school: SCHOOL, change: colleague }), "not_found");
}
