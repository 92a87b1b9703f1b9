//! The list of cases and the review queues in it. A count is the length of a set, never a counter (I2).

use super::pace::Place;
use crate::{case::*, codes::LevelGroup, graduate::held_verdict::HeldMark, ids::*, module::Module, review::*, time::UnixMs};
use imbl::{OrdMap, OrdSet};
use std::{collections::BTreeMap, sync::Arc};

/// Every submitted case of the school's graduates, as last reported by them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseList {
    rows: OrdMap<CaseId, Arc<CaseRow>>,
    queues: OrdMap<QueueKey, OrdSet<Waiting>>,
    /// The effective case of each graduate who has one that binds.
    effective: OrdMap<GraduateId, CaseId>,
    /// In no queue, until the verdict takes effect or is taken back.
    pub(super) held: OrdMap<CaseId, Arc<HeldMark>>,
}

/// Whom a queue is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct QueueKey {
    kind: CaseKind,
    phase: Phase,
    stage: Stage,
    department: String,
    level: LevelGroup,
}

/// One waiting case; who waits longest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting {
    pub since: UnixMs,
    pub case: CaseId,
}

/// The cases that wait at one department's level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentQueue {
    pub department: String,
    pub waiting: usize,
    /// Since when the longest-waiting one waits.
    pub oldest: UnixMs,
}

impl DepartmentQueue {
    /// With what waits at the same department for others.
    pub fn join(&mut self, other: &Self) {
        self.waiting += other.waiting;
        self.oldest = self.oldest.min(other.oldest);
    }
}

