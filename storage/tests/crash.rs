//! What a crash or a bad disk leaves behind, and that nothing wrong is ever served from it.

use crate::common::{
    Steps, applying_at_once, applying_never, commit,
    disk::{STEPS, copy_of, group_offsets, killed, killed_with, right_prefix, segment},
    entity, options,
};
use std::fs;
use tempfile::TempDir;
use wangqian_storage::{LocalStore, OpenError, Options, Store, checkpoint::sync, export::rebuild, verify::verify};

#[tokio::test]
async fn acknowledged_steps_survive_a_kill() {
    let directory = killed().await;
    let store = LocalStore::open(directory.path(), options()).unwrap();
    assert_eq!(right_prefix(&store).await, STEPS);
}

#[tokio::test]
async fn a_tail_torn_at_any_byte_of_the_last_group_is_cut_and_the_store_goes_on() {
    let original = killed().await;
    let bytes = fs::read(segment(original.path(), 1)).unwrap();
    let offsets = group_offsets(&bytes);
    assert_eq!(offsets.len() as u64, STEPS + 1, "one group per step");
    for torn_at in offsets[offsets.len() - 2]..offsets[offsets.len() - 1] {
        let directory = copy_of(original.path());
        let mut torn = bytes.clone();
        torn[torn_at..].fill(0);
        // Half of them lose the file's end as well.
        torn.truncate(if torn_at % 2 == 0 { torn_at } else { bytes.len() });
        // Zeros at the group's end are there before they are written.
        let kept = if torn == bytes { STEPS } else { STEPS - 1 };
        fs::write(segment(directory.path(), 1), torn).unwrap();
        let store = LocalStore::open(directory.path(), options()).unwrap();
        assert_eq!(right_prefix(&store).await, kept, "torn at {torn_at}");
        let mut steps = Steps::of(entity(9));
        commit(&*store, steps.next()).await;
        drop(store);
        let store = LocalStore::open(directory.path(), options()).unwrap();
        assert_eq!((right_prefix(&store).await, store.load(entity(9)).await.unwrap().version), (kept, 1));
    }
}

#[tokio::test]
async fn a_bit_flipped_in_the_journal_is_refused_unless_it_looks_like_the_torn_tail() {
    let original = killed().await;
    let bytes = fs::read(segment(original.path(), 1)).unwrap();
    let offsets = group_offsets(&bytes);
    let last_group = offsets[offsets.len() - 2];
    for flipped_at in (0..offsets[offsets.len() - 1]).step_by(3) {
        let directory = copy_of(original.path());
        let mut flipped = bytes.clone();
        flipped[flipped_at] ^= 1 << (flipped_at % 8);
        fs::write(segment(directory.path(), 1), flipped).unwrap();
        match LocalStore::open(directory.path(), options()) {
            Err(OpenError::JournalDamaged(_)) => assert!(flipped_at < last_group, "byte {flipped_at}"),
            Err(other) => panic!("byte {flipped_at}: {other}"),
            // The last four bytes of a segment's header mean nothing.
            Ok(store) if flipped_at < 32 => assert_eq!(right_prefix(&store).await, STEPS),
            Ok(store) => {
                assert!(flipped_at >= last_group, "byte {flipped_at} was overlooked");
                assert_eq!(right_prefix(&store).await, STEPS - 1);
            }
        }
    }
}

#[tokio::test]
async fn after_an_orderly_close_a_bit_flipped_in_the_last_step_is_refused_too() {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), applying_never()).unwrap();
    commit(&*store, Steps::of(entity(1)).next()).await;
    store.close();
    drop(store);
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    let mut bytes = fs::read(segment(directory.path(), 1)).unwrap();
    bytes[32 + 40] ^= 1;
    fs::write(segment(directory.path(), 1), bytes).unwrap();
    let refused = rebuild(directory.path(), None).unwrap_err().to_string();
    assert!(refused.contains("valid groups follow"), "{refused}");
}

