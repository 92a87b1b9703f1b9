//! After an orderly start the seal is believed, and looked behind while the server works: a disk may have lost what was written long
//! ago.

use crate::{
    ReadError,
    checkpoint::{
        applier::Applier,
        scrub::{Scrubbed, scrub},
    },
};
use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

/// The thread that looks; none after a start that looked at everything itself.
#[derive(Default)]
pub(super) struct Scrubber {
    stopping: Arc<AtomicBool>,
    running: Mutex<Option<JoinHandle<()>>>,
}

impl Scrubber {
    /// Commits gather in memory meanwhile; should that become too much, the scrub gives way.
    pub fn start(applier: Arc<Applier>, overlay_bytes_max: usize) -> io::Result<Self> {
        let stopping = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stopping);
        let run = move || {
            let goes_on = || !asked.load(Ordering::Relaxed) && applier.overlay.bytes() < overlay_bytes_max / 2;
            let held = applier.hold();
            let scrubbed = scrub(&applier.checkpoint, &goes_on);
            drop(held);
            tell(&applier, scrubbed);
        };
        let thread = thread::Builder::new().name("checkpoint-scrubber".into()).spawn(run)?;
        Ok(Self { stopping, running: Mutex::new(Some(thread)) })
    }

    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = running {
            let _ = thread.join();
        }
    }
}

fn tell(applier: &Applier, scrubbed: Result<Option<Scrubbed>, ReadError>) {
    match scrubbed {
        Ok(Some(Scrubbed { rows, entities })) => tracing::info!(rows, entities, "the checkpoint store is as it was written"),
        Ok(None) => tracing::info!("the checkpoint store was not looked through: the server is busy, or stops"),
        Err(error) => applier.checkpoint.note_damage(&error),
    }
}
