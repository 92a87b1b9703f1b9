//! The fake store's faults: what is refused changes nothing, what is unknown is one of two things, and a seed is a run.

use crate::common::{Steps, entity};
use wangqian_storage::{CommitError, FakeStore, FaultPlan};

fn failing(plan: FaultPlan) -> FakeStore {
    FakeStore::with_faults(1, plan)
}

#[test]
fn a_busy_store_changes_nothing_and_the_record_may_be_tried_again() {
    let store = failing(FaultPlan { busy: 1.0, ..FaultPlan::default() });
    let record = Steps::of(entity(1)).next().0;
    assert_eq!(store.commit_now(record.clone()), Err(CommitError::Busy));
    assert_eq!(store.load_now(entity(1)).version, 0);
    store.set_faults(FaultPlan::default());
    assert_eq!(store.commit_now(record), Ok(()));
}

#[test]
fn unknown_is_durable_or_lost_as_planned() {
    let done = failing(FaultPlan { unknown_but_done: 1.0, ..FaultPlan::default() });
    let lost = failing(FaultPlan { unknown_not_done: 1.0, ..FaultPlan::default() });
    for (store, version) in [(done, 1), (lost, 0)] {
        assert!(matches!(store.commit_now(Steps::of(entity(1)).next().0), Err(CommitError::Unknown(_))));
        assert_eq!(store.load_now(entity(1)).version, version);
    }
}

#[test]
fn a_full_disk_refuses_until_it_is_healed() {
    let plan = FaultPlan { disk_full: 1.0, disk_full_commits: 2, ..FaultPlan::default() };
    let store = failing(plan);
    let mut steps = Steps::of(entity(1));
    let first = steps.next().0;
    assert!(matches!(store.commit_now(first.clone()), Err(CommitError::ReadOnly(_))));
    assert!(!wangqian_storage::Store::health(&store).writable);
    store.set_faults(FaultPlan::default());
    assert_eq!(store.commit_now(first), Ok(()));
}

#[test]
fn a_crash_keeps_what_was_synced_and_a_prefix_of_the_rest() {
    let kept_of = |seed| {
        let store = FakeStore::with_faults(seed, FaultPlan::default());
        let mut steps = Steps::of(entity(1));
        assert_eq!(store.commit_now(steps.next().0), Ok(()));
        for _ in 0..4 {
            assert_eq!(store.write_now(steps.next().0), Ok(()));
        }
        assert_eq!(store.load_now(entity(1)).version, 1, "not readable before it is synced");
        store.crash();
        store.load_now(entity(1)).version
    };
    let kept: Vec<u64> = (0..50).map(kept_of).collect();
    assert_eq!(kept, (0..50).map(kept_of).collect::<Vec<_>>(), "a seed is a run");
    for version in 1..=5 {
        assert!(kept.contains(&version), "{version} of {kept:?}");
    }
    assert!(kept.iter().all(|version| (1..=5).contains(version)));
}

#[test]
fn a_crash_raises_the_epoch() {
    let store = FakeStore::new();
    let before = wangqian_storage::Store::epoch(&store);
    store.crash();
    assert_eq!(wangqian_storage::Store::epoch(&store), before + 1);
}
