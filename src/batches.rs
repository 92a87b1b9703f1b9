//! Batches under way (EXT-07): a worker per reviewer asks the graduates, many at a time, and writes down what became of each item.
//!
//! The worker holds nothing that the batch does not: it can end at any moment, and the next one goes on with what is not written down.
//! An item that was decided and not written down is asked again under the same key, and answered as before.

mod preview;
mod results;

pub use preview::look_through;
pub use results::results;

use crate::{auth::password::digest, convert, people};
use dashmap::{DashMap, Entry};
use futures_util::{StreamExt, stream};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Semaphore, mpsc};
use wangqian_rules::{
    batch::{Batch, Batches, Command, Fate, Item, Stand, Why},
    graduate::{self, Graduate},
    ids::*,
    refusal::Refusal,
    review::Verdict,
    school::{School, deputies::Behind},
    time::UnixMs,
};
use wangqian_runtime::{AskError, Runtime, core::CommandKey};

/// Items of all batches that are asked at the same time.
const AT_ONCE: usize = 64;
/// Letters on their way above which a batch waits: whoever works by hand goes first.
const LETTERS_MAX: usize = 1_024;
/// Between two notes of one batch, so that a note holds many items.
const NOTE_EVERY: Duration = Duration::from_millis(100);
/// Items of one note.
const NOTE_MAX: usize = 1_024;
const SHORT_WAIT: Duration = Duration::from_millis(2);

/// The workers.
pub struct Workers {
    runtime: Runtime,
    /// Reviewers with a worker; `true`: woken since it last looked.
    workers: DashMap<ReviewerId, AtomicBool>,
    hands: Semaphore,
}

/// The worker cannot go on now: another one will be woken.
struct GaveUp;

impl Workers {
    /// Ready to be woken.
    pub fn new(runtime: &Runtime) -> Arc<Self> {
        Arc::new(Self { runtime: runtime.clone(), workers: DashMap::new(), hands: Semaphore::new(AT_ONCE) })
    }

    /// Something is to be decided for this reviewer. Called from within an actix system.
    pub fn wake(self: &Arc<Self>, of: ReviewerId) {
        match self.workers.entry(of) {
            Entry::Occupied(worker) => worker.get().store(true, Ordering::Release),
            Entry::Vacant(place) => {
                place.insert(AtomicBool::new(false));
                let workers = Arc::clone(self);
                actix_web::rt::spawn(async move { workers.work(of).await });
            }
        }
    }

    async fn work(self: Arc<Self>, of: ReviewerId) {
        loop {
            let worked = self.carry_on(of).await;
            let leaving = |_: &ReviewerId, woken: &AtomicBool| worked.is_err() || !woken.swap(false, Ordering::Acquire);
            if self.workers.remove_if(&of, leaving).is_some() {
                return;
            }
        }
    }

    /// Decides whatever is open in the batch under way.
    async fn carry_on(&self, of: ReviewerId) -> Result<(), GaveUp> {
        let batches = self.runtime.read::<Batches>(of).await.map_err(|_| GaveUp)?;
        let Some(batch) = batches.under_way().cloned() else { return Ok(()) };
        let (tell, told) = mpsc::channel(NOTE_MAX);
        let (decided, noted) = tokio::join!(self.decide_all(of, &batch, tell), self.note_all(of, batch.id, told));
        decided.and(noted)
    }

    async fn decide_all(&self, of: ReviewerId, batch: &Batch, tell: mpsc::Sender<(u32, Fate)>) -> Result<(), GaveUp> {
        let open = stream::iter(batch.items.open());
        let decided = open.map(|(place, item)| async move {
            let _hand = self.hands.acquire().await;
            self.has_room().await;
            if !self.is_under_way(of, batch.id) {
                return Err(GaveUp);
            }
            let fate = self.decide(of, batch, item).await?;
            Ok((place, fate))
        });
        let mut decided = decided.buffer_unordered(AT_ONCE);
        let mut all = Ok(());
        // Items that are on their way when the worker has to give up are still decided, and written down.
        while let Some(result) = decided.next().await {
            let told = match result {
                Ok(fate) => tell.send(fate).await.map_err(|_| GaveUp),
                Err(gave_up) => Err(gave_up),
            };
            all = all.and(told);
        }
        all
    }