#[tokio::test]
async fn a_zeroed_page_or_a_lost_segment_in_the_middle_is_refused() {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), applying_never()).unwrap();
    let mut steps = Steps::of(entity(1));
    for _ in 0..3 {
        commit(&*store, steps.next().part(b"a", &[7; 12 << 10])).await;
    }
    let (zeroed, lost) = (copy_of(directory.path()), copy_of(directory.path()));
    let mut bytes = fs::read(segment(zeroed.path(), 2)).unwrap();
    bytes[4096..8192].fill(0);
    fs::write(segment(zeroed.path(), 2), bytes).unwrap();
    fs::remove_file(segment(lost.path(), 2)).unwrap();
    for directory in [zeroed, lost] {
        let refused = LocalStore::open(directory.path(), options()).err();
        assert!(matches!(refused, Some(OpenError::JournalDamaged(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_journal_older_than_the_checkpoint_store_is_refused() {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), applying_at_once()).unwrap();
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next()).await;
    let older = copy_of(directory.path());
    commit(&*store, steps.next()).await;
    drop(store);
    fs::copy(segment(older.path(), 1), segment(directory.path(), 1)).unwrap();
    let refused = LocalStore::open(directory.path(), options()).err();
    assert!(matches!(refused, Some(OpenError::JournalDamaged(_))), "{refused:?}");
}

#[tokio::test]
async fn bits_flipped_in_the_checkpoint_store_never_give_wrong_data() {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), applying_at_once()).unwrap();
    let mut steps = Steps::of(entity(1));
    for number in 1..=STEPS {
        let record = steps.next().part(b"a", &[number as u8; 9]).letter(entity(2), number);
        commit(&*store, record.acknowledged(entity(2), number - 1)).await;
    }
    store.close();
    drop(store);
    let bytes = fs::read(directory.path().join("sled/db")).unwrap();
    let written: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] != 0).collect();
    for flipped_at in written.iter().step_by(written.len() / 25 + 1) {
        let copy = copy_of(directory.path());
        let mut flipped = bytes.clone();
        flipped[*flipped_at] ^= 4;
        fs::write(copy.path().join("sled/db"), flipped).unwrap();
        match LocalStore::open(copy.path(), options()) {
            Err(OpenError::CheckpointDamaged(_)) => {
                rebuild(copy.path(), None).unwrap();
                let store = LocalStore::open(copy.path(), options()).unwrap();
                assert_eq!(right_prefix(&store).await, STEPS);
            }
            Err(other) => panic!("byte {flipped_at}: {other}"),
            Ok(store) => match store.load(entity(1)).await {
                Ok(_) => assert_eq!(right_prefix(&store).await, STEPS, "byte {flipped_at}"),
                Err(error) => assert!(error.to_string().contains("damaged"), "{error}"),
            },
        }
    }
}

#[tokio::test]
async fn an_empty_snapshot_left_by_a_full_disk_does_not_keep_the_store_from_opening() {
    let directory = killed_with(options()).await;
    let leftover = directory.path().join("sled/snap.00000000000000FF.generating");
    fs::write(&leftover, []).unwrap();
    let store = LocalStore::open(directory.path(), options()).unwrap();
    assert_eq!(right_prefix(&store).await, STEPS);
    assert!(!leftover.exists());
}

#[tokio::test]
async fn a_directory_that_lost_its_sentinel_or_its_parts_is_refused_and_not_made_anew() {
    let original = killed().await;
    let opened_without = |lost: &str| {
        let directory = copy_of(original.path());
        let path = directory.path().join(lost);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap()
        } else {
            fs::remove_file(&path).unwrap()
        }
        let refused = LocalStore::open(directory.path(), options()).err().unwrap();
        assert!(!path.exists(), "{lost} was made anew");
        refused
    };
    assert!(matches!(opened_without("STORE"), OpenError::NotAStore(_)));
    assert!(matches!(opened_without("sled"), OpenError::Incomplete { missing: "checkpoint store", .. }));
    assert!(matches!(opened_without("journal"), OpenError::Incomplete { missing: "journal", .. }));
    let emptied = copy_of(original.path());
    fs::remove_dir_all(emptied.path().join("sled")).unwrap();
    fs::create_dir(emptied.path().join("sled")).unwrap();
    assert!(matches!(LocalStore::open(emptied.path(), options()), Err(OpenError::CheckpointDamaged(_))));
    let unmounted = TempDir::new().unwrap();
    let careful = Options { may_create: false, ..options() };
    assert!(matches!(LocalStore::open(unmounted.path(), careful), Err(OpenError::NotAStore(_))));
}

#[tokio::test]
async fn a_second_opening_is_refused_while_the_first_lives() {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), options()).unwrap();
    assert!(matches!(LocalStore::open(directory.path(), options()), Err(OpenError::InUse(_))));
    assert!(verify(directory.path()).is_err());
    drop(store);
    assert!(LocalStore::open(directory.path(), options()).is_ok());
}

#[tokio::test]
async fn the_checkpoint_store_syncs_for_real() {
    let before = sync::calls();
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), options()).unwrap();
    commit(&*store, Steps::of(entity(1)).next()).await;
    store.close();
    assert!(sync::calls() > before, "sled's sync_file_range is not ours");
}
