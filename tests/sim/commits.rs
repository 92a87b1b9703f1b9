//! A step's way to the disk and out: each stage is a move of its own, so that the power can go between any two (C2 … C5).

use crate::{
    actors::*,
    mutants::Mutant,
    session::{Asker, Outcome},
    world::{Checked, Parcel, World},
};
use std::collections::VecDeque;
use wangqian_rules::ids::EntityId;
use wangqian_storage::{CommitError, record::*};

/// What an entity has decided and not let out yet, oldest first.
pub type Flight = VecDeque<Aboard>;

/// How many of them there may be: few, so that runs meet full flights.
const AHEAD: usize = 4;

/// One input's result, and who waits for it.
pub struct Aboard {
    result: Decided,
    waiting: Waiting,
}

enum Decided {
    /// `None`: written, and not synced.
    Step(Step, Option<Result<(), CommitError>>),
    /// With the version that it rests on.
    Answer(Outcome, u64),
    Repeated(u64),
}

pub enum Waiting {
    Asker(Asker),
    Sender { source: EntityKey, seq: u64 },
    Nobody,
}

impl Aboard {
    fn is_step(&self) -> bool {
        matches!(self.result, Decided::Step(..))
    }

    fn has_failed(&self) -> bool {
        matches!(self.result, Decided::Step(_, Some(Err(_))))
    }
}

impl World {
    /// Whether the entity decides nothing more before something is let out.
    pub fn is_full(&self, key: EntityKey) -> bool {
        self.in_flight.get(&key).is_some_and(|flight| flight.len() >= AHEAD)
    }

    /// Its version once everything that is on its way is durable.
    pub fn newest_version(&self, key: EntityKey) -> u64 {
        let ahead = self.in_flight.get(&key).map_or(0, |flight| flight.iter().filter(|aboard| aboard.is_step()).count());
        self.node.get(&key).map_or(0, Awake::version) + ahead as u64
    }

    /// An answer waits for the steps that it may rest on.
    pub fn answer(&mut self, key: EntityKey, outcome: Outcome, waiting: Waiting) {
        let rests_on = self.newest_version(key);
        let result = Decided::Answer(outcome, rests_on);
        self.in_turn(key, Aboard { result, waiting });
    }

    /// As does the word that a letter arrived before.
    pub fn repeated(&mut self, key: EntityKey, waiting: Waiting) {
        let result = Decided::Repeated(self.newest_version(key));
        self.in_turn(key, Aboard { result, waiting });
    }

    fn in_turn(&mut self, key: EntityKey, aboard: Aboard) {
        match self.in_flight.get_mut(&key) {
            Some(flight) if self.mutant != Some(Mutant::AnswersAhead) => flight.push_back(aboard),
            _ => self.let_out_answer(key, aboard),
        }
    }

    fn let_out_answer(&mut self, key: EntityKey, Aboard { result, waiting }: Aboard) {
        match result {
            Decided::Answer(outcome, version) => {
                self.witness.heard_of(key, version);
                self.tell(waiting, outcome);
            }
            Decided::Repeated(version) => {
                self.witness.heard_of(key, version);
                self.acknowledge(waiting, key);
            }
            Decided::Step(..) => {}
        }
    }

    /// Hands a step to the disk; the entity goes on with what it leaves, unless there was no place.
    pub fn submit(&mut self, key: EntityKey, step: Step, waiting: Waiting) -> Checked {
        let behind_a_lost_one = || self.in_flight.get(&key).is_some_and(|flight| flight.iter().any(Aboard::has_failed));
        let is_lost = behind_a_lost_one();
        let fate = match self.write(&step) {
            Ok(fate) => fate,
            Err(CommitError::Conflict { .. }) if is_lost => Some(Err(CommitError::Unknown("behind a lost one".into()))),
            Err(CommitError::Conflict { stored, record }) => return Err(format!("two owners of {key:?}: {stored}, {record}")),
            Err(refused) => {
                let busy = refused == CommitError::Busy;
                self.tally.saw(if busy { "commit: refused as busy" } else { "commit: refused as read-only" });
                self.tell(waiting, Outcome::Failed);
                return Ok(());
            }
        };
        self.wake(key)?.submitted(&step);
        if self.is(Mutant::SendsLettersEarly) {
            self.send(key, step.record().outbox.clone())?;
        }
        let flight = self.in_flight.entry(key).or_default();
        flight.push_back(Aboard { result: Decided::Step(step, fate), waiting });
        if flight.len() > 1 {
            self.tally.saw("an entity runs ahead of the disk");
        }
        Ok(())
    }

