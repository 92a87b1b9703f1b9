//! Export, rebuild and verification.

use crate::common::{
    Steps, applying_at_once, applying_never, commit,
    disk::{STEPS, copy_into, killed_with, right_prefix, segment, settle},
    entity, options,
};
use std::{fs, time::Duration};
use tempfile::TempDir;
use wangqian_storage::{
    LocalStore, Store,
    export::{export, rebuild},
    journal::last_written,
    record::{HistoryEntry, Loaded},
    verify::verify,
};

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
async fn a_store_knows_when_it_was_last_written() {
    assert_eq!(last_written(TempDir::new().unwrap().path()).unwrap(), None);
    let directory = killed_with(applying_at_once()).await;
    let hour_ago = last_written(directory.path()).unwrap().unwrap() - Duration::from_secs(3_600);
    for segment in fs::read_dir(directory.path().join("journal")).unwrap() {
        fs::File::options().write(true).open(segment.unwrap().path()).unwrap().set_modified(hour_ago).unwrap();
    }
    assert_eq!(last_written(directory.path()).unwrap(), Some(hour_ago));
    let store = LocalStore::open(directory.path(), options()).unwrap();
    commit(&*store, Steps::of(entity(7)).next()).await;
    assert!(last_written(directory.path()).unwrap().unwrap() > hour_ago);
}

#[tokio::test]
async fn of_stores_that_were_set_aside_the_newest_is_kept() {
    let directory = killed_with(applying_at_once()).await;
    let first = rebuild(directory.path(), None).unwrap().set_aside.unwrap();
    drop(LocalStore::open(directory.path(), options()).unwrap());
    let second = rebuild(directory.path(), None).unwrap().set_aside.unwrap();
    assert_eq!((first.exists(), second.exists()), (false, true));
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

/// A store of some steps, exported, whose checkpoint store is again what it was after the first step. A power cut does that: sled drops
/// what it cannot read at its end, and what is left proves itself.
async fn fallen_back() -> (TempDir, (Loaded, Vec<HistoryEntry>)) {
    let directory = TempDir::new().unwrap();
    let (home, old) = (directory.path().join("store"), directory.path().join("old"));
    let mut steps = Steps::of(entity(1));
    let store = LocalStore::open(&home, applying_at_once()).unwrap();
    commit(&*store, steps.next().part(b"big", &[7; 12 << 10])).await;
    store.close();
    drop(store);
    fs::create_dir(&old).unwrap();
    copy_into(&home.join("sled"), &old);
    let store = LocalStore::open(&home, applying_at_once()).unwrap();
    for _ in 0..4 {
        commit(&*store, steps.next().part(b"big", &[8; 12 << 10])).await;
    }
    settle(&store);
    export(&store, &home.join("export.wqx")).unwrap();
    commit(&*store, steps.next().part(b"after", b"1")).await;
    let before = (store.load(entity(1)).await.unwrap(), store.history(entity(1), 0, 99).await.unwrap());
    store.close();
    drop(store);
    fs::remove_dir_all(home.join("sled")).unwrap();
    fs::rename(old, home.join("sled")).unwrap();
    (directory, before)
}

#[tokio::test]
async fn a_checkpoint_store_that_fell_behind_the_journals_beginning_is_made_anew_from_the_export() {
    let (directory, before) = fallen_back().await;
    let home = directory.path().join("store");
    let store = LocalStore::open_or_rebuild(&home, &home.join("export.wqx"), options()).unwrap();
    assert!(store.health().checkpoint_rebuilt);
    assert_eq!((store.load(entity(1)).await.unwrap(), store.history(entity(1), 0, 99).await.unwrap()), before);
    store.close();
    drop(store);
    assert!(verify(&home).is_ok());
}

#[tokio::test]
async fn without_the_export_it_is_refused_and_nothing_changes() {
    let (directory, before) = fallen_back().await;
    let home = directory.path().join("store");
    let export = directory.path().join("elsewhere.wqx");
    fs::rename(home.join("export.wqx"), &export).unwrap();
    assert!(LocalStore::open_or_rebuild(&home, &home.join("export.wqx"), options()).is_err());
    let store = LocalStore::open_or_rebuild(&home, &export, options()).unwrap();
    assert_eq!(store.load(entity(1)).await.unwrap(), before.0);
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