impl CaseList {
    /// In the order of the cases' ids, which is that of their opening.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &CaseRow> {
        self.rows.values().map(Arc::as_ref)
    }

    /// One row.
    pub fn get(&self, case: CaseId) -> Option<&CaseRow> {
        self.rows.get(&case).map(Arc::as_ref)
    }

    /// What holds for a graduate now.
    pub fn effective_of(&self, graduate: GraduateId) -> Option<&CaseRow> {
        self.effective.get(&graduate).and_then(|case| self.get(*case))
    }

    /// The voided cases of graduates of whom nothing has been in process or effective since, the newest of each (VOI-01).
    pub fn voided_only(&self) -> impl Iterator<Item = &CaseRow> {
        let mut newest: BTreeMap<GraduateId, &CaseRow> = BTreeMap::new();
        for row in self.rows().filter(|row| row.kind.facts().binds) {
            let known = newest.entry(row.graduate).or_insert(row);
            if (row.is_binding(), row.since) >= (known.is_binding(), known.since) {
                *known = row;
            }
        }
        newest.into_values().filter(|row| row.status == Status::Ended(End::Voided))
    }

    /// What a graduate has voided, oldest first (VOI-02).
    pub fn voided_of(&self, graduate: GraduateId) -> impl Iterator<Item = &CaseRow> {
        self.rows().filter(move |row| row.graduate == graduate && row.status == Status::Ended(End::Voided))
    }

    /// Words on employers of other cases that are in process or effective.
    pub fn mentions_beside(&self, case: CaseId) -> impl Iterator<Item = &Mention> {
        let others = self.rows().filter(move |row| row.case != case && row.is_binding());
        others.filter_map(|row| row.mention.as_ref())
    }

    /// How many cases of a kind wait at a stage, within a scope.
    pub fn waiting_count(&self, kind: CaseKind, stage: Stage, scope: &Scope) -> usize {
        self.queues_of(kind, stage, scope).map(OrdSet::len).sum()
    }

    /// Since when the longest-waiting one waits.
    pub fn oldest(&self, kind: CaseKind, stage: Stage, scope: &Scope) -> Option<UnixMs> {
        self.queues_of(kind, stage, scope).filter_map(|queue| queue.get_min().map(|first| first.since)).min()
    }

    /// How many of them have waited since then or longer.
    pub fn waiting_since(&self, kind: CaseKind, stage: Stage, scope: &Scope, since: UnixMs) -> usize {
        let late = |queue: &OrdSet<Waiting>| queue.iter().take_while(|waiting| waiting.since <= since).count();
        self.queues_of(kind, stage, scope).map(late).sum()
    }

    /// The place of a case among those of its kind that wait at a stage, within a scope. One whose verdict is held keeps it: from its place
    /// nobody learns of what can still be taken back (EXT-09).
    pub fn place(&self, row: &CaseRow, stage: Stage, scope: &Scope) -> Option<Place> {
        let own = Waiting { since: row.since, case: row.case };
        let queues = || self.queues_of(row.kind, stage, scope);
        let before = |queue: &OrdSet<Waiting>| queue.iter().take_while(|waiting| **waiting < own).count();
        let is_held = self.held.contains_key(&row.case);
        let is_there = is_held || queues().any(|queue| queue.contains(&own));
        let all = queues().map(OrdSet::len).sum::<usize>() + usize::from(is_held);
        is_there.then(|| Place { at: queues().map(before).sum::<usize>() + 1, of: all })
    }

    /// All that wait, who waits longest first.
    pub fn waiting(&self, kind: CaseKind, stage: Stage, scope: &Scope) -> Vec<Waiting> {
        let mut all: Vec<_> = self.queues_of(kind, stage, scope).flat_map(|queue| queue.iter().copied()).collect();
        all.sort_unstable();
        all
    }

    /// The same of several kinds: a list is worked through in one order (SIG-02, RES-05).
    pub fn waiting_of(&self, kinds: &[CaseKind], stage: Stage, scope: &Scope) -> Vec<Waiting> {
        let mut all: Vec<_> = kinds.iter().flat_map(|kind| self.waiting(*kind, stage, scope)).collect();
        all.sort_unstable();
        all
    }

    /// Every department at whose level something waits, within a scope, by name.
    pub fn at_departments(&self, kind: CaseKind, scope: &Scope) -> Vec<DepartmentQueue> {
        let mut found: BTreeMap<&str, (usize, UnixMs)> = BTreeMap::new();
        for (key, queue) in self.keyed_queues_of(kind, Stage::Department, scope) {
            let Some(first) = queue.get_min() else { continue };
            let (waiting, oldest) = found.entry(&key.department).or_insert((0, first.since));
            *waiting += queue.len();
            *oldest = first.since.min(*oldest);
        }
        let shown =
            |(department, (waiting, oldest)): (&str, _)| DepartmentQueue { department: department.to_owned(), waiting, oldest };
        found.into_iter().map(shown).collect()
    }

    /// Cases of every kind that wait at any stage.
    pub fn in_process(&self) -> usize {
        self.queues.values().map(OrdSet::len).sum::<usize>() + self.held.len()
    }

    /// Cases of a module that wait at any stage (SET-04).
    pub fn in_process_of(&self, module: Module) -> usize {
        let waiting = self.queues.iter().filter(|(key, _)| key.kind.module() == module).map(|(_, queue)| queue.len());
        let held = self.held.keys().filter(|case| self.get(**case).is_some_and(|row| row.kind.module() == module));
        waiting.sum::<usize>() + held.count()
    }

    fn queues_of<'a>(&'a self, kind: CaseKind, stage: Stage, scope: &'a Scope) -> impl Iterator<Item = &'a OrdSet<Waiting>> {
        self.keyed_queues_of(kind, stage, scope).map(|(_, queue)| queue)
    }

    fn keyed_queues_of<'a>(
        &'a self,
        kind: CaseKind,
        stage: Stage,
        scope: &'a Scope,
    ) -> impl Iterator<Item = (&'a QueueKey, &'a OrdSet<Waiting>)> {
        let within = move |key: &QueueKey| key.kind == kind && key.stage == stage && scope.contains(&key.department, key.level);
        self.queues.iter().filter(move |(key, _)| within(key))
    }

    pub(super) fn shared(&self, case: CaseId) -> Option<Arc<CaseRow>> {
        self.rows.get(&case).cloned()
    }

    pub(super) fn put(&mut self, row: Arc<CaseRow>) {
        if let Some(before) = self.rows.get(&row.case).cloned() {
            self.leave_queue(&before);
        }
        self.held.remove(&row.case);
        self.enter_queue(&row);
        match row.status {
            Status::Effective if row.kind.facts().binds => {
                self.effective.insert(row.graduate, row.case);
            }
            _ if self.effective.get(&row.graduate) == Some(&row.case) => {
                self.effective.remove(&row.graduate);
            }
            _ => {}
        }
        self.rows.insert(row.case, row);
    }

    pub(super) fn enter_queue(&mut self, row: &CaseRow) {
        let Some((key, waiting)) = place(row) else { return };
        self.queues.entry(key).or_default().insert(waiting);
    }

    pub(super) fn leave_queue(&mut self, row: &CaseRow) {
        let Some((key, waiting)) = place(row) else { return };
        if let Some(queue) = self.queues.get_mut(&key) {
            queue.remove(&waiting);
            if queue.is_empty() {
                self.queues.remove(&key);
            }
        }
    }
}

/// The queue that a row belongs into, and its place there.
fn place(row: &CaseRow) -> Option<(QueueKey, Waiting)> {
    let Status::InReview(phase, stage) = row.status else { return None };
    let key = QueueKey { kind: row.kind, phase, stage, department: row.department.clone(), level: row.level };
    Some((key, Waiting { since: row.since, case: row.case }))
}
