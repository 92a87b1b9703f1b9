//! A store that is filled before it serves anybody, and the power cut in the middle of that.

use crate::common::{
    Steps, commit,
    disk::{copy_of, killed_with, right_prefix},
    entity, options,
};
use std::{fs, path::Path};
use tempfile::TempDir;
use wangqian_storage::{
    LocalStore, OpenError, Options, Store,
    verify::{VerifyError, verify},
};

fn founding() -> Options {
    Options { founding: true, ..options() }
}

async fn version(directory: &Path, options: Options) -> u64 {
    LocalStore::open(directory, options).unwrap().load(entity(1)).await.unwrap().version
}

#[tokio::test]
async fn a_founding_that_was_cut_short_is_begun_anew() {
    let cut = killed_with(founding()).await;
    assert_eq!(version(cut.path(), founding()).await, 0);
}

#[tokio::test]
async fn a_founding_that_was_cut_short_serves_nobody() {
    let cut = killed_with(founding()).await;
    assert!(matches!(LocalStore::open(cut.path(), options()), Err(OpenError::Unfinished(_))));
    assert!(matches!(verify(cut.path()), Err(VerifyError::Home(OpenError::Unfinished(_)))));
    assert_eq!(version(cut.path(), founding()).await, 0);
}

#[tokio::test]
async fn a_cut_while_it_is_begun_anew_is_one_more_beginning() {
    let cut = killed_with(founding()).await;
    for lost in ["sled", "journal"] {
        let copy = copy_of(cut.path());
        fs::remove_dir_all(copy.path().join(lost)).unwrap();
        assert_eq!(version(copy.path(), founding()).await, 0, "{lost}");
    }
}

#[tokio::test]
async fn what_was_founded_stays() {
    let directory = TempDir::new().unwrap();
    let store = LocalStore::open(directory.path(), founding()).unwrap();
    commit(&*store, Steps::of(entity(1)).next()).await;
    store.founded().unwrap();
    let left = copy_of(directory.path());
    assert_eq!(version(left.path(), options()).await, 1);
    assert_eq!(version(left.path(), founding()).await, 1);
}

#[tokio::test]
async fn a_store_that_somebody_uses_is_never_founded_anew() {
    let used = killed_with(options()).await;
    let store = LocalStore::open(used.path(), founding()).unwrap();
    assert!(right_prefix(&store).await > 0);
}

#[tokio::test]
async fn a_directory_with_other_files_is_no_place_to_found_a_store() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("journal");
    fs::create_dir(&file).unwrap();
    assert!(matches!(LocalStore::open(directory.path(), founding()), Err(OpenError::NotAStore(_))));
    assert!(file.exists());
}
