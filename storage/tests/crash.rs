//! What a crash, a full disk or a bad one leaves behind, and that nothing wrong is ever served from it.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

mod common;

use common::{Steps, applying_at_once, applying_never, commit, entity, options};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
};
use tempfile::TempDir;
use wangqian_storage::{
    CommitError, LocalStore, OpenError, Options, Store,
    chain::{START, verify as verify_chain},
    checkpoint::sync,
    export::{export, rebuild},
    journal::{Disk, DiskFile, RealDisk},
    verify::verify,
};

const STEPS: u64 = 6;

/// A directory as `kill -9` leaves it: six acknowledged steps of one entity, each its own group, none applied.
async fn killed() -> TempDir {
    killed_with(applying_never()).await
}

async fn killed_with(options: Options) -> TempDir {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), options).unwrap();
    let mut steps = Steps::of(entity(1));
    for number in 1..=STEPS {
        let record = steps.next().part(b"a", &[number as u8; 9]).letter(entity(2), number);
        commit(&*store, record.acknowledged(entity(2), number - 1)).await;
    }
    copy_of(directory.path())
}

/// A copy of the files, which is what a process that dies now leaves.
fn copy_of(directory: &Path) -> TempDir {
    let copy = TempDir::new().unwrap();
    copy_into(directory, copy.path());
    copy
}

fn copy_into(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy_into(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn segment(directory: &Path, number: u64) -> PathBuf {
    directory.join("journal").join(format!("{number:016x}.log"))
}

/// Where the groups of the first segment begin, and where the last one ends.
fn group_offsets(bytes: &[u8]) -> Vec<usize> {
    let mut offsets = vec![32];
    let mut at = 32;
    while bytes[at..].starts_with(b"\xf7WQg") {
        let frames = u64::from_le_bytes(bytes[at + 16..at + 24].try_into().unwrap());
        at += 24 + frames as usize;
        offsets.push(at);
    }
    offsets
}

/// The store serves a prefix of what was committed, and that prefix is right; returns its length.
async fn right_prefix(store: &LocalStore) -> u64 {
    let loaded = store.load(entity(1)).await.unwrap();
    let history = store.history(entity(1), 0, 99).await.unwrap();
    assert_eq!(verify_chain((0, START), &history), Ok((loaded.version, loaded.hash)));
    let newest: Vec<_> = (loaded.version > 0).then(|| (b"a".to_vec(), vec![loaded.version as u8; 9])).into_iter().collect();
    assert_eq!(loaded.parts, newest);
    assert_eq!(
        loaded.outbox.iter().map(|letter| letter.seq).collect::<Vec<_>>(),
        Vec::from_iter((loaded.version > 0).then_some(loaded.version))
    );
    loaded.version
}

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
async fn a_lost_checkpoint_store_is_rebuilt_from_the_journal() {
    let directory = killed_with(applying_at_once()).await;
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    let rebuilt = rebuild(directory.path(), None).unwrap();
    assert_eq!((rebuilt.rows, rebuilt.groups, rebuilt.set_aside), (0, STEPS, None));
    let store = LocalStore::open(directory.path(), options()).unwrap();
    assert_eq!(right_prefix(&store).await, STEPS);
}

#[tokio::test]
async fn an_export_and_the_journal_after_it_are_the_whole_store() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("day.export");
    let home = directory.path().join("store");
    let mut steps = Steps::of(entity(1));
    let store = LocalStore::open(&home, applying_at_once()).unwrap();
    for _ in 0..4 {
        commit(&*store, steps.next().part(b"big", &[7; 12 << 10]).timer(5, b"t")).await;
    }
    settle(&store);
    let exported = export(&store, &file).unwrap();
    assert!(exported.rows > 0 && !segment(&home, 1).exists(), "covered segments go");
    commit(&*store, steps.next().part(b"after", b"1")).await;
    let before = (store.load(entity(1)).await, store.history(entity(1), 0, 99).await);
    store.close();
    drop(store);
    assert!(rebuild(&home, None).is_err(), "the journal alone is not enough any more");
    let rebuilt = rebuild(&home, Some(&file)).unwrap();
    assert_eq!(rebuilt.rows, exported.rows);
    assert!(rebuilt.set_aside.unwrap().is_dir());
    let store = LocalStore::open(&home, options()).unwrap();
    assert_eq!((store.load(entity(1)).await, store.history(entity(1), 0, 99).await), before);
}

/// Returns when everything committed is in the checkpoint store.
fn settle(store: &LocalStore) {
    while store.health().backlog_records > 0 {
        std::thread::yield_now();
    }
}

#[tokio::test]
async fn a_damaged_or_foreign_export_is_refused_and_changes_nothing() {
    let directory = TempDir::new().unwrap();
    let (home, file) = (directory.path().join("store"), directory.path().join("day.export"));
    let store = LocalStore::open(&home, applying_at_once()).unwrap();
    commit(&*store, Steps::of(entity(1)).next()).await;
    settle(&store);
    export(&store, &file).unwrap();
    drop(store);
    let good = fs::read(&file).unwrap();
    for damage in
        [&|bytes: &mut Vec<u8>| bytes[60] ^= 1, &|bytes: &mut Vec<u8>| bytes.truncate(60)] as [&dyn Fn(&mut Vec<u8>); 2]
    {
        let mut bytes = good.clone();
        damage(&mut bytes);
        fs::write(&file, bytes).unwrap();
        assert!(rebuild(&home, Some(&file)).is_err());
    }
    fs::write(&file, good).unwrap();
    let other = directory.path().join("other");
    drop(LocalStore::open(&other, options()).unwrap());
    assert!(rebuild(&other, Some(&file)).unwrap_err().to_string().contains("another store"));
    assert!(LocalStore::open(&other, options()).is_ok() && LocalStore::open(&home, options()).is_ok());
}

#[tokio::test]
async fn verification_walks_every_step_wherever_it_stands() {
    for options in [applying_never(), applying_at_once()] {
        let directory = killed_with(options).await;
        let verified = verify(directory.path()).unwrap();
        assert_eq!((verified.entities, verified.steps, verified.groups), (1, STEPS, STEPS));
    }
}

#[tokio::test]
async fn verification_names_the_step_whose_chain_does_not_hold() {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), options()).unwrap();
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next()).await;
    let mut forged = steps.next();
    forged.0.history.body = b"forged".to_vec();
    commit(&*store, forged).await;
    drop(store);
    let found = verify(directory.path()).unwrap_err().to_string();
    assert!(found.contains("breaks at version 2"), "{found}");
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

