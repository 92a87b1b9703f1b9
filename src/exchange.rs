//! The traffic with the employment management system: what waits on a link is carried until the other side has it (SYN-01).
//!
//! A worker per link, awake only while something waits. It carries a batch, writes down what became of each parcel, and goes on; a
//! side that cannot be reached is tried again after a growing pause. A parcel that was carried twice because the note was lost is told by
//! its revision at the other side.

mod embedded;
mod remote;
mod ways_in;

pub use embedded::{Embedded, take};
pub use remote::{Mirrored, Remote, side_code};
pub use ways_in::{Asked, ways_in};

use crate::system::System;
use dashmap::{DashMap, Entry};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::Semaphore;
use wangqian_rules::{
    account::records::WayIn,
    ems::EmsSchool,
    entity::Entity,
    exchange::{
        Subject,
        standing::{self, Difference, Standing},
    },
    ids::*,
    link::{Command, Link, Parcel, Receipt},
    school::School,
    time::UnixMs,
};
use wangqian_runtime::{AskError, Runtime};
use wangqian_storage::{BoxFuture, ReadError};

/// Parcels carried together.
pub const BATCH: usize = 200;
/// Links that are carried at the same time.
const AT_ONCE: usize = 16;
const SHORTEST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The other side did not answer: nothing is known of the parcels, and they are carried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreachable(pub String);

/// Brings parcels to the end of a link: straight to the entities of this process, or over HTTP.
pub trait Carrier: Send + Sync + 'static {
    /// A receipt for each parcel, in their order.
    fn carry(&self, link: LinkId, parcels: Vec<Arc<Parcel>>) -> BoxFuture<Result<Vec<Receipt>, Unreachable>>;

    /// What the other end has of every graduate of the school.
    fn standings(&self, link: LinkId) -> BoxFuture<Result<Vec<Standing>, Unreachable>>;

    /// How graduates will sign in there once they have a code; with `resets`, one in place of their password.
    fn ways_in(&self, link: LinkId, asked: Vec<Asked>, resets: bool) -> BoxFuture<Result<Vec<WayIn>, Unreachable>>;
}

/// The two systems, laid side by side.
pub struct Compared {
    pub graduates: usize,
    pub differences: Vec<Difference>,
    pub on_the_way: BTreeSet<Subject>,
}

/// What this process has of every graduate of a school, on this side.
///
/// # Errors
/// Of reading.
pub async fn standings(runtime: &Runtime, side: Side, school: SchoolId) -> Result<Vec<Standing>, AskError> {
    Ok(match side {
        Side::Ems => runtime.read::<EmsSchool>(EntityId::EmsSchool(school)).await?.standings(),
        Side::Platform => runtime.read::<School>(school).await?.standings(),
    })
}

/// Attempts in a row that failed.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub attempts: u32,
    pub since: UnixMs,
    pub error: String,
}

/// The workers.
pub struct Exchange {
    runtime: Runtime,
    to_platform: Arc<dyn Carrier>,
    to_ems: Arc<dyn Carrier>,
    /// Links with a worker; `true`: something moved since it last looked.
    workers: DashMap<LinkId, AtomicBool>,
    trouble: DashMap<LinkId, Trouble>,
    turns: Semaphore,
    system: System,
}

impl Exchange {
    /// Ready to be woken.
    ///
    /// # Errors
    /// When the other system is another server and this machine has no HTTP client to give.
    pub fn new(runtime: &Runtime, system: &System) -> Result<Arc<Self>, std::io::Error> {
        let here: Arc<dyn Carrier> = Arc::new(Embedded(runtime.clone()));
        let (to_platform, to_ems): (Arc<dyn Carrier>, Arc<dyn Carrier>) = match system {
            System::Both => (Arc::clone(&here), here),
            System::Platform { ems } => (here, Arc::new(Remote::new(ems.clone())?)),
            System::Ems { platform } => {
                let remote = Remote::new(platform.clone())?;
                (Arc::new(Mirrored { runtime: runtime.clone(), remote }), here)
            }
        };
        let (workers, trouble, turns) = (DashMap::new(), DashMap::new(), Semaphore::new(AT_ONCE));
        let (runtime, system) = (runtime.clone(), system.clone());
        Ok(Arc::new(Self { runtime, to_platform, to_ems, workers, trouble, turns, system }))
    }

