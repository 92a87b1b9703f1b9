//! Facts that hold of every [`Store`]: one list, run against each implementation.

use crate::common::{Steps, commit, entity, local, options, reply};
use std::sync::Arc;
use wangqian_storage::{
    CommitError, FakeStore, LocalStore, Store,
    chain::{START, verify},
    record::{DeadLetter, Loaded, OutboxLetter, REPLIES_KEPT, StoredReply, TimerRow},
};

/// Runs one fact against every implementation, each in its own test.
macro_rules! facts {
    ($($fact:ident),+ $(,)?) => {
        mod fake { $(#[tokio::test] async fn $fact() { super::$fact(std::sync::Arc::new(super::FakeStore::new())).await; })+ }
        mod local { $(#[tokio::test] async fn $fact() {
            let directory = tempfile::tempdir().unwrap();
            super::$fact(super::local(directory.path())).await;
        })+ }
        mod local_applied { $(#[tokio::test] async fn $fact() {
            let directory = tempfile::tempdir().unwrap();
            let options = crate::common::applying_at_once();
            super::$fact(super::LocalStore::open(directory.path(), options).unwrap()).await;
        })+ }
    };
}

facts!(
    an_entity_never_written_is_empty_at_version_0,
    what_was_committed_is_loaded,
    a_record_that_is_not_the_next_version_is_a_conflict,
    a_part_set_to_none_is_gone,
    letters_wait_until_acknowledged_and_the_number_sent_stays,
    an_acknowledgement_covers_only_its_destination,
    numbers_of_more_peers_than_any_head_holds_are_kept,
    the_last_number_taken_in_is_kept_per_source,
    timers_are_found_in_order_of_time_until_cleared,
    a_timer_set_again_and_cleared_is_gone,
    timers_of_a_load_are_those_not_cleared,
    the_newest_replies_are_kept,
    the_history_is_in_order_and_its_chain_holds,
    entities_are_listed_by_prefix_in_key_order,
    dead_letters_are_kept,
    entities_do_not_see_each_other,
    a_record_too_large_is_refused_and_leaves_the_version_free,
    steps_submitted_before_others_are_durable_become_so_in_order,
);

async fn an_entity_never_written_is_empty_at_version_0(store: Arc<dyn Store>) {
    assert_eq!(store.load(entity(1)).await, Ok(Loaded::default()));
    assert_eq!(store.history(entity(1), 0, 10).await, Ok(vec![]));
}

async fn what_was_committed_is_loaded(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next().part(b"b", b"two").part(b"a", b"one")).await;
    let record = steps.next().part(b"b", b"three");
    let hash = record.0.history.hash;
    commit(&*store, record).await;
    let loaded = store.load(entity(1)).await.unwrap();
    assert_eq!((loaded.version, loaded.hash), (2, hash));
    assert_eq!(loaded.parts, [(b"a".to_vec(), b"one".to_vec()), (b"b".to_vec(), b"three".to_vec())]);
}

async fn a_record_that_is_not_the_next_version_is_a_conflict(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    let first = steps.next();
    commit(&*store, first.clone()).await;
    commit(&*store, steps.next()).await;
    steps.next();
    let fourth = steps.next();
    assert_eq!(store.commit(first.0).await, Err(CommitError::Conflict { stored: 2, record: 1 }));
    assert_eq!(store.commit(fourth.0).await, Err(CommitError::Conflict { stored: 2, record: 4 }));
    assert_eq!(store.load(entity(1)).await.unwrap().version, 2);
}

async fn a_part_set_to_none_is_gone(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next().part(b"a", b"1").part(b"b", b"2")).await;
    commit(&*store, steps.next().without_part(b"a")).await;
    assert_eq!(store.load(entity(1)).await.unwrap().parts, [(b"b".to_vec(), b"2".to_vec())]);
}

async fn letters_wait_until_acknowledged_and_the_number_sent_stays(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next().letter(entity(2), 1).letter(entity(2), 2)).await;
    commit(&*store, steps.next().letter(entity(2), 3)).await;
    assert_eq!(store.sources_with_letters().await, Ok(vec![entity(1)]));
    commit(&*store, steps.next().acknowledged(entity(2), 2)).await;
    let loaded = store.load(entity(1)).await.unwrap();
    assert_eq!(loaded.outbox, [OutboxLetter { destination: entity(2), seq: 3, body: vec![3] }]);
    commit(&*store, steps.next().acknowledged(entity(2), 3)).await;
    let loaded = store.load(entity(1)).await.unwrap();
    assert_eq!((loaded.outbox, loaded.sent), (vec![], vec![(entity(2), 3)]));
    assert_eq!(store.sources_with_letters().await, Ok(vec![]));
}

