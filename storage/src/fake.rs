//! A store in memory that can fail, for deterministic simulation.
//!
//! Everything that is left to chance comes from the seed, so a failing run is repeated by its seed alone. The synchronous
//! face (`load_now`, `commit_now` …) is for a scheduler without an async runtime; [`Store`] is the same store.

mod chance;
mod world;

use crate::{
    BoxFuture, CommitError, Durable, Health, ReadError, Store,
    record::{CommitRecord, DeadLetter, EntityKey, HistoryEntry, Loaded, TimerRow},
};
use std::sync::{Mutex, MutexGuard, PoisonError};
use world::World;

/// How often a commit goes wrong. Each probability is 0.0 ..= 1.0 per commit; the default never fails.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FaultPlan {
    /// The queue is full.
    pub busy: f64,
    /// The disk becomes full: this commit and the next `disk_full_commits` are refused, or until a crash.
    pub disk_full: f64,
    pub disk_full_commits: u32,
    /// The commit is durable, but the answer is [`CommitError::Unknown`].
    pub unknown_but_done: f64,
    /// The commit is lost, and the answer is [`CommitError::Unknown`].
    pub unknown_not_done: f64,
}

/// The store in memory. Survives [`FakeStore::crash`] the way a disk survives a power cut.
#[derive(Debug)]
pub struct FakeStore {
    world: Mutex<World>,
}

impl FakeStore {
    /// An empty store that never fails.
    pub fn new() -> Self {
        Self::with_faults(0, FaultPlan::default())
    }

    pub fn with_faults(seed: u64, plan: FaultPlan) -> Self {
        Self { world: Mutex::new(World::new(seed, plan)) }
    }

    /// Replaces the plan, for instance by `FaultPlan::default()` when a simulation heals; ends a full disk.
    pub fn set_faults(&self, plan: FaultPlan) {
        self.world().set_faults(plan);
    }

    /// Power cut and restart: of what was written and not synced, a prefix that the seed chooses is kept. Raises the epoch.
    pub fn crash(&self) {
        self.world().crash();
    }

    pub fn load_now(&self, entity: EntityKey) -> Loaded {
        self.world().load(entity)
    }

    /// Writes and syncs.
    pub fn commit_now(&self, record: CommitRecord) -> Result<(), CommitError> {
        self.world().commit(record)
    }

    /// Writes without syncing: not readable and not to be acknowledged before [`FakeStore::sync_now`].
    pub fn write_now(&self, record: CommitRecord) -> Result<(), CommitError> {
        self.world().write(record)
    }

    /// Makes everything written durable and readable.
    pub fn sync_now(&self) {
        self.world().sync();
    }

    pub fn timers_due_now(&self, upto_ms: i64, limit: usize) -> Vec<TimerRow> {
        self.world().timers_due(upto_ms, limit)
    }

    pub fn sources_with_letters_now(&self) -> Vec<EntityKey> {
        self.world().sources_with_letters()
    }

    pub fn history_now(&self, entity: EntityKey, after: u64, limit: usize) -> Vec<HistoryEntry> {
        self.world().history(entity, after, limit)
    }

    pub fn entities_now(&self, prefix: &[u8], after: Option<EntityKey>, limit: usize) -> Vec<EntityKey> {
        self.world().entities(prefix, after, limit)
    }

    pub fn dead_letters_now(&self) -> Vec<(EntityKey, DeadLetter)> {
        self.world().dead_letters()
    }

    /// A panic in a caller leaves the world whole: it is only changed by functions that do not panic.
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for FakeStore {
    fn default() -> Self {
        Self::new()
    }
}

fn ready<T: Send + 'static>(value: T) -> BoxFuture<T> {
    Box::pin(std::future::ready(value))
}

impl Store for FakeStore {
    fn load(&self, entity: EntityKey) -> BoxFuture<Result<Loaded, ReadError>> {
        ready(Ok(self.load_now(entity)))
    }

    fn submit(&self, record: CommitRecord) -> Result<Durable, CommitError> {
        match self.commit_now(record) {
            Err(unknown @ CommitError::Unknown(_)) => Ok(ready(Err(unknown))),
            outcome => outcome.map(|()| ready(Ok(()))),
        }
    }

    fn sources_with_letters(&self) -> BoxFuture<Result<Vec<EntityKey>, ReadError>> {
        ready(Ok(self.sources_with_letters_now()))
    }

    fn timers_due(&self, upto_ms: i64, limit: usize) -> BoxFuture<Result<Vec<TimerRow>, ReadError>> {
        ready(Ok(self.timers_due_now(upto_ms, limit)))
    }

    fn history(&self, entity: EntityKey, after: u64, limit: usize) -> BoxFuture<Result<Vec<HistoryEntry>, ReadError>> {
        ready(Ok(self.history_now(entity, after, limit)))
    }

    fn entities(
        &self,
        prefix: Vec<u8>,
        after: Option<EntityKey>,
        limit: usize,
    ) -> BoxFuture<Result<Vec<EntityKey>, ReadError>> {
        ready(Ok(self.entities_now(&prefix, after, limit)))
    }

    fn dead_letters(&self) -> BoxFuture<Result<Vec<(EntityKey, DeadLetter)>, ReadError>> {
        ready(Ok(self.dead_letters_now()))
    }

    fn health(&self) -> Health {
        self.world().health()
    }

    fn epoch(&self) -> u32 {
        self.world().epoch()
    }
}
