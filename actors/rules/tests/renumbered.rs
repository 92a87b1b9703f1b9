//! A graduate's ID number is corrected on the roster: whose sign-in opens what afterwards.

use crate::support::{Bench, people, school::founded};
use std::{collections::BTreeMap, sync::Arc};
use wangqian_rules::{
    account::{
        Account, Command, Credential, Entrance, Principal,
        place::{Browser, Device, Network, Place, System},
        records::{Record, RecordGrant},
        renumbered::{Forwarding, MovedRecord},
        second_factor::{Proof, Sealed, SecondFactor},
    },
    exchange::RosterChange,
    ids::*,
    letter::Letter,
    profile::Profile,
    school,
    time::UnixMs,
};

const HERE: SchoolId = SchoolId(10001);
const PASSWORD: &str = "$argon2id$own";
const WRONG: &str = "320402200412165457";
const RIGHT: &str = "320402200412165465";

fn of(school: SchoolId) -> GraduateId {
    GraduateId { school, cohort: 2027, serial: 1 }
}

fn account_id(number: &str) -> AccountId {
    AccountId::of_login(Entrance::Graduate, number)
}

fn grant(graduate: GraduateId, code: u8) -> Command {
    Command::GrantRecord(RecordGrant { graduate, revision: 1, code: [code; 32], same_person: false, resets: false })
}

fn activate(code: u8) -> Command {
    Command::Activate { code: [code; 32], phc: PASSWORD.into(), mirror: None }
}

/// The account of the wrong number, with this graduate's code 1.
fn granted() -> Bench<Account> {
    let mut bench = Bench::new(account_id(WRONG));
    bench.done(grant(of(HERE), 1));
    bench
}

/// Activated, and signed in.
fn in_use() -> Bench<Account> {
    let mut bench = granted();
    bench.done(activate(1));
    let place = Place { device: Device { system: System::Windows, browser: Browser::Edge }, network: Network::V4([203, 0]) };
    bench.done(Command::StartSession { token_hash: [7; 32], place, proof: Proof::Password, record: Some(of(HERE)) });
    bench
}

/// The school's letter is taken, and what the account sends on is given to the account of the right number.
fn corrected(wrong: &mut Bench<Account>, right: &mut Bench<Account>) {
    let sent = wrong.letter(HERE, renumbered(RIGHT, 2));
    for (to, letter) in sent.letters() {
        assert_eq!(to, account_id(RIGHT).into());
        right.letter(wrong.me, letter.clone());
    }
    wrong.restart();
    right.restart();
}

/// The school's word to the account of a number.
fn renumbered(to: &str, revision: u64) -> Letter {
    Letter::Renumbered { graduate: of(HERE), forwarding: Forwarding { to: account_id(to), revision } }
}

/// Accounts of several numbers, and what they have sent and is not delivered.
struct Town {
    accounts: BTreeMap<EntityId, Bench<Account>>,
    on_their_way: Vec<(EntityId, EntityId, Letter)>,
}

impl Town {
    fn of(first: Bench<Account>, others: &[&str]) -> Self {
        let others = others.iter().map(|number| Bench::new(account_id(number)));
        let accounts = others.chain([first]).map(|bench| (bench.me, bench)).collect();
        Self { accounts, on_their_way: Vec::new() }
    }

    fn at(&mut self, number: &str) -> &mut Bench<Account> {
        self.accounts.get_mut(&account_id(number).into()).unwrap_or_else(|| panic!("nobody at {number}"))
    }

    fn school_says(&mut self, at: &str, letter: Letter) {
        let me = account_id(at).into();
        let sent = self.at(at).letter(HERE, letter);
        self.on_their_way.extend(sent.letters().into_iter().map(|(to, letter)| (me, to, letter.clone())));
    }

    fn deliver(&mut self) {
        while let Some((from, to, letter)) = self.on_their_way.pop() {
            let account = self.accounts.entry(to).or_insert_with(|| Bench::new(to));
            let sent = account.letter(from, letter);
            account.restart();
            self.on_their_way.extend(sent.letters().into_iter().map(|(next, letter)| (to, next, letter.clone())));
        }
    }

    fn reached_at(&mut self, numbers: &[&str]) -> Vec<bool> {
        numbers.iter().map(|number| self.at(number).state.records.reaches(of(HERE))).collect()
    }
}

fn credential(bench: &Bench<Account>) -> Option<&Credential> {
    bench.state.holder.as_ref().map(|holder| &holder.credential)
}

