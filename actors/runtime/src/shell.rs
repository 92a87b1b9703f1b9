//! The actor of one awake entity: takes one input at a time, makes its step durable, then lets out what it says.
//!
//! While a commit is in flight the actor reads no further input (`ctx.wait`). When a commit fails the actor ends: the next
//! input finds a fresh one, loaded from what is really on disk.

use crate::{
    core::{CommandKey, Core, Incoming, Released, Step, Taken},
    letterbox::{Delivery, Letterbox},
    registry::Hosted,
    runtime::{AskError, Runtime},
};
use actix::{Actor, ActorContext, ActorFutureExt, AsyncContext, Context, Handler, Message, WrapFuture};
use arc_swap::ArcSwap;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Instant,
};
use tokio::sync::oneshot;
use tracing::Span;
use wangqian_storage::{CommitError, record::EntityKey};

/// Inputs that may wait for one entity; more are refused (503), so that a hot entity slows its callers and nothing else.
pub const MAILBOX: usize = 64;

/// One actor.
pub struct Shell<E: Hosted> {
    core: Core<E>,
    view: Arc<ArcSwap<E>>,
    letterbox: Arc<Letterbox>,
    runtime: Runtime,
    /// By the monotonic clock.
    last_used_ms: i64,
    /// A tick is on its way: there is never more than one.
    tick_due: Option<i64>,
    /// The last commit may have happened, with letters that only the disk knows of.
    outcome_unknown: bool,
    /// Somebody gave it a command.
    asked: bool,
    /// It went to sleep: it has left the registry, and ends when it has read its mailbox.
    retired: bool,
}

/// Everything an actor can be handed.
#[derive(Message)]
#[rtype(result = "()")]
pub enum ToShell<E: Hosted> {
    Ask { key: Option<CommandKey>, command: E::Command, asker: Asker<E> },
    Post(Post),
}

/// Somebody waits for the reply.
pub struct Asker<E: Hosted> {
    pub(crate) answer: oneshot::Sender<Result<E::Reply, AskError>>,
    /// Of the request that it is asked for; lines about the command carry its number.
    pub(crate) span: Span,
}

/// What does not depend on the kind of entity.
pub enum Post {
    /// There is something in the letterbox.
    Mail,
    Timer {
        due_ms: i64,
        id: Vec<u8>,
        done: oneshot::Sender<()>,
    },
    /// Time to look after letters that were not acknowledged, and whether to go to sleep.
    Tick,
    /// Comes after everything that was sent before the actor was forgotten.
    Stop,
}

/// What waits for the end of a step.
enum Waiting<E: Hosted> {
    Person(Asker<E>),
    Sender { source: EntityKey, seq: u64 },
    Timer(oneshot::Sender<()>),
    Nobody,
}

impl<E: Hosted> Shell<E> {
    pub(crate) fn new(core: Core<E>, view: Arc<ArcSwap<E>>, letterbox: Arc<Letterbox>, runtime: Runtime) -> Self {
        let last_used_ms = runtime.monotonic_ms();
        Self {
            core,
            view,
            letterbox,
            runtime,
            last_used_ms,
            tick_due: None,
            outcome_unknown: false,
            asked: false,
            retired: false,
        }
    }

    fn key(&self) -> EntityKey {
        EntityKey(self.core.id().to_bytes())
    }

    fn take(&mut self, incoming: Incoming<E::Command>, waiting: Waiting<E>, ctx: &mut Context<Self>) {
        self.last_used_ms = self.runtime.monotonic_ms();
        match self.core.take(incoming, self.runtime.now(), self.runtime.codes()) {
            Taken::Answer(answer) => waiting.answer(answer.map_err(AskError::Refused)),
            Taken::Repeated => waiting.taken(self),
            Taken::NotNow => {}
            Taken::Panicked => waiting.answer(Err(AskError::Panicked)),
            Taken::Step(step) => self.commit(step, waiting, ctx),
        }
    }

    fn look_at_arrivals(&mut self) {
        for (destination, upto) in self.letterbox.take_arrivals() {
            let settled = self.core.outbox().acknowledged(destination, upto);
            self.runtime.courier().settled(settled);
        }
    }

    fn commit(&mut self, mut step: Box<Step<E>>, waiting: Waiting<E>, ctx: &mut Context<Self>) {
        let begun = Instant::now();
        let durable = self.runtime.store().commit(step.for_disk());
        let durable = durable.into_actor(self).map(move |result, shell, ctx| match result {
            Ok(()) => {
                let committed = Instant::now();
                shell.runtime.stopwatch().committed(committed - begun);
                shell.release(*step, waiting, committed);
            }
            Err(error) => shell.failed(error, waiting, ctx),
        });
        ctx.wait(durable);
    }

    /// Only now, with the step on disk, does anybody hear of it.
    fn release(&mut self, step: Step<E>, waiting: Waiting<E>, committed: Instant) {
        let Released { reply, letters, said } = self.core.committed(step, self.runtime.monotonic_ms());
        self.view.store(Arc::clone(self.core.state()));
        self.runtime.courier().sent(letters.len());
        match (waiting, reply) {
            (Waiting::Person(asker), Some(reply)) => drop(asker.answer.send(Ok(reply))),
            (waiting, _) => waiting.taken(self),
        }
        self.runtime.say(said, committed);
        let has_letters = !letters.is_empty();
        letters.into_iter().for_each(|letter| self.runtime.carry(self.key(), letter));
        if has_letters || self.core.outbox().has_arrived() {
            self.tick_within(TICK_MS);
        }
    }

