//! Parcels arrive: letters, acknowledgements, timers, requests and answers.

use crate::{
    actors::*,
    commits::Waiting,
    mutants::Mutant,
    session::Outcome,
    world::{Checked, Parcel, World},
};
use wangqian_rules::time::UnixMs;
use wangqian_storage::record::*;

impl World {
    /// Brings a parcel to whom it is for.
    pub fn deliver(&mut self, parcel: Parcel) -> Checked {
        let to = match &parcel {
            Parcel::Letter { letter, .. } => letter.destination,
            Parcel::Arrived { source, .. } => *source,
            Parcel::Timer(row) => row.entity,
            Parcel::Request { to, .. } => key_of(*to),
            Parcel::Answer { .. } => return self.answered(parcel),
        };
        if self.is_full(to) {
            self.mail.push(parcel);
            return Ok(());
        }
        match parcel {
            Parcel::Arrived { destination, upto, .. } => {
                // Its sender may have slept meanwhile; then the next repeat tells it.
                if let Some(awake) = self.node.get_mut(&to) {
                    awake.outbox().acknowledged(destination, upto);
                }
                Ok(())
            }
            Parcel::Letter { source, letter } => self.hand_over(source, letter),
            Parcel::Timer(row) => {
                let early = self.is(Mutant::TrustsTimers).then_some(row.due_ms);
                let incoming = Incoming::Timer { due_ms: row.due_ms, id: row.id };
                self.take(to, incoming, Waiting::Nobody, early)
            }
            Parcel::Request { asker, key, command, .. } => {
                self.take(to, Incoming::Command { key, command }, Waiting::Asker(asker), None)
            }
            Parcel::Answer { .. } => Ok(()),
        }
    }

    fn hand_over(&mut self, source: EntityKey, letter: OutboxLetter) -> Checked {
        let OutboxLetter { destination, seq, body } = letter;
        let last = self.wake(destination)?.last_taken(source);
        let seq = self.mutant.map_or(seq, |mutant| mutant.number(seq, last));
        match seq {
            _ if seq <= last => self.tally.saw("a letter is repeated"),
            _ if seq > last + 1 => self.tally.saw("a letter is lost or late and leaves a gap"),
            _ => {}
        }
        if seq == last + 1 {
            self.witness.hands_over(source, destination, seq, &body)?;
        }
        if self.is(Mutant::AcknowledgesEarly) {
            self.post(Parcel::Arrived { source, destination, upto: seq });
        }
        self.take(destination, Incoming::Letter { source, seq, body }, Waiting::Sender { source, seq }, None)
    }

    fn take(&mut self, key: EntityKey, incoming: Incoming, waiting: Waiting, at_ms: Option<i64>) -> Checked {
        let now = UnixMs(at_ms.unwrap_or(self.clock_ms));
        let is_timer = matches!(incoming, Incoming::Timer { .. });
        match self.wake(key)?.take(incoming, now) {
            Taken::Answer(answer) => self.answer(key, Outcome::of(answer), waiting),
            Taken::Repeated => {
                if is_timer {
                    self.tally.saw("a timer fires again");
                }
                self.repeated(key, waiting);
            }
            Taken::NotNow => {}
            Taken::Panicked => return Err(format!("{key:?} panicked")),
            Taken::Step(step) if self.is(Mutant::RepliesBeforeCommit) => return self.let_out_unwritten(key, step, waiting),
            Taken::Step(step) => return self.submit(key, step, waiting),
        }
        Ok(())
    }

    pub fn tell(&mut self, waiting: Waiting, outcome: Outcome) {
        if let Waiting::Asker(asker) = waiting {
            self.post(Parcel::Answer { asker, outcome });
        }
    }

    pub fn acknowledge(&mut self, waiting: Waiting, by: EntityKey) {
        if let Waiting::Sender { source, seq } = waiting {
            self.post(Parcel::Arrived { source, destination: by, upto: seq });
        }
    }

    /// Sends again what was not acknowledged in time, and removes the rows of what was.
    pub fn tick(&mut self, key: EntityKey) -> Checked {
        if self.in_flight.contains_key(&key) {
            return Ok(());
        }
        let (now, mono_ms) = (UnixMs(self.clock_ms), self.mono_ms);
        let Some(awake) = self.node.get_mut(&key) else { return Ok(()) };
        let due = awake.outbox().due(mono_ms, 0);
        let step = awake.acknowledge(now);
        for letter in due {
            self.tally.saw("a letter is sent again");
            self.witness.sent(key, &letter)?;
            self.post(Parcel::Letter { source: key, letter });
        }
        step.map_or(Ok(()), |step| self.submit(key, step, Waiting::Nobody))
    }
}
