//! The way out of the platform, and back: a durable queue per school and direction (SYN-01).
//!
//! A letter makes a parcel of what has to reach the other side, so it is exactly as durable as the step that caused it. The
//! carrier says what became of each; only then does a parcel go. One that the other side refuses stays for a person to
//! see, and so does everything after it about the same subject: order per graduate holds, and others are not held up.

use crate::{
    effect::{Effect, Wake},
    entity::{Ctx, Decision, Entity, Input},
    exchange::{Cargo, Subject},
    ids::*,
    letter::Letter,
    refusal::Refusal,
    time::UnixMs,
};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::Arc};

/// What waits to be carried.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    parcels: OrdMap<u64, Arc<Parcel>>,
    /// Number of the newest parcel ever packed.
    packed: u64,
}

/// One thing on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// 1, 2, 3 … per link; the same at every attempt.
    pub number: u64,
    pub since: UnixMs,
    pub cargo: Cargo,
    /// Why the other side would not take it: a dead letter.
    pub refused: Option<String>,
}

/// What became of a parcel at the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Receipt {
    Taken,
    Refused(String),
}

/// What may be asked of a link.
#[derive(Clone, Debug)]
pub enum Command {
    /// Carried, with these results.
    Settle(Vec<(u64, Receipt)>),
    /// A person wants a refused parcel to be tried again.
    Replay { number: u64 },
    /// A person decided that a refused parcel is not needed.
    Discard { number: u64 },
}

/// What can have happened to a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Packed(Arc<Parcel>),
    Taken { number: u64 },
    Refused { number: u64, reason: String },
    Replayed { number: u64 },
    Discarded { number: u64 },
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done;

impl Link {
    /// All that waits, oldest first.
    pub fn parcels(&self) -> impl Iterator<Item = &Arc<Parcel>> {
        self.parcels.values()
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.parcels.len()
    }

    /// Whether everything has arrived.
    pub fn is_empty(&self) -> bool {
        self.parcels.is_empty()
    }

    /// How many were ever packed.
    pub fn packed(&self) -> u64 {
        self.packed
    }

    /// What can be carried now: oldest first, nothing that was refused, and nothing behind it about the same subject.
    pub fn ready(&self, most: usize) -> Vec<Arc<Parcel>> {
        let mut held: BTreeSet<Subject> = BTreeSet::new();
        let mut ready = Vec::new();
        for parcel in self.parcels.values() {
            let subject = parcel.cargo.subject();
            if parcel.refused.is_some() {
                held.insert(subject);
            } else if !held.contains(&subject) {
                ready.push(Arc::clone(parcel));
                if ready.len() == most {
                    break;
                }
            }
        }
        ready
    }

    /// Whether nothing of this subject is carried until a person decides on what was refused.
    pub fn is_held(&self, subject: Subject) -> bool {
        self.parcels.values().any(|parcel| parcel.refused.is_some() && parcel.cargo.subject() == subject)
    }

    fn pack(&self, cargo: Vec<Cargo>, ctx: &Ctx<'_>) -> Decision<Self> {
        let parcel = |(number, cargo)| Event::Packed(Arc::new(Parcel { number, since: ctx.now, cargo, refused: None }));
        Decision::events((self.packed + 1..).zip(cargo).map(parcel).collect()).causing(moved(ctx))
    }

    /// Receipts for parcels that are gone are repeats.
    fn settle(&self, receipts: Vec<(u64, Receipt)>, ctx: &Ctx<'_>) -> Decision<Self> {
        let known = receipts.into_iter().filter(|(number, _)| self.parcels.contains_key(number));
        let events = known.map(|(number, receipt)| match receipt {
            Receipt::Taken => Event::Taken { number },
            Receipt::Refused(reason) => Event::Refused { number, reason },
        });
        Decision::events(events.collect()).causing(moved(ctx)).replying(Done)
    }

    fn refused(&self, number: u64) -> Result<(), Refusal> {
        self.parcels.get(&number).filter(|parcel| parcel.refused.is_some()).map(drop).ok_or(Refusal::NotFound)
    }

    fn mark(&mut self, number: u64, refused: Option<String>) {
        if let Some(parcel) = self.parcels.get_mut(&number) {
            Arc::make_mut(parcel).refused = refused;
        }
    }
}

fn moved(ctx: &Ctx<'_>) -> Option<Effect> {
    let EntityId::Link(link) = ctx.me else { return None };
    Some(Effect::Wake(Wake::Link(link)))
}

/// The stored parts of a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Packed(u64),
    Parcel(Arc<Parcel>),
}

const PACKED: &str = "packed";

fn parcel_key(number: u64) -> String {
    format!("parcel/{number:020}")
}

impl Entity for Link {
    type Command = Command;
    type Event = Event;
    type Reply = Done;
    type Part = Part;

    const KIND: u8 = b'L';

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match input {
            Input::Letter { letter: Letter::Carry(cargo), .. } => Ok(self.pack(cargo, ctx)),
            Input::Letter { .. } | Input::Timer(_) => Ok(Decision::nothing()),
            Input::Command(Command::Settle(receipts)) => Ok(self.settle(receipts, ctx)),
            Input::Command(Command::Replay { number }) => {
                self.refused(number)?;
                Ok(Decision::events(vec![Event::Replayed { number }]).causing(moved(ctx)).replying(Done))
            }
            Input::Command(Command::Discard { number }) => {
                self.refused(number)?;
                Ok(Decision::events(vec![Event::Discarded { number }]).causing(moved(ctx)).replying(Done))
            }
        }
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Packed(parcel) => {
                self.packed = parcel.number;
                self.parcels.insert(parcel.number, Arc::clone(parcel));
            }
            Event::Taken { number } | Event::Discarded { number } => {
                self.parcels.remove(number);
            }
            Event::Refused { number, reason } => self.mark(*number, Some(reason.clone())),
            Event::Replayed { number } => self.mark(*number, None),
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Packed(parcel) => vec![PACKED.to_owned(), parcel_key(parcel.number)],
            Event::Taken { number }
            | Event::Refused { number, .. }
            | Event::Replayed { number }
            | Event::Discarded { number } => vec![parcel_key(*number)],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        if key == PACKED {
            return Some(Part::Packed(self.packed));
        }
        let number: u64 = key.strip_prefix("parcel/")?.parse().ok()?;
        self.parcels.get(&number).cloned().map(Part::Parcel)
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Packed(packed) => self.packed = packed,
            Part::Parcel(parcel) => {
                self.parcels.insert(parcel.number, parcel);
            }
        }
    }
}