async fn an_acknowledgement_covers_only_its_destination(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next().letter(entity(2), 1).letter(entity(3), 1)).await;
    commit(&*store, steps.next().acknowledged(entity(2), 1)).await;
    let loaded = store.load(entity(1)).await.unwrap();
    assert_eq!(loaded.outbox, [OutboxLetter { destination: entity(3), seq: 1, body: vec![1] }]);
    assert_eq!(loaded.sent, [(entity(2), 1), (entity(3), 1)]);
}

async fn numbers_of_more_peers_than_any_head_holds_are_kept(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(0));
    for peer in 1..=40 {
        commit(&*store, steps.next().letter(entity(peer), 1).taken_in(entity(peer), 7)).await;
    }
    for peer in 1..=40 {
        commit(&*store, steps.next().letter(entity(peer), 2).acknowledged(entity(peer), 1)).await;
    }
    let loaded = store.load(entity(0)).await.unwrap();
    let all = |number| (1..=40).map(|peer| (entity(peer), number)).collect::<Vec<_>>();
    assert_eq!((loaded.inbox, loaded.sent), (all(7), all(2)));
    let waiting: Vec<_> = loaded.outbox.iter().map(|letter| (letter.destination, letter.seq)).collect();
    assert_eq!(waiting, all(2));
}

async fn the_last_number_taken_in_is_kept_per_source(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    for (source, seq) in [(2, 1), (3, 1), (2, 2)] {
        commit(&*store, steps.next().taken_in(entity(source), seq)).await;
    }
    assert_eq!(store.load(entity(1)).await.unwrap().inbox, [(entity(2), 2), (entity(3), 1)]);
}

async fn timers_are_found_in_order_of_time_until_cleared(store: Arc<dyn Store>) {
    let (mut one, mut two) = (Steps::of(entity(1)), Steps::of(entity(2)));
    commit(&*store, one.next().timer(300, b"c").timer(-5, b"a")).await;
    commit(&*store, two.next().timer(200, b"b")).await;
    let row = |due_ms, of, id: &[u8]| TimerRow { due_ms, entity: entity(of), id: id.to_vec() };
    assert_eq!(store.timers_due(299, 10).await, Ok(vec![row(-5, 1, b"a"), row(200, 2, b"b")]));
    assert_eq!(store.timers_due(300, 1).await, Ok(vec![row(-5, 1, b"a")]));
    commit(&*store, one.next().cleared(-5, b"a")).await;
    assert_eq!(store.timers_due(300, 10).await, Ok(vec![row(200, 2, b"b"), row(300, 1, b"c")]));
}

async fn a_timer_set_again_and_cleared_is_gone(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next().timer(100, b"a")).await;
    commit(&*store, steps.next().timer(100, b"a")).await;
    commit(&*store, steps.next().cleared(100, b"a")).await;
    assert_eq!(store.timers_due(1000, 10).await, Ok(vec![]));
    assert_eq!(store.load(entity(1)).await.unwrap().timers, []);
}

async fn timers_of_a_load_are_those_not_cleared(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next().timer(100, b"a").timer(50, b"b")).await;
    commit(&*store, steps.next().cleared(100, b"a").timer(400, b"a")).await;
    assert_eq!(store.load(entity(1)).await.unwrap().timers, [(50, b"b".to_vec()), (400, b"a".to_vec())]);
}

async fn the_newest_replies_are_kept(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    let count = 3 * REPLIES_KEPT as u64;
    for number in 1..=count {
        commit(&*store, steps.next().reply(number)).await;
    }
    commit(&*store, steps.next()).await;
    let replies = store.load(entity(1)).await.unwrap().replies;
    let newest: Vec<StoredReply> = (count - REPLIES_KEPT as u64 + 1..=count).map(reply).collect();
    assert_eq!(replies, newest);
}

async fn the_history_is_in_order_and_its_chain_holds(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    for _ in 0..20 {
        commit(&*store, steps.next()).await;
    }
    let all = store.history(entity(1), 0, usize::MAX).await.unwrap();
    let hash = store.load(entity(1)).await.unwrap().hash;
    assert_eq!(verify((0, START), &all), Ok((20, hash)));
    assert_eq!(store.history(entity(1), 13, 4).await.unwrap(), all[13..17]);
    assert_eq!(store.history(entity(1), 20, 4).await.unwrap(), []);
}