#[test]
#[doc = "ACC-01, ROS-01"]
fn the_school_tells_the_account_of_the_former_number_once_acc_01_ros_01() {
    let mut bench = founded();
    let change = |revision, number: &str| {
        let profile = Arc::new(Profile { id_no: number.into(), ..people::profile(HERE, 999) });
        let id = GraduateId { serial: 999, ..of(HERE) };
        school::Command::TakeRoster(vec![RosterChange { id, revision, profile, removed_at: None }])
    };
    let mut told = |revision, number: &str| {
        let taken = bench.done(change(revision, number));
        taken.letters().into_iter().filter(|(to, _)| matches!(to, EntityId::Account(_))).count()
    };
    assert_eq!(told(1, WRONG), 0, "there was no number before");
    assert_eq!(told(2, WRONG), 0);
    assert_eq!(told(3, RIGHT), 1);
    assert_eq!(told(3, RIGHT), 0, "again");
}

#[test]
#[doc = "ACC-01"]
fn the_password_opens_the_right_number_and_the_wrong_one_is_nobodys_acc_01() {
    let (mut wrong, mut right) = (in_use(), Bench::new(account_id(RIGHT)));
    corrected(&mut wrong, &mut right);
    assert_eq!((credential(&wrong), wrong.state.sessions.len()), (None, 0));
    assert_eq!(credential(&right), Some(&Credential::Password(PASSWORD.into())));
    assert!(right.state.records.reaches(of(HERE)));
    // The wrong number's owner comes to the same or another school.
    let owner = of(SchoolId(10002));
    wrong.done(grant(owner, 2));
    wrong.done(activate(2));
    assert_eq!(wrong.state.records.reachable().collect::<Vec<_>>(), [owner]);
}

#[test]
#[doc = "ACC-01"]
fn a_code_that_nobody_used_yet_opens_the_right_number_acc_01() {
    let (mut wrong, mut right) = (granted(), Bench::new(account_id(RIGHT)));
    corrected(&mut wrong, &mut right);
    assert!(wrong.command(activate(1)).is_err());
    right.done(activate(1));
    assert!(right.state.records.reaches(of(HERE)));
}

#[test]
#[doc = "ACC-01"]
fn a_stranger_who_had_the_wrong_number_loses_the_record_and_keeps_their_own_acc_01() {
    let stranger = of(SchoolId(10002));
    let mut wrong = Bench::new(account_id(WRONG));
    wrong.done(grant(stranger, 2));
    wrong.done(activate(2));
    wrong.done(grant(of(HERE), 1));
    wrong.done(Command::ClaimRecord { code: [1; 32] });
    let mut right = Bench::new(account_id(RIGHT));
    corrected(&mut wrong, &mut right);
    assert_eq!(wrong.state.records.reachable().collect::<Vec<_>>(), [stranger]);
    assert_eq!(credential(&wrong), Some(&Credential::Password(PASSWORD.into())));
    assert!(matches!(credential(&right), Some(Credential::ActivationCode(_))), "the stranger's password does not go along");
    assert!(right.command(activate(1)).is_err(), "and the code that was used opens nothing");
    right.done(Command::GrantRecord(RecordGrant {
        graduate: of(HERE),
        revision: 2,
        code: [3; 32],
        same_person: false,
        resets: false,
    }));
    right.done(activate(3));
    assert!(right.state.records.reaches(of(HERE)));
}

#[test]
#[doc = "ACC-01"]
fn the_owner_who_waited_behind_a_wrong_number_gets_in_with_their_code_acc_01() {
    let owner = of(SchoolId(10002));
    let mut wrong = in_use();
    wrong.done(grant(owner, 2));
    assert!(wrong.command(activate(2)).is_err(), "somebody else's account");
    corrected(&mut wrong, &mut Bench::new(account_id(RIGHT)));
    assert_eq!(wrong.state.holder.as_ref().map(|holder| &holder.principal), Some(&Principal::Graduate(owner)));
    wrong.done(activate(2));
    assert!(wrong.state.records.reaches(owner));
}

#[test]
#[doc = "ACC-01"]
fn an_account_in_use_gets_the_record_only_with_a_code_of_its_school_acc_01() {
    let earlier = of(SchoolId(10002));
    let mut right = Bench::new(account_id(RIGHT));
    right.done(grant(earlier, 5));
    right.done(activate(5));
    corrected(&mut in_use(), &mut right);
    assert_eq!(right.state.records.reachable().collect::<Vec<_>>(), [earlier]);
    right.done(Command::GrantRecord(RecordGrant {
        graduate: of(HERE),
        revision: 2,
        code: [6; 32],
        same_person: true,
        resets: false,
    }));
    right.done(Command::ClaimRecord { code: [6; 32] });
    assert!(right.state.records.reaches(of(HERE)));
}

