//! What is on disk in the journal and not yet in the checkpoint store.
//!
//! Two generations: commits go into the active one; the applier freezes it, writes it away and drops it. A reader lays
//! first the frozen, then the active steps of an entity over its rows. Steps are kept as they are and coalesced by the
//! applier: the committer thread adds 100,000 a second, readers of an entity this fresh are rare.

use crate::{
    journal::{Durable, Position},
    record::{CommitRecord, DeadLetter, EntityKey, TimerChange},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

pub(crate) type Step = Arc<CommitRecord>;

/// A timer's place in time, entity and name; true when set, false when cleared.
pub(crate) type TimerChanges = BTreeMap<(i64, EntityKey, Vec<u8>), bool>;

/// Steps that are applied together.
#[derive(Clone, Default)]
pub(crate) struct Generation {
    pub steps: BTreeMap<EntityKey, Vec<Step>>,
    pub timers: TimerChanges,
    pub dead_letters: Vec<(EntityKey, u64, DeadLetter)>,
    /// Journal position behind the last step.
    pub upto: Position,
    pub records: u64,
    pub bytes: usize,
    /// It has steps from before the store was opened, of which an earlier run may have applied some.
    pub replayed: bool,
}

#[derive(Default)]
struct Generations {
    active: Generation,
    frozen: Option<Arc<Generation>>,
    stopping: bool,
}

pub(crate) struct Overlay {
    /// Size at which the active generation is frozen without waiting longer.
    freeze_bytes: usize,
    generations: Mutex<Generations>,
    changed: Condvar,
    /// Of both generations, to be asked without the lock.
    bytes: AtomicUsize,
}

impl Overlay {
    pub fn new(freeze_bytes: usize) -> Self {
        Self { freeze_bytes, generations: Mutex::default(), changed: Condvar::new(), bytes: AtomicUsize::new(0) }
    }

    pub fn add(&self, steps: &mut dyn Iterator<Item = Step>, upto: Position, replayed: bool) {
        let mut generations = self.lock();
        let before = generations.active.bytes;
        steps.for_each(|step| generations.active.add(step));
        generations.active.upto = upto;
        generations.active.replayed |= replayed;
        let after = generations.active.bytes;
        self.bytes.fetch_add(after - before, Relaxed);
        if before < self.freeze_bytes && after >= self.freeze_bytes {
            self.changed.notify_all();
        }
    }

    /// Steps of an entity, oldest first.
    pub fn steps_of(&self, entity: EntityKey) -> Vec<Step> {
        let generations = self.lock();
        let both = generations.both();
        both.flat_map(|generation| generation.steps.get(&entity)).flatten().cloned().collect()
    }

    pub fn version_of(&self, entity: EntityKey) -> Option<u64> {
        let generations = self.lock();
        let newest = generations.both().filter_map(|generation| generation.steps.get(&entity)?.last());
        newest.last().map(|step| step.version)
    }

    /// Timer changes up to a time, the newest word on each.
    pub fn timers_upto(&self, upto_ms: i64) -> TimerChanges {
        let generations = self.lock();
        let changes = generations.both().flat_map(|generation| &generation.timers);
        changes.filter(|((due_ms, ..), _)| *due_ms <= upto_ms).map(|(timer, set)| (timer.clone(), *set)).collect()
    }

    /// Entities in a range, at most `limit` per generation.
    pub fn entities(&self, range: (Bound<EntityKey>, Bound<EntityKey>), limit: usize) -> Vec<EntityKey> {
        let generations = self.lock();
        let found = generations.both().flat_map(|generation| generation.steps.range(range).take(limit));
        found.map(|(entity, _)| *entity).collect()
    }

    /// Entities with a step that put or acknowledged letters.
    pub fn entities_with_mail(&self) -> BTreeSet<EntityKey> {
        let has_mail = |steps: &[Step]| steps.iter().any(|step| !step.outbox.is_empty() || !step.acknowledged.is_empty());
        let generations = self.lock();
        let entities = generations.both().flat_map(|generation| &generation.steps);
        entities.filter(|(_, steps)| has_mail(steps)).map(|(entity, _)| *entity).collect()
    }

    pub fn dead_letters(&self) -> Vec<(EntityKey, u64, DeadLetter)> {
        self.lock().both().flat_map(|generation| &generation.dead_letters).cloned().collect()
    }

    pub fn bytes(&self) -> usize {
        self.bytes.load(Relaxed)
    }

    pub fn records(&self) -> u64 {
        self.lock().both().map(|generation| generation.records).sum()
    }

    /// Waits until the active generation is large, or `patience` is over, or the overlay is stopped; then freezes it.
    /// `None` when there is nothing; the frozen one before must be dropped first.
    pub fn freeze(&self, patience: Duration) -> Option<Arc<Generation>> {
        let waiting = |generations: &mut Generations| generations.active.bytes < self.freeze_bytes && !generations.stopping;
        let waited = self.changed.wait_timeout_while(self.lock(), patience, waiting);
        let (mut generations, _) = waited.unwrap_or_else(PoisonError::into_inner);
        debug_assert!(generations.frozen.is_none(), "one frozen generation at a time");
        if generations.active.records == 0 {
            return None;
        }
        let frozen = Arc::new(std::mem::take(&mut generations.active));
        generations.frozen = Some(Arc::clone(&frozen));
        Some(frozen)
    }

    /// Drops the frozen generation, whose rows are in the checkpoint store now.
    pub fn thaw(&self) {
        let frozen = self.lock().frozen.take();
        if let Some(frozen) = frozen {
            self.bytes.fetch_sub(frozen.bytes, Relaxed);
            self.changed.notify_all();
        }
    }

    /// Waits until the overlay has fewer bytes, as long as `worth_waiting`.
    pub fn wait_below(&self, bytes: usize, worth_waiting: impl Fn() -> bool) {
        let mut generations = self.lock();
        while self.bytes() >= bytes && worth_waiting() {
            let waited = self.changed.wait_timeout(generations, Duration::from_millis(50));
            generations = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    pub fn stop(&self) {
        self.lock().stopping = true;
        self.changed.notify_all();
    }

    pub fn is_stopping(&self) -> bool {
        self.lock().stopping
    }

    /// A panic elsewhere cannot leave a generation half changed: adding and taking are not interrupted.
    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.generations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Durable for Overlay {
    fn take(&self, records: &mut dyn Iterator<Item = Step>, upto: Position) {
        self.add(records, upto, false);
    }
}

impl Generations {
    /// Older first, so that the newer has the last word.
    fn both(&self) -> impl Iterator<Item = &Generation> {
        self.frozen.as_deref().into_iter().chain([&self.active])
    }
}

impl Generation {
    fn add(&mut self, step: Step) {
        self.bytes += memory_of(&step);
        self.records += 1;
        for change in &step.timers {
            let (TimerChange::Set { due_ms, id } | TimerChange::Clear { due_ms, id }) = change;
            self.timers.insert((*due_ms, step.entity, id.clone()), matches!(change, TimerChange::Set { .. }));
        }
        let dead_letter = step.dead_letter.clone();
        self.dead_letters.extend(dead_letter.map(|letter| (step.entity, step.version, letter)));
        self.steps.entry(step.entity).or_default().push(step);
    }
}

/// Roughly what a step occupies: its bodies, and a flat amount for everything around them.
fn memory_of(step: &CommitRecord) -> usize {
    let parts: usize = step.parts.iter().map(|(key, value)| 64 + key.len() + value.as_ref().map_or(0, Vec::len)).sum();
    let letters: usize = step.outbox.iter().map(|letter| 64 + letter.body.len()).sum();
    let reply = step.reply.as_ref().map_or(0, |reply| reply.body.len());
    512 + parts + letters + step.history.body.len() + reply
}
