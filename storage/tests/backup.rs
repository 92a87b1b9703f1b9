//! A backup is made beside a store in use, and a store is made of it.

use crate::common::{Steps, applying_at_once, commit, disk::settle, entity, options};
use std::{fs, path::Path};
use tempfile::TempDir;
use wangqian_storage::{
    LocalStore, Options, Store,
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
    let files = below(&backup).into_iter().filter(|file| fs::metadata(file).unwrap().len() > 0);
    let mut harmed = 0;
    for file in files.collect::<Vec<_>>() {
        let bytes = fs::read(&file).unwrap();
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 2] ^= 1;
        for harm in [Some(flipped.as_slice()), Some(&bytes[..bytes.len() - 1]), None] {
            match harm {
                Some(bytes) => fs::write(&file, bytes).unwrap(),
                None => fs::remove_file(&file).unwrap(),
            }
            let refused = restore(&backup, &directory.path().join("made"), &PARTS);
            assert!(matches!(refused, Err(BackupError::NotWhole(_) | BackupError::Unfinished(_))), "{}", file.display());
            harmed += 1;
        }
        fs::write(&file, bytes).unwrap();
    }
    assert!(harmed >= 18, "manifest, STORE, export, two files, and a segment: {harmed}");
    assert!(check(&backup, &PARTS).is_ok() && !directory.path().join("made").exists());
}

/// Copies what a killed backup leaves: the manifest says that it is not finished.
#[tokio::test]
async fn a_backup_that_was_cut_short_is_none_until_it_is_made_to_its_end() {
    let directory = TempDir::new().unwrap();
    let [data, backup] = ["data", "backup"].map(|name| directory.path().join(name));
    let store = LocalStore::open(&data, applying_at_once()).unwrap();
    let mut steps = Steps::of(entity(1));
    more(&store, &mut steps, 5, &Blobs::local(&data.join("blobs")).unwrap()).await;
    back_up(&data, &backup, &PARTS).unwrap();
    settle(&store);
    export(&store, &data.join("export.wqx")).unwrap();
    // The copying of the export does not come to its end.
    fs::create_dir(backup.join("export.wqx")).unwrap();
    assert!(matches!(back_up(&data, &backup, &PARTS), Err(BackupError::Io { .. })));
    assert!(matches!(check(&backup, &PARTS), Err(BackupError::Unfinished(_))));
    fs::remove_dir(backup.join("export.wqx")).unwrap();
    back_up(&data, &backup, &PARTS).unwrap();
    assert!(check(&backup, &PARTS).is_ok());
}

#[tokio::test]
async fn a_backup_goes_nowhere_but_to_its_own_store_s_earlier_one_or_an_empty_directory() {
    let directory = TempDir::new().unwrap();
    let [data, other, backup, foreign, made] =
        ["data", "other", "backup", "foreign", "made"].map(|name| directory.path().join(name));
    let store = LocalStore::open(&data, applying_at_once()).unwrap();
    let blobs = Blobs::local(&data.join("blobs")).unwrap();
    let mut steps = Steps::of(entity(1));
    more(&store, &mut steps, 5, &blobs).await;
    back_up(&data, &backup, &PARTS).unwrap();
    restore(&backup, &made, &PARTS).unwrap();
    more(&store, &mut steps, 5, &blobs).await;
    back_up(&data, &backup, &PARTS).unwrap();
    let then = below(&backup);

    drop(LocalStore::open(&other, options()).unwrap());
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("letter.txt"), "mine").unwrap();
    let refused = |data: &Path, backup: &Path| back_up(data, backup, &PARTS).unwrap_err();
    assert!(matches!(refused(&directory.path().join("nothing"), &backup), BackupError::NoStore(_)));
    assert!(matches!(refused(&other, &backup), BackupError::OtherStore(_)));
    assert!(matches!(refused(&made, &backup), BackupError::Older { there: 10, here: 5, .. }));
    assert!(matches!(refused(&data, &foreign), BackupError::Foreign(_)));
    for within in [data.clone(), data.join("backup"), data.join("../data/deep/er"), directory.path().to_owned()] {
        assert!(matches!(refused(&data, &within), BackupError::Nested(..)), "{}", within.display());
    }
    assert!(matches!(restore(&backup, &backup.join("made"), &PARTS), Err(BackupError::Nested(..))));
    assert!(matches!(check(&data, &PARTS), Err(BackupError::Unfinished(_))), "a store is no backup");
    assert_eq!(below(&backup), then);
    assert!(check(&backup, &PARTS).is_ok() && below(&foreign).len() == 1);

    let founding = directory.path().join("founding");
    drop(LocalStore::open(&founding, Options { founding: true, ..options() }).unwrap());
    assert!(matches!(refused(&founding, &directory.path().join("none")), BackupError::Founding(_)));
}

fn below(directory: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}
