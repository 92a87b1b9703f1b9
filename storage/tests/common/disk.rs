//! A store's directory as a crash leaves it, and what may be served from it.

use super::{Steps, applying_never, commit, entity};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use wangqian_storage::{
    LocalStore, Options, Store,
    chain::{START, verify as verify_chain},
};

pub const STEPS: u64 = 6;

/// A directory as `kill -9` leaves it: six acknowledged steps of one entity, each its own group, none applied.
pub async fn killed() -> TempDir {
    killed_with(applying_never()).await
}

pub async fn killed_with(options: Options) -> TempDir {
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
pub fn copy_of(directory: &Path) -> TempDir {
    let copy = TempDir::new().unwrap();
    copy_into(directory, copy.path());
    copy
}

pub fn copy_into(from: &Path, to: &Path) {
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

pub fn segment(directory: &Path, number: u64) -> PathBuf {
    directory.join("journal").join(format!("{number:016x}.log"))
}

/// Where the groups of the first segment begin, and where the last one ends.
pub fn group_offsets(bytes: &[u8]) -> Vec<usize> {
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
pub async fn right_prefix(store: &LocalStore) -> u64 {
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

/// Returns when everything committed is in the checkpoint store.
pub fn settle(store: &LocalStore) {
    while store.health().backlog_records > 0 {
        std::thread::yield_now();
    }
}
