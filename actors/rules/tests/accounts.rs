//! Accounts: sessions and where they were begun, passwords, the second factor.

use crate::support::{Bench, laws::Lawful, people};
use std::net::IpAddr;
use wangqian_rules::{
    account::{
        Account, Command, Credential, Entrance, Grant, Holder, Principal, SESSION_HOURS, SESSIONS_KEPT, password,
        place::{Browser, Device, Network, Place, System},
        second_factor::{Proof, Sealed, SecondFactor},
        uploads::{NAMEABLE_HOURS, UPLOADS_KEPT},
    },
    effect::Show,
    entity::Input,
    file::{FileKind, StoredFile},
    ids::*,
    refusal::Refusal,
    time::UnixMs,
};

const SCHOOL: SchoolId = SchoolId(10001);

fn place() -> Place {
    Place { device: Device { system: System::Windows, browser: Browser::Edge }, network: Network::V4([203, 0]) }
}

fn entering(n: u8, proof: Proof) -> Command {
    Command::StartSession { token_hash: [n; 32], place: place(), proof, record: None }
}

fn start(n: u8) -> Command {
    entering(n, Proof::Password)
}

fn account() -> Bench<Account> {
    let mut bench = Bench::new(AccountId::of_login(Entrance::School, "js10001"));
    let principal = Principal::Staff { school: SCHOOL, staff: StaffId(1) };
    bench.done(Command::Open(Holder { principal, credential: Credential::ActivationCode([0; 32]) }));
    bench
}

fn grant(revision: u64, activation: Option<[u8; 32]>, locked: bool) -> Command {
    let principal = Principal::Staff { school: SCHOOL, staff: StaffId(1) };
    Command::Grant(Grant { principal, revision, activation, locked })
}

#[test]
#[doc = "ACC-01"]
fn a_login_is_one_account_per_entrance_whatever_its_letters_case_acc_01() {
    let of = AccountId::of_login;
    assert_eq!(of(Entrance::School, "js10001"), of(Entrance::School, " JS10001 "));
    assert_ne!(of(Entrance::School, "js10001"), of(Entrance::Province, "js10001"));
    assert_eq!(of(Entrance::Graduate, "11010519491231002X"), of(Entrance::Graduate, "110105 1949-1231 002ｘ"));
    assert_eq!(of(Entrance::Employer, "91320206MA0000007R"), of(Entrance::Employer, "91320206 ma0000007r"));
    assert_eq!(of(Entrance::School, "90001-02"), of(Entrance::School, "90001 -02"));
    assert_ne!(of(Entrance::School, "90001-02"), of(Entrance::School, "9000102"));
    let mut bench = account();
    let again = Command::Open(bench.state.holder.clone().expect("opened"));
    assert_eq!(bench.refused(again), "already_exists");
}

#[test]
#[doc = "ACC-01"]
fn wrong_passwords_cost_nothing_then_a_second_and_never_more_than_five_minutes() {
    let mut bench = account();
    let mut waits = Vec::new();
    for _ in 0..14 {
        bench.done(Command::RecordFailure);
        waits.push(match bench.state.may_try(bench.now) {
            Err(Refusal::TryLater { seconds }) => seconds,
            _ => 0,
        });
    }
    assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    bench.now = UnixMs(bench.now.0 + 300_000);
    assert_eq!(bench.state.may_try(bench.now), Ok(()), "a delay, never a lock");
    bench.done(start(1));
    bench.done(Command::RecordFailure);
    assert_eq!(bench.state.may_try(bench.now), Ok(()), "a success starts anew");
}

#[test]
#[doc = "ACC-01, ACC-02"]
fn a_locked_account_enters_by_no_way_until_it_is_unlocked_acc_02() {
    let mut bench = account();
    bench.done(start(1));
    bench.done(grant(1, None, true));
    assert!(bench.state.sessions.is_empty());
    assert_eq!(bench.refused(start(2)), "account_locked");
    bench.done(grant(2, None, false));
    bench.done(start(2));
}

#[test]
#[doc = "ACC-01, ACC-02"]
fn a_new_one_time_code_takes_the_second_factor_away_and_a_lock_does_not_acc_02() {
    let mut bench = with_second_factor();
    bench.done(grant(1, None, true));
    assert!(bench.state.second_factor.is_some());
    bench.done(grant(2, Some([9; 32]), false));
    assert!(bench.state.second_factor.is_none());
    bench.done(start(2));
}

