//! The actor of one awake entity: decides one input after the other, and lets out what each says once it is durable.
//!
//! It does not wait for the disk in between: up to `AHEAD` letters and `MAILBOX` commands more are decided on steps that are on their way
//! there ([`Flight`]). When one of those fails the actor ends with all that rests on it: the next input finds a fresh one, loaded from what
//! is really on disk.

use crate::{
    core::{CommandKey, Core, Incoming, Released, Step, Taken},
    flight::{Aboard, Decided, Flight, Head, MAILBOX},
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

/// One actor.
pub struct Shell<E: Hosted> {
    core: Core<E>,
    view: Arc<ArcSwap<E>>,
    letterbox: Arc<Letterbox>,
    flight: Flight<E>,
    runtime: Runtime,
    /// By the monotonic clock.
    last_used_ms: i64,
    /// A tick is on its way: there is never more than one.
    tick_due: Option<i64>,
    /// A step failed, and it ends. The step may have happened, with letters that only the disk knows of.
    failed: bool,
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
pub(crate) enum Waiting<E: Hosted> {
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
            flight: Flight::new(),
            runtime,
            last_used_ms,
            tick_due: None,
            failed: false,
            asked: false,
            retired: false,
        }
    }

    fn key(&self) -> EntityKey {
        EntityKey(self.core.id().to_bytes())
    }

    fn take(&mut self, incoming: Incoming<E::Command>, waiting: Waiting<E>, ctx: &mut Context<Self>) {
        if self.failed {
            return waiting.answer(Err(AskError::Gone));
        }
        self.last_used_ms = self.runtime.monotonic_ms();
        match self.core.take(incoming, self.runtime.now(), self.runtime.codes()) {
            Taken::Answer(answer) => self.answer(Decided::Answer(answer.map_err(AskError::Refused)), waiting),
            Taken::Panicked => self.answer(Decided::Answer(Err(AskError::Panicked)), waiting),
            Taken::Repeated => self.answer(Decided::Repeated, waiting),
            Taken::NotNow => {}
            Taken::Step(step) => self.submit(step, waiting, ctx),
        }
    }

    fn look_at_arrivals(&mut self) {
        for (destination, upto) in self.letterbox.take_arrivals() {
            let settled = self.core.outbox().acknowledged(destination, upto);
            self.runtime.courier().settled(settled);
        }
    }

    /// Answers in turn: now, when nothing is on its way to the disk.
    fn answer(&mut self, result: Decided<E>, waiting: Waiting<E>) {
        let aboard = Aboard { result, waiting };
        if self.flight.is_empty() { self.let_out(aboard) } else { self.flight.board(aboard) }
    }

    fn submit(&mut self, mut step: Box<Step<E>>, waiting: Waiting<E>, ctx: &mut Context<Self>) {
        let begun = Instant::now();
        match self.runtime.store().submit(step.for_disk()) {
            Ok(durable) => {
                self.core.submitted(&step);
                let is_first = self.flight.is_empty();
                self.flight.board(Aboard { result: Decided::Step { step, durable: Some(durable), begun }, waiting });
                if is_first {
                    self.follow(ctx);
                }
            }
            // Nothing was decided: the entity is as it was, with all that is on its way.
            Err(refusal @ (CommitError::Busy | CommitError::ReadOnly(_) | CommitError::TooLarge { .. })) => {
                waiting.answer(Err(AskError::NotCommitted(refusal)));
            }
            Err(error) => self.fail(error, waiting, ctx),
        }
    }

    /// Lets out whatever is durable, then waits for the oldest that is not.
    fn follow(&mut self, ctx: &mut Context<Self>) {
        while !self.failed {
            match self.flight.head() {
                Head::Nothing => return,
                Head::Ready(fate) => self.leave(fate, ctx),
                Head::Disk(durable) => {
                    ctx.spawn(durable.into_actor(self).map(|fate, shell, ctx| shell.landed(fate, ctx)));
                    return;
                }
            }
        }
    }

    fn landed(&mut self, fate: Result<(), CommitError>, ctx: &mut Context<Self>) {
        self.leave(fate, ctx);
        self.follow(ctx);
        self.take_mail(ctx);
        self.call_for_mail(ctx);
    }

    fn leave(&mut self, fate: Result<(), CommitError>, ctx: &mut Context<Self>) {
        match (self.flight.leave(), fate) {
            (None, _) => {}
            (Some(aboard), Ok(())) => self.let_out(aboard),
            (Some(aboard), Err(error)) => self.fail(error, aboard.waiting, ctx),
        }
    }

    /// Only now, with everything that it rests on on disk, does anybody hear of it.
    fn let_out(&mut self, Aboard { result, waiting }: Aboard<E>) {
        match result {
            Decided::Answer(answer) => waiting.answer(answer),
            Decided::Repeated => waiting.taken(self),
            Decided::Step { step, begun, .. } => {
                let committed = Instant::now();
                self.runtime.stopwatch().committed(committed - begun);
                self.release(*step, waiting, committed);
            }
        }
    }

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

    /// A step that failed takes along all that was decided on it: the actor ends, and the next input finds a fresh one.
    fn fail(&mut self, error: CommitError, waiting: Waiting<E>, ctx: &mut Context<Self>) {
        let entity = self.key();
        waiting.span().in_scope(|| tracing::error!(?entity, %error, "commit failed; the entity is loaded again"));
        waiting.answer(Err(AskError::NotCommitted(error)));
        for behind in self.flight.abandon() {
            let why = "a step before it was not committed".to_owned();
            behind.answer(Err(AskError::NotCommitted(CommitError::Unknown(why))));
        }
        self.failed = true;
        ctx.stop();
    }

    /// As many letters as there is room for. A call that finds no room stands until something lands.
    fn take_mail(&mut self, ctx: &mut Context<Self>) {
        for Delivery { source, seq, body } in self.letterbox.take(self.flight.room()) {
            self.take(Incoming::Letter { source, seq, body }, Waiting::Sender { source, seq }, ctx);
        }
    }

    fn call_for_mail(&self, ctx: &mut Context<Self>) {
        if self.flight.room() > 0 {
            self.letterbox.call(|| ctx.address().try_send(ToShell::Post(Post::Mail)).is_ok());
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
        if !self.core.outbox().is_empty() || !self.flight.is_empty() {
            self.tick_within(TICK_MS);
        } else if self.core.outbox().has_arrived() && quiet_ms >= QUIET_MS {
            if let Some(step) = self.core.acknowledge(self.runtime.now()) {
                self.submit(step, Waiting::Nobody, ctx);
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
        if waiting > 0 || self.failed {
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
            ToShell::Ask { asker, .. } if !self.flight.takes_commands() => drop(asker.answer.send(Err(AskError::Busy))),
            ToShell::Ask { key, command, asker } => {
                self.asked = true;
                let span = asker.span.clone();
                span.in_scope(|| self.take(Incoming::Command { key, command }, Waiting::Person(asker), ctx));
            }
            ToShell::Post(Post::Mail) => self.take_mail(ctx),
            // It fires again within a second.
            ToShell::Post(Post::Timer { .. }) if self.flight.room() == 0 => {}
            ToShell::Post(Post::Timer { due_ms, id, done }) => {
                self.take(Incoming::Timer { due_ms, id }, Waiting::Timer(done), ctx);
            }
            ToShell::Post(Post::Tick) => self.tick(ctx),
        }
        self.call_for_mail(ctx);
    }
}
