//! What holds the machinery together, and the two ways in: `ask` changes, `read` looks.

use crate::{
    clock::Clock,
    core::{CommandKey, Said},
    courier::Courier,
    registry::{Hosted, Registry},
    shell::{Asker, ToShell},
};
use actix::{Arbiter, ArbiterHandle, dev::SendError};
use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::oneshot;
use tracing::Span;
use wangqian_rules::{
    codes::Codes,
    effect::{Show, Wake},
    ids::EntityId,
    refusal::Refusal,
    time::UnixMs,
};
use wangqian_storage::{CommitError, ReadError, Store, record::EntityKey};

/// Why a command has no reply.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too much waits for this entity: nothing was done, come back in a second.
    #[error("the entity's mailbox is full")]
    Busy,
    /// The server takes no commands any more: it is going down.
    #[error("draining")]
    Draining,
    #[error(transparent)]
    NotCommitted(CommitError),
    #[error(transparent)]
    Unreadable(ReadError),
    /// A bug; nothing was done.
    #[error("the decision panicked")]
    Panicked,
    /// The actor ended before it answered; ask again with the same key.
    #[error("the actor went away")]
    Gone,
}

/// Told of everything that screens should see, after it is durable.
pub trait Screens: Send + Sync + 'static {
    /// `committed`: when it became durable.
    fn show(&self, show: Show, committed: Instant);
}

/// Told that there is something to do, after it is durable.
pub trait Workers: Send + Sync + 'static {
    fn wake(&self, wake: Wake);
}

/// Told how long things took, on the way of every command: it must not block.
pub trait Stopwatch: Send + Sync + 'static {
    /// A command was asked, and answered, refused or not.
    fn asked(&self, took: Duration);
    /// A step was decided and became durable.
    fn committed(&self, took: Duration);
}

/// Of nobody's interest.
impl Stopwatch for () {
    fn asked(&self, _: Duration) {}
    fn committed(&self, _: Duration) {}
}

/// Sizes, and who is told of times.
#[derive(Clone)]
pub struct RuntimeOptions {
    /// Threads that entities live on.
    pub arbiters: usize,
    /// Above this many awake entities, idle ones go to sleep at once.
    pub awake_max: usize,
    /// How long an entity stays awake that nobody needs.
    pub idle_ms: i64,
    pub stopwatch: Arc<dyn Stopwatch>,
}

impl Default for RuntimeOptions {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self { arbiters: cores, awake_max: 50_000, idle_ms: 600_000, stopwatch: Arc::new(()) }
    }
}

/// The running machinery. Cheap to clone.
#[derive(Clone)]
pub struct Runtime(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    codes: Arc<Codes>,
    registry: Registry,
    courier: Courier,
    screens: OnceLock<Arc<dyn Screens>>,
    workers: OnceLock<Arc<dyn Workers>>,
    arbiters: Vec<ArbiterHandle>,
    options: RuntimeOptions,
    draining: AtomicBool,
    jitter: AtomicI64,
}

const TICK: Duration = Duration::from_millis(50);
const TIMERS_EVERY: Duration = Duration::from_secs(1);
const IDLE_WHEN_CROWDED_MS: i64 = 2_000;
/// For who is one of many and was asked nothing: a roster wakes twenty thousand graduates to tell each one thing.
const IDLE_UNASKED_MS: i64 = 20_000;

impl Runtime {
    /// Starts the machinery on a store, within an actix system, and wakes everybody who still has letters to send.
    pub async fn start(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        codes: Arc<Codes>,
        options: RuntimeOptions,
    ) -> Result<Self, ReadError> {
        let arbiters = (0..options.arbiters.max(1)).map(|_| Arbiter::new().handle()).collect();
        let runtime = Self(Arc::new(Inner {
            store,
            clock,
            codes,
            registry: Registry::default(),
            courier: Courier::default(),
            screens: OnceLock::new(),
            workers: OnceLock::new(),
            arbiters,
            options,
            draining: AtomicBool::new(false),
            jitter: AtomicI64::new(0),
        }));
        for sender in runtime.store().sources_with_letters().await? {
            runtime.wake_soon(sender);
        }
        runtime.spawn(runtime.clone().tick_for_ever());
        Ok(runtime)
    }

    /// Fires due timers every second. Separate from `start`, so that tests fire them by hand.
    pub fn start_timers(&self) {
        self.spawn(self.clone().fire_for_ever());
    }

    /// Where steps are shown. Set once, before the first command.
    pub fn show_on(&self, screens: Arc<dyn Screens>) {
        let _already_set = self.0.screens.set(screens);
    }

    /// Who is woken by steps. Set once, before the first command.
    pub fn wake_up(&self, workers: Arc<dyn Workers>) {
        let _already_set = self.0.workers.set(workers);
    }

    /// Hands a command to an entity and waits until its effect is durable.
    pub async fn ask<E: Hosted>(
        &self,
        id: impl Into<EntityId>,
        key: Option<CommandKey>,
        command: E::Command,
    ) -> Result<E::Reply, AskError> {
        if self.0.draining.load(Ordering::Relaxed) {
            return Err(AskError::Draining);
        }
        let begun = Instant::now();
        let answer = self.ask_actor::<E>(id.into(), key, command).await;
        self.stopwatch().asked(begun.elapsed());
        answer
    }