    fn write(&mut self, step: &Step) -> Result<Option<Result<(), CommitError>>, CommitError> {
        let record = step.record().clone();
        let record = self.mutant.map_or(record.clone(), |mutant| mutant.record(record));
        if self.chance.strikes(self.faults.grouped) {
            return self.store.write_now(record).map(|()| None);
        }
        match self.store.commit_now(record) {
            Err(unknown @ CommitError::Unknown(_)) => Ok(Some(Err(unknown))),
            Err(refused) => Err(refused),
            Ok(()) => {
                self.everything_written_is_durable();
                Ok(Some(Ok(())))
            }
        }
    }

    pub fn let_out_unwritten(&mut self, key: EntityKey, step: Step, waiting: Waiting) -> Checked {
        let record = step.record().clone();
        self.wake(key)?.submitted(&step);
        self.let_out(key, step, waiting)?;
        // Everybody has heard of it, however it ends.
        let _too_late = self.store.commit_now(record);
        Ok(())
    }

    /// Moves the oldest of an entity's flight one stage on.
    pub fn advance(&mut self, key: EntityKey) -> Checked {
        let last_first = self.is(Mutant::LetsOutTheLastFirst);
        let Some(flight) = self.in_flight.get_mut(&key) else { return Ok(()) };
        let next = if last_first { flight.back_mut() } else { flight.front_mut() };
        if let Some(Aboard { result: Decided::Step(_, fate @ None), .. }) = next {
            if self.mutant == Some(Mutant::SkipsTheSync) {
                *fate = Some(Ok(()));
            } else {
                self.sync();
            }
            return Ok(());
        }
        let leaves = if last_first { flight.pop_back() } else { flight.pop_front() };
        if flight.is_empty() {
            self.in_flight.remove(&key);
        }
        leaves.map_or(Ok(()), |aboard| self.leave(key, aboard))
    }

    fn sync(&mut self) {
        self.store.sync_now();
        self.everything_written_is_durable();
    }

    fn everything_written_is_durable(&mut self) {
        for aboard in self.in_flight.values_mut().flatten() {
            if let Decided::Step(_, fate @ None) = &mut aboard.result {
                *fate = Some(Ok(()));
                self.tally.saw("several commits share a sync");
            }
        }
    }

    fn leave(&mut self, key: EntityKey, aboard: Aboard) -> Checked {
        match aboard.result {
            Decided::Step(step, Some(Err(_))) if self.is(Mutant::BelievesUnknown) => self.let_out(key, step, aboard.waiting),
            Decided::Step(_, Some(Err(_))) => self.fail(key, aboard.waiting),
            Decided::Step(step, _) => self.let_out(key, step, aboard.waiting),
            Decided::Answer(..) | Decided::Repeated(_) => {
                self.let_out_answer(key, aboard);
                Ok(())
            }
        }
    }

    /// Nobody knows what became of the step: the entity ends with all that rests on it, and is loaded as it really is.
    fn fail(&mut self, key: EntityKey, waiting: Waiting) -> Checked {
        self.tally.saw("commit: outcome unknown");
        self.node.remove(&key);
        if let EntityId::School(school) = id_of(key) {
            self.screens.reread(school);
        }
        self.tell(waiting, Outcome::Failed);
        for behind in self.in_flight.remove(&key).into_iter().flatten() {
            self.tally.saw("a step rests on one that failed");
            self.tell(behind.waiting, Outcome::Failed);
        }
        // What was written behind it gets to the disk, though nobody hears of it.
        self.sync();
        self.wake(key).map(drop)
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
        self.send(key, released.letters)?;
        if let Awake::School(core) = &self.node[&key] {
            self.screens.show(core.state(), &released.said.shows, self.mutant);
        }
        Ok(())
    }

    fn send(&mut self, source: EntityKey, letters: Vec<OutboxLetter>) -> Checked {
        for letter in letters {
            self.witness.sent(source, &letter)?;
            self.post(Parcel::Letter { source, letter });
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