async fn entities_are_listed_by_prefix_in_key_order(store: Arc<dyn Store>) {
    for number in [300, 2, 1, 301, 5] {
        commit(&*store, Steps::of(entity(number)).next()).await;
    }
    let listed = |numbers: &[u16]| Ok(numbers.iter().copied().map(entity).collect());
    assert_eq!(store.entities(vec![], None, 10).await, listed(&[1, 2, 5, 300, 301]));
    assert_eq!(store.entities(b"g".to_vec(), Some(entity(2)), 2).await, listed(&[5, 300]));
    assert_eq!(store.entities(vec![b'g', 1], None, 10).await, listed(&[300, 301]));
    assert_eq!(store.entities(vec![b'g', 0], Some(entity(5)), 10).await, listed(&[]));
    assert_eq!(store.entities(b"x".to_vec(), None, 10).await, listed(&[]));
}

async fn dead_letters_are_kept(store: Arc<dyn Store>) {
    let letter = DeadLetter { source: entity(2), seq: 9, body: vec![1], reason: "panicked".into() };
    let mut record = Steps::of(entity(1)).next().taken_in(entity(2), 9);
    record.0.dead_letter = Some(letter.clone());
    commit(&*store, record).await;
    assert_eq!(store.dead_letters().await, Ok(vec![(entity(1), letter)]));
}

async fn entities_do_not_see_each_other(store: Arc<dyn Store>) {
    let (mut one, mut two) = (Steps::of(entity(1)), Steps::of(entity(2)));
    commit(&*store, one.next().part(b"a", b"1").letter(entity(2), 1).timer(5, b"t").reply(1)).await;
    commit(&*store, two.next().part(b"b", b"2")).await;
    let loaded = store.load(entity(2)).await.unwrap();
    assert_eq!(loaded.parts, [(b"b".to_vec(), b"2".to_vec())]);
    assert!(loaded.outbox.is_empty() && loaded.timers.is_empty() && loaded.replies.is_empty());
}

async fn a_record_too_large_is_refused_and_leaves_the_version_free(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    let mut record = steps.next();
    record.0.parts.push((b"a".to_vec(), Some(vec![7; wangqian_storage::codec::RECORD_BYTES_MAX])));
    let refused = store.commit(record.0.clone()).await;
    assert!(matches!(refused, Err(CommitError::TooLarge { .. })), "{refused:?}");
    record.0.parts.clear();
    commit(&*store, record).await;
}

async fn steps_submitted_before_others_are_durable_become_so_in_order(store: Arc<dyn Store>) {
    let mut steps = Steps::of(entity(1));
    let mut submit = || store.submit(steps.next().0).expect("queued");
    drop(submit());
    let [second, third] = [submit(), submit()];
    assert_eq!(third.await, Ok(()));
    let loaded = store.load(entity(1)).await.map(|loaded| loaded.version);
    assert_eq!((loaded, second.await), (Ok(3), Ok(())), "those before it are durable with it, also one that nobody waits for");
}

#[tokio::test]
async fn a_local_store_keeps_everything_when_reopened() {
    let directory = tempfile::tempdir().unwrap();
    let mut steps = Steps::of(entity(1));
    let store = local(directory.path());
    for number in 1..=40 {
        let record = steps.next().part(b"a", &[number as u8]).letter(entity(2), number).reply(number).timer(70, b"t");
        commit(&*store, record.taken_in(entity(3), number)).await;
    }
    let before = (store.load(entity(1)).await, store.history(entity(1), 0, 99).await, store.timers_due(99, 9).await);
    let epoch = store.epoch();
    store.close();
    drop(store);
    let store = LocalStore::open(directory.path(), options()).unwrap();
    let after = (store.load(entity(1)).await, store.history(entity(1), 0, 99).await, store.timers_due(99, 9).await);
    assert_eq!(after, before);
    assert_eq!(store.epoch(), epoch + 1);
    commit(&*store, steps.next()).await;
}

#[tokio::test]
async fn a_closed_store_takes_no_writes_and_still_reads() {
    let directory = tempfile::tempdir().unwrap();
    let store = local(directory.path());
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next()).await;
    store.close();
    assert!(matches!(store.commit(steps.next().0).await, Err(CommitError::ReadOnly(_))));
    assert_eq!(store.load(entity(1)).await.unwrap().version, 1);
    assert!(!store.health().writable);
}