#[test]
#[doc = "ACC-01"]
fn the_oldest_session_makes_room_and_ended_ones_close_their_sockets() {
    let mut bench = account();
    for n in 0..SESSIONS_KEPT as u8 {
        bench.now = UnixMs(people::NOW.0 + i64::from(n));
        bench.done(start(n));
    }
    let one_more = bench.done(start(99));
    assert!(matches!(one_more.shown()[..], [Show::SessionEnded { session, .. }] if *session == [0; 32]));
    assert_eq!(bench.state.sessions.len(), SESSIONS_KEPT);
    bench.done(Command::EndSession { token_hash: [1; 32] });
    assert!(bench.done(Command::EndSession { token_hash: [1; 32] }).is_nothing());
    bench.now = UnixMs(people::NOW.0 + SESSION_HOURS * 3_600_000 + 100);
    bench.done(start(100));
    assert_eq!(bench.state.sessions.len(), 1, "sessions past their end go");
}

/// The server ran a year ahead until its clock was put right.
#[test]
#[doc = "ACC-01, ACC-05"]
fn acc_01_what_a_wrong_clock_wrote_locks_nobody_out_and_lets_nobody_stay() {
    let mut bench = account();
    let (now, ahead) = (bench.now, bench.now.plus_days(400));
    bench.now = ahead;
    bench.done(start(1));
    (0..6).for_each(|_| drop(bench.done(Command::RecordFailure)));
    assert!(bench.state.may_try(ahead).is_err());
    bench.now = now;
    assert_eq!(bench.state.may_try(now), Ok(()));
    assert!(bench.state.sessions.values().all(|session| session.is_over(now) && !session.is_over(ahead)));
    bench.done(start(2));
    assert_eq!(bench.state.sessions.len(), 1, "the one of the future is gone");
}

#[test]
#[doc = "ACC-05"]
fn acc_05_a_new_code_ends_the_wait_for_wrong_passwords() {
    let mut bench = account();
    (0..6).for_each(|_| drop(bench.done(Command::RecordFailure)));
    assert!(bench.state.may_try(bench.now).is_err());
    bench.done(grant(1, Some([9; 32]), false));
    assert_eq!(bench.state.may_try(bench.now), Ok(()));
}

#[test]
#[doc = "ACC-01"]
fn a_new_password_ends_every_session() {
    let mut bench = account();
    bench.done(start(1));
    bench.done(start(2));
    assert_eq!(bench.done(Command::SetPassword { phc: "$argon2id$…".into(), keep: None, mirror: None }).shown().len(), 2);
    assert!(bench.state.sessions.is_empty());
    let credential = bench.state.holder.map(|holder| holder.credential);
    assert_eq!(credential, Some(Credential::Password("$argon2id$…".into())));
}

#[test]
#[doc = "ACC-08"]
fn an_account_that_was_never_opened_is_not_found() {
    let mut bench = Bench::<Account>::new(AccountId::of_login(Entrance::School, "nobody"));
    assert_eq!(bench.refused(start(1)), "not_found");
    assert_eq!(bench.refused(Command::RemoveSecondFactor), "not_found");
    assert!(!bench.done(Command::RecordFailure).is_nothing(), "a guess at it is written down as any other");
    assert_eq!(bench.state.failures, 1);
}

#[test]
#[doc = "ACC-01"]
fn acc_01_a_changed_password_ends_every_session_but_the_one_it_was_changed_in() {
    let mut bench = account();
    (1..=3).for_each(|n| drop(bench.done(start(n))));
    let changed = bench.done(Command::SetPassword { phc: "$argon2id$…".into(), keep: Some([2; 32]), mirror: None });
    assert_eq!(changed.shown().len(), 2);
    assert_eq!(bench.state.sessions.keys().collect::<Vec<_>>(), [&[2; 32]]);
}

#[test]
#[doc = "ACC-01"]
fn acc_01_all_other_sessions_end_and_a_second_time_nothing_does() {
    let mut bench = account();
    (1..=4).for_each(|n| drop(bench.done(start(n))));
    assert_eq!(bench.done(Command::EndOtherSessions { keep: [1; 32] }).shown().len(), 3);
    assert!(bench.done(Command::EndOtherSessions { keep: [1; 32] }).is_nothing());
    assert_eq!(bench.state.sessions.len(), 1);
}

