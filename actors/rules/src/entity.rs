//! The one shape of everything that holds state: decide, then apply.

use crate::{codes::Codes, effect::Effect, ids::EntityId, letter::Letter, refusal::Refusal, time::UnixMs};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;

/// A state machine with a name of its own.
///
/// Its state is a small map of parts, so that a step writes only what it changed. `decide` and `apply` are pure; `apply` is
/// total. Folding `apply` over all events gives the state; tests hold the two against each other.
pub trait Entity: Clone + Default + Debug + PartialEq + Send + Sync + 'static {
    /// What a person may ask of it.
    type Command: Debug + Send + 'static;
    /// What can have happened to it. Kept for ever as history.
    type Event: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static;
    /// What a command answers; kept for repeats of the command.
    type Reply: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + 'static;
    /// One stored part of the state.
    type Part: Serialize + DeserializeOwned;

    /// First byte of the entity's key.
    const KIND: u8;
    /// Small, quickly loaded, and one of tens of thousands: it does not stay awake for what only others wrote to it.
    const ONE_OF_MANY: bool = false;

    /// What an input causes. Reads only its arguments.
    fn decide(&self, input: Input<Self::Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal>;

    /// Makes an event true. Never fails: whatever `decide` let through has a meaning here.
    fn apply(&mut self, event: &Self::Event);

    /// Keys of the parts an event changes.
    fn touched(event: &Self::Event) -> Vec<String>;

    /// The part with this key as it is now; `None` when there is none (any more).
    fn part(&self, key: &str) -> Option<Self::Part>;

    /// Puts a stored part back. Parts arrive in key order.
    fn restore(&mut self, part: Self::Part);
}

/// What can wake an entity.
#[derive(Clone, Debug)]
pub enum Input<C> {
    Command(C),
    Letter { from: EntityId, letter: Letter },
    Timer(crate::effect::Timer),
}

/// What a decision may look at besides the state.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    pub me: EntityId,
    pub now: UnixMs,
    /// The code tables in force: the operator can replace them.
    pub codes: &'a Codes,
}

/// What an input causes. All of it becomes durable together.
#[derive(Debug)]
pub struct Decision<E: Entity> {
    pub events: Vec<E::Event>,
    pub effects: Vec<Effect>,
    /// For commands. A command without events and effects is a question: it is answered and nothing is written.
    pub reply: Option<E::Reply>,
}

impl<E: Entity> Decision<E> {
    /// Nothing happens: a repeated or outdated letter, a timer whose reason is gone.
    pub fn nothing() -> Self {
        Self { events: Vec::new(), effects: Vec::new(), reply: None }
    }

    /// An answer without a change.
    pub fn answer(reply: E::Reply) -> Self {
        Self { reply: Some(reply), ..Self::nothing() }
    }

    /// A change without an answer: for letters and timers.
    pub fn events(events: Vec<E::Event>) -> Self {
        Self { events, ..Self::nothing() }
    }

    /// Adds the answer.
    pub fn replying(self, reply: E::Reply) -> Self {
        Self { reply: Some(reply), ..self }
    }

    /// Adds effects.
    pub fn causing(mut self, effects: impl IntoIterator<Item = Effect>) -> Self {
        self.effects.extend(effects);
        self
    }
}

/// The state that a history of events leads to: the oracle of tests and of `verify`.
pub fn fold<'a, E: Entity>(events: impl IntoIterator<Item = &'a E::Event>) -> E {
    let mut state = E::default();
    events.into_iter().for_each(|event| state.apply(event));
    state
}