    fn failed(&mut self, error: CommitError, waiting: Waiting<E>, ctx: &mut Context<Self>) {
        let unharmed = matches!(error, CommitError::Busy | CommitError::ReadOnly(_) | CommitError::TooLarge { .. });
        if !unharmed {
            let entity = self.key();
            waiting.span().in_scope(|| tracing::error!(?entity, %error, "commit failed; the entity is loaded again"));
        }
        waiting.answer(Err(AskError::NotCommitted(error)));
        if !unharmed {
            self.outcome_unknown = true;
            ctx.stop();
        }
    }

    /// Looks after itself: repeats letters, removes the rows of those that arrived, goes to sleep.
    fn tick(&mut self, ctx: &mut Context<Self>) {
        self.tick_due = None;
        let now_ms = self.runtime.monotonic_ms();
        let key = self.key();
        let jitter = self.runtime.jitter();
        for letter in self.core.outbox().due(now_ms, jitter) {
            self.runtime.carry(key, letter);
        }
        let quiet_ms = now_ms - self.last_used_ms;
        if !self.core.outbox().is_empty() {
            self.tick_within(TICK_MS);
        } else if self.core.outbox().has_arrived() && quiet_ms >= QUIET_MS {
            if let Some(step) = self.core.acknowledge(self.runtime.now()) {
                self.commit(step, Waiting::Nobody, ctx);
            }
            self.tick_within(QUIET_MS);
        } else if self.core.outbox().has_arrived() {
            self.tick_within(QUIET_MS);
        } else if quiet_ms >= self.runtime.idle_ms(self.is_unasked()) {
            self.retired = true;
            self.runtime.registry().forget(&key, &ctx.address());
            drop(ctx.address().try_send(ToShell::Post(Post::Stop)));
        } else {
            self.tick_within(self.runtime.idle_check_ms(self.is_unasked()));
        }
    }

    /// An input that still reaches a retired actor is its successor's: never do two actors of one entity commit.
    fn pass_on(&self, message: ToShell<E>) {
        let (runtime, id) = (self.runtime.clone(), self.core.id());
        self.runtime.spawn(async move {
            if let Ok(successor) = runtime.actor::<E>(id).await {
                drop(successor.addr.try_send(message));
            }
        });
    }

    /// It is not kept awake for what somebody may ask next.
    fn is_unasked(&self) -> bool {
        E::ONE_OF_MANY && !self.asked
    }

    fn tick_within(&mut self, ms: i64) {
        let due = self.runtime.monotonic_ms() + ms;
        if self.tick_due.is_none_or(|planned| planned > due) {
            self.tick_due = Some(due);
            self.runtime.courier().plan_tick(due, self.key());
        }
    }
}

const TICK_MS: i64 = 250;
const QUIET_MS: i64 = 2_000;

impl<E: Hosted> Waiting<E> {
    fn answer(self, answer: Result<E::Reply, AskError>) {
        if let Self::Person(asker) = self {
            drop(asker.answer.send(answer));
        }
    }

    /// Of the request that waits, if one does.
    fn span(&self) -> Span {
        if let Self::Person(asker) = self { asker.span.clone() } else { Span::none() }
    }

    /// The input has had its effect, now or earlier.
    fn taken(self, shell: &Shell<E>) {
        match self {
            Self::Sender { source, seq } => shell.runtime.arrived(source, shell.key(), seq),
            Self::Timer(done) => drop(done.send(())),
            Self::Person(_) | Self::Nobody => {}
        }
    }
}

impl<E: Hosted> Actor for Shell<E> {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Context<Self>) {
        ctx.set_mailbox_capacity(MAILBOX);
        self.runtime.registry().awake.fetch_add(1, Ordering::Relaxed);
        let waiting = self.core.outbox().len();
        self.tick_within(if waiting > 0 { 0 } else { self.runtime.idle_check_ms(self.is_unasked()) });
    }

    fn stopped(&mut self, ctx: &mut Context<Self>) {
        self.runtime.registry().awake.fetch_sub(1, Ordering::Relaxed);
        let waiting = self.core.outbox().len();
        let key = self.key();
        self.runtime.registry().forget(&key, &ctx.address());
        if waiting > 0 || self.outcome_unknown {
            self.runtime.wake_soon(key);
        }
        self.runtime.courier().settled(waiting);
    }
}

impl<E: Hosted> Handler<ToShell<E>> for Shell<E> {
    type Result = ();

    fn handle(&mut self, message: ToShell<E>, ctx: &mut Context<Self>) {
        self.look_at_arrivals();
        match message {
            ToShell::Post(Post::Stop) => ctx.stop(),
            // Nothing is left to look after, and letters are sent again; passed on, it would wake whoever just went to sleep.
            ToShell::Post(Post::Tick | Post::Mail) if self.retired => {}
            message if self.retired => self.pass_on(message),
            ToShell::Ask { key, command, asker } => {
                self.asked = true;
                let span = asker.span.clone();
                span.in_scope(|| self.take(Incoming::Command { key, command }, Waiting::Person(asker), ctx));
            }
            ToShell::Post(Post::Mail) => {
                if let Some(Delivery { source, seq, body }) = self.letterbox.answer_call() {
                    self.take(Incoming::Letter { source, seq, body }, Waiting::Sender { source, seq }, ctx);
                }
            }
            ToShell::Post(Post::Timer { due_ms, id, done }) => {
                self.take(Incoming::Timer { due_ms, id }, Waiting::Timer(done), ctx);
            }
            ToShell::Post(Post::Tick) => self.tick(ctx),
        }
        self.letterbox.call(|| ctx.address().try_send(ToShell::Post(Post::Mail)).is_ok());
    }
}