#[test]
#[doc = "ACC-01"]
fn acc_01_who_sees_other_peoples_data_is_signed_out_sooner_and_needs_a_longer_password() {
    let staff = Principal::Staff { school: SCHOOL, staff: StaffId(1) };
    let graduate = Principal::Graduate(GraduateId { school: SCHOOL, cohort: 2027, serial: 1 });
    let minimums = |principal: &Principal| (principal.idle_minutes(), principal.entrance().password_length_min());
    assert_eq!(minimums(&staff), (15, 14));
    assert_eq!(minimums(&Principal::Province(ProvinceId(32))), (15, 14));
    assert_eq!(minimums(&graduate), (30, 12));
    assert_eq!(minimums(&Principal::Employer(EmployerId::of_credit_code("91110105MA0000015F"))), (30, 12));
}

#[test]
#[doc = "ACC-01"]
fn acc_01_devices_are_named_in_plain_words_and_addresses_half() {
    let devices = [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Windows 电脑 · Edge 浏览器",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
            "苹果电脑 · Safari 浏览器",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0", "iPhone · 微信"),
        (
            "Mozilla/5.0 (Linux; Android 15; V2309A) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "安卓设备 · Chrome 浏览器",
        ),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 HuaweiBrowser/5.0", "鸿蒙设备 · 华为浏览器"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Linux 电脑 · Firefox 浏览器"),
        ("curl/8.5.0", "未识别的设备"),
        ("", "未识别的设备"),
    ];
    for (agent, device) in devices {
        assert_eq!(Device::of_user_agent(agent).to_string(), device, "{agent}");
    }
    let shown = |address: &str| Network::from(address.parse::<IpAddr>().unwrap()).to_string();
    assert_eq!(shown("203.0.113.77"), "203.0.*.*");
    assert_eq!(shown("::ffff:203.0.113.77"), "203.0.*.*");
    assert_eq!(shown("2001:db8:1:2::77"), "2001:db8:*");
}

#[test]
#[doc = "ACC-01"]
fn acc_01_passwords_are_long_not_common_and_without_the_login() {
    let (entrance, account) = (Entrance::Graduate, AccountId::of_login(Entrance::Graduate, "27990001000001"));
    let refused = |password: &str| password::check(account, entrance, password).map_err(|error| error.message);
    for good in ["浅水里的十二只青蛙和鹭鸶", "correct horse battery", "Tr0ub4dor&3-2027-签约", "2799000100000x-x"]
    {
        assert_eq!(refused(good), Ok(()), "{good}");
    }
    let (short, common, login) = ("密码长度为 12", "过于常见", "登录名");
    let bad = [
        ("十一个字的密码不够长哦", short),
        (&"长".repeat(129), short),
        ("password1234", common),
        ("PassWord123456", common),
        ("woaini1314520", common),
        ("1qaz2wsx3edc4rfv", common),
        ("abcabcabcabcabc", common),
        ("一一一一一一一一一一一一", common),
        ("abcdefghijklmn", common),
        ("98765432109876", common),
        ("x27990001000001y", login),
        ("27990001000001 签约", login),
    ];
    for (password, why) in bad {
        assert!(refused(password).is_err_and(|message| message.contains(why)), "{password}: {:?}", refused(password));
    }
    let school = AccountId::of_login(Entrance::School, "js10001");
    assert!(password::check(school, Entrance::School, "十三个字的密码还是不够长哦").is_err_and(|e| e.message.contains("14")));
    assert!(password::check(school, Entrance::School, "我的 JS10001 的密码很长").is_err_and(|e| e.message.contains(login)));
}

fn with_second_factor() -> Bench<Account> {
    let mut bench = account();
    let factor =
        SecondFactor { secret: Sealed(vec![7; 48]), since: bench.now, used_step: 100, recovery: vec![[1; 32], [2; 32]] };
    bench.done(Command::SetSecondFactor(factor));
    bench
}

#[test]
#[doc = "ACC-01"]
fn acc_01_each_code_opens_once_and_none_before_it_again() {
    let mut bench = with_second_factor();
    assert_eq!(bench.refused(start(1)), "wrong_code", "a password alone does not open");
    assert_eq!(bench.refused(entering(1, Proof::Step(100))), "wrong_code", "the step that set it up is used");
    bench.done(entering(1, Proof::Step(102)));
    assert_eq!(bench.refused(entering(2, Proof::Step(102))), "wrong_code");
    assert_eq!(bench.refused(entering(2, Proof::Step(101))), "wrong_code");
    bench.done(entering(2, Proof::Step(103)));
    bench.done(entering(3, Proof::Recovery([2; 32])));
    assert_eq!(bench.refused(entering(4, Proof::Recovery([2; 32]))), "wrong_code");
    assert_eq!(bench.state.second_factor.as_ref().map(|factor| factor.recovery.clone()), Some(vec![[1; 32]]));
}

