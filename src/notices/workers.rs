//! The workers: one for each lane with something to send, and none when the server goes down.

use super::{Lane, Notices};
use dashmap::Entry;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use wangqian_rules::{entity::Entity, ids::EntityId};
use wangqian_runtime::{AskError, Runtime, registry::Hosted};

/// After our own store did not answer.
const TROUBLE_PAUSE: Duration = Duration::from_secs(1);
/// Time for calls under way to be answered and written down when the server goes down; a longer one is seen at the next start.
const PATIENCE: Duration = Duration::from_secs(20);

impl Notices {
    pub(super) fn wake(self: &Arc<Self>, lane: Lane) {
        if self.is_stopping() {
            return;
        }
        match self.workers.entry(lane) {
            Entry::Occupied(worker) => worker.get().store(true, Ordering::Release),
            Entry::Vacant(place) => {
                place.insert(AtomicBool::new(false));
                let notices = Arc::clone(self);
                actix_web::rt::spawn(async move { notices.work(lane).await });
            }
        }
    }

    async fn work(self: Arc<Self>, lane: Lane) {
        while !self.is_stopping() {
            match self.send_some(lane).await {
                Ok(true) => {}
                // A caller that wakes the lane while its worker leaves finds the entry, or starts a new one: never neither.
                Ok(false) => {
                    if self.workers.remove_if(&lane, |_, moved| !moved.swap(false, Ordering::Acquire)).is_some() {
                        return;
                    }
                }
                Err(AskError::Draining) => break,
                Err(error) => {
                    tracing::warn!(?lane, %error, "an outbox does not move");
                    tokio::time::sleep(TROUBLE_PAUSE).await;
                }
            }
        }
        self.workers.remove(&lane);
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// Nothing can be sent now, and nothing is on its way.
    pub fn is_idle(&self) -> bool {
        self.workers.is_empty()
    }

    /// From now on nothing is claimed.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
    }

    /// After [`Self::stop`]: waits until the results of all calls are written down.
    pub async fn stopped(&self) {
        let ended = async {
            while !self.is_idle() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        if tokio::time::timeout(PATIENCE, ended).await.is_err() {
            tracing::warn!(workers = self.workers.len(), "calls to providers are left to the next start");
        }
    }
}

/// Asks until it is written down, or the server takes nothing any more: for what happened and cannot be asked for again.
pub(super) async fn insist<E: Hosted>(
    runtime: &Runtime,
    id: impl Into<EntityId>,
    command: <E as Entity>::Command,
) -> Result<<E as Entity>::Reply, AskError>
where
    <E as Entity>::Command: Clone,
{
    let id = id.into();
    loop {
        match runtime.ask::<E>(id, None, command.clone()).await {
            Err(error @ (AskError::Busy | AskError::NotCommitted(_) | AskError::Unreadable(_) | AskError::Gone)) => {
                tracing::warn!(?id, %error, "a result is not written down yet");
                tokio::time::sleep(TROUBLE_PAUSE).await;
            }
            answer => return answer,
        }
    }
}