    /// Whether links to this side end in this process.
    pub fn ends_here(&self, side: Side) -> bool {
        match (&self.system, side) {
            (System::Both, _) | (System::Platform { .. }, Side::Platform) | (System::Ems { .. }, Side::Ems) => true,
            (System::Platform { .. }, Side::Ems) | (System::Ems { .. }, Side::Platform) => false,
        }
    }

    /// Whether links to this side begin in this process.
    pub fn begins_here(&self, side: Side) -> bool {
        match side {
            Side::Platform => self.ends_here(Side::Ems),
            Side::Ems => self.ends_here(Side::Platform),
        }
    }

    /// In what the two systems differ, and whom something on a way that begins here is about.
    ///
    /// # Errors
    /// When the other system does not answer.
    pub async fn differences(&self, school: SchoolId) -> Result<Result<Compared, Unreachable>, AskError> {
        let to = if self.begins_here(Side::Ems) { Side::Ems } else { Side::Platform };
        let there = match self.carrier(to).standings(LinkId { to, school }).await {
            Ok(there) => there,
            Err(error) => return Ok(Err(error)),
        };
        let here = standings(&self.runtime, to.opposite(), school).await?;
        let mut on_the_way = BTreeSet::new();
        for to in [Side::Ems, Side::Platform].into_iter().filter(|to| self.begins_here(*to)) {
            let link = self.runtime.read::<Link>(LinkId { to, school }).await?;
            on_the_way.extend(link.parcels().map(|parcel| parcel.cargo.subject()));
        }
        let (platform, ems) = if to == Side::Ems { (here, there) } else { (there, here) };
        let differences = standing::differences(&platform, &ems);
        Ok(Ok(Compared { graduates: platform.len().max(ems.len()), differences, on_the_way }))
    }

    /// How graduates of a school will sign in on the platform.
    ///
    /// # Errors
    /// When the platform does not answer.
    pub async fn ways_in(&self, school: SchoolId, asked: Vec<Asked>, resets: bool) -> Result<Vec<WayIn>, Unreachable> {
        self.to_platform.ways_in(LinkId { to: Side::Platform, school }, asked, resets).await
    }

    fn carrier(&self, to: Side) -> &Arc<dyn Carrier> {
        match to {
            Side::Ems => &self.to_ems,
            Side::Platform => &self.to_platform,
        }
    }

    /// Wakes every link that has something to carry: at the start.
    pub async fn resume(self: &Arc<Self>) -> Result<(), ReadError> {
        for link in links(&self.runtime).await? {
            self.wake(link);
        }
        Ok(())
    }

    /// Something moved on a link. Called from within an actix system.
    pub fn wake(self: &Arc<Self>, link: LinkId) {
        match self.workers.entry(link) {
            Entry::Occupied(worker) => worker.get().store(true, Ordering::Release),
            Entry::Vacant(place) => {
                place.insert(AtomicBool::new(false));
                let exchange = Arc::clone(self);
                actix_web::rt::spawn(async move { exchange.work(link).await });
            }
        }
    }

    /// What keeps a link from moving; `None`: nothing.
    pub fn trouble(&self, link: LinkId) -> Option<Trouble> {
        self.trouble.get(&link).map(|trouble| trouble.clone())
    }

