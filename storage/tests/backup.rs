//! A backup is made beside a store in use, and a store is made of it.

use crate::common::{Steps, applying_at_once, commit, disk::settle, entity, options};
use std::{fs, path::Path};
use tempfile::TempDir;
use wangqian_storage::{
    LocalStore, Store,
    backup::{BackupError, Parts, back_up, check, restore},
    blobs::Blobs,
    export::export,
    record::{HistoryEntry, Loaded},
};

const PARTS: Parts<'static> = Parts { export: "export.wqx", small: &["totp.key"], files: "blobs" };

async fn everything(store: &LocalStore) -> (Loaded, Vec<HistoryEntry>) {
    (store.load(entity(1)).await.unwrap(), store.history(entity(1), 0, 999).await.unwrap())
}

/// So many more steps, each in a group of its own, and a file.
async fn more(store: &LocalStore, steps: &mut Steps, count: u8, blobs: &Blobs) {
    for step in 0..count {
        commit(store, steps.next().part(&[step], &[7; 3 << 10]).timer(5, b"t")).await;
    }
    blobs.put(vec![count; 100].into()).await.unwrap();
}

/// Opens what was restored, and closes it again.
async fn restored(backup: &Path, data: &Path) -> (Loaded, Vec<HistoryEntry>) {
    restore(backup, data, &PARTS).unwrap();
    let store = LocalStore::open(data, options()).unwrap();
    everything(&store).await
}

#[tokio::test]
async fn a_store_in_use_is_backed_up_and_later_only_what_is_new() {
    let directory = TempDir::new().unwrap();
    let [data, backup, first, second] = ["data", "backup", "first", "second"].map(|name| directory.path().join(name));
    let store = LocalStore::open(&data, applying_at_once()).unwrap();
    let blobs = Blobs::local(&data.join("blobs")).unwrap();
    fs::write(data.join("totp.key"), "key").unwrap();
    let mut steps = Steps::of(entity(1));
    more(&store, &mut steps, 20, &blobs).await;
    let once = back_up(&data, &backup, &PARTS).unwrap();
    assert_eq!((once.holds.groups, once.holds.files), (20, 1));
    let then = everything(&store).await;
    assert_eq!(restored(&backup, &first).await, then);
    assert_eq!(fs::read(first.join("totp.key")).unwrap(), b"key");

    let again = back_up(&data, &backup, &PARTS).unwrap();
    assert_eq!((again.holds, again.files_copied), (once.holds, 0), "nothing is new");

    settle(&store);
    export(&store, &data.join("export.wqx")).unwrap();
    more(&store, &mut steps, 5, &blobs).await;
    let later = back_up(&data, &backup, &PARTS).unwrap();
    assert!(later.holds.rows > 0 && later.holds.groups < 25, "{later:?}");
    assert_eq!(later.holds.files, 2);
    assert_eq!(restored(&backup, &second).await, everything(&store).await);
    assert!(matches!(restore(&backup, &second, &PARTS), Err(BackupError::NotEmpty(_))));
}

#[tokio::test]
async fn a_backup_that_is_not_whole_says_so_and_makes_no_store() {
    let directory = TempDir::new().unwrap();
    let [data, backup] = ["data", "backup"].map(|name| directory.path().join(name));
    let store = LocalStore::open(&data, applying_at_once()).unwrap();
    let blobs = Blobs::local(&data.join("blobs")).unwrap();
    let mut steps = Steps::of(entity(1));
    more(&store, &mut steps, 40, &blobs).await;
    settle(&store);
    export(&store, &data.join("export.wqx")).unwrap();
    more(&store, &mut steps, 12, &blobs).await;
    back_up(&data, &backup, &PARTS).unwrap();
    let (right, mut refused) = (everything(&store).await, 0);
    let parts = below(&backup.join("journal")).into_iter().chain(below(&backup.join("blobs")));
    for file in parts.chain([backup.join("export.wqx")]) {
        let bytes = fs::read(&file).unwrap();
        let mut flipped = bytes.clone();
        flipped[60] ^= 1;
        fs::write(&file, flipped).unwrap();
        // A flip where the export has it all, or where nothing was written yet, is none of the backup's.
        match check(&backup, &PARTS) {
            Err(BackupError::NotWhole(_)) => refused += 1,
            Err(other) => panic!("{}: {other}", file.display()),
            Ok(_) => assert_eq!(restored(&backup, TempDir::new().unwrap().path()).await, right, "{}", file.display()),
        }
        fs::write(&file, bytes).unwrap();
    }
    assert!(refused >= 4, "the export, two files, and a segment behind the export: {refused}");
    assert!(check(&backup, &PARTS).is_ok());
    assert!(matches!(back_up(&directory.path().join("nothing"), &backup, &PARTS), Err(BackupError::NoStore(_))));
}

fn below(directory: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}
