//! The checkpoint store proves itself: whatever is lost from it or brought back into it, nothing wrong is served, and the next start
//! makes it anew from the journal.

use crate::common::{
    Steps, applying_at_once, commit,
    disk::{copy_of, settle},
    entity, options,
};
use std::{fs, path::Path};
use tempfile::TempDir;
use wangqian_storage::{
    LocalStore, OpenError, Store,
    record::{HistoryEntry, Loaded},
    verify::verify,
};

const ENTITIES: u16 = 2;
const STEPS: u64 = 3;

/// A store with a few entities, everything in its checkpoint store.
async fn filled(directory: &Path) -> std::sync::Arc<LocalStore> {
    let store = LocalStore::open(directory, applying_at_once()).unwrap();
    for number in 1..=ENTITIES {
        let mut steps = Steps::of(entity(number));
        for step in 1..=STEPS {
            let record = steps.next().part(b"state", &step.to_be_bytes()).part(&[step as u8], b"row");
            let record = record.letter(entity(99), step).timer(step as i64, b"t").reply(step);
            commit(&*store, record).await;
        }
    }
    settle(&store);
    store
}

/// Closed in order.
async fn sealed() -> TempDir {
    let directory = TempDir::new().unwrap();
    filled(directory.path()).await.close();
    directory
}

/// As a killed process leaves it: everything in order, and nobody said so.
async fn unsealed() -> TempDir {
    let directory = TempDir::new().unwrap();
    let store = filled(directory.path()).await;
    let copy = copy_of(directory.path());
    store.close();
    copy
}

fn sled_of(directory: &Path) -> sled::Db {
    sled::Config::new().path(directory.join("sled")).flush_every_ms(None).open().unwrap()
}

/// Changes the checkpoint store behind the store's back.
fn tampered(directory: &Path, change: impl FnOnce(&sled::Db)) {
    let db = sled_of(directory);
    change(&db);
    db.flush().unwrap();
}

type Everything = Vec<(Loaded, Vec<HistoryEntry>)>;

/// All there is, or the first error.
async fn everything(store: &LocalStore) -> Result<Everything, wangqian_storage::ReadError> {
    let mut all = Vec::new();
    for number in 1..=ENTITIES {
        all.push((store.load(entity(number)).await?, store.history(entity(number), 0, 99).await?));
    }
    Ok(all)
}

async fn right() -> Everything {
    let directory = sealed().await;
    everything(&LocalStore::open(directory.path(), options()).unwrap()).await.unwrap()
}

/// The store as a server opens it.
fn served(directory: &Path) -> std::sync::Arc<LocalStore> {
    LocalStore::open_or_rebuild(directory, &directory.join("none.export"), options()).unwrap()
}

fn is_fact(key: &[u8]) -> bool {
    key.starts_with(b"m")
}

#[tokio::test]
async fn a_store_that_was_closed_in_order_or_killed_is_as_it_was_written() {
    for directory in [sealed().await, unsealed().await] {
        assert_eq!(verify(directory.path()).unwrap().entities, u64::from(ENTITIES));
        let store = served(directory.path());
        assert_eq!(everything(&store).await.unwrap(), right().await);
        assert!(!store.health().checkpoint_rebuilt);
    }
}

#[tokio::test]
async fn whatever_row_is_lost_after_a_kill_the_start_finds_it_and_makes_the_store_anew() {
    let (original, right) = (unsealed().await, right().await);
    let keys: Vec<_> = sled_of(copy_of(original.path()).path()).iter().keys().map(Result::unwrap).collect();
    for key in keys.iter().filter(|key| !is_fact(key)) {
        let directory = copy_of(original.path());
        tampered(directory.path(), |db| assert!(db.remove(key).unwrap().is_some()));
        assert!(verify(directory.path()).is_err(), "{key:?}");
        assert!(matches!(LocalStore::open(directory.path(), options()), Err(OpenError::CheckpointDamaged(_))), "{key:?}");
        let store = served(directory.path());
        assert_eq!(everything(&store).await.as_ref(), Ok(&right), "{key:?}");
        assert!(store.health().checkpoint_rebuilt);
    }
}

#[tokio::test]
async fn an_old_row_that_came_back_is_found_as_a_lost_one_is() {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), applying_at_once()).unwrap();
    let mut steps = Steps::of(entity(1));
    commit(&*store, steps.next().part(b"state", b"old")).await;
    settle(&store);
    let old = copy_of(directory.path());
    commit(&*store, steps.next().part(b"state", b"new")).await;
    settle(&store);
    let new = copy_of(directory.path());
    let rows: Vec<_> = sled_of(old.path()).iter().map(Result::unwrap).filter(|(key, _)| !is_fact(key)).collect();
    for (key, value) in rows {
        let directory = copy_of(new.path());
        let mut is_other = false;
        tampered(directory.path(), |db| is_other = db.insert(&key, &value).unwrap().is_none_or(|now| now != value));
        let opened = LocalStore::open(directory.path(), options());
        assert_eq!(matches!(opened, Err(OpenError::CheckpointDamaged(_))), is_other, "{key:?}");
    }
}

#[tokio::test]
async fn behind_a_seal_damage_is_met_when_it_is_read_and_the_next_start_makes_the_store_anew() {
    let (original, right) = (sealed().await, right().await);
    let keys: Vec<_> = sled_of(copy_of(original.path()).path()).iter().keys().map(Result::unwrap).collect();
    for key in keys.iter().filter(|key| !is_fact(key)) {
        let directory = copy_of(original.path());
        tampered(directory.path(), |db| drop(db.remove(key).unwrap()));
        let store = served(directory.path());
        let read = everything(&store).await;
        assert!(read.is_err() || read.as_ref() == Ok(&right), "{key:?}: wrong rows");
        while !store.health().checkpoint_damaged {
            tokio::task::yield_now().await;
        }
        store.close();
        drop(store);
        assert_eq!(everything(&served(directory.path())).await.as_ref(), Ok(&right), "{key:?}");
    }
}

#[tokio::test]
async fn a_bit_flipped_anywhere_in_the_checkpoint_store_never_shows_wrong_rows() {
    let (original, right) = (sealed().await, right().await);
    let file = |directory: &Path| directory.join("sled").join("db");
    let bytes = fs::read(file(original.path())).unwrap();
    let written = bytes.iter().rposition(|byte| *byte != 0).unwrap();
    for flipped_at in (0..written).step_by(written / 64) {
        let directory = copy_of(original.path());
        let mut flipped = bytes.clone();
        flipped[flipped_at] ^= 1 << (flipped_at % 8);
        fs::write(file(directory.path()), flipped).unwrap();
        let store = served(directory.path());
        let read = everything(&store).await;
        assert!(read.is_err() || read.as_ref() == Ok(&right), "byte {flipped_at}: wrong rows");
        store.close();
        drop(store);
        assert_eq!(everything(&served(directory.path())).await.as_ref(), Ok(&right), "byte {flipped_at}");
    }
}
