//! The one thread that writes: takes what waits, writes once, syncs once, answers all.

use super::{
    Disk, Position,
    frame::{GROUP_HEADER_BYTES, GroupHeader},
    preparer::Preparer,
    segment::{Segment, SegmentNumber},
};
use crate::{CommitError, gate::Gate, local::OnSync, record::CommitRecord};
use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread::{self, JoinHandle},
    time::Instant,
};
use tokio::sync::{mpsc, oneshot};

const GROUP_RECORDS_MAX: usize = 256;
const GROUP_BYTES_MAX: usize = 1 << 20;

/// A record on its way to the disk.
pub(crate) struct Waiting {
    pub frame: Vec<u8>,
    pub record: Arc<CommitRecord>,
    pub answer: oneshot::Sender<Result<(), CommitError>>,
}

/// Takes over what became durable, before it is acknowledged.
pub(crate) trait Durable: Send + Sync + 'static {
    fn take(&self, records: &mut dyn Iterator<Item = Arc<CommitRecord>>, upto: Position);
}

/// Where and after what the committer begins to write.
pub(crate) struct Setup {
    pub directory: PathBuf,
    pub disk: Arc<dyn Disk>,
    pub first_segment: SegmentNumber,
    pub segment_bytes: u64,
    /// Sequence number of the last group on disk.
    pub last_sequence: u64,
    /// Records that may wait; one more is `Busy`.
    pub queue_records: usize,
    /// Told of every group's sync.
    pub on_sync: OnSync,
}

enum Job {
    Commit(Waiting),
    Close,
}

/// The callers' side of the committer thread.
pub(crate) struct Committer {
    queue: mpsc::Sender<Job>,
    counts: Arc<Counts>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Counts {
    commits: AtomicU64,
    syncs: AtomicU64,
}

impl Committer {
    pub fn start(setup: Setup, gate: Arc<Gate>, durable: Arc<dyn Durable>) -> io::Result<Self> {
        let preparer = Preparer::start(setup.disk, setup.directory, setup.first_segment, setup.segment_bytes)?;
        let (queue, jobs) = mpsc::channel(setup.queue_records);
        let counts = Arc::new(Counts::default());
        let writer = Writer {
            segment: preparer.next()?,
            preparer,
            sequence: setup.last_sequence,
            group: Vec::with_capacity(GROUP_BYTES_MAX),
            gate,
            stopped: None,
            durable,
            on_sync: setup.on_sync,
            counts: Arc::clone(&counts),
        };
        let thread = thread::Builder::new().name("journal-committer".into()).spawn(move || writer.run(jobs))?;
        Ok(Self { queue, counts, thread: Mutex::new(Some(thread)) })
    }

    /// Queues a record without waiting.
    pub fn submit(&self, waiting: Waiting) -> Result<(), CommitError> {
        self.queue.try_send(Job::Commit(waiting)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => CommitError::Busy,
            mpsc::error::TrySendError::Closed(_) => CommitError::ReadOnly("the store is closed".into()),
        })
    }

    /// Writes what waits and ends the thread. Blocks.
    pub fn close(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // The queue may be full; the committer is emptying it, so this ends.
            while let Err(mpsc::error::TrySendError::Full(_)) = self.queue.try_send(Job::Close) {
                thread::yield_now();
            }
            let _ = thread.join();
        }
    }

    pub fn commits(&self) -> u64 {
        self.counts.commits.load(Relaxed)
    }

    pub fn syncs(&self) -> u64 {
        self.counts.syncs.load(Relaxed)
    }
}

struct Writer {
    segment: Segment,
    preparer: Preparer,
    sequence: u64,
    /// Bytes of the group in hand: a header, then frames.
    group: Vec<u8>,
    gate: Arc<Gate>,
    /// Set when the disk refused a group. Not the gate: that also closes for reasons that let what is queued be written.
    stopped: Option<CommitError>,
    durable: Arc<dyn Durable>,
    on_sync: OnSync,
    counts: Arc<Counts>,
}

