//! What the fake holds: durable entities, the unsynced tail, and the faults to come.

use super::{FaultPlan, chance::Chance};
use crate::{
    CommitError, Health, codec,
    image::Image,
    record::{CommitRecord, DeadLetter, EntityKey, HistoryEntry, Loaded, TimerRow},
};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
struct Entity {
    image: Image,
    history: Vec<HistoryEntry>,
}

#[derive(Debug)]
pub(super) struct World {
    entities: BTreeMap<EntityKey, Entity>,
    dead_letters: Vec<(EntityKey, DeadLetter)>,
    /// Written, not synced: in order, not readable.
    unsynced: Vec<CommitRecord>,
    chance: Chance,
    plan: FaultPlan,
    /// Commits still to be refused because the disk is full.
    disk_full_for: u32,
    commits: u64,
    syncs: u64,
    epoch: u32,
}

impl World {
    pub fn new(seed: u64, plan: FaultPlan) -> Self {
        Self {
            entities: BTreeMap::new(),
            dead_letters: Vec::new(),
            unsynced: Vec::new(),
            chance: Chance::new(seed),
            plan,
            disk_full_for: 0,
            commits: 0,
            syncs: 0,
            epoch: 1,
        }
    }

    pub fn set_faults(&mut self, plan: FaultPlan) {
        self.plan = plan;
        self.disk_full_for = 0;
    }

    pub fn crash(&mut self) {
        let kept = self.chance.upto(self.unsynced.len());
        self.unsynced.truncate(kept);
        self.sync();
        self.disk_full_for = 0;
        self.epoch += 1;
    }

    pub fn commit(&mut self, record: CommitRecord) -> Result<(), CommitError> {
        if self.chance.strikes(self.plan.unknown_not_done) {
            return Err(CommitError::Unknown("lost before the disk".into()));
        }
        self.write(record)?;
        self.sync();
        match self.chance.strikes(self.plan.unknown_but_done) {
            true => Err(CommitError::Unknown("lost after the disk".into())),
            false => Ok(()),
        }
    }

    pub fn write(&mut self, record: CommitRecord) -> Result<(), CommitError> {
        self.refuse_by_chance()?;
        let bytes = codec::encode(&record).len();
        if bytes > codec::RECORD_BYTES_MAX {
            return Err(CommitError::TooLarge { bytes, limit: codec::RECORD_BYTES_MAX });
        }
        let stored = self.version_written(record.entity);
        if record.version != stored + 1 {
            return Err(CommitError::Conflict { stored, record: record.version });
        }
        self.unsynced.push(record);
        Ok(())
    }

    fn refuse_by_chance(&mut self) -> Result<(), CommitError> {
        if self.disk_full_for == 0 && self.chance.strikes(self.plan.disk_full) {
            self.disk_full_for = self.plan.disk_full_commits + 1;
        }
        if self.disk_full_for > 0 {
            self.disk_full_for -= 1;
            return Err(CommitError::ReadOnly("disk full".into()));
        }
        match self.chance.strikes(self.plan.busy) {
            true => Err(CommitError::Busy),
            false => Ok(()),
        }
    }

    fn version_written(&self, entity: EntityKey) -> u64 {
        let unsynced = self.unsynced.iter().rev().find(|record| record.entity == entity).map(|record| record.version);
        unsynced.unwrap_or_else(|| self.entities.get(&entity).map_or(0, |found| found.image.version))
    }

    pub fn sync(&mut self) {
        self.syncs += 1;
        for record in std::mem::take(&mut self.unsynced) {
            self.keep(record);
        }
    }

    fn keep(&mut self, record: CommitRecord) {
        self.commits += 1;
        let entity = self.entities.entry(record.entity).or_default();
        entity.image.apply(&record);
        entity.history.push(record.history);
        self.dead_letters.extend(record.dead_letter.map(|letter| (record.entity, letter)));
    }

    pub fn load(&self, entity: EntityKey) -> Loaded {
        self.entities.get(&entity).map(|found| found.image.clone().into()).unwrap_or_default()
    }

    pub fn timers_due(&self, upto_ms: i64, limit: usize) -> Vec<TimerRow> {
        let rows_of = |(entity, found): (&EntityKey, &Entity)| -> Vec<TimerRow> {
            let due = found.image.timers.iter().take_while(|(due_ms, _)| *due_ms <= upto_ms);
            due.map(|(due_ms, id)| TimerRow { due_ms: *due_ms, entity: *entity, id: id.clone() }).collect()
        };
        let mut rows: Vec<_> = self.entities.iter().flat_map(rows_of).collect();
        rows.sort_by(|a, b| (a.due_ms, a.entity, &a.id).cmp(&(b.due_ms, b.entity, &b.id)));
        rows.truncate(limit);
        rows
    }

    pub fn sources_with_letters(&self) -> Vec<EntityKey> {
        let waiting = self.entities.iter().filter(|(_, found)| !found.image.outbox.is_empty());
        waiting.map(|(entity, _)| *entity).collect()
    }

    pub fn history(&self, entity: EntityKey, after: u64, limit: usize) -> Vec<HistoryEntry> {
        let entries = self.entities.get(&entity).into_iter().flat_map(|found| &found.history);
        entries.filter(|entry| entry.version > after).take(limit).cloned().collect()
    }

    pub fn entities(&self, prefix: &[u8], after: Option<EntityKey>, limit: usize) -> Vec<EntityKey> {
        let wanted = |entity: &&EntityKey| entity.0.starts_with(prefix) && after.is_none_or(|after| **entity > after);
        self.entities.keys().filter(wanted).take(limit).copied().collect()
    }

    pub fn dead_letters(&self) -> Vec<(EntityKey, DeadLetter)> {
        self.dead_letters.clone()
    }

    pub fn health(&self) -> Health {
        let full = self.disk_full_for > 0;
        Health {
            writable: !full,
            reason: if full { "disk full".into() } else { String::new() },
            free_bytes: if full { 0 } else { u64::MAX },
            commits: self.commits,
            syncs: self.syncs,
            ..Health::default()
        }
    }

    pub fn epoch(&self) -> u32 {
        self.epoch
    }
}
