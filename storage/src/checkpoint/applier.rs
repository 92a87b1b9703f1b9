//! The thread that carries generations of steps into the checkpoint store.

use super::{
    Checkpoint, Row, fold, keys,
    overlay::{Generation, Overlay},
};
use crate::{ReadError, codec, gate::Gate, home::free_bytes, versions::Versions};
use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// Larger batches make sled hold gigabytes of pages at once.
pub(crate) const BATCH_ROWS: usize = 500;

/// When generations are applied and made durable.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    pub apply_every: Duration,
    pub flush_every: Duration,
    pub flush_bytes: usize,
    /// Free bytes of the disk below which nothing is applied: sled that meets a full disk is done for until the next start.
    pub free_bytes: u64,
}

/// How often it is looked for room on a disk that is full.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// What the applier thread works with, shared with those who must keep it still for a while.
pub(crate) struct Applier {
    pub checkpoint: Arc<Checkpoint>,
    pub overlay: Arc<Overlay>,
    pub versions: Arc<Versions>,
    pub gate: Arc<Gate>,
    pub pace: Pace,
    /// Where the checkpoint store lies.
    directory: PathBuf,
    /// Held while a generation is applied: who holds it sees the store at exactly its recorded position.
    applying: Mutex<()>,
}

impl Applier {
    pub fn new(
        checkpoint: Arc<Checkpoint>,
        overlay: Arc<Overlay>,
        versions: Arc<Versions>,
        gate: Arc<Gate>,
        pace: Pace,
        directory: PathBuf,
    ) -> Self {
        Self { checkpoint, overlay, versions, gate, pace, directory, applying: Mutex::new(()) }
    }

    /// Starts the thread. It ends when the overlay is stopped and empty, or when the checkpoint store fails: the journal
    /// then still has everything, so the store only stops taking writes.
    pub fn start(self: &Arc<Self>) -> io::Result<JoinHandle<()>> {
        let applier = Arc::clone(self);
        let run = move || {
            let ended = catch_unwind(AssertUnwindSafe(|| applier.run()));
            match ended {
                Ok(Ok(())) => {}
                Ok(Err(error)) => applier.gate.close(format!("the checkpoint store failed: {error}")),
                Err(_) => applier.gate.close("the checkpoint store panicked"),
            }
        };
        thread::Builder::new().name("checkpoint-applier".into()).spawn(run)
    }

    /// Keeps the checkpoint store as it is while the guard lives.
    pub fn hold(&self) -> MutexGuard<'_, ()> {
        self.applying.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) -> Result<(), ReadError> {
        let (mut flushed, mut unflushed_bytes) = (Instant::now(), 0);
        loop {
            // Asked before freezing, so that the last round sees what was added before the stop.
            let last_round = self.overlay.is_stopping();
            unflushed_bytes += self.apply_next()?;
            let due = flushed.elapsed() >= self.pace.flush_every || unflushed_bytes >= self.pace.flush_bytes;
            if unflushed_bytes > 0 && (due || last_round) {
                self.checkpoint.flush()?;
                (flushed, unflushed_bytes) = (Instant::now(), 0);
            }
            if last_round {
                return Ok(());
            }
        }
    }

    /// Until there is room, or the store is closed. The waiting steps are in the journal; no more come as long as writes are held.
    fn wait_for_room(&self) {
        while !self.overlay.is_stopping() {
            match free_bytes(&self.directory) {
                Ok(free) if free < self.pace.free_bytes => self.gate.hold(format!("only {free} bytes of disk are free")),
                _ => return,
            }
            thread::sleep(LOOK_AGAIN);
        }
    }

    /// Applies what gathered; returns its bytes.
    fn apply_next(&self) -> Result<usize, ReadError> {
        let Some(generation) = self.overlay.freeze(self.pace.apply_every) else { return Ok(0) };
        self.wait_for_room();
        let held = self.hold();
        apply(&self.checkpoint, &generation)?;
        drop(held);
        self.overlay.thaw();
        let newest = generation.steps.iter().filter_map(|(entity, steps)| Some((*entity, steps.last()?.version)));
        newest.for_each(|(entity, version)| self.versions.settle(entity, version));
        Ok(generation.bytes)
    }
}

/// Writes a generation in key order, the journal position with the last of it.
fn apply(checkpoint: &Checkpoint, generation: &Generation) -> Result<(), ReadError> {
    let mut batch: Vec<Row<'_>> = Vec::with_capacity(BATCH_ROWS);
    let is_first = !generation.replayed;
    for (entity, steps) in &generation.steps {
        let rows = fold::rows_of(checkpoint, *entity, steps, !generation.replayed)?;
        // An entity's rows go into one batch when they can: its head then never shows without them, nor they without it.
        if batch.len() + rows.len() > BATCH_ROWS {
            write_in_batches(checkpoint, &mut batch, 0, is_first)?;
        }
        batch.extend(rows);
        write_in_batches(checkpoint, &mut batch, BATCH_ROWS, is_first)?;
    }
    batch.push((keys::position(), Some(codec::encode(&generation.upto).into())));
    write(checkpoint, batch, is_first)
}

/// Writes until no more than `leave` rows are left.
fn write_in_batches(checkpoint: &Checkpoint, rows: &mut Vec<Row<'_>>, leave: usize, is_first: bool) -> Result<(), ReadError> {
    while rows.len() > leave {
        let rest = rows.split_off(rows.len().min(BATCH_ROWS));
        write(checkpoint, std::mem::replace(rows, rest), is_first)?;
    }
    Ok(())
}

fn write(checkpoint: &Checkpoint, rows: Vec<Row<'_>>, is_first: bool) -> Result<(), ReadError> {
    if is_first { checkpoint.write_first(rows) } else { checkpoint.write(rows) }
}
