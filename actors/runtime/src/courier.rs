//! Carries letters, and wakes senders whose letters were not acknowledged.
//!
//! Carrying is best effort: a letter that does not get through (its destination's letterbox is full, the actor is ending) is
//! still in its sender's outbox, and the sender's next tick sends it again.

use crate::{letterbox::Delivery, runtime::Runtime, shell::Post};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use wangqian_storage::record::{EntityKey, OutboxLetter};

/// Ticks are planned in slots of this width.
const SLOT_MS: i64 = 50;

/// Planned ticks, and how many letters are on their way.
#[derive(Default)]
pub struct Courier {
    ticks: Mutex<BTreeMap<i64, Vec<EntityKey>>>,
    unsettled: AtomicUsize,
}

impl Courier {
    /// Letters sent by awake entities and not yet acknowledged, and senders that are being woken.
    pub fn unsettled(&self) -> usize {
        self.unsettled.load(Ordering::SeqCst)
    }

    pub(crate) fn sent(&self, letters: usize) {
        self.unsettled.fetch_add(letters, Ordering::SeqCst);
    }

    pub(crate) fn settled(&self, letters: usize) {
        self.unsettled.fetch_sub(letters, Ordering::SeqCst);
    }

    /// Asks for a tick at a time of the monotonic clock.
    pub(crate) fn plan_tick(&self, due_ms: i64, entity: EntityKey) {
        let mut ticks = self.ticks.lock().unwrap_or_else(PoisonError::into_inner);
        ticks.entry(due_ms.div_euclid(SLOT_MS)).or_default().push(entity);
    }

    /// Entities whose tick is due.
    pub(crate) fn take_due(&self, now_ms: i64) -> Vec<EntityKey> {
        let mut ticks = self.ticks.lock().unwrap_or_else(PoisonError::into_inner);
        let later = ticks.split_off(&(now_ms.div_euclid(SLOT_MS)));
        std::mem::replace(&mut *ticks, later).into_values().flatten().collect()
    }
}

impl Runtime {
    /// Brings a letter to its destination, waking it if it sleeps.
    pub(crate) fn carry(&self, source: EntityKey, letter: OutboxLetter) {
        let OutboxLetter { destination, seq, body } = letter;
        let mut delivery = Some(Delivery { source, seq, body });
        self.registry().bring(&destination, |letterbox| delivery.take().into_iter().for_each(|letter| letterbox.put(letter)));
        let Some(delivery) = delivery else { return };
        let runtime = self.clone();
        self.spawn(async move {
            match runtime.wake(&destination).await {
                Ok(()) => drop(runtime.registry().bring(&destination, |letterbox| letterbox.put(delivery))),
                Err(error) => tracing::error!(?destination, %error, "a letter's destination cannot be woken"),
            }
        });
    }

    /// Tells a sender that its letters arrived. One that sleeps learns it from the next repeat.
    pub(crate) fn arrived(&self, source: EntityKey, destination: EntityKey, upto: u64) {
        self.registry().bring(&source, |letterbox| letterbox.note_arrival(destination, upto));
    }

    /// Wakes an entity that has letters to send. Nothing is settled before it is awake and has counted them.
    pub(crate) fn wake_soon(&self, key: EntityKey) {
        let runtime = self.clone();
        self.courier().sent(1);
        self.spawn(async move {
            if let Err(error) = runtime.wake(&key).await {
                tracing::error!(?key, %error, "a sender cannot be woken; its letters wait for the next start");
            }
            runtime.courier().settled(1);
        });
    }

    /// Ticks everybody whose time has come. A sleeping entity needs no tick.
    pub(crate) fn run_ticks(&self) {
        let now = self.monotonic_ms();
        for entity in self.courier().take_due(now) {
            if !self.registry().post(&entity, Post::Tick) && self.is_awake(&entity) {
                self.courier().plan_tick(now + SLOT_MS, entity);
            }
        }
    }
}