#[test]
#[doc = "ACC-01"]
fn a_password_that_a_second_factor_guards_stays_behind_acc_01() {
    let (mut wrong, mut right) = (in_use(), Bench::new(account_id(RIGHT)));
    let factor = SecondFactor { secret: Sealed(vec![1]), since: UnixMs(0), used_step: 0, recovery: vec![] };
    wrong.done(Command::SetSecondFactor(factor));
    corrected(&mut wrong, &mut right);
    assert!(matches!(credential(&right), Some(Credential::ActivationCode(_))));
    assert_eq!((wrong.state.second_factor.is_some(), credential(&wrong)), (false, None));
}

#[test]
#[doc = "ACC-01"]
fn a_letter_of_another_school_or_of_nobody_moves_nothing_acc_01() {
    let mut wrong = in_use();
    assert!(wrong.letter(SchoolId(10002), renumbered(RIGHT, 2)).is_nothing());
    let record = Record { revision: 9, code: [9; 32], own: false };
    let moved = MovedRecord { graduate: of(HERE), revision: 2, record, password: None };
    let forged = Letter::RecordMoved(Box::new(moved));
    assert!(wrong.letter(HERE, forged).is_nothing());
    assert!(wrong.state.records.reaches(of(HERE)));
}

const NEXT: &str = "320402200412165473";

#[test]
#[doc = "ACC-01"]
fn two_corrections_before_the_record_has_arrived_take_it_to_the_last_number_acc_01() {
    for (start, activated) in [(in_use(), true), (granted(), false)] {
        // Told in every order that the channels allow: each account hears of its own correction when it likes.
        for order in [[WRONG, RIGHT], [RIGHT, WRONG]] {
            let mut town = Town::of(start.clone(), &[RIGHT, NEXT]);
            for at in order {
                town.school_says(at, if at == WRONG { renumbered(RIGHT, 2) } else { renumbered(NEXT, 3) });
            }
            town.deliver();
            assert_eq!(town.reached_at(&[WRONG, RIGHT, NEXT]), [false, false, true], "{order:?}");
            if activated {
                assert_eq!(credential(town.at(NEXT)), Some(&Credential::Password(PASSWORD.into())));
            }
        }
    }
}

#[test]
#[doc = "ACC-01"]
fn there_and_back_before_the_record_has_arrived_leaves_it_where_it_was_acc_01() {
    let owner = of(SchoolId(10002));
    let mut town = Town::of(in_use(), &[RIGHT]);
    town.at(RIGHT).done(grant(owner, 2));
    town.school_says(RIGHT, renumbered(WRONG, 3));
    town.school_says(WRONG, renumbered(RIGHT, 2));
    town.deliver();
    assert_eq!(town.reached_at(&[WRONG, RIGHT]), [true, false]);
    assert_eq!(credential(town.at(WRONG)), Some(&Credential::Password(PASSWORD.into())));
    town.at(RIGHT).done(activate(2));
    assert!(town.at(RIGHT).state.records.reaches(owner), "who has the number gets in");
    // And again, in order.
    town.school_says(WRONG, renumbered(RIGHT, 4));
    town.deliver();
    assert_eq!(town.reached_at(&[WRONG, RIGHT]), [false, false], "it waits for its code there");
}

#[test]
#[doc = "ACC-01"]
fn a_password_does_not_come_before_the_code_of_the_number_s_owner_acc_01() {
    let owner = of(SchoolId(10002));
    let mut town = Town::of(in_use(), &[RIGHT]);
    town.at(RIGHT).done(grant(owner, 2));
    town.school_says(WRONG, renumbered(RIGHT, 2));
    town.deliver();
    assert!(matches!(credential(town.at(RIGHT)), Some(Credential::ActivationCode(_))));
    town.at(RIGHT).done(activate(2));
    assert_eq!(town.at(RIGHT).state.records.reachable().collect::<Vec<_>>(), [owner]);
}

#[test]
#[doc = "ACC-01"]
fn a_code_that_came_to_the_new_number_first_keeps_and_the_password_comes_after_acc_01() {
    let mut town = Town::of(in_use(), &[RIGHT]);
    let newer = RecordGrant { graduate: of(HERE), revision: 5, code: [5; 32], same_person: false, resets: false };
    town.at(RIGHT).done(Command::GrantRecord(newer));
    town.school_says(WRONG, renumbered(RIGHT, 2));
    town.deliver();
    assert_eq!(credential(town.at(RIGHT)), Some(&Credential::Password(PASSWORD.into())));
    assert_eq!(town.reached_at(&[WRONG, RIGHT]), [false, true]);
}
