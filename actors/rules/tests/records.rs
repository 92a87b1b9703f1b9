//! One person, several graduations, one login: what a school's one-time code may do to an account, and what it may not.

use crate::support::{Bench, laws::Lawful, people};
use wangqian_rules::{
    account::{
        Account, Command, Credential, Entrance, Principal,
        place::{Browser, Device, Network, Place, System},
        records::{RecordGrant, WayIn},
        second_factor::Proof,
    },
    entity::Input,
    ids::*,
};

const HERE: SchoolId = SchoolId(10001);
const ELSEWHERE: SchoolId = SchoolId(10002);
const PASSWORD: &str = "$argon2id$own";

fn of(school: SchoolId, cohort: u16) -> GraduateId {
    GraduateId { school, cohort, serial: 1 }
}

fn account() -> Bench<Account> {
    Bench::new(AccountId::of_login(Entrance::Graduate, "320402200412165457"))
}

fn granted(graduate: GraduateId, revision: u64, code: u8) -> RecordGrant {
    RecordGrant { graduate, revision, code: [code; 32], same_person: true, resets: false }
}

fn grant(graduate: GraduateId, revision: u64, code: u8) -> Command {
    Command::GrantRecord(granted(graduate, revision, code))
}

fn reset(graduate: GraduateId, revision: u64, code: u8) -> Command {
    Command::GrantRecord(RecordGrant { resets: true, ..granted(graduate, revision, code) })
}

fn activate(code: u8) -> Command {
    Command::Activate { code: [code; 32], phc: PASSWORD.into(), mirror: None }
}

fn claim(code: u8) -> Command {
    Command::ClaimRecord { code: [code; 32] }
}

fn enter(n: u8, record: Option<GraduateId>) -> Command {
    let place = Place { device: Device { system: System::Windows, browser: Browser::Edge }, network: Network::V4([203, 0]) };
    Command::StartSession { token_hash: [n; 32], place, proof: Proof::Password, record }
}

/// Activated with the code of the first graduation, and signed in.
fn in_use() -> Bench<Account> {
    let mut bench = account();
    bench.done(grant(of(HERE, 2024), 9, 1));
    bench.done(activate(1));
    bench.done(enter(1, Some(of(HERE, 2024))));
    bench
}

fn reachable(bench: &Bench<Account>) -> Vec<GraduateId> {
    bench.state.records.reachable().collect()
}

fn credential(bench: &Bench<Account>) -> Option<Credential> {
    bench.state.holder.as_ref().map(|holder| holder.credential.clone())
}

#[test]
#[doc = "ACC-01, ROS-03"]
fn a_later_graduation_joins_the_account_and_touches_neither_password_nor_session_acc_01_ros_03() {
    let mut bench = in_use();
    let joined = bench.done(grant(of(ELSEWHERE, 2027), 1, 2));
    assert!(joined.shown().is_empty(), "nobody is signed out");
    assert_eq!(reachable(&bench), [of(HERE, 2024)], "name and number prove nothing");
    assert_eq!(bench.refused(activate(2)), "wrong_activation", "the later school's code is no way in");
    assert_eq!(bench.refused(claim(7)), "invalid_field");
    bench.done(claim(2));
    assert_eq!(reachable(&bench), [of(HERE, 2024), of(ELSEWHERE, 2027)], "who is signed in adds it by its code");
    assert!(bench.done(claim(2)).is_nothing(), "a repeat");
    assert_eq!(credential(&bench), Some(Credential::Password(PASSWORD.into())));
    assert_eq!(bench.state.sessions.len(), 1);
    assert_eq!(bench.refused(activate(2)), "already_activated");
    assert!(bench.done(grant(of(ELSEWHERE, 2027), 1, 3)).is_nothing(), "a repeat");
    bench.done(grant(of(HERE, 2027), 10, 4));
    assert_eq!(reachable(&bench).len(), 2, "with another school's record in it, nothing joins by itself");
}

