//! A store that can be made slow: commits of one kind of entity wait until they are let go.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::sync::watch;
use wangqian_storage::{BoxFuture, CommitError, Durable, FakeStore, Health, ReadError, Store, record::*};

/// Another store with a gate in front of its commits.
pub struct HeldStore {
    inner: Mutex<Arc<dyn Store>>,
    /// Kind of the entities whose commits wait.
    held: watch::Sender<Option<u8>>,
    /// How many wait, by kind: those that were let go leave one by one.
    waiting: watch::Sender<BTreeMap<u8, usize>>,
    /// Kind of the entities that cannot be read.
    damaged: watch::Sender<Option<u8>>,
    /// Kind of the entities on whose reading whoever asked panics.
    broken: watch::Sender<Option<u8>>,
}

impl HeldStore {
    pub fn over(inner: Arc<dyn Store>) -> Arc<Self> {
        let [held, damaged, broken] = [(); 3].map(|()| watch::Sender::new(None));
        Arc::new(Self { inner: Mutex::new(inner), held, waiting: watch::Sender::new(BTreeMap::new()), damaged, broken })
    }

    /// Takes the disk out of a server that is down.
    pub fn unplug(&self) {
        *self.inner.lock().unwrap() = Arc::new(FakeStore::new());
    }

    fn inner(&self) -> Arc<dyn Store> {
        Arc::clone(&self.inner.lock().unwrap())
    }

    /// From now on commits of this kind of entity wait.
    pub fn hold(&self, kind: u8) {
        self.held.send_replace(Some(kind));
    }

    /// From now on entities of this kind that sleep cannot be read.
    pub fn damage(&self, kind: u8) {
        self.damaged.send_replace(Some(kind));
    }

    /// From now on whoever reads a sleeping entity of this kind panics, with words that hold the entity's key.
    pub fn break_down(&self, kind: u8) {
        self.broken.send_replace(Some(kind));
    }

    /// Lets everything go.
    pub fn release(&self) {
        self.held.send_replace(None);
    }

    /// Returns when a commit waits.
    pub async fn is_reached(&self) {
        self.is_reached_by(1).await;
    }

    /// Returns when so many commits of the kind that is held wait at once.
    pub async fn is_reached_by(&self, commits: usize) {
        let kind = self.held.borrow().expect("a kind is held");
        self.waiting.subscribe().wait_for(|waiting| waiting.get(&kind) >= Some(&commits)).await.unwrap();
    }
}

impl Store for HeldStore {
    fn submit(&self, record: CommitRecord) -> Result<Durable, CommitError> {
        let kind = record.entity.0[0];
        if *self.held.borrow() != Some(kind) {
            return self.inner().submit(record);
        }
        self.waiting.send_modify(|waiting| *waiting.entry(kind).or_default() += 1);
        let (inner, waiting, mut held) = (self.inner(), self.waiting.clone(), self.held.subscribe());
        Ok(Box::pin(async move {
            let _sender_lives = held.wait_for(|held| *held != Some(kind)).await.is_ok();
            waiting.send_modify(|waiting| *waiting.entry(kind).or_default() -= 1);
            inner.commit(record).await
        }))
    }

    fn load(&self, entity: EntityKey) -> BoxFuture<Result<Loaded, ReadError>> {
        if *self.damaged.borrow() == Some(entity.0[0]) {
            return Box::pin(async { Err(ReadError::Damaged("told so by a test".to_owned())) });
        }
        assert_ne!(*self.broken.borrow(), Some(entity.0[0]), "told so by a test: {entity:?}");
        self.inner().load(entity)
    }

    fn sources_with_letters(&self) -> BoxFuture<Result<Vec<EntityKey>, ReadError>> {
        self.inner().sources_with_letters()
    }

    fn timers_due(&self, upto_ms: i64, limit: usize) -> BoxFuture<Result<Vec<TimerRow>, ReadError>> {
        self.inner().timers_due(upto_ms, limit)
    }

    fn history(&self, entity: EntityKey, after: u64, limit: usize) -> BoxFuture<Result<Vec<HistoryEntry>, ReadError>> {
        self.inner().history(entity, after, limit)
    }

    fn entities(
        &self,
        prefix: Vec<u8>,
        after: Option<EntityKey>,
        limit: usize,
    ) -> BoxFuture<Result<Vec<EntityKey>, ReadError>> {
        self.inner().entities(prefix, after, limit)
    }

    fn dead_letters(&self) -> BoxFuture<Result<Vec<(EntityKey, DeadLetter)>, ReadError>> {
        self.inner().dead_letters()
    }

    fn health(&self) -> Health {
        self.inner().health()
    }

    fn epoch(&self) -> u32 {
        self.inner().epoch()
    }
}
