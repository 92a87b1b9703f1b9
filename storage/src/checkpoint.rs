//! The checkpoint store: sled, filled lazily behind the journal. Only this file names it.
//!
//! It is an index that can be made again from an export and the journal, never the only copy of anything.

pub(crate) mod applier;
pub(crate) mod fold;
pub(crate) mod keys;
pub(crate) mod overlay;
pub(crate) mod read;
pub(crate) mod rows;
pub mod sync;

use crate::{ReadError, codec, journal::Position};
use serde::de::DeserializeOwned;
use std::{
    any::Any,
    borrow::Cow,
    fs::{self, File},
    io,
    ops::RangeBounds,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// A key with its new value, or with `None` to remove it.
pub(crate) type Row<'a> = (Vec<u8>, Option<Cow<'a, [u8]>>);

/// Bytes in the store's own cache.
pub(crate) type Bytes = sled::IVec;

pub(crate) struct Checkpoint {
    db: sled::Db,
}

impl Checkpoint {
    /// Opens or creates. sled panics on damage it meets while opening, so a panic is an answer here.
    pub fn open(directory: &Path, cache_bytes: u64) -> Result<Self, ReadError> {
        wait_until_released(directory).map_err(io_error)?;
        remove_empty_snapshots(directory).map_err(io_error)?;
        let config = sled::Config::new()
            .path(directory)
            .cache_capacity(cache_bytes)
            .mode(sled::Mode::HighThroughput)
            .flush_every_ms(None)
            .print_profile_on_drop(false);
        let opened = catch_unwind(AssertUnwindSafe(|| config.open()));
        let db = opened.map_err(|panic| ReadError::Damaged(words_of(&*panic)))?.map_err(damage)?;
        sync::directory(directory).map_err(io_error)?;
        Ok(Self { db })
    }

    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, ReadError> {
        self.db.get(key).map_err(damage)
    }

    /// A row written by this crate, decoded.
    pub fn get_row<T: DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, ReadError> {
        self.get(key)?.map(|bytes| codec::decode(&bytes)).transpose()
    }

    /// Rows in key order.
    pub fn scan(&self, range: impl RangeBounds<Vec<u8>>) -> impl DoubleEndedIterator<Item = Result<(Bytes, Bytes), ReadError>> {
        self.db.range(range).map(|row| row.map_err(damage))
    }

    /// Applies rows as one atomic unit, not yet durable.
    pub fn write(&self, rows: Vec<Row<'_>>) -> Result<(), ReadError> {
        let mut batch = sled::Batch::default();
        for (key, value) in rows {
            match value {
                Some(value) => batch.insert(key, &*value),
                None => batch.remove(key),
            }
        }
        self.db.apply_batch(batch).map_err(damage)
    }

    /// Makes everything written durable.
    pub fn flush(&self) -> Result<(), ReadError> {
        self.db.flush().map(drop).map_err(damage)
    }

    /// Journal position up to which everything is in here.
    pub fn position(&self) -> Result<Position, ReadError> {
        Ok(self.get_row(&keys::position())?.unwrap_or_default())
    }

    /// Identity given by [`Checkpoint::name`]; `None` in a store made just now.
    pub fn identity(&self) -> Result<Option<u128>, ReadError> {
        self.get_row(&keys::store())
    }

    pub fn name(&self, identity: u128) -> Result<(), ReadError> {
        self.write(vec![(keys::store(), Some(codec::encode(&identity).into()))])?;
        self.flush()
    }
}

/// sled's threads keep its lock for a moment after it was dropped. Our own lock is held already, so whoever still has
/// sled's is an earlier opening by this process, on its way out.
fn wait_until_released(directory: &Path) -> io::Result<()> {
    match File::open(directory.join("db")) {
        Ok(file) => file.lock(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// A full disk leaves an empty `snap.*.generating`, and sled then never opens again; what it was to become is in the log.
fn remove_empty_snapshots(directory: &Path) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(directory) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("snap.") && name.ends_with(".generating") && entry.metadata()?.len() == 0 {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("the checkpoint store panicked").into()
}

fn damage(error: sled::Error) -> ReadError {
    match error {
        sled::Error::Io(error) => io_error(error),
        other => ReadError::Damaged(other.to_string()),
    }
}

fn io_error(error: io::Error) -> ReadError {
    ReadError::Io(error.to_string())
}
