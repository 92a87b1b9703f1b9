//! The store on this machine's disk: journal in front, checkpoint store behind.

mod open;
mod sampler;
mod scrubber;

use crate::{
    BoxFuture, CommitError, Durable, Health, ReadError, Store,
    checkpoint::{applier::Applier, read::Reader},
    codec::RECORD_BYTES_MAX,
    gate::Gate,
    home::Home,
    journal::{Committer, Disk, RealDisk, Waiting, frame},
    record::{CommitRecord, DeadLetter, EntityKey, HistoryEntry, Loaded, TimerRow},
    versions::{Reserved, Versions},
};
use sampler::Sampler;
use scrubber::Scrubber;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};
use tokio::sync::oneshot;

pub use crate::home::OpenError;

/// Told how long something took.
pub type OnSync = Arc<dyn Fn(Duration) + Send + Sync>;

/// Sizes and paces. The default is for a server; tests make everything small.
#[derive(Clone)]
pub struct Options {
    /// Whether an empty or missing directory becomes a new store. With `false`, a volume that is not mounted is an error.
    pub may_create: bool,
    /// Whether a new store is filled before it serves anybody. Until [`LocalStore::founded`] ends that, whoever opens it with this option
    /// gets a new, empty one, and nobody else opens it.
    pub founding: bool,
    /// Size of a journal segment.
    pub segment_bytes: u64,
    /// Records that may wait for the disk; one more is [`CommitError::Busy`].
    pub queue_records: usize,
    /// Size of what waits for the checkpoint store above which commits are [`CommitError::Busy`].
    pub overlay_bytes_max: usize,
    /// Size at which what waits is applied without waiting for `apply_every`.
    pub apply_bytes: usize,
    pub apply_every: Duration,
    /// How often, and after how many bytes applied, the checkpoint store is made durable.
    pub flush_every: Duration,
    pub flush_bytes: usize,
    pub cache_bytes: u64,
    /// Entities whose version is kept in memory.
    pub versions_max: usize,
    /// Below this much free space the store does not open.
    pub free_bytes_to_open: u64,
    /// Below this much free space the store stops taking writes.
    pub free_bytes_to_write: u64,
    pub sample_every: Duration,
    /// What the journal's files are made on.
    pub disk: Arc<dyn Disk>,
    /// Told of every group's `fdatasync`, on the committer's thread: it must not block.
    pub on_sync: OnSync,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            may_create: true,
            founding: false,
            segment_bytes: 64 << 20,
            queue_records: 4096,
            overlay_bytes_max: 256 << 20,
            apply_bytes: 64 << 20,
            apply_every: Duration::from_secs(1),
            flush_every: Duration::from_secs(5),
            flush_bytes: 256 << 20,
            cache_bytes: 64 << 20,
            versions_max: 1 << 20,
            free_bytes_to_open: 512 << 20,
            free_bytes_to_write: 1 << 30,
            sample_every: Duration::from_secs(5),
            disk: Arc::new(RealDisk),
            on_sync: Arc::new(|_| ()),
        }
    }
}

/// See the module. Made by [`LocalStore::open`]; closed by [`LocalStore::close`] or by dropping it.
pub struct LocalStore {
    shared: Arc<Shared>,
    applier_thread: Mutex<Option<JoinHandle<()>>>,
    sampler: Sampler,
    epoch: u32,
    pub(crate) home: Home,
    /// Whether it had to be, for this opening.
    rebuilt: AtomicBool,
    scrubber: Scrubber,
}

struct Shared {
    reader: Reader,
    applier: Arc<Applier>,
    committer: Committer,
    gate: Arc<Gate>,
    versions: Arc<Versions>,
    overlay_bytes_max: usize,
}

impl LocalStore {
    /// Takes no more commits, waits for those under way, and leaves a store that opens without replay. Blocks.
    pub fn close(&self) {
        self.shared.gate.retire();
        self.shared.committer.close();
        self.scrubber.stop();
        self.shared.reader.overlay.stop();
        let thread = self.applier_thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
            self.seal();
        }
        self.sampler.stop();
    }

    /// Only a store that came to its end without trouble is known to be in order.
    fn seal(&self) {
        let Shared { reader, gate, .. } = &*self.shared;
        if gate.is_retired()
            && let Err(error) = reader.checkpoint.seal()
        {
            tracing::warn!(%error, "the checkpoint store is not sealed; the next start looks at all of it");
        }
    }

    pub(crate) fn applier(&self) -> &Applier {
        &self.shared.applier
    }

    pub(crate) fn overlay_bytes_max(&self) -> usize {
        self.shared.overlay_bytes_max
    }

    /// Runs a read where it may block.
    fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Shared) -> Result<T, ReadError> + Send + 'static,
    ) -> BoxFuture<Result<T, ReadError>> {
        let shared = Arc::clone(&self.shared);
        Box::pin(async move { blocking(move || read(&shared)).await })
    }
}

impl Drop for LocalStore {
    fn drop(&mut self) {
        self.close();
    }
}

/// sled answers damage found while reading with a panic; it ends here and takes nothing else with it.
async fn blocking<T: Send + 'static>(read: impl FnOnce() -> Result<T, ReadError> + Send + 'static) -> Result<T, ReadError> {
    let joined = tokio::task::spawn_blocking(read).await;
    joined.unwrap_or_else(|error| Err(ReadError::Damaged(error.to_string())))
}

