//! Going to sleep, waking up, and timers across both.

use crate::support::{
    people::{self, SCHOOL},
    steered::Fate,
    *,
};
use std::sync::Arc;
use tokio::sync::Semaphore;
use wangqian_rules::{
    case::{End, Party, Status},
    graduate::Graduate,
    ids::SchoolId,
    province::{self, Province},
    review::AgreementKind,
    school::School,
};
use wangqian_runtime::{AskError, Clock, RuntimeOptions};
use wangqian_storage::CommitError;

const A_DAY_MS: i64 = 86_400_000;

fn sleepy() -> RuntimeOptions {
    RuntimeOptions { arbiters: 2, idle_ms: 1, ..RuntimeOptions::default() }
}

#[actix::test]
async fn an_idle_entity_goes_to_sleep_once_its_outbox_is_empty_and_wakes_as_it_was() {
    let house = House::on(Default::default(), sleepy()).await;
    house.furnish().await;
    house.invite(None).await.expect("invited");
    house.until("everybody sleeps", |house| house.runtime.registry().awake() == 0).await;
    assert!(house.store.stored(House::key_of(employer())).outbox.is_empty(), "nobody sleeps on a letter");
    assert_eq!(
        house.everybodys_view().await,
        [Some(Status::Asked(Party::Graduate)), Some(Status::Asked(Party::Graduate)), None]
    );
}

#[actix::test]
async fn one_of_many_that_was_only_written_to_sleeps_sooner_than_who_was_asked() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    let [first, second] = [1, 2].map(|number| people::graduate_id(SCHOOL, number));
    house.accept(None).await.expect("accepted");
    house.runtime.settled().await;
    house.clock.advance_ms(25_000);
    house.until("who was asked nothing sleeps", |house| house.runtime.glance::<Graduate>(second).is_none()).await;
    assert!(house.runtime.glance::<Graduate>(first).is_some(), "who accepted may have more to say");
    assert!(house.runtime.glance::<School>(SCHOOL).is_some(), "a school is long in waking");
}

/// While its first commit is held, an entity's idle check and a command come into its mailbox, in this order: it decides to sleep
/// with a command still to read. A third command then finds it asleep.
#[actix::test]
#[doc = "EXT-02"]
async fn a_command_that_meets_an_entity_falling_asleep_is_carried_out_by_the_next_actor() {
    let house = House::on(Default::default(), sleepy()).await;
    let gates = [0, 0].map(|_| Arc::new(Semaphore::new(0)));
    house.store.next_commits(House::key_of(PROVINCE), gates.clone().map(Fate::Held));
    let first = set_agreement_kind(&house, AgreementKind::TwoParty);
    house.until("the first commit is held", |house| house.store.fates_left(House::key_of(PROVINCE)) == 1).await;
    let checked_ms = house.runtime.monotonic_ms() + 150;
    house.until("the idle check is in the mailbox", |house| house.runtime.monotonic_ms() > checked_ms).await;
    let second = set_agreement_kind(&house, AgreementKind::ThreeParty);
    gates[0].add_permits(1);
    first.await.expect("no panic").expect("carried out");
    house.until("the second command's commit is held", |house| house.store.fates_left(House::key_of(PROVINCE)) == 0).await;
    let third = set_agreement_kind(&house, AgreementKind::TwoParty);
    let patience_ms = house.runtime.monotonic_ms() + 100;
    house
        .until("the third overtakes, or does not", |house| third.is_finished() || house.runtime.monotonic_ms() > patience_ms)
        .await;
    gates[1].add_permits(1);
    assert!(second.await.expect("no panic").is_ok() && third.await.expect("no panic").is_ok());
    assert_eq!(house.store.stored(House::key_of(PROVINCE)).version, 3);
}

/// A command that causes no letter: with one the entity would stay awake until it arrived.
fn set_agreement_kind(house: &House, kind: AgreementKind) -> tokio::task::JoinHandle<Result<province::Done, AskError>> {
    let runtime = house.runtime.clone();
    let command = province::Command::SetAgreementKind { kind, signing: Vec::new() };
    actix::spawn(async move { runtime.ask::<Province>(PROVINCE, None, command).await })
}

#[actix::test]
#[doc = "SIG-08"]
async fn a_timer_fires_once_and_only_when_it_is_due_sig_08() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    assert_eq!(house.runtime.fire_due_timers(house.clock.now()).await, 0);
    house.clock.advance_ms(A_DAY_MS);
    assert_eq!(house.runtime.fire_due_timers(house.clock.now()).await, 1);
    assert_eq!(house.runtime.fire_due_timers(house.clock.now()).await, 0);
    house.runtime.settled().await;
    assert_eq!(house.everybodys_view().await, [Some(Status::Ended(End::Expired)), Some(Status::Ended(End::Expired)), None]);
}

#[actix::test]
#[doc = "SIG-08"]
async fn a_timer_that_came_due_during_a_stop_fires_after_the_restart_sig_08() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    let again = House::on(house.store.after_a_crash(), RuntimeOptions::default()).await;
    again.clock.advance_ms(A_DAY_MS);
    assert_eq!(again.runtime.fire_due_timers(again.clock.now()).await, 1);
    again.runtime.settled().await;
    assert_eq!(again.everybodys_view().await, [Some(Status::Ended(End::Expired)), Some(Status::Ended(End::Expired)), None]);
}

#[actix::test]
#[doc = "SIG-08"]
async fn a_timer_whose_step_could_not_be_written_fires_again_sig_08() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    house.clock.advance_ms(A_DAY_MS);
    house.store.next_commits(House::key_of(graduate()), [Fate::Refused(CommitError::ReadOnly("disk full".into()))]);
    assert_eq!(house.runtime.fire_due_timers(house.clock.now()).await, 0);
    assert_eq!(house.everybodys_view().await[0], Some(Status::Asked(Party::Graduate)));
    assert_eq!(house.runtime.fire_due_timers(house.clock.now()).await, 1);
}

#[actix::test]
#[doc = "SIG-08"]
async fn a_timer_fired_before_its_time_is_kept_for_its_time_sig_08() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    let too_early = wangqian_rules::time::UnixMs(house.clock.now().0 + A_DAY_MS);
    assert_eq!(house.runtime.fire_due_timers(too_early).await, 0);
    house.clock.advance_ms(A_DAY_MS);
    assert_eq!(house.runtime.fire_due_timers(house.clock.now()).await, 1);
}

#[actix::test]
#[doc = "SIG-08"]
async fn an_answered_invitation_has_no_timer_left_sig_08() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    house.accept(None).await.expect("accepted");
    assert!(house.store.stored(House::key_of(graduate())).timers.is_empty());
    house.clock.advance_ms(A_DAY_MS);
    assert_eq!(house.runtime.fire_due_timers(house.clock.now()).await, 0);
}

#[actix::test]
async fn reading_somebody_unknown_finds_nothing_and_writes_nothing() {
    let house = House::empty().await;
    let stranger = people::graduate_id(SchoolId(1), 1);
    assert_eq!(house.runtime.read::<Graduate>(stranger).await.map(|graduate| (*graduate).clone()), Ok(Graduate::default()));
    assert_eq!(house.store.stored(House::key_of(stranger)).version, 0);
}
