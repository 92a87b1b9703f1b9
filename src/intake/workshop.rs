//! Work on files: few at a time, within so much memory, and beneath everybody else's requests. What takes no longer than a sign-in, a
//! glance, has hands of its own that stand back for nobody.

use super::sender::Sender;
use crate::memory;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// Files worked on at once: each takes a core for seconds.
pub(crate) const HANDS: usize = 2;
/// MiB that work may take at once, by what each file says beforehand that it will cost. A dearer one goes alone.
const MEMORY_MIB: u32 = 192;
/// Files that may wait for their turn; the last of so many is done before its request has taken too long, on a busy machine too.
const WAITING_MAX: usize = 12;
/// Glances at once, of which each takes a core for milliseconds.
const GLANCES: usize = 2;
/// Files that may wait for a glance; the last of so many has waited for a second.
const GLANCES_WAITING_MAX: usize = 64;
/// Of strangers' files one is worked on at a time, and so many wait.
const STRANGERS_WAITING_MAX: usize = 6;
/// As `nice` counts: a request that looks something up gets nine times the share of a core that a file gets.
const NICENESS: i32 = 10;

/// The one of a server.
pub struct Workshop {
    hands: Arc<Semaphore>,
    memory: Arc<Semaphore>,
    waiting: AtomicUsize,
    glances: Arc<Semaphore>,
    waiting_glances: AtomicUsize,
    strangers: Arc<Semaphore>,
    waiting_strangers: AtomicUsize,
}

/// Why work on a file did not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    #[error("too many files are waiting")]
    Crowded,
    /// A parser that panics on a file has found it damaged.
    #[error("the work panicked")]
    Panicked,
}

impl Default for Workshop {
    fn default() -> Self {
        let memory = Arc::new(Semaphore::new(MEMORY_MIB as usize));
        Self {
            hands: Arc::new(Semaphore::new(HANDS)),
            memory,
            waiting: AtomicUsize::new(0),
            glances: Arc::new(Semaphore::new(GLANCES)),
            waiting_glances: AtomicUsize::new(0),
            strangers: Arc::new(Semaphore::new(1)),
            waiting_strangers: AtomicUsize::new(0),
        }
    }
}

impl Workshop {
    /// Does a job that takes so much memory. The caller may be gone before it ends: its turn lasts as long as the work.
    ///
    /// # Errors
    /// `Crowded` at once, when too many wait.
    pub async fn work<T: Send + 'static>(
        &self,
        whose: Sender,
        bytes: u64,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        // One hand is always free for others, and a few places to wait for it.
        let strangers = self.turn_of_strangers(whose).await?;
        let turn = (strangers, self.turn(bytes).await?);
        let (tell, told) = oneshot::channel();
        // What it logs is the request's.
        let span = tracing::Span::current();
        let work = move || {
            let _turn = turn;
            stand_back();
            let done = span.in_scope(job);
            memory::give_back();
            // The caller may not be listening any more.
            drop(tell.send(done));
        };
        thread::Builder::new().name("workshop".to_owned()).spawn(work).map_err(|_| NotDone::Crowded)?;
        told.await.map_err(|_| NotDone::Panicked)
    }

    /// Does a job that takes no more than milliseconds and as much memory as the file.
    ///
    /// # Errors
    /// As [`Self::work`].
    pub async fn glance<T: Send + 'static>(
        &self,
        whose: Sender,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        let strangers = self.turn_of_strangers(whose).await?;
        let turn = (strangers, self.turn_to_glance().await?);
        let span = tracing::Span::current();
        let work = move || {
            let _turn = turn;
            span.in_scope(job)
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| NotDone::Panicked)
    }

    async fn turn_of_strangers(&self, whose: Sender) -> Result<Option<OwnedSemaphorePermit>, NotDone> {
        if whose == Sender::Known {
            return Ok(None);
        }
        let _waits = Waits::among(&self.waiting_strangers, STRANGERS_WAITING_MAX)?;
        Arc::clone(&self.strangers).acquire_owned().await.map(Some).map_err(|_| NotDone::Crowded)
    }

    async fn turn(&self, bytes: u64) -> Result<(OwnedSemaphorePermit, OwnedSemaphorePermit), NotDone> {
        let mib = u32::try_from(bytes.div_ceil(1 << 20)).unwrap_or(MEMORY_MIB).clamp(1, MEMORY_MIB);
        let _waits = Waits::among(&self.waiting, WAITING_MAX)?;
        // The memory first: who waits for it must not hold up the hands.
        let memory = Arc::clone(&self.memory).acquire_many_owned(mib).await.map_err(|_| NotDone::Crowded)?;
        let hand = Arc::clone(&self.hands).acquire_owned().await.map_err(|_| NotDone::Crowded)?;
        Ok((hand, memory))
    }

    async fn turn_to_glance(&self) -> Result<OwnedSemaphorePermit, NotDone> {
        let _waits = Waits::among(&self.waiting_glances, GLANCES_WAITING_MAX)?;
        Arc::clone(&self.glances).acquire_owned().await.map_err(|_| NotDone::Crowded)
    }

    /// Hands that do nothing.
    #[cfg(test)]
    pub(crate) fn idle_hands(&self) -> usize {
        self.hands.available_permits()
    }
}