impl Shared {
    /// Checks, encodes and queues a record on the caller's thread.
    fn submit(&self, record: CommitRecord) -> Result<Answered, CommitError> {
        let (entity, version) = (record.entity, record.version);
        self.admit()?;
        self.reserve(entity, version)?;
        self.queue(record).inspect_err(|_| self.versions.release(entity, version))
    }

    fn reserve(&self, entity: EntityKey, version: u64) -> Result<(), CommitError> {
        loop {
            match self.versions.reserve(entity, version) {
                Reserved::Yes => return Ok(()),
                Reserved::Conflict { stored } => return Err(CommitError::Conflict { stored, record: version }),
                Reserved::Unknown => self.learn_version(entity).map_err(|error| CommitError::ReadOnly(error.to_string()))?,
            }
        }
    }

    fn admit(&self) -> Result<(), CommitError> {
        self.gate.pass()?;
        match self.reader.overlay.bytes() > self.overlay_bytes_max {
            true => Err(CommitError::Busy),
            false => Ok(()),
        }
    }

    fn queue(&self, record: CommitRecord) -> Result<Answered, CommitError> {
        let frame = frame::encode(&record);
        if frame.len() > RECORD_BYTES_MAX {
            return Err(CommitError::TooLarge { bytes: frame.len(), limit: RECORD_BYTES_MAX });
        }
        let (answer, answered) = oneshot::channel();
        self.committer.submit(Waiting { frame, record: Arc::new(record), answer })?;
        Ok(answered)
    }

    fn load(&self, entity: EntityKey) -> Result<Loaded, ReadError> {
        let ticket = self.versions.ticket(entity);
        let image = self.noting(self.reader.image(entity))?;
        self.versions.learn(entity, image.version, ticket);
        Ok(image.into())
    }

    /// Damage that somebody met is everybody's matter: the operator is told, and the next start looks at everything.
    fn noting<T>(&self, read: Result<T, ReadError>) -> Result<T, ReadError> {
        read.inspect_err(|error| {
            if matches!(error, ReadError::Damaged(_)) {
                self.reader.checkpoint.note_damage(error);
            }
        })
    }

    /// The rare way: the entity was not loaded since it was last forgotten. Read on the caller's thread, so that a step behind this one
    /// cannot overtake it meanwhile.
    fn learn_version(&self, entity: EntityKey) -> Result<(), ReadError> {
        let ticket = self.versions.ticket(entity);
        let version = whole(|| self.reader.version(entity))?;
        self.versions.learn(entity, version, ticket);
        Ok(())
    }
}

type Answered = oneshot::Receiver<Result<(), CommitError>>;

/// The same on the caller's own thread.
fn whole<T>(read: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    let read = catch_unwind(AssertUnwindSafe(read));
    read.unwrap_or_else(|_| Err(ReadError::Damaged("reading it panicked".into())))
}

async fn settled(answered: Answered) -> Result<(), CommitError> {
    answered.await.unwrap_or_else(|_| Err(CommitError::Unknown("the committer ended without an answer".into())))
}

impl Store for LocalStore {
    fn load(&self, entity: EntityKey) -> BoxFuture<Result<Loaded, ReadError>> {
        self.read(move |shared| shared.load(entity))
    }

    fn submit(&self, record: CommitRecord) -> Result<Durable, CommitError> {
        self.shared.submit(record).map(|answered| Box::pin(settled(answered)) as Durable)
    }

    fn sources_with_letters(&self) -> BoxFuture<Result<Vec<EntityKey>, ReadError>> {
        self.read(|shared| shared.noting(shared.reader.sources_with_letters()))
    }

    fn timers_due(&self, upto_ms: i64, limit: usize) -> BoxFuture<Result<Vec<TimerRow>, ReadError>> {
        self.read(move |shared| shared.noting(shared.reader.timers_due(upto_ms, limit)))
    }

    fn history(&self, entity: EntityKey, after: u64, limit: usize) -> BoxFuture<Result<Vec<HistoryEntry>, ReadError>> {
        self.read(move |shared| shared.noting(shared.reader.history(entity, after, limit)))
    }

    fn entities(
        &self,
        prefix: Vec<u8>,
        after: Option<EntityKey>,
        limit: usize,
    ) -> BoxFuture<Result<Vec<EntityKey>, ReadError>> {
        self.read(move |shared| shared.noting(shared.reader.entities(&prefix, after, limit)))
    }

    fn dead_letters(&self) -> BoxFuture<Result<Vec<(EntityKey, DeadLetter)>, ReadError>> {
        self.read(|shared| shared.noting(shared.reader.dead_letters()))
    }

    fn health(&self) -> Health {
        let reason = self.shared.gate.reason();
        let sample = self.sampler.latest();
        Health {
            writable: reason.is_none(),
            reason: reason.unwrap_or_default(),
            free_bytes: sample.free_bytes,
            commits: self.shared.committer.commits(),
            syncs: self.shared.committer.syncs(),
            backlog_records: self.shared.reader.overlay.records(),
            checkpoint_damaged: self.shared.reader.checkpoint.is_damaged(),
            checkpoint_rebuilt: self.rebuilt.load(Ordering::Relaxed),
            journal_bytes: sample.journal_bytes,
        }
    }

    fn epoch(&self) -> u32 {
        self.epoch
    }
}