    async fn note_all(&self, of: ReviewerId, id: BatchId, mut told: mpsc::Receiver<(u32, Fate)>) -> Result<(), GaveUp> {
        let mut fates = Vec::with_capacity(NOTE_MAX);
        while told.recv_many(&mut fates, NOTE_MAX).await > 0 {
            let note = Command::Note { id, fates: std::mem::take(&mut fates) };
            if let Err(error) = people::ask::<Batches>(&self.runtime, of, note).await {
                tracing::warn!(%error, batch = %id, "what became of items was not written down: they will be asked again");
                return Err(GaveUp);
            }
            tokio::time::sleep(NOTE_EVERY).await;
        }
        Ok(())
    }

    async fn has_room(&self) {
        while self.runtime.courier().unsettled() > LETTERS_MAX {
            tokio::time::sleep(SHORT_WAIT).await;
        }
    }

    fn is_under_way(&self, of: ReviewerId, id: BatchId) -> bool {
        let batches = self.runtime.glance::<Batches>(of);
        batches.is_some_and(|batches| batches.get(id).is_some_and(|batch| batch.head.stand == Stand::UnderWay))
    }

    /// With the rights that the reviewer has now (I11).
    async fn decide(&self, of: ReviewerId, batch: &Batch, item: &Item) -> Result<Fate, GaveUp> {
        let id = batch.id;
        let school = self.runtime.read::<School>(of.school).await.map_err(|_| GaveUp)?;
        let under = Under { verdict: &batch.head.verdict, behind: &batch.head.behind, now: self.runtime.now() };
        let Some((owner, command)) = command(&school, of.staff, item, under) else {
            return Ok(not((&school, of.staff), &Refusal::NotFound, false));
        };
        match people::ask_as::<Graduate>(&self.runtime, owner, Some(key(id, item)), command).await {
            Ok(_) => Ok(Fate::Done),
            // It was the one that was seen when it was looked through.
            Err(AskError::Refused(refusal)) => Ok(not((&school, of.staff), &refusal, true)),
            Err(error @ (AskError::Unreadable(_) | AskError::Panicked)) => {
                tracing::error!(%error, batch = %id, case = %item.case, "an item of a batch was not decided");
                Ok(Fate::Not(broken()))
            }
            Err(_) => Err(GaveUp),
        }
    }
}

/// How an item is decided, in whose places, at which instant.
#[derive(Clone, Copy)]
struct Under<'a> {
    verdict: &'a Verdict,
    behind: &'a [Behind],
    now: UnixMs,
}

/// The decision on an item, with the school's word on it; `None`: the school has no such case.
fn command(school: &School, staff: StaffId, item: &Item, under: Under<'_>) -> Option<(GraduateId, graduate::Command)> {
    let owner = school.cases.get(item.case)?.graduate;
    let grant = school.authorise_chosen(staff, item.case, under.behind, under.now);
    let act = graduate::Act::Review { grant, verdict: under.verdict.clone() };
    Some((owner, graduate::Command::Act { case: item.case, seen: item.seen, act }))
}

/// The same batch and case are the same intention, however often the worker comes back.
fn key(batch: BatchId, item: &Item) -> CommandKey {
    let intention = digest(&[batch.0.as_bytes().as_slice(), item.case.0.as_bytes()].concat());
    CommandKey::new(&intention, &digest(&item.seen.to_be_bytes()))
}

/// In the words that the reviewer would read on the item's own page.
fn not((school, staff): (&School, StaffId), refusal: &Refusal, moved: bool) -> Fate {
    let told = refusal.told(convert::settings::reader(school, staff));
    Fate::Not(Why::of(refusal, told.title, moved))
}

fn broken() -> Why {
    let text = "系统未能办理，请单独打开办理".to_owned();
    Why { code: "internal".to_owned(), text, happened: String::new(), changed: false }
}