    async fn work(self: Arc<Self>, link: LinkId) {
        loop {
            match self.carry_some(link).await {
                Ok(true) => {}
                // A caller that wakes the link while the worker leaves finds the entry, or starts a new one: never neither.
                Ok(false) => {
                    let gone = self.workers.remove_if(&link, |_, moved| !moved.swap(false, Ordering::Acquire));
                    if gone.is_some() {
                        return;
                    }
                }
                Err(Stopped::Draining) => return,
                Err(Stopped::Trouble(error)) => {
                    let attempts = self.note_trouble(link, error);
                    tokio::time::sleep(pause(attempts)).await;
                }
            }
        }
    }

    /// `false`: nothing waits that could be carried.
    async fn carry_some(&self, link: LinkId) -> Result<bool, Stopped> {
        let _turn = self.turns.acquire().await;
        let carrier = match link.to {
            Side::Platform => &self.to_platform,
            Side::Ems => &self.to_ems,
        };
        let carried = carry(&self.runtime, carrier.as_ref(), link).await?;
        self.trouble.remove(&link);
        Ok(carried > 0)
    }

    fn note_trouble(&self, link: LinkId, error: String) -> u32 {
        let mut trouble = self.trouble.entry(link).or_insert_with(|| Trouble {
            attempts: 0,
            since: self.runtime.now(),
            error: String::new(),
        });
        trouble.attempts += 1;
        if trouble.error != error {
            tracing::warn!(?link, error, "a link does not move");
        }
        trouble.error = error;
        trouble.attempts
    }
}

/// Why a worker does not go on at once.
enum Stopped {
    /// The server goes down; what waits is found again at the next start.
    Draining,
    Trouble(String),
}

impl From<AskError> for Stopped {
    fn from(error: AskError) -> Self {
        match error {
            AskError::Draining => Self::Draining,
            other => Self::Trouble(other.to_string()),
        }
    }
}

/// Carries one batch and writes down what became of it; returns how many parcels it had.
async fn carry(runtime: &Runtime, carrier: &dyn Carrier, link: LinkId) -> Result<usize, Stopped> {
    let ready = runtime.read::<Link>(link).await?.ready(BATCH);
    if ready.is_empty() {
        return Ok(0);
    }
    let numbers: Vec<u64> = ready.iter().map(|parcel| parcel.number).collect();
    let receipts = carrier.carry(link, ready).await.map_err(|Unreachable(error)| Stopped::Trouble(error))?;
    let settled: Vec<_> = numbers.into_iter().zip(receipts).collect();
    let count = settled.len();
    runtime.ask::<Link>(link, None, Command::Settle(settled)).await?;
    Ok(count)
}

/// Carries what waits for the platform, as its worker would, for somebody who cannot go on before it is there.
pub async fn hurry(runtime: &Runtime, link: LinkId) -> Result<(), AskError> {
    match carry(runtime, &Embedded(runtime.clone()), link).await {
        Err(Stopped::Draining) => Err(AskError::Draining),
        Err(Stopped::Trouble(error)) => {
            tracing::debug!(?link, error, "to be carried again");
            Ok(())
        }
        Ok(_) => Ok(()),
    }
}

/// 0.5 s, doubling to 30 s.
fn pause(attempts: u32) -> Duration {
    (SHORTEST_PAUSE * 2u32.pow(attempts.saturating_sub(1).min(8))).min(LONGEST_PAUSE)
}

/// Every link there ever was.
pub async fn links(runtime: &Runtime) -> Result<Vec<LinkId>, ReadError> {
    let all = entities::<Link>(runtime).await?;
    Ok(all.into_iter().filter_map(|id| if let EntityId::Link(link) = id { Some(link) } else { None }).collect())
}

/// Every entity of a kind there ever was.
pub async fn entities<E: Entity>(runtime: &Runtime) -> Result<Vec<EntityId>, ReadError> {
    const PAGE: usize = 1000;
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = runtime.store().entities(vec![E::KIND], after, PAGE).await?;
        all.extend(page.iter().filter_map(|key| EntityId::from_bytes(&key.0)));
        if page.len() < PAGE {
            return Ok(all);
        }
        after = page.last().copied();
    }
}
