//! A step's way to the disk and out: each stage is a move of its own, so that the power can go between any two (C2 … C5).

use crate::{
    actors::*,
    mutants::Mutant,
    session::{Asker, Outcome},
    world::{Checked, Parcel, World},
};
use wangqian_rules::ids::EntityId;
use wangqian_storage::{CommitError, record::*};

/// A commit in flight: the entity reads nothing until it is through.
pub struct InFlight {
    step: Step,
    waiting: Waiting,
    progress: Progress,
}

enum Progress {
    Queued,
    Written,
    Answered(Result<(), CommitError>),
}

pub enum Waiting {
    Asker(Asker),
    Sender { source: EntityKey, seq: u64 },
    Nobody,
}

impl InFlight {
    pub fn new(step: Step, waiting: Waiting) -> Self {
        Self { step, waiting, progress: Progress::Queued }
    }
}

impl World {
    pub fn let_out_unwritten(&mut self, key: EntityKey, step: Step, waiting: Waiting) -> Checked {
        let record = step.record().clone();
        self.let_out(key, step, waiting)?;
        // Everybody has heard of it, however it ends.
        let _too_late = self.store.commit_now(record);
        Ok(())
    }

    /// Moves a commit one stage on.
    pub fn advance(&mut self, key: EntityKey) -> Checked {
        let Some(mut commit) = self.in_flight.remove(&key) else { return Ok(()) };
        commit.progress = match commit.progress {
            Progress::Answered(result) => return self.end(key, commit.step, commit.waiting, result),
            Progress::Written if self.is(Mutant::SkipsTheSync) => Progress::Answered(Ok(())),
            Progress::Written => {
                self.store.sync_now();
                self.everything_written_is_durable();
                Progress::Answered(Ok(()))
            }
            Progress::Queued => self.write(&commit.step),
        };
        self.in_flight.insert(key, commit);
        Ok(())
    }

    fn write(&mut self, step: &Step) -> Progress {
        let record = step.record().clone();
        let record = self.mutant.map_or(record.clone(), |mutant| mutant.record(record));
        if self.chance.strikes(self.faults.grouped) {
            return self.store.write_now(record).map_or_else(|error| Progress::Answered(Err(error)), |()| Progress::Written);
        }
        let result = self.store.commit_now(record);
        if result.is_ok() {
            self.everything_written_is_durable();
        }
        Progress::Answered(result)
    }

    fn everything_written_is_durable(&mut self) {
        for commit in self.in_flight.values_mut().filter(|commit| matches!(commit.progress, Progress::Written)) {
            commit.progress = Progress::Answered(Ok(()));
            self.tally.saw("several commits share a sync");
        }
    }

    fn end(&mut self, key: EntityKey, step: Step, waiting: Waiting, result: Result<(), CommitError>) -> Checked {
        match result {
            Ok(()) => self.let_out(key, step, waiting),
            Err(CommitError::Unknown(_)) if self.is(Mutant::BelievesUnknown) => self.let_out(key, step, waiting),
            Err(CommitError::Conflict { stored, record }) => Err(format!("two owners of {key:?}: {stored}, {record}")),
            Err(CommitError::Unknown(_)) => {
                self.tally.saw("commit: outcome unknown");
                self.node.remove(&key);
                if let EntityId::School(school) = id_of(key) {
                    self.screens.reread(school);
                }
                self.tell(waiting, Outcome::Failed);
                self.wake(key).map(drop)
            }
            Err(refused) => {
                let busy = refused == CommitError::Busy;
                self.tally.saw(if busy { "commit: refused as busy" } else { "commit: refused as read-only" });
                self.tell(waiting, Outcome::Failed);
                Ok(())
            }
        }
    }

    /// The step is durable: the entity goes on, and everybody hears of it.
    fn let_out(&mut self, key: EntityKey, step: Step, waiting: Waiting) -> Checked {
        let record = step.record().clone();
        let mono_ms = self.mono_ms;
        let released = self.wake(key)?.committed(step, mono_ms);
        self.witness.released(&record, self.clock_ms)?;
        self.note(&record);
        crate::check::invariants(&self.node[&key])?;
        match (waiting, released.reply) {
            (Waiting::Asker(asker), Some(reply)) => self.post(Parcel::Answer { asker, outcome: Outcome::Done(reply) }),
            (waiting, _) => self.acknowledge(waiting, key),
        }
        for letter in released.letters {
            self.witness.sent(key, &letter)?;
            self.post(Parcel::Letter { source: key, letter });
        }
        if let Awake::School(core) = &self.node[&key] {
            self.screens.show(core.state(), &released.said.shows, self.mutant);
        }
        Ok(())
    }

    fn note(&mut self, record: &CommitRecord) {
        if record.dead_letter.is_some() {
            self.tally.saw("a poisoned letter is set aside");
        }
        let from_timer = record.inbox.is_none() && record.reply.is_none() && !record.timers.is_empty();
        if from_timer {
            self.tally.saw("a timer fires");
        }
    }
}
