//! Bytes on disk. This crate knows entity keys and bytes; it knows no business.
//!
//! Truth is an append-only journal; sled is the store behind it, filled lazily and never on the commit path. Everything a
//! caller may rely on stands in [`Store`]; one conformance suite (`tests/conformance.rs`) runs against every implementation.
//!
//! | to find | look in |
//! |---|---|
//! | what one step leaves on disk; how values become bytes, and which bytes stay readable | `record`; `codec`, `golden` |
//! | how a commit becomes durable; how it is read back, and what a torn tail is | `journal/committer`, `journal/replay` |
//! | how rows get into sled, are read and prove themselves | `checkpoint/*` |
//! | opening, closing, free space | `local/*`, `home`, `sentinel`, `gate` |
//! | export and rebuilding; copies beside a running server | `export/*`; `backup/*` |
//! | whether everything on disk is as it was written | `verify`, `chain` |
//! | uploaded files | `blobs` |
//! | a store that fails by seed | `fake/*` |

pub mod backup;
pub mod blobs;
pub mod chain;
pub mod checkpoint;
pub mod codec;
pub mod export;
pub mod fake;
mod gate;
#[cfg(test)]
mod golden;
mod home;
mod image;
pub mod journal;
pub mod local;
pub mod record;
mod sentinel;
pub mod verify;
mod versions;

pub use fake::{FakeStore, FaultPlan};
pub use local::{LocalStore, OnSync, OpenError, Options};

use record::{CommitRecord, DeadLetter, EntityKey, HistoryEntry, Loaded, TimerRow};
use std::{future::Future, pin::Pin};

/// A boxed future, so that `Store` can be a trait object.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A queued step on its way to the disk.
pub type Durable = BoxFuture<Result<(), CommitError>>;

/// Why a commit did not happen, or is not known to have happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// The record's version is not the stored version plus one: somebody else wrote, or the caller is stale.
    #[error("version conflict: stored {stored}, record {record}")]
    Conflict { stored: u64, record: u64 },
    /// Too much waits for the disk; nothing was written. Try again later.
    #[error("the commit queue is full")]
    Busy,
    /// The record is over [`codec::RECORD_BYTES_MAX`]; nothing was written, and trying again will not help.
    #[error("the record has {bytes} bytes, more than {limit}")]
    TooLarge { bytes: usize, limit: usize },
    /// The store takes no writes (disk full, closing); nothing was written.
    #[error("the store is read-only: {0}")]
    ReadOnly(String),
    /// It may or may not be on disk; the caller must load the entity again before going on.
    #[error("outcome unknown: {0}")]
    Unknown(String),
}

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Bytes that fail their checksum or do not decode. Never answered with wrong or missing data.
    #[error("damaged data: {0}")]
    Damaged(String),
    #[error("i/o: {0}")]
    Io(String),
}

/// Counts and conditions for `/readyz`, `/metrics` and the operator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    pub writable: bool,
    /// Why not, when `writable` is false.
    pub reason: String,
    pub free_bytes: u64,
    /// Commits acknowledged since the start.
    pub commits: u64,
    /// `fdatasync` calls since the start: commits / syncs is the mean group.
    pub syncs: u64,
    /// Records on disk that the checkpoint store has not taken over yet.
    pub backlog_records: u64,
    pub journal_bytes: u64,
    /// Something in the checkpoint store is not as it was written: the next start rebuilds it.
    pub checkpoint_damaged: bool,
    /// This start rebuilt the checkpoint store.
    pub checkpoint_rebuilt: bool,
}

/// What holds the state of all entities.
///
/// A commit is one entity's whole step, applied wholly or not at all. Different entities are independent. The steps of one entity are
/// submitted in version order (the caller's duty, guarded by the version), and become durable in that order: a crash loses the last of
/// them and never one in the middle.
pub trait Store: Send + Sync + 'static {
    /// Everything known of an entity; `version == 0` and all else empty when it was never written.
    fn load(&self, entity: EntityKey) -> BoxFuture<Result<Loaded, ReadError>>;

    /// Queues a step behind those of its entity that were submitted before; the future ends when it is durable, and need not be polled for
    /// that. `Err`: it was not queued, nothing will be written, and the next one submitted may be of the same version.
    fn submit(&self, record: CommitRecord) -> Result<Durable, CommitError>;

    /// Makes a step durable.
    fn commit(&self, record: CommitRecord) -> BoxFuture<Result<(), CommitError>> {
        self.submit(record).unwrap_or_else(|refusal| Box::pin(std::future::ready(Err(refusal))))
    }

    /// Entities that have letters not yet acknowledged: whom to wake at start.
    fn sources_with_letters(&self) -> BoxFuture<Result<Vec<EntityKey>, ReadError>>;

    /// Timers due at or before `upto_ms`, earliest first, at most `limit`.
    fn timers_due(&self, upto_ms: i64, limit: usize) -> BoxFuture<Result<Vec<TimerRow>, ReadError>>;

    /// The steps of an entity after a version, oldest first, at most `limit`.
    fn history(&self, entity: EntityKey, after: u64, limit: usize) -> BoxFuture<Result<Vec<HistoryEntry>, ReadError>>;

    /// Entities whose key is greater than `after` and begins with `prefix`, in key order, at most `limit`.
    fn entities(&self, prefix: Vec<u8>, after: Option<EntityKey>, limit: usize)
    -> BoxFuture<Result<Vec<EntityKey>, ReadError>>;

    /// Letters that could not be taken in.
    fn dead_letters(&self) -> BoxFuture<Result<Vec<(EntityKey, DeadLetter)>, ReadError>>;

    fn health(&self) -> Health;

    /// Number of this opening of the store, greater than that of every earlier one.
    fn epoch(&self) -> u32;
}
