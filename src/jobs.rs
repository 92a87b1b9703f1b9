//! Work that outlives the request which began it: a file whose rows are taken one after the other. Its progress is kept in memory, for
//! its owner to follow; what it did stands in the entities.

pub mod invitations;
pub mod rosters;

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};
use uuid::Uuid;
use wangqian_rules::refusal::Refusal;

/// Jobs remembered; beyond, the oldest that is over goes.
const REMEMBERED_MAX: usize = 200;
/// Of one owner: the one that runs, or the last, and the one before it.
const OF_ONE_OWNER: usize = 2;

/// Jobs under way and lately finished, oldest first. An owner has one under way.
pub struct Jobs<O, P>(Mutex<Vec<Arc<Job<O, P>>>>);

/// One of them, with what its owner sees of it.
pub struct Job<O, P> {
    pub id: Uuid,
    owner: O,
    progress: Mutex<P>,
    is_finished: AtomicBool,
}

/// The job as its worker holds it: over when this is dropped, also when the work ended in a panic.
pub struct Running<O, P>(Arc<Job<O, P>>);

/// What came of beginning a job.
pub enum Begun<O, P> {
    /// It is there already: the same request came again.
    Known(Arc<Job<O, P>>),
    New(Running<O, P>),
}

impl<O, P> Default for Jobs<O, P> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<O: Copy + PartialEq, P> Jobs<O, P> {
    /// The job with this id, if it is this owner's.
    pub fn get(&self, id: Uuid, owner: O) -> Option<Arc<Job<O, P>>> {
        find(&self.all(), id, owner)
    }

    /// Begins a job, unless it was begun before.
    ///
    /// # Errors
    /// `UploadRunning` while another one of this owner is under way, or too many are.
    pub fn begin(&self, id: Uuid, owner: O, progress: P) -> Result<Begun<O, P>, Refusal> {
        let mut jobs = self.all();
        if let Some(known) = find(&jobs, id, owner) {
            return Ok(Begun::Known(known));
        }
        if jobs.iter().any(|job| job.owner == owner && !job.is_finished()) {
            return Err(Refusal::UploadRunning);
        }
        while jobs.iter().filter(|job| job.owner == owner).count() >= OF_ONE_OWNER {
            forget_oldest(&mut jobs, |job| job.owner == owner);
        }
        if jobs.len() >= REMEMBERED_MAX && !forget_oldest(&mut jobs, Job::is_finished) {
            return Err(Refusal::UploadRunning);
        }
        let job = Arc::new(Job { id, owner, progress: Mutex::new(progress), is_finished: AtomicBool::new(false) });
        jobs.push(Arc::clone(&job));
        Ok(Begun::New(Running(job)))
    }

    fn all(&self) -> MutexGuard<'_, Vec<Arc<Job<O, P>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn find<O: PartialEq, P>(jobs: &[Arc<Job<O, P>>], id: Uuid, owner: O) -> Option<Arc<Job<O, P>>> {
    jobs.iter().find(|job| job.id == id && job.owner == owner).cloned()
}

fn forget_oldest<O, P>(jobs: &mut Vec<Arc<Job<O, P>>>, of: impl Fn(&Job<O, P>) -> bool) -> bool {
    let oldest = jobs.iter().position(|job| of(job));
    oldest.map(|place| jobs.remove(place)).is_some()
}

impl<O, P> Job<O, P> {
    /// Whether its worker has left it.
    pub fn is_finished(&self) -> bool {
        self.is_finished.load(Ordering::Acquire)
    }

    /// Looks at how far it is.
    pub fn read<T>(&self, look: impl FnOnce(&P) -> T) -> T {
        look(&self.progress.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes how far it is.
    pub fn note(&self, change: impl FnOnce(&mut P)) {
        change(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl<O, P> Running<O, P> {
    /// The job, to answer with.
    pub fn job(&self) -> &Arc<Job<O, P>> {
        &self.0
    }
}

impl<O, P> Drop for Running<O, P> {
    fn drop(&mut self) {
        self.0.is_finished.store(true, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(jobs: &Jobs<u8, u32>, id: u128, owner: u8) -> Result<Option<Running<u8, u32>>, Refusal> {
        jobs.begin(Uuid::from_u128(id), owner, 0).map(|begun| match begun {
            Begun::New(running) => Some(running),
            Begun::Known(_) => None,
        })
    }

    #[test]
    #[doc = "SIG-09, ROS-01"]
    fn an_owner_has_one_job_under_way_and_the_same_request_is_the_same_job() {
        let jobs = Jobs::default();
        let first = begin(&jobs, 1, 7).unwrap().unwrap();
        assert!(begin(&jobs, 1, 7).unwrap().is_none());
        assert_eq!(begin(&jobs, 2, 7).err(), Some(Refusal::UploadRunning));
        assert!(jobs.get(Uuid::from_u128(1), 8).is_none(), "somebody else's");
        let others = begin(&jobs, 2, 8).unwrap();
        assert!(others.is_some());
        drop(first);
        assert!(jobs.get(Uuid::from_u128(1), 7).unwrap().is_finished());
        assert!(begin(&jobs, 2, 7).unwrap().is_some());
    }

    #[test]
    fn a_worker_that_panics_has_left_its_job() {
        let jobs = Jobs::default();
        let running = begin(&jobs, 1, 7).unwrap().unwrap();
        let job = Arc::clone(running.job());
        let panicked = std::thread::spawn(move || {
            running.job().note(|_| panic!("a defect"));
        });
        assert!(panicked.join().is_err());
        assert!(job.is_finished());
        job.note(|rows| *rows += 1);
        assert_eq!(job.read(|rows| *rows), 1);
    }

    #[test]
    fn the_oldest_that_is_over_makes_room_and_one_under_way_never_does() {
        let jobs = Jobs::default();
        let running = begin(&jobs, 0, 0).unwrap();
        for owner in 1..=u8::try_from(REMEMBERED_MAX).unwrap() {
            drop(begin(&jobs, owner.into(), owner).unwrap());
        }
        assert!(jobs.get(Uuid::from_u128(0), 0).is_some());
        assert!(jobs.get(Uuid::from_u128(1), 1).is_none());
        assert!(jobs.get(Uuid::from_u128(2), 2).is_some());
        drop(running);
    }
}
