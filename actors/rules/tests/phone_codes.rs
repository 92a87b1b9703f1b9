//! 「忘记密码」 by a code to the phone: it goes out seldom, is good for minutes, for a few tries and once, and takes nothing away but the
//! password.

use crate::support::{Bench, laws::Lawful, people};
use wangqian_rules::{
    account::{
        Account, Command, Credential, Entrance, Grant, Holder, Principal,
        phone_codes::{CODES_A_DAY, PAUSE_MS, SETTLES_MS, TRIES, VALID_MS},
        place::{Browser, Device, Network, Place, System},
        second_factor::{Proof, Sealed, SecondFactor},
    },
    entity::Input,
    exchange::Cargo,
    ids::*,
    letter::Letter,
    refusal::Refusal,
    time::UnixMs,
};

const HOUR_MS: i64 = 3_600_000;
const SCHOOL: SchoolId = SchoolId(10001);

fn opened(entrance: Entrance, principal: Principal) -> Bench<Account> {
    let mut bench = Bench::new(AccountId::of_login(entrance, "somebody"));
    bench.done(Command::Open(Holder { principal, credential: Credential::Password("$old".into()) }));
    bench
}

fn account() -> Bench<Account> {
    opened(Entrance::Employer, Principal::Employer(people::card(1).id))
}

fn pass(bench: &mut Bench<Account>, ms: i64) {
    bench.now = UnixMs(bench.now.0 + ms);
}

fn issue(hash: &str) -> Command {
    Command::IssuePhoneCode { hash: hash.into() }
}

fn reset(hash: &str) -> Command {
    Command::ResetPassword { code: hash.into(), phc: "$new".into(), mirror: None }
}

fn start(n: u8, proof: Proof) -> Command {
    let place = Place { device: Device { system: System::Windows, browser: Browser::Edge }, network: Network::V4([203, 0]) };
    Command::StartSession { token_hash: [n; 32], place, proof, record: None }
}

fn password(bench: &Bench<Account>) -> Credential {
    bench.state.holder.as_ref().expect("opened").credential.clone()
}

fn is_old(bench: &Bench<Account>) -> bool {
    password(bench) == Credential::Password("$old".into())
}

#[test]
#[doc = "ACC-01"]
fn acc_01_a_code_replaces_the_password_once_and_ends_every_session() {
    let mut bench = account();
    bench.done(start(1, Proof::Password));
    bench.done(start(2, Proof::Password));
    (0..9).for_each(|_| drop(bench.done(Command::RecordFailure)));
    bench.done(issue("$code"));
    assert_eq!(bench.refused(reset("$guess")), "wrong_phone_code");
    assert_eq!(bench.done(reset("$code")).shown().len(), 2, "their sockets close");
    assert!(bench.state.sessions.is_empty());
    assert_eq!(password(&bench), Credential::Password("$new".into()));
    assert_eq!(bench.state.may_try(bench.now), Ok(()), "wrong passwords of before cost nothing more");
    assert_eq!(bench.refused(reset("$code")), "wrong_phone_code");
}

#[test]
#[doc = "ACC-01"]
fn acc_01_a_code_is_good_for_ten_minutes_and_the_newest_alone() {
    let mut bench = account();
    bench.done(issue("$first"));
    pass(&mut bench, VALID_MS - 1);
    assert_eq!(bench.state.phone_code(bench.now), Some("$first"));
    pass(&mut bench, 1);
    assert_eq!(bench.state.phone_code(bench.now), None);
    assert_eq!(bench.refused(reset("$first")), "wrong_phone_code");
    bench.done(issue("$second"));
    pass(&mut bench, PAUSE_MS);
    bench.done(issue("$third"));
    assert_eq!(bench.refused(reset("$second")), "wrong_phone_code");
    bench.done(reset("$third"));
}

#[test]
#[doc = "ACC-01"]
fn acc_01_five_wrong_guesses_use_a_code_up_and_count_as_wrong_passwords_do() {
    let mut bench = account();
    bench.done(issue("$code"));
    (1..TRIES).for_each(|_| drop(bench.done(Command::MissPhoneCode)));
    assert_eq!(bench.state.phone_code(bench.now), Some("$code"));
    bench.done(Command::MissPhoneCode);
    assert_eq!(bench.state.phone_code(bench.now), None);
    assert_eq!(bench.refused(reset("$code")), "wrong_phone_code");
    assert_eq!(bench.state.failures, u32::from(TRIES));
    bench.done(Command::MissPhoneCode);
    assert_eq!(bench.state.failures, u32::from(TRIES) + 1, "without a code, too");
}

#[test]
#[doc = "ACC-01"]
fn acc_01_codes_go_out_one_a_minute_and_five_a_day() {
    let mut bench = account();
    bench.done(issue("$1"));
    assert_eq!(bench.command(issue("$2")).map(drop), Err(Refusal::TryLater { seconds: 60 }));
    for n in 1..CODES_A_DAY {
        pass(&mut bench, PAUSE_MS);
        bench.done(issue(&format!("${n}")));
    }
    pass(&mut bench, HOUR_MS);
    assert_eq!(bench.refused(issue("$6")), "try_later");
    bench.done(Command::SetPassword { phc: "$mine".into(), keep: None, mirror: None });
    assert_eq!(bench.refused(issue("$6")), "try_later", "a new password does not fill the day");
    pass(&mut bench, 23 * HOUR_MS);
    bench.done(issue("$6"));
}