#[test]
#[doc = "ACC-01"]
fn acc_01_renewed_recovery_codes_void_the_old_and_a_removed_factor_asks_no_more() {
    let mut bench = with_second_factor();
    bench.done(Command::RenewRecovery { codes: vec![[9; 32]] });
    assert_eq!(bench.refused(entering(1, Proof::Recovery([1; 32]))), "wrong_code");
    bench.done(entering(1, Proof::Recovery([9; 32])));
    bench.done(Command::RemoveSecondFactor);
    bench.done(start(2));
    assert_eq!(bench.refused(Command::RemoveSecondFactor), "not_found");
    assert_eq!(bench.refused(Command::RenewRecovery { codes: vec![] }), "not_found");
}

#[test]
#[doc = "ACC-01"]
fn acc_01_the_operator_lets_somebody_in_again_who_lost_password_and_phone_and_nobody_else() {
    let mut bench = with_second_factor();
    bench.done(entering(1, Proof::Step(102)));
    for _ in 0..9 {
        bench.done(Command::RecordFailure);
    }
    let reset = bench.done(Command::Reset { activation: [5; 32] });
    assert_eq!(reset.shown().len(), 1, "whoever is in is out");
    assert!(bench.state.sessions.is_empty() && bench.state.second_factor.is_none());
    assert_eq!(bench.state.may_try(bench.now), Ok(()));
    let credential = bench.state.holder.as_ref().map(|holder| holder.credential.clone());
    assert_eq!(credential, Some(Credential::ActivationCode([5; 32])));
    let mut nobody = Bench::<Account>::new(AccountId::of_login(Entrance::Province, "nobody"));
    assert_eq!(nobody.refused(Command::Reset { activation: [5; 32] }), "not_found");
}

#[test]
fn no_log_can_carry_the_secret() {
    let bench = with_second_factor();
    assert!(!format!("{:?}", bench.state).contains("7, 7"));
}

fn file(n: usize) -> StoredFile {
    StoredFile { hash: FileHash([n as u8; 32]), kind: FileKind::Pdf, bytes: 100 }
}

#[test]
#[doc = "ACC-08"]
fn the_newest_files_handed_in_are_the_accounts_own_and_one_twice_is_one() {
    let mut lawful = Lawful::new(Bench::<Account>::new(AccountId::of_login(Entrance::Employer, "9111")));
    let principal = Principal::Employer(people::card(1).id);
    let open = Command::Open(Holder { principal, credential: Credential::ActivationCode([0; 32]) });
    lawful.take(Input::Command(open)).expect("a free login");
    let note = |n: usize| Input::Command(Command::NoteUpload(file(n)));
    let handed_in = |bench: &Bench<Account>, n: usize| bench.state.uploads.contains(file(n).hash);
    for n in 0..UPLOADS_KEPT {
        lawful.take(note(n)).expect("within the hour's quota");
        lawful.take(note(n)).expect("a repeat");
    }
    assert_eq!(lawful.take(note(99)), Err(Refusal::TryLater { seconds: 3_600 }));
    lawful.take(note(0)).expect("a repeat costs nothing");
    lawful.bench.now = UnixMs(people::NOW.0 + 3_600_000);
    lawful.take(note(99)).expect("an hour later");
    assert!(handed_in(&lawful.bench, 99) && handed_in(&lawful.bench, 1));
    assert!(!handed_in(&lawful.bench, 0), "the oldest made room");
}

#[test]
#[doc = "ACC-10"]
fn a_file_can_be_named_for_half_a_day_and_again_once_it_is_handed_in_again() {
    let mut bench = account();
    bench.done(Command::NoteUpload(file(1)));
    let nameable = |bench: &Bench<Account>| bench.state.uploads.nameable(file(1).hash, bench.now);
    assert_eq!(nameable(&bench), Some(file(1)));
    bench.now = UnixMs(people::NOW.0 + NAMEABLE_HOURS * 3_600_000);
    assert_eq!(nameable(&bench), None);
    bench.done(Command::NoteUpload(file(1)));
    assert_eq!(nameable(&bench), Some(file(1)));
    assert_eq!(bench.state.uploads.nameable(file(2).hash, bench.now), None, "never handed in");
}
