//! The checkpoint store: sled, filled lazily behind the journal. Only this file names it.
//!
//! It is an index that can be made again from an export and the journal, never the only copy of anything.

pub(crate) mod applier;
pub(crate) mod fold;
pub(crate) mod keys;
pub(crate) mod overlay;
pub(crate) mod proof;
pub(crate) mod read;
pub(crate) mod rows;
pub(crate) mod scrub;
pub mod sync;

use crate::{ReadError, codec, journal::Position, record::EntityKey};
use keys::{Key, Kind};
use proof::{Digest, EntityProof, Mark};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    any::Any,
    borrow::Cow,
    collections::{BTreeMap, btree_map::Entry},
    fs::{self, File},
    io,
    ops::RangeBounds,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// A key with its new value, or with `None` to remove it.
pub(crate) type Row<'a> = (Vec<u8>, Option<Cow<'a, [u8]>>);

/// Bytes in the store's own cache.
pub(crate) type Bytes = sled::IVec;

/// A row as it was stored: its key, its value, its part in a digest.
pub(crate) type MarkedRow = (Bytes, Bytes, Mark);

pub(crate) struct Checkpoint {
    db: sled::Db,
    /// Of every entity's rows; held while rows are written, so that writers follow each other.
    digest: Mutex<Digest>,
    damaged: AtomicBool,
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
        let opened = Self { db, digest: Mutex::default(), damaged: AtomicBool::new(false) };
        *opened.lock() = opened.get_row(&keys::digest())?.unwrap_or_default();
        Ok(opened)
    }

    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, ReadError> {
        Ok(self.get_marked(key)?.map(|(value, _)| value))
    }

    pub fn get_marked(&self, key: &[u8]) -> Result<Option<(Bytes, Mark)>, ReadError> {
        let stored = self.db.get(key).map_err(damage)?;
        stored.map(|stored| value_of(key, &stored)).transpose()
    }

    /// A row written by this crate, decoded.
    pub fn get_row<T: DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, ReadError> {
        self.get(key)?.map(|bytes| codec::decode(&bytes)).transpose()
    }

    /// Rows in key order.
    pub fn scan(&self, range: impl RangeBounds<Vec<u8>>) -> impl DoubleEndedIterator<Item = Result<(Bytes, Bytes), ReadError>> {
        self.scan_marked(range).map(|row| row.map(|(key, value, _)| (key, value)))
    }

    /// Rows in key order, each with its mark.
    pub fn scan_marked(
        &self,
        range: impl RangeBounds<Vec<u8>>,
    ) -> impl DoubleEndedIterator<Item = Result<MarkedRow, ReadError>> {
        self.db.range(range).map(|row| {
            let (key, stored) = row.map_err(damage)?;
            let (value, mark) = value_of(&key, &stored)?;
            Ok((key, value, mark))
        })
    }

    /// Applies rows as one atomic unit together with the digests of what is there then; not yet durable. No key comes twice.
    pub fn write(&self, rows: Vec<Row<'_>>) -> Result<(), ReadError> {
        self.apply(rows, false)
    }

    /// The same for steps of which nothing was ever written: a row whose key has a number of such a step replaces none, and is not
    /// looked for.
    pub fn write_first(&self, rows: Vec<Row<'_>>) -> Result<(), ReadError> {
        self.apply(rows, true)
    }

    fn apply(&self, rows: Vec<Row<'_>>, is_first: bool) -> Result<(), ReadError> {
        let mut digest = self.lock();
        let mut writing =
            Writing { checkpoint: self, batch: sled::Batch::default(), proofs: BTreeMap::new(), all: *digest, is_first };
        rows.into_iter().try_for_each(|(key, value)| writing.row(key, value))?;
        let (batch, all) = writing.finish();
        self.db.apply_batch(batch).map_err(damage)?;
        *digest = all;
        Ok(())
    }

    /// The digests of an entity's rows.
    pub fn proof(&self, entity: EntityKey) -> Result<EntityProof, ReadError> {
        Ok(self.get_row(&Key::of(Kind::Proof).entity(entity).done())?.unwrap_or_default())
    }

    /// The digest of every entity's rows.
    pub fn digest(&self) -> Digest {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Digest> {
        self.digest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something is not as it was written: the store is not sealed any more, so that the next opening looks at all of it.
    pub fn note_damage(&self, error: &ReadError) {
        if !self.damaged.swap(true, Ordering::Relaxed) {
            tracing::error!(%error, "the checkpoint store is damaged; start again to rebuild it from the journal");
        }
    }

    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Closed in order by the last one who had it open.
    pub fn is_sealed(&self) -> Result<bool, ReadError> {
        Ok(self.get_row::<Digest>(&keys::seal())? == Some(self.digest()))
    }

    /// The last act of an orderly closing; nothing that is known to be damaged is sealed.
    pub fn seal(&self) -> Result<(), ReadError> {
        if self.is_damaged() {
            return Ok(());
        }
        self.write(vec![(keys::seal(), Some(codec::encode(&self.digest()).into()))])?;
        self.flush()
    }

    /// Before anything is written: what happens from here on is not in order until the store is sealed again.
    pub fn break_seal(&self) -> Result<(), ReadError> {
        self.write(vec![(keys::seal(), None)])?;
        self.flush()
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

/// A batch on its way, with the digests as they will be.
struct Writing<'a> {
    checkpoint: &'a Checkpoint,
    batch: sled::Batch,
    proofs: BTreeMap<EntityKey, Proven>,
    all: Digest,
    is_first: bool,
}

/// An entity's digests before and after the batch.
struct Proven {
    had_rows: bool,
    proof: EntityProof,
}

impl Writing<'_> {
    fn row(&mut self, key: Vec<u8>, value: Option<Cow<'_, [u8]>>) -> Result<(), ReadError> {
        let stored = value.map(|value| proof::sealed(&key, value));
        if let Some((kind, entity)) = proof::owner(&key) {
            let is_new = self.is_first && stored.is_some() && kind.is_numbered_by_step();
            let before = if is_new || !self.proven(entity)?.had_rows { None } else { self.mark_of(&key)? };
            self.count(kind, entity, before, stored.as_ref().map(|(_, mark)| *mark))?;
        }
        match stored {
            Some((stored, _)) => self.batch.insert(key, stored),
            None => self.batch.remove(key),
        }
        Ok(())
    }

    fn mark_of(&self, key: &[u8]) -> Result<Option<Mark>, ReadError> {
        self.checkpoint.db.get(key).map_err(damage)?.as_deref().map(proof::mark_of).transpose()
    }

    fn proven(&mut self, entity: EntityKey) -> Result<&mut Proven, ReadError> {
        match self.proofs.entry(entity) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => {
                let proof = self.checkpoint.proof(entity)?;
                Ok(unknown.insert(Proven { had_rows: !proof.is_empty(), proof }))
            }
        }
    }

    fn count(&mut self, kind: Kind, entity: EntityKey, before: Option<Mark>, after: Option<Mark>) -> Result<(), ReadError> {
        let digest = self.proven(entity)?.proof.digest(kind);
        before.into_iter().for_each(|mark| digest.remove(mark));
        after.into_iter().for_each(|mark| digest.add(mark));
        before.into_iter().for_each(|mark| self.all.remove(mark));
        after.into_iter().for_each(|mark| self.all.add(mark));
        Ok(())
    }

    fn finish(mut self) -> (sled::Batch, Digest) {
        for (entity, Proven { proof, .. }) in std::mem::take(&mut self.proofs) {
            let key = Key::of(Kind::Proof).entity(entity).done();
            match proof.is_empty() {
                true => self.batch.remove(key),
                false => self.put(key, &proof),
            }
        }
        let all = self.all;
        self.put(keys::digest(), &all);
        (self.batch, all)
    }

    fn put<T: Serialize>(&mut self, key: Vec<u8>, value: &T) {
        let (stored, _) = proof::sealed(&key, codec::encode(value).into());
        self.batch.insert(key, stored);
    }
}

fn value_of(key: &[u8], stored: &Bytes) -> Result<(Bytes, Mark), ReadError> {
    let (length, mark) = proof::opened(key, stored)?;
    Ok((stored.subslice(0, length), mark))
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