#[test]
#[doc = "ACC-01, ACC-02"]
fn acc_02_a_locked_account_gets_no_code_and_stays_locked_with_one() {
    let principal = Principal::Staff { school: SCHOOL, staff: StaffId(1) };
    let lock = |revision, locked| Command::Grant(Grant { principal: principal.clone(), revision, activation: None, locked });
    let mut bench = opened(Entrance::School, principal.clone());
    bench.done(issue("$code"));
    bench.done(lock(1, true));
    assert_eq!(bench.refused(reset("$guess")), "wrong_phone_code", "said to nobody without the code");
    assert_eq!(bench.refused(reset("$code")), "account_locked");
    pass(&mut bench, PAUSE_MS);
    assert_eq!(bench.refused(issue("$another")), "account_locked");
    assert!(bench.state.locked && is_old(&bench));
    bench.done(lock(2, false));
    bench.done(reset("$code"));
}

#[test]
#[doc = "ACC-01"]
fn acc_01_a_code_leaves_the_second_factor_and_signs_nobody_in() {
    let mut bench = account();
    let secret = Sealed(vec![7; 48]);
    bench.done(Command::SetSecondFactor(SecondFactor { secret, since: bench.now, used_step: 4, recovery: vec![[8; 32]] }));
    bench.done(issue("$code"));
    bench.done(reset("$code"));
    assert!(bench.state.second_factor.is_some() && bench.state.sessions.is_empty());
    assert_eq!(bench.refused(start(1, Proof::Password)), "wrong_code");
    bench.done(start(1, Proof::Step(5)));
}

#[test]
#[doc = "ACC-01"]
fn acc_01_without_a_password_there_is_nothing_to_forget() {
    let mut bench = Bench::<Account>::new(AccountId::of_login(Entrance::Employer, "new"));
    assert_eq!(bench.refused(issue("$code")), "not_found");
    let credential = Credential::ActivationCode([1; 32]);
    bench.done(Command::Open(Holder { principal: Principal::Employer(people::card(1).id), credential }));
    assert_eq!(bench.refused(issue("$code")), "not_found", "the one-time code is the way in");
}

#[test]
#[doc = "ACC-01, ACC-05"]
fn acc_05_whatever_replaces_the_password_makes_the_code_void() {
    let set = Command::SetPassword { phc: "$mine".into(), keep: None, mirror: None };
    for command in [set, Command::Reset { activation: [9; 32] }] {
        let mut bench = account();
        bench.done(issue("$code"));
        bench.done(command);
        assert_eq!(bench.state.phone_code(bench.now), None);
        assert_eq!(bench.refused(reset("$code")), "wrong_phone_code");
    }
}

#[test]
#[doc = "ACC-01, ROS-02"]
fn ros_02_a_phone_that_was_changed_a_moment_ago_lets_nobody_in_for_a_day() {
    let mut bench = account();
    bench.done(issue("$code"));
    bench.done(Command::NotePhoneChanged);
    assert_eq!(bench.refused(reset("$code")), "wrong_phone_code");
    pass(&mut bench, SETTLES_MS - 1);
    assert_eq!(bench.refused(issue("$code")), "try_later");
    pass(&mut bench, 1);
    bench.done(issue("$code"));
    bench.done(reset("$code"));
}

#[test]
#[doc = "ACC-01"]
fn acc_01_the_password_crosses_to_the_other_server_as_any_other_does() {
    let mut bench = opened(Entrance::School, Principal::Staff { school: SCHOOL, staff: StaffId(1) });
    bench.done(issue("$code"));
    let done = bench.done(Command::ResetPassword { code: "$code".into(), phc: "$new".into(), mirror: Some(Side::Ems) });
    let letters = done.letters();
    let [(_, Letter::Carry(cargo))] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(matches!(cargo.as_slice(), [Cargo::Password(change)] if change.phc == "$new"), "{cargo:?}");
}

#[test]
#[doc = "ACC-01"]
fn acc_01_what_is_kept_of_codes_survives_a_restart() {
    let mut lawful = Lawful::new(Bench::<Account>::new(AccountId::of_login(Entrance::Employer, "lawful")));
    let holder = Holder { principal: Principal::Employer(people::card(1).id), credential: Credential::Password("$old".into()) };
    for command in [
        Command::Open(holder),
        issue("$code"),
        Command::MissPhoneCode,
        issue("$too-early"),
        reset("$guess"),
        reset("$code"),
        Command::NotePhoneChanged,
    ] {
        drop(lawful.take(Input::Command(command)));
    }
    let mut bench = lawful.bench;
    bench.restart();
    assert_eq!(password(&bench), Credential::Password("$new".into()));
    assert_eq!(bench.refused(issue("$another")), "try_later");
}
