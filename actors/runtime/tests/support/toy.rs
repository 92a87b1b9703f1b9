//! An entity that panics when told to: no real one does.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use wangqian_rules::{
    effect::{Effect, Timer},
    entity::*,
    ids::*,
    letter::Letter,
    refusal::Refusal,
    time::UnixMs,
};
use wangqian_runtime::registry::{Hosted, Registry, Slots};

/// Adds up what it is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Toy {
    pub sum: u64,
}

#[derive(Clone, Debug)]
pub enum Command {
    Add(u64),
    /// Adds, and tells somebody that it exists.
    Tell(EntityId),
    /// Asks to be woken.
    WakeAt(UnixMs),
    Panic,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Added(u64);

pub const TIMER: Timer = Timer::InvitationExpires(CaseId(uuid::Uuid::nil()));

/// The letter that it cannot bear.
pub fn poison() -> Letter {
    Letter::Founded { name: "poison".into(), agreement_kind: None }
}

impl Entity for Toy {
    type Command = Command;
    type Event = Added;
    type Reply = u64;
    type Part = u64;

    const KIND: u8 = b'A';

    fn decide(&self, input: Input<Command>, _: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let one = || Decision::events(vec![Added(1)]).replying(self.sum + 1);
        Ok(match input {
            Input::Command(Command::Add(0)) => Decision::answer(self.sum),
            Input::Command(Command::Add(n)) => Decision::events(vec![Added(n)]).replying(self.sum + n),
            Input::Command(Command::Tell(to)) => one().causing([Effect::tell(to, poison())]),
            Input::Command(Command::WakeAt(at)) => one().causing([Effect::Schedule { timer: TIMER, at }]),
            Input::Command(Command::Panic) => panic!("as it was told"),
            Input::Letter { letter, .. } if letter == poison() => panic!("at this letter"),
            Input::Letter { .. } | Input::Timer(_) => one(),
        })
    }

    fn apply(&mut self, event: &Added) {
        self.sum += event.0;
    }

    fn touched(_: &Added) -> Vec<String> {
        vec!["sum".into()]
    }

    fn part(&self, _: &str) -> Option<u64> {
        Some(self.sum)
    }

    fn restore(&mut self, part: u64) {
        self.sum = part;
    }
}

impl Hosted for Toy {
    fn slots(_: &Registry) -> &Slots<Self> {
        static SLOTS: LazyLock<Slots<Toy>> = LazyLock::new(Slots::new);
        &SLOTS
    }
}
