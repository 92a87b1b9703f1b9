//! Letters: each arrives, takes effect once, and wakes whom it must.

use crate::support::{steered::Fate, *};
use wangqian_rules::{
    case::{Party, Phase, Status},
    graduate::Graduate,
    ids::*,
    school::School,
};
use wangqian_runtime::{AskError, RuntimeOptions};
use wangqian_storage::CommitError;

const ACCEPTED: Option<Status> = Some(Status::InReview(Phase::First, wangqian_rules::review::Stage::School));

#[actix::test]
#[doc = "SIG-01, EXT-02"]
async fn an_answer_reaches_employer_and_school() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    house.accept(None).await.expect("accepted");
    house.runtime.settled().await;
    assert_eq!(house.everybodys_view().await, [ACCEPTED; 3]);
}

#[actix::test]
async fn a_letter_wakes_a_sleeping_entity() {
    let house = House::furnished().await;
    let again = House::on(house.store.after_a_crash(), RuntimeOptions::default()).await;
    assert!(again.runtime.glance::<Graduate>(graduate()).is_none(), "asleep after the restart");
    again.invite(None).await.expect("invited");
    again.runtime.settled().await;
    assert!(again.runtime.glance::<Graduate>(graduate()).is_some_and(|graduate| graduate.cases.contains_key(&CASE)));
}

#[actix::test]
#[doc = "EXT-02"]
async fn a_letter_that_could_not_be_taken_in_is_sent_again() {
    let house = House::furnished().await;
    let fates = [Fate::Refused(CommitError::Busy), Fate::LostAndUnknown, Fate::DoneButUnknown];
    house.store.next_commits(House::key_of(graduate()), fates);
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    assert_eq!(
        house.everybodys_view().await,
        [Some(Status::Asked(Party::Graduate)), Some(Status::Asked(Party::Graduate)), None]
    );
    let from = House::key_of(employer());
    let marks = house.store.stored(House::key_of(graduate())).inbox;
    assert_eq!(marks.into_iter().filter(|(source, _)| *source == from).collect::<Vec<_>>(), [(from, 1)]);
    let events = house.runtime.read::<Graduate>(graduate()).await.expect("readable").inbox.newest_first().count();
    assert_eq!(events, 1, "one notice, however often the letter came");
}

#[actix::test]
#[doc = "EXT-02"]
async fn letters_on_disk_go_out_after_a_restart() {
    let house = House::furnished().await;
    let stuck = std::iter::repeat_n(Fate::Refused(CommitError::Busy), 1_000);
    house.store.next_commits(House::key_of(graduate()), stuck);
    house.invite(None).await.expect("invited");
    assert_eq!(house.store.stored(House::key_of(employer())).outbox.len(), 1);
    let again = House::on(house.store.after_a_crash(), RuntimeOptions::default()).await;
    let arrived = |house: &House| {
        let graduate = house.runtime.glance::<Graduate>(graduate());
        graduate.is_some_and(|graduate| graduate.cases.contains_key(&CASE))
    };
    again.until("the letter is delivered without anybody asking", arrived).await;
}

#[actix::test]
#[doc = "EXT-02"]
async fn letters_of_a_step_whose_outcome_was_unknown_go_out_though_nobody_asks_again() {
    let house = House::furnished().await;
    house.store.next_commits(House::key_of(employer()), [Fate::DoneButUnknown]);
    assert!(matches!(house.invite(None).await, Err(AskError::NotCommitted(CommitError::Unknown(_)))));
    let arrived = |house: &House| {
        let graduate = house.runtime.glance::<Graduate>(graduate());
        graduate.is_some_and(|graduate| graduate.cases.contains_key(&CASE))
    };
    house.until("the letter is delivered", arrived).await;
}

#[actix::test]
async fn rows_of_arrived_letters_leave_the_disk() {
    let house = House::furnished().await;
    house.invite(None).await.expect("invited");
    house.runtime.settled().await;
    house.until("the outbox on disk is empty", |house| house.store.stored(House::key_of(employer())).outbox.is_empty()).await;
}

#[actix::test]
#[doc = "NOT-02"]
async fn many_letters_to_one_entity_arrive_in_spite_of_its_small_mailbox() {
    const GRADUATES: u32 = 300;
    let house = House::furnished().await;
    house.ask::<School>(people::SCHOOL, people::enrol(people::SCHOOL, 3..=GRADUATES)).await;
    house.runtime.settled().await;
    let invited = (1..=GRADUATES).map(|serial| {
        let runtime = house.runtime.clone();
        async move {
            let case = CaseId(uuid::Uuid::from_u128(serial.into()));
            let ask = || runtime.ask::<wangqian_rules::employer::Employer>(employer(), None, offer(case, serial));
            while ask().await == Err(AskError::Busy) {
                tokio::task::yield_now().await;
            }
        }
    });
    for one in invited.map(actix::spawn).collect::<Vec<_>>() {
        one.await.expect("no panic");
    }
    house.runtime.settled().await;
    for serial in [1, GRADUATES / 2, GRADUATES] {
        let graduate = house.runtime.read::<Graduate>(people::graduate_id(people::SCHOOL, serial)).await;
        assert_eq!(graduate.map(|graduate| graduate.cases.len()), Ok(1));
    }
}