/// Counted while it waits.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
    fn among(waiting: &'a AtomicUsize, most: usize) -> Result<Self, NotDone> {
        let waits = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) < most { Ok(waits) } else { Err(NotDone::Crowded) }
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Of this thread alone; where the system does not let us, the work is done all the same.
fn stand_back() {
    let _refused = rustix::process::setpriority_process(None, NICENESS);
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::{FutureExt, future::join_all};
    use std::sync::mpsc::{self, channel};

    const SMALL: u64 = 1;

    /// A job that ends once the sender is dropped.
    fn held() -> (mpsc::Sender<()>, impl FnOnce() -> bool + Send + 'static) {
        let (done, wait) = channel();
        (done, move || wait.recv().is_err())
    }

    #[tokio::test]
    async fn few_work_at_once_and_who_comes_when_many_wait_is_sent_away() {
        let workshop = Workshop::default();
        let (ends, jobs): (Vec<_>, Vec<_>) = (0..HANDS + WAITING_MAX).map(|_| held()).unzip();
        let mut working: Vec<_> = jobs.into_iter().map(|job| Box::pin(workshop.work(Sender::Known, SMALL, job))).collect();
        assert!(working.iter_mut().all(|work| work.now_or_never().is_none()));
        assert_eq!(workshop.idle_hands(), 0);
        assert_eq!(workshop.work(Sender::Known, SMALL, || ()).await, Err(NotDone::Crowded));
        drop(ends);
        assert!(join_all(working).await.into_iter().all(|done| done == Ok(true)));
        assert_eq!(workshop.work(Sender::Known, SMALL, || 7).await, Ok(7));
    }

    #[tokio::test]
    async fn strangers_leave_a_hand_and_places_to_others() {
        let workshop = Workshop::default();
        let (ends, jobs): (Vec<_>, Vec<_>) = (0..=STRANGERS_WAITING_MAX).map(|_| held()).unzip();
        let mut theirs: Vec<_> = jobs.into_iter().map(|job| Box::pin(workshop.work(Sender::Stranger, SMALL, job))).collect();
        assert!(theirs.iter_mut().all(|work| work.now_or_never().is_none()));
        assert_eq!(workshop.idle_hands(), HANDS - 1);
        assert_eq!(workshop.work(Sender::Stranger, SMALL, || ()).await, Err(NotDone::Crowded));
        assert_eq!(workshop.work(Sender::Known, SMALL, || 7).await, Ok(7));
        drop(ends);
        assert!(join_all(theirs).await.into_iter().all(|done| done == Ok(true)));
    }

    #[tokio::test]
    async fn what_takes_all_the_memory_works_alone() {
        let workshop = Workshop::default();
        let (end, job) = held();
        let mut large = Box::pin(workshop.work(Sender::Known, u64::MAX, job));
        assert!(large.as_mut().now_or_never().is_none());
        let mut small = Box::pin(workshop.work(Sender::Known, SMALL, || 7));
        assert!(small.as_mut().now_or_never().is_none());
        drop(end);
        assert_eq!((large.await, small.await), (Ok(true), Ok(7)));
    }

    #[tokio::test]
    async fn a_job_that_panics_gives_its_turn_back() {
        let workshop = Workshop::default();
        for _ in 0..=HANDS {
            assert_eq!(
                workshop.work(Sender::Known, u64::MAX, || panic!("a damaged file")).await,
                Err::<(), _>(NotDone::Panicked)
            );
        }
    }

    #[tokio::test]
    async fn who_gives_up_waiting_leaves_the_queue() {
        let workshop = Workshop::default();
        let (end, job) = held();
        let mut large = Box::pin(workshop.work(Sender::Known, u64::MAX, job));
        assert!(large.as_mut().now_or_never().is_none());
        for _ in 0..2 * WAITING_MAX {
            assert!(workshop.work(Sender::Known, SMALL, || ()).now_or_never().is_none(), "begun and given up");
        }
        drop(end);
        assert_eq!(large.await, Ok(true));
    }
}