#[test]
#[doc = "ACC-01"]
fn a_school_replaces_a_password_only_while_every_record_is_its_own_acc_01() {
    let mut bench = in_use();
    bench.done(grant(of(HERE, 2027), 10, 2));
    assert!(matches!(credential(&bench), Some(Credential::Password(_))), "a code for a whole department replaces none");
    assert_eq!(bench.done(reset(of(HERE, 2027), 11, 3)).shown().len(), 1, "whoever is in is out");
    assert_eq!(bench.refused(activate(1)), "already_activated", "an older code");
    bench.done(activate(3));
    assert_eq!(reachable(&bench), [of(HERE, 2024), of(HERE, 2027)]);

    assert_eq!(bench.state.records.way_in(of(HERE, 2027), true, true), WayIn::Code, "and again, when the code is lost");
    bench.done(grant(of(ELSEWHERE, 2030), 1, 4));
    bench.done(claim(4));
    for (school, cohort, revision) in [(HERE, 2027, 12), (ELSEWHERE, 2030, 2)] {
        assert_eq!(bench.state.records.way_in(of(school, cohort), true, true), WayIn::OthersToo);
        bench.done(reset(of(school, cohort), revision, 5));
        assert_eq!(credential(&bench), Some(Credential::Password(PASSWORD.into())), "{school:?}");
        assert_eq!(bench.refused(activate(5)), "already_activated");
    }
}

#[test]
#[doc = "ACC-01, ACC-08"]
fn before_anybody_made_the_account_theirs_a_code_opens_its_own_record_only_acc_08() {
    for (code, opened) in [(1, of(HERE, 2024)), (2, of(ELSEWHERE, 2027))] {
        let mut bench = account();
        bench.done(grant(of(HERE, 2024), 9, 1));
        bench.done(grant(of(ELSEWHERE, 2027), 1, 2));
        bench.done(activate(code));
        assert_eq!(reachable(&bench), [opened]);
        bench.done(enter(1, Some(opened)));
        let (other, other_code) = if code == 1 { (of(ELSEWHERE, 2027), 2) } else { (of(HERE, 2024), 1) };
        assert_eq!(bench.refused(Command::ChooseRecord { token_hash: [1; 32], graduate: other }), "not_found");
        assert_eq!(bench.refused(activate(other_code)), "wrong_activation");
        bench.done(grant(other, 10, 9));
        assert_eq!(reachable(&bench).len(), 1, "its school can say it as often as it likes");
        bench.done(claim(9));
        assert_eq!(reachable(&bench).len(), 2);
    }
}

#[test]
#[doc = "ACC-01, ACC-08"]
fn a_reset_opens_the_login_to_its_own_code_alone_acc_08() {
    let mut bench = in_use();
    bench.done(grant(of(ELSEWHERE, 2027), 1, 2));
    bench.done(reset(of(HERE, 2024), 10, 5));
    assert_eq!(bench.refused(activate(2)), "wrong_activation", "another school's code that waits");
    bench.done(reset(of(HERE, 2024), 11, 6));
    assert_eq!(bench.refused(activate(5)), "wrong_activation", "the code before");
    bench.done(activate(6));
    assert_eq!(reachable(&bench), [of(HERE, 2024)]);
}

#[test]
#[doc = "ACC-08"]
fn a_mistyped_number_shows_nobody_the_record_of_another_name_acc_08() {
    let mut bench = in_use();
    let stranger = RecordGrant { same_person: false, ..granted(of(ELSEWHERE, 2027), 1, 2) };
    bench.done(Command::GrantRecord(stranger));
    assert_eq!(reachable(&bench), [of(HERE, 2024)]);
    assert_eq!(bench.refused(activate(2)), "wrong_activation");
    assert_eq!(bench.refused(enter(2, Some(of(ELSEWHERE, 2027)))), "not_found");
}

#[test]
#[doc = "ACC-01, ROS-03"]
fn each_browser_looks_at_one_record_at_a_time_ros_03() {
    let mut lawful = Lawful::new(account());
    let mut take = |command| lawful.take(Input::Command(command)).expect("allowed");
    take(grant(of(HERE, 2024), 9, 1));
    take(activate(1));
    take(enter(1, Some(of(HERE, 2024))));
    take(grant(of(ELSEWHERE, 2027), 1, 2));
    take(claim(2));
    take(enter(2, Some(of(ELSEWHERE, 2027))));
    take(Command::ChooseRecord { token_hash: [2; 32], graduate: of(HERE, 2024) });
    take(Command::ChooseRecord { token_hash: [1; 32], graduate: of(ELSEWHERE, 2027) });
    let state = &lawful.bench.state;
    let shown = |n: u8| state.principal_of(&state.sessions[&[n; 32]]);
    assert_eq!(shown(1), Some(Principal::Graduate(of(ELSEWHERE, 2027))));
    assert_eq!(shown(2), Some(Principal::Graduate(of(HERE, 2024))));
    assert_eq!(state.records.reachable().count(), 2);
    assert_eq!(people::NOW, lawful.bench.now);
}
