//! `ask`: nothing is answered that is not on disk, and a repeat is answered without being carried out again.

use crate::support::{
    steered::Fate,
    toy::{self, Toy},
    *,
};
use std::sync::Arc;
use tokio::{sync::Semaphore, task::JoinHandle};
use wangqian_rules::{
    case::{Party, Status},
    graduate,
    ids::*,
    province::{self, Province},
    refusal::Refusal,
};
use wangqian_runtime::{AHEAD, AskError, MAILBOX, core::CommandKey};
use wangqian_storage::CommitError;

const KEY: Option<CommandKey> = Some(CommandKey([7; 16]));

#[actix::test]
#[doc = "EXT-02"]
async fn a_reply_comes_after_the_commit() {
    let house = House::empty().await;
    let gate = Arc::new(Semaphore::new(0));
    house.store.next_commits(House::key_of(PROVINCE), [Fate::Held(Arc::clone(&gate))]);
    let asking = house.runtime.ask::<Province>(PROVINCE, None, add_school(SchoolId(1)));
    tokio::pin!(asking);
    for _ in 0..1_000 {
        tokio::select! {
            biased;
            reply = &mut asking => panic!("{reply:?} before it is on disk"),
            () = tokio::task::yield_now() => {}
        }
    }
    assert!(house.runtime.glance::<Province>(PROVINCE).is_some_and(|seen| seen.schools.is_empty()), "nor is it seen");
    gate.add_permits(1);
    asking.await.expect("carried out");
    assert_eq!(house.store.stored(House::key_of(PROVINCE)).version, 1);
}

#[actix::test]
#[doc = "EXT-02"]
async fn a_repeated_key_gets_the_same_reply_and_has_one_effect() {
    let house = House::furnished().await;
    let first = house.invite(KEY).await;
    let version = house.store.stored(House::key_of(employer())).version;
    assert_eq!(house.invite(KEY).await, first);
    assert!(first.is_ok());
    assert_eq!(house.store.stored(House::key_of(employer())).version, version);
    let another = house.invite_again(Some(CommandKey([8; 16]))).await;
    assert!(matches!(another, Err(AskError::Refused(Refusal::InvitationPending { .. }))), "another key is another intention");
}

#[actix::test]
#[doc = "EXT-02"]
async fn a_key_that_comes_again_with_something_else_is_refused_and_does_nothing() {
    let key = |asked: u8| Some(CommandKey::new(&[7; 32], &[asked; 32]));
    let house = House::furnished().await;
    house.invite(key(1)).await.unwrap();
    assert_eq!(house.invite_again(key(2)).await, Err(AskError::Refused(Refusal::KeyReused)));
    assert!(house.invite(key(1)).await.is_ok(), "the first is answered as before");
}

#[actix::test]
#[doc = "EXT-02"]
async fn a_repeated_key_gets_the_same_reply_after_a_restart() {
    let house = House::furnished().await;
    let first = house.invite(KEY).await;
    let again = House::on(house.store.after_a_crash(), Default::default()).await;
    assert_eq!(again.invite(KEY).await, first);
}

#[actix::test]
async fn a_refusal_writes_nothing_and_is_not_kept() {
    let house = House::furnished().await;
    let version = || house.store.stored(House::key_of(graduate())).version;
    let before = version();
    assert_eq!(house.accept(KEY).await, Err(AskError::Refused(Refusal::NotFound)));
    assert_eq!(version(), before);
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    assert!(house.accept(KEY).await.is_ok(), "the same intention, now possible");
}

#[actix::test]
async fn a_refused_commit_leaves_the_entity_unharmed() {
    for error in [CommitError::Busy, CommitError::ReadOnly("disk full".into())] {
        let house = House::furnished().await;
        house.store.next_commits(House::key_of(employer()), [Fate::Refused(error.clone())]);
        assert_eq!(house.invite(KEY).await, Err(AskError::NotCommitted(error)));
        assert_eq!(house.runtime.courier().unsettled(), 0, "nothing was sent");
        house.invite(KEY).await.expect("the next attempt");
        house.runtime.settled().await;
        assert_eq!(
            house.everybodys_view().await,
            [Some(Status::Asked(Party::Graduate)), Some(Status::Asked(Party::Graduate)), None]
        );
    }
}

#[actix::test]
#[doc = "EXT-02"]
async fn after_an_unknown_outcome_the_entity_is_loaded_as_it_really_is() {
    for (fate, version) in [(Fate::DoneButUnknown, 1), (Fate::LostAndUnknown, 0)] {
        let house = House::empty().await;
        house.store.next_commits(House::key_of(PROVINCE), [fate]);
        let outcome = house.runtime.ask::<Province>(PROVINCE, KEY, add_school(SchoolId(1))).await;
        assert!(matches!(outcome, Err(AskError::NotCommitted(CommitError::Unknown(_)))));
        house.until("the old actor is gone", |house| house.store.stored(House::key_of(PROVINCE)).version == version).await;
        while house.runtime.ask::<Province>(PROVINCE, KEY, add_school(SchoolId(1))).await.is_err() {
            tokio::task::yield_now().await;
        }
        assert_eq!(house.store.stored(House::key_of(PROVINCE)).version, 1, "carried out exactly once");
    }
}

