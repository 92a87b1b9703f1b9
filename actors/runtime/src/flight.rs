//! Results that an actor has decided and not let out yet: steps on their way to the disk, and answers that rest on them.
//!
//! Everything leaves in the order in which it was decided. An answer that writes nothing waits too: a refusal may rest on a step that the
//! disk never hears of, and a letter that came twice may have been taken in by one.

use crate::{core::Step, registry::Hosted, runtime::AskError, shell::Waiting};
use futures_util::FutureExt;
use std::{collections::VecDeque, time::Instant};
use wangqian_storage::{CommitError, Durable};

/// How far letters and timers may run ahead of the disk. Each step keeps its own state alive.
pub const AHEAD: usize = 64;
/// Commands that find room beside them; more are refused (503), so that a hot entity slows its callers and nothing else.
pub const MAILBOX: usize = 64;

/// Results that wait for the disk, oldest first.
pub(crate) struct Flight<E: Hosted>(VecDeque<Aboard<E>>);

/// Nothing in it is ever pinned in its place: an actor moves.
impl<E: Hosted> Unpin for Flight<E> {}

/// One input's result, and who waits for it.
pub(crate) struct Aboard<E: Hosted> {
    pub result: Decided<E>,
    pub waiting: Waiting<E>,
}

/// The result of an input.
pub(crate) enum Decided<E: Hosted> {
    Step {
        step: Box<Step<E>>,
        /// `None` while the actor itself waits for it.
        durable: Option<Durable>,
        begun: Instant,
    },
    Answer(Result<E::Reply, AskError>),
    /// A letter or a timer that had its effect before.
    Repeated,
}

/// How it stands with the oldest of them.
pub(crate) enum Head {
    /// There is none, or the actor waits for it already.
    Nothing,
    /// Nothing any more: it is an answer, or the disk has spoken.
    Ready(Result<(), CommitError>),
    /// To be waited for.
    Disk(Durable),
}

impl<E: Hosted> Flight<E> {
    pub fn new() -> Self {
        Self(VecDeque::new())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many more letters and timers may be taken in.
    pub fn room(&self) -> usize {
        AHEAD.saturating_sub(self.0.len())
    }

    /// Whether one more command may be.
    pub fn takes_commands(&self) -> bool {
        self.0.len() < AHEAD + MAILBOX
    }

    pub fn board(&mut self, aboard: Aboard<E>) {
        self.0.push_back(aboard);
    }

    /// Looks at the oldest, and takes out the disk's answer that it has to wait for.
    pub fn head(&mut self) -> Head {
        match self.0.front_mut().map(|oldest| &mut oldest.result) {
            None => Head::Nothing,
            Some(Decided::Answer(_) | Decided::Repeated) => Head::Ready(Ok(())),
            Some(Decided::Step { durable, .. }) => match durable.as_mut().map(FutureExt::now_or_never) {
                Some(Some(fate)) => Head::Ready(fate),
                _ => durable.take().map_or(Head::Nothing, Head::Disk),
            },
        }
    }

    /// The oldest, which is ready.
    pub fn leave(&mut self) -> Option<Aboard<E>> {
        self.0.pop_front()
    }

    /// Everything that rests on a step that failed.
    pub fn abandon(&mut self) -> impl Iterator<Item = Waiting<E>> {
        std::mem::take(&mut self.0).into_iter().map(|aboard| aboard.waiting)
    }
}