    async fn ask_actor<E: Hosted>(
        &self,
        id: EntityId,
        key: Option<CommandKey>,
        command: E::Command,
    ) -> Result<E::Reply, AskError> {
        let slot = self.actor::<E>(id).await?;
        let (answer, reply) = oneshot::channel();
        // Whatever the actor logs on the way is the request's.
        let asker = Asker { answer, span: Span::current() };
        match slot.addr.try_send(ToShell::Ask { key, command, asker }) {
            Ok(()) => reply.await.unwrap_or(Err(AskError::Gone)),
            Err(SendError::Full(_)) => Err(AskError::Busy),
            Err(SendError::Closed(_)) => Err(AskError::Gone),
        }
    }

    /// The entity's state as last committed. Never waits for a writer.
    pub async fn read<E: Hosted>(&self, id: impl Into<EntityId>) -> Result<Arc<E>, AskError> {
        let slot = self.actor::<E>(id.into()).await?;
        Ok(slot.view.load_full())
    }

    /// The same for somebody who cannot wait: `None` when the entity sleeps.
    pub fn glance<E: Hosted>(&self, id: impl Into<EntityId>) -> Option<Arc<E>> {
        let slot = self.registry().slot::<E>(&EntityKey(id.into().to_bytes()))?;
        Some(slot.view.load_full())
    }

    /// Takes no more commands, then waits until every letter has arrived, at most `patience`. Returns how many have not:
    /// they are on disk and go out at the next start.
    pub async fn drain(&self, patience: Duration) -> usize {
        self.0.draining.store(true, Ordering::Relaxed);
        let _in_time = tokio::time::timeout(patience, self.settled()).await;
        self.courier().unsettled()
    }

    /// Waits until no letter is on its way.
    pub async fn settled(&self) {
        while self.courier().unsettled() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// The store underneath.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.0.store
    }

    /// The time.
    pub fn now(&self) -> UnixMs {
        self.0.clock.now()
    }

    /// The machine's own word on the time: for comparing with other machines.
    pub fn wall(&self) -> UnixMs {
        self.0.clock.wall()
    }

    /// The code tables in force.
    pub fn codes(&self) -> &Codes {
        &self.0.codes
    }

    /// All awake entities.
    pub fn registry(&self) -> &Registry {
        &self.0.registry
    }

    /// Letters on their way.
    pub fn courier(&self) -> &Courier {
        &self.0.courier
    }

    /// Milliseconds since the start, by a clock that nobody sets.
    pub fn monotonic_ms(&self) -> i64 {
        self.0.clock.monotonic_ms()
    }

    pub(crate) fn stopwatch(&self) -> &dyn Stopwatch {
        self.0.options.stopwatch.as_ref()
    }

    pub(crate) fn say(&self, said: Said, committed: Instant) {
        if let Some(screens) = self.0.screens.get() {
            said.shows.into_iter().for_each(|show| screens.show(show, committed));
        }
        if let Some(workers) = self.0.workers.get() {
            said.wakes.into_iter().for_each(|wake| workers.wake(wake));
        }
    }

    /// A school and its graduates live on one thread: most letters then stay on it.
    pub(crate) fn arbiter_of(&self, id: EntityId) -> &ArbiterHandle {
        let home = match id {
            EntityId::School(school) => school.0 as usize,
            EntityId::Graduate(graduate) => graduate.school.0 as usize,
            EntityId::Province(province) => province.0.into(),
            EntityId::Employer(employer) => usize::from(employer.0.as_bytes()[15]),
            EntityId::Account(account) => usize::from(account.0.as_bytes()[15]),
            EntityId::EmsSchool(school) => school.0 as usize,
            EntityId::Link(link) => link.school.0 as usize,
            EntityId::Outbox(school) => school.0 as usize,
            EntityId::Gateway(channel) => channel as usize,
            EntityId::Batches(reviewer) => reviewer.school.0 as usize,
            EntityId::Follower(follower) => usize::from(follower.0.as_bytes()[15]),
        };
        &self.0.arbiters[home % self.0.arbiters.len()]
    }

    /// Has every thread that entities live on do this.
    pub fn on_every_arbiter(&self, work: fn()) {
        for arbiter in &self.0.arbiters {
            // Fails only while the process is ending.
            let _ending = arbiter.spawn_fn(work);
        }
    }

    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        // Fails only while the process is ending; whatever the work was, it is found again on disk.
        let _ending = self.0.arbiters[0].spawn(work);
    }

    pub(crate) fn is_awake(&self, key: &EntityKey) -> bool {
        self.registry().is_awake(key)
    }

    /// How long an entity may be idle before it goes to sleep.
    pub(crate) fn idle_ms(&self, unasked: bool) -> i64 {
        let idle_ms = if unasked { self.0.options.idle_ms.min(IDLE_UNASKED_MS) } else { self.0.options.idle_ms };
        if self.registry().awake() > self.0.options.awake_max { IDLE_WHEN_CROWDED_MS } else { idle_ms }
    }

    /// How often an entity looks whether it is idle.
    pub(crate) fn idle_check_ms(&self, unasked: bool) -> i64 {
        let often = self.0.options.idle_ms / 20;
        if unasked { often.min(IDLE_UNASKED_MS / 2) } else { often }
    }

    /// 0 to 25, another one each time: spreads repeats.
    pub(crate) fn jitter(&self) -> i64 {
        self.0.jitter.fetch_add(7, Ordering::Relaxed).rem_euclid(26)
    }

    async fn tick_for_ever(self) {
        loop {
            tokio::time::sleep(TICK).await;
            self.run_ticks();
        }
    }

    async fn fire_for_ever(self) {
        loop {
            self.fire_due_timers(self.now()).await;
            tokio::time::sleep(TIMERS_EVERY).await;
        }
    }
}