impl Writer {
    fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut taken = Vec::with_capacity(GROUP_RECORDS_MAX);
        while jobs.blocking_recv_many(&mut taken, GROUP_RECORDS_MAX) > 0 {
            let mut waiting = Vec::with_capacity(taken.len());
            for job in taken.drain(..) {
                match job {
                    Job::Commit(commit) => waiting.push(commit),
                    Job::Close => jobs.close(),
                }
            }
            self.commit_all(waiting);
        }
        self.seal();
    }

    fn commit_all(&mut self, mut waiting: Vec<Waiting>) {
        while !waiting.is_empty() {
            let rest = waiting.split_off(group_length(&waiting));
            match self.write_group(&waiting) {
                Ok(()) => self.acknowledge(waiting),
                Err(refusal) => waiting.into_iter().for_each(|commit| drop(commit.answer.send(Err(refusal.clone())))),
            }
            waiting = rest;
        }
    }

    fn write_group(&mut self, waiting: &[Waiting]) -> Result<(), CommitError> {
        if let Some(refusal) = &self.stopped {
            return Err(refusal.clone());
        }
        self.fill_group(waiting);
        self.append().inspect_err(|refusal| self.stopped = Some(refusal.clone()))
    }

    fn fill_group(&mut self, waiting: &[Waiting]) {
        self.sequence += 1;
        self.group.clear();
        self.group.extend_from_slice(&[0; GROUP_HEADER_BYTES]);
        waiting.iter().for_each(|commit| self.group.extend_from_slice(&commit.frame));
    }

    fn append(&mut self) -> Result<(), CommitError> {
        if !self.segment.has_room(self.group.len()) {
            self.segment = self.preparer.next().map_err(|error| self.stop("no journal segment", &error))?;
        }
        self.put_header();
        match self.segment.write(&self.group) {
            Ok(()) => self.sync(),
            Err(error) if error.kind() == io::ErrorKind::StorageFull => return Err(self.stop("disk full", &error)),
            Err(error) => abort("write", &error),
        }
        Ok(())
    }

    fn put_header(&mut self) {
        let frames = self.group.len() - GROUP_HEADER_BYTES;
        let header = GroupHeader { sequence: self.sequence, bytes: frames as u64 };
        self.group[..GROUP_HEADER_BYTES].copy_from_slice(&header.encode(self.segment.salt));
    }

    fn sync(&self) {
        let begun = Instant::now();
        if let Err(error) = self.segment.sync() {
            abort("fdatasync", &error);
        }
        (self.on_sync)(begun.elapsed());
        self.counts.syncs.fetch_add(1, Relaxed);
    }

    fn stop(&self, what: &str, error: &io::Error) -> CommitError {
        let reason = format!("{what}: {error}");
        self.gate.close(reason.clone());
        CommitError::ReadOnly(reason)
    }

    fn acknowledge(&self, waiting: Vec<Waiting>) {
        let upto = Position { sequence: self.sequence, segment: self.segment.number, offset: self.segment.end() };
        self.counts.commits.fetch_add(waiting.len() as u64, Relaxed);
        self.durable.take(&mut waiting.iter().map(|commit| Arc::clone(&commit.record)), upto);
        // A caller that went away has its record on disk all the same and finds it when it loads.
        waiting.into_iter().for_each(|commit| drop(commit.answer.send(Ok(()))));
    }

    /// Ends an orderly run with an empty group, so that damage to the last real group is told from a torn tail.
    fn seal(mut self) {
        if let Err(refusal) = self.write_group(&[]) {
            tracing::warn!(%refusal, "the journal was closed without its seal");
        }
    }
}

/// How many of the waiting go into one group: at least one, else as many as the byte limit holds.
fn group_length(waiting: &[Waiting]) -> usize {
    let mut bytes = 0;
    let fits = |commit: &&Waiting| {
        bytes += commit.frame.len();
        bytes <= GROUP_BYTES_MAX
    };
    waiting.iter().take_while(fits).count().max(1)
}

/// After a failed sync nobody knows what is on disk, and asking again may get a false yes: the kernel may have dropped
/// the pages. Only a new process that reads the disk knows.
fn abort(what: &str, error: &io::Error) -> ! {
    tracing::error!(%error, what, "the journal cannot be trusted any more; aborting");
    std::process::abort()
}