#[actix::test]
async fn a_hot_entity_refuses_and_what_it_took_is_carried_out() {
    const MORE: usize = 20;
    let house = House::empty().await;
    // An actor's mailbox has its size from its start on: until then it is a smaller one.
    house.ask::<Province>(PROVINCE, province::Command::Found { name: "江苏省".into() }).await;
    let gate = Arc::new(Semaphore::new(0));
    let all = AHEAD + MAILBOX + MORE;
    house.store.next_commits(House::key_of(PROVINCE), (0..all).map(|_| Fate::Held(Arc::clone(&gate))));
    let asked: Vec<_> = (0..all as u32).map(|n| asking(&house, add_school(SchoolId(n)))).collect();
    house.until("those beyond its room are answered", |_| asked.iter().any(|one| one.is_finished())).await;
    gate.add_permits(all);
    let mut done = 0;
    for one in asked {
        match one.await.expect("no panic") {
            Ok(_) => done += 1,
            Err(error) => assert_eq!(error, AskError::Busy),
        }
    }
    assert!((MAILBOX..=AHEAD + MAILBOX).contains(&done), "{done} were taken");
    assert_eq!(house.runtime.read::<Province>(PROVINCE).await.map(|province| province.schools.len()), Ok(done));
}

fn asking(house: &House, command: province::Command) -> JoinHandle<Result<province::Done, AskError>> {
    let runtime = house.runtime.clone();
    actix::spawn(async move { runtime.ask::<Province>(PROVINCE, None, command).await })
}

/// The first commit waits at the gate; a second command, and one that is refused because of the first, were asked behind it.
async fn three_asked(house: &House, first: Fate) -> [JoinHandle<Result<province::Done, AskError>>; 3] {
    house.ask::<Province>(PROVINCE, province::Command::Found { name: "江苏省".into() }).await;
    house.store.next_commits(House::key_of(PROVINCE), [first]);
    let asked = [1, 2, 1].map(|n| asking(house, add_school(SchoolId(n))));
    house.until("the first waits for the disk", |house| house.store.fates_left(House::key_of(PROVINCE)) == 0).await;
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    asked
}

#[actix::test]
#[doc = "EXT-02"]
async fn nothing_that_rests_on_a_step_is_heard_before_it_is_on_disk() {
    let house = House::empty().await;
    let gate = Arc::new(Semaphore::new(0));
    let asked = three_asked(&house, Fate::Held(Arc::clone(&gate))).await;
    assert!(asked.iter().all(|one| !one.is_finished()), "also the refusal waits");
    assert!(house.runtime.glance::<Province>(PROVINCE).is_some_and(|seen| seen.schools.is_empty()));
    gate.add_permits(1);
    let [first, second, again] = asked;
    first.await.unwrap().expect("carried out");
    second.await.unwrap().expect("carried out");
    assert!(matches!(again.await.unwrap(), Err(AskError::Refused(_))), "the school is there");
    assert_eq!(house.runtime.read::<Province>(PROVINCE).await.map(|seen| seen.schools.len()), Ok(2));
}

#[actix::test]
#[doc = "EXT-02"]
async fn what_rests_on_a_step_that_was_lost_never_was() {
    let house = House::empty().await;
    let asked = three_asked(&house, Fate::LostAndUnknown).await;
    for one in asked {
        let outcome = one.await.unwrap();
        assert!(matches!(outcome, Err(AskError::NotCommitted(CommitError::Unknown(_)) | AskError::Gone)) || outcome.is_ok());
    }
    while house.runtime.ask::<Province>(PROVINCE, KEY, add_school(SchoolId(9))).await.is_err() {
        tokio::task::yield_now().await;
    }
    let seen = house.runtime.read::<Province>(PROVINCE).await.expect("readable").schools.len();
    let stored = house.store.stored(House::key_of(PROVINCE)).version;
    assert_eq!(stored as usize, 1 + seen, "every step on disk is one that is seen");
}

#[actix::test]
async fn a_step_that_finds_no_place_in_the_queue_harms_nothing_before_or_after_it() {
    let house = House::empty().await;
    let gate = Arc::new(Semaphore::new(0));
    house.ask::<Province>(PROVINCE, province::Command::Found { name: "江苏省".into() }).await;
    let fates = [Fate::Held(Arc::clone(&gate)), Fate::Refused(CommitError::Busy)];
    house.store.next_commits(House::key_of(PROVINCE), fates);
    let asked = [1, 2, 3].map(|n| asking(&house, add_school(SchoolId(n))));
    house.until("the second met its refusal", |house| house.store.fates_left(House::key_of(PROVINCE)) == 0).await;
    gate.add_permits(1);
    let [first, second, third] = asked;
    first.await.unwrap().expect("carried out");
    assert_eq!(second.await.unwrap(), Err(AskError::NotCommitted(CommitError::Busy)));
    third.await.unwrap().expect("carried out");
    assert_eq!(house.store.stored(House::key_of(PROVINCE)).version, 3);
}

#[actix::test]
async fn a_question_is_answered_and_writes_nothing() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    let version = house.store.stored(House::key_of(graduate())).version;
    let nothing_new = graduate::Command::MarkRead { upto: 0 };
    house.ask::<wangqian_rules::graduate::Graduate>(graduate(), nothing_new).await;
    assert_eq!(house.store.stored(House::key_of(graduate())).version, version);
}

#[actix::test]
async fn a_draining_server_takes_no_commands_and_lets_letters_arrive() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    assert_eq!(house.runtime.drain(std::time::Duration::from_secs(5)).await, 0);
    assert_eq!(house.accept(None).await, Err(AskError::Draining));
    assert_eq!(house.everybodys_view().await[0], Some(Status::Asked(Party::Graduate)));
}

#[actix::test]
async fn a_panic_in_a_decision_is_answered_and_the_entity_lives_on() {
    let house = House::empty().await;
    let me = AccountId::of_login(wangqian_rules::account::Entrance::School, "toy");
    assert_eq!(house.ask::<Toy>(me, toy::Command::Add(2)).await, 2);
    assert_eq!(house.runtime.ask::<Toy>(me, KEY, toy::Command::Panic).await, Err(AskError::Panicked));
    assert_eq!(house.ask::<Toy>(me, toy::Command::Add(3)).await, 5);
}