/// A disk with so much room for journal files, and so many bytes that can be written into them.
struct SmallDisk {
    bytes_left: Arc<AtomicI64>,
}

struct SmallFile {
    file: Box<dyn DiskFile>,
    bytes_left: Arc<AtomicI64>,
}

fn take(bytes_left: &AtomicI64, bytes: u64) -> io::Result<()> {
    match bytes_left.fetch_sub(bytes as i64, SeqCst) >= bytes as i64 {
        true => Ok(()),
        false => Err(io::ErrorKind::StorageFull.into()),
    }
}

impl Disk for SmallDisk {
    fn create_zeroed(&self, path: &Path, bytes: u64) -> io::Result<Box<dyn DiskFile>> {
        let file = RealDisk.create_zeroed(path, bytes)?;
        Ok(Box::new(SmallFile { file, bytes_left: Arc::clone(&self.bytes_left) }))
    }
}

impl DiskFile for SmallFile {
    /// A full disk takes the beginning of what does not fit.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        take(&self.bytes_left, bytes.len() as u64)
            .inspect_err(|_| drop(self.file.write_at(&bytes[..bytes.len() / 2], offset)))?;
        self.file.write_at(bytes, offset)
    }

    fn sync(&self) -> io::Result<()> {
        self.file.sync()
    }
}

#[tokio::test]
async fn a_full_disk_stops_writes_keeps_reads_and_loses_nothing_acknowledged() {
    let directory = TempDir::new().unwrap();
    let disk = Arc::new(SmallDisk { bytes_left: Arc::new(AtomicI64::new(8000)) });
    let store = LocalStore::open(directory.path(), Options { disk, ..options() }).unwrap();
    let mut steps = Steps::of(entity(1));
    let refused = loop {
        let version = store.load(entity(1)).await.unwrap().version + 1;
        let record = steps.next().part(b"a", &[version as u8; 9]).letter(entity(2), version);
        if let Err(refused) = store.commit(record.acknowledged(entity(2), version - 1).0).await {
            break refused;
        }
    };
    assert!(matches!(refused, CommitError::ReadOnly(_)), "{refused:?}");
    let acknowledged = right_prefix(&store).await;
    assert!(acknowledged > 0 && !store.health().writable);
    assert!(matches!(store.commit(Steps::of(entity(2)).next().0).await, Err(CommitError::ReadOnly(_))));
    let survivor = copy_of(directory.path());
    let store = LocalStore::open(survivor.path(), options()).unwrap();
    assert_eq!(right_prefix(&store).await, acknowledged);
}

#[tokio::test]
async fn too_little_free_space_is_refused_at_the_start_and_stops_writes_later() {
    let directory = TempDir::new().unwrap();
    let greedy = Options { free_bytes_to_open: u64::MAX, ..options() };
    assert!(matches!(LocalStore::open(directory.path(), greedy), Err(OpenError::NoRoom { .. })));
    let store = LocalStore::open(directory.path(), Options { free_bytes_to_write: u64::MAX, ..options() }).unwrap();
    assert!(matches!(store.commit(Steps::of(entity(1)).next().0).await, Err(CommitError::ReadOnly(_))));
}

#[tokio::test]
async fn too_much_waiting_for_the_checkpoint_store_is_busy() {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), Options { overlay_bytes_max: 5000, ..applying_never() }).unwrap();
    let mut steps = Steps::of(entity(1));
    let mut outcomes = Vec::new();
    for _ in 0..20 {
        outcomes.push(store.commit(steps.next().0).await);
    }
    assert_eq!((outcomes[0].clone(), outcomes[19].clone()), (Ok(()), Err(CommitError::Busy)));
}
