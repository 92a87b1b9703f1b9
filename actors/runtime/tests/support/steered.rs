//! The fake store with a hand on every commit.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Semaphore;
use wangqian_storage::{
    BoxFuture, CommitError, Durable, FakeStore, Health, ReadError, Store,
    record::{CommitRecord, DeadLetter, EntityKey, HistoryEntry, Loaded, TimerRow},
};

/// What becomes of one commit.
#[derive(Clone)]
pub enum Fate {
    /// Nothing is written.
    Refused(CommitError),
    /// Written, but the answer is that nobody knows.
    DoneButUnknown,
    /// Not written, and the answer is that nobody knows.
    LostAndUnknown,
    /// Waits for a permit, then is written.
    Held(Arc<Semaphore>),
}

/// Commits meet the fates set for their entity, one after the other, and then succeed.
#[derive(Default)]
pub struct Steered {
    inner: Arc<FakeStore>,
    fates: Mutex<BTreeMap<EntityKey, VecDeque<Fate>>>,
}

impl Steered {
    pub fn next_commits(&self, entity: EntityKey, fates: impl IntoIterator<Item = Fate>) {
        self.fates.lock().unwrap_or_else(PoisonError::into_inner).entry(entity).or_default().extend(fates);
    }

    /// Fates that have not met their commit yet.
    pub fn fates_left(&self, entity: EntityKey) -> usize {
        self.fates.lock().unwrap_or_else(PoisonError::into_inner).get(&entity).map_or(0, VecDeque::len)
    }

    fn fate_of(&self, entity: EntityKey) -> Option<Fate> {
        self.fates.lock().unwrap_or_else(PoisonError::into_inner).get_mut(&entity)?.pop_front()
    }

    /// What is on disk of an entity.
    pub fn stored(&self, entity: EntityKey) -> Loaded {
        self.inner.load_now(entity)
    }

    /// A power cut: the same disk, for a new runtime.
    pub fn after_a_crash(&self) -> Arc<Self> {
        self.inner.crash();
        Arc::new(Self { inner: Arc::clone(&self.inner), fates: Mutex::default() })
    }
}

impl Store for Steered {
    fn load(&self, entity: EntityKey) -> BoxFuture<Result<Loaded, ReadError>> {
        self.inner.load(entity)
    }

    fn submit(&self, record: CommitRecord) -> Result<Durable, CommitError> {
        let (inner, fate) = (Arc::clone(&self.inner), self.fate_of(record.entity));
        if let Some(Fate::Refused(error)) = fate {
            return Err(error);
        }
        Ok(Box::pin(async move {
            match fate {
                Some(Fate::LostAndUnknown) => Err(CommitError::Unknown("lost".into())),
                Some(Fate::DoneButUnknown) => {
                    inner.commit_now(record).and(Err(CommitError::Unknown("the answer was lost".into())))
                }
                Some(Fate::Held(gate)) => {
                    gate.acquire().await.expect("never closed").forget();
                    inner.commit_now(record)
                }
                None | Some(Fate::Refused(_)) => inner.commit_now(record),
            }
        }))
    }

    fn sources_with_letters(&self) -> BoxFuture<Result<Vec<EntityKey>, ReadError>> {
        self.inner.sources_with_letters()
    }

    fn timers_due(&self, upto_ms: i64, limit: usize) -> BoxFuture<Result<Vec<TimerRow>, ReadError>> {
        self.inner.timers_due(upto_ms, limit)
    }

    fn history(&self, entity: EntityKey, after: u64, limit: usize) -> BoxFuture<Result<Vec<HistoryEntry>, ReadError>> {
        self.inner.history(entity, after, limit)
    }

    fn entities(
        &self,
        prefix: Vec<u8>,
        after: Option<EntityKey>,
        limit: usize,
    ) -> BoxFuture<Result<Vec<EntityKey>, ReadError>> {
        self.inner.entities(prefix, after, limit)
    }

    fn dead_letters(&self) -> BoxFuture<Result<Vec<(EntityKey, DeadLetter)>, ReadError>> {
        self.inner.dead_letters()
    }

    fn health(&self) -> Health {
        self.inner.health()
    }

    fn epoch(&self) -> u32 {
        self.inner.epoch()
    }
}
