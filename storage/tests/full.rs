//! Too little room: on the disk, and for what waits.

use crate::common::{
    Steps, applying_never,
    disk::{copy_of, right_prefix},
    entity, options,
};
use std::{
    io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
};
use tempfile::TempDir;
use wangqian_storage::{
    CommitError, LocalStore, OpenError, Options, Store,
    journal::{Disk, DiskFile, RealDisk},
};

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
