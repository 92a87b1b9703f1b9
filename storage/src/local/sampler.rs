//! Looks at the disk every few seconds, and stops writes before it is full.

use crate::{gate::Gate, home::free_bytes, journal::bytes_on_disk};
use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// What was seen last.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sample {
    pub free_bytes: u64,
    pub journal_bytes: u64,
}

/// What to look at, and when to stop writes.
pub(super) struct Watch {
    pub journal: PathBuf,
    pub free_bytes_to_write: u64,
    pub every: Duration,
    pub gate: Arc<Gate>,
}

pub(super) struct Sampler {
    latest: Arc<Mutex<Sample>>,
    /// Dropped to end the thread.
    running: Mutex<Option<(Sender<()>, JoinHandle<()>)>>,
}

impl Sampler {
    /// Looks once, then starts the thread.
    pub fn start(watch: Watch) -> io::Result<Self> {
        let latest = Arc::new(Mutex::new(watch.look()?));
        let seen = Arc::clone(&latest);
        let (stop, stopped) = channel::<()>();
        let run = move || {
            while stopped.recv_timeout(watch.every) == Err(RecvTimeoutError::Timeout) {
                match watch.look() {
                    Ok(sample) => *seen.lock().unwrap_or_else(PoisonError::into_inner) = sample,
                    Err(error) => tracing::warn!(%error, "free space is not known"),
                }
            }
        };
        let thread = thread::Builder::new().name("disk-sampler".into()).spawn(run)?;
        Ok(Self { latest, running: Mutex::new(Some((stop, thread))) })
    }

    pub fn latest(&self) -> Sample {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn stop(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((stop, thread)) = running {
            drop(stop);
            let _ = thread.join();
        }
    }
}

impl Watch {
    fn look(&self) -> io::Result<Sample> {
        let sample = Sample { free_bytes: free_bytes(&self.journal)?, journal_bytes: bytes_on_disk(&self.journal)? };
        self.judge(sample.free_bytes);
        Ok(sample)
    }

    /// Some more room than what was missed, so that writes do not stop and go.
    fn judge(&self, free_bytes: u64) {
        if free_bytes < self.free_bytes_to_write {
            self.gate.hold(format!("only {free_bytes} bytes of disk are free"));
        } else if free_bytes >= self.free_bytes_to_write + self.free_bytes_to_write / 10 {
            self.gate.let_go();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_go_on_once_somebody_has_made_room() {
        let gate = Arc::new(Gate::default());
        let watch = Watch {
            journal: PathBuf::new(),
            free_bytes_to_write: 1000,
            every: Duration::from_secs(1),
            gate: Arc::clone(&gate),
        };
        for (free_bytes, goes) in [(1000, true), (999, false), (1050, false), (1100, true)] {
            watch.judge(free_bytes);
            assert_eq!(gate.pass().is_ok(), goes, "{free_bytes}");
        }
    }
}
