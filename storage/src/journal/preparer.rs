//! Prepares the next segment while the present one is written, so that a commit never waits for it.

use super::{
    Disk,
    segment::{Segment, SegmentNumber},
};
use std::{
    io,
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, sync_channel},
    },
    thread,
};

pub(super) struct Preparer {
    ready: Receiver<io::Result<Segment>>,
}

impl Preparer {
    /// Starts the thread; it stays one segment ahead and ends when the preparer is dropped or a segment cannot be made.
    pub fn start(disk: Arc<dyn Disk>, directory: PathBuf, first: SegmentNumber, bytes: u64) -> io::Result<Self> {
        let (ready_sender, ready) = sync_channel(0);
        let prepare = move || {
            for number in first.. {
                let segment = Segment::create(&*disk, &directory, number, bytes);
                let failed = segment.is_err();
                if ready_sender.send(segment).is_err() || failed {
                    return;
                }
            }
        };
        thread::Builder::new().name("journal-preparer".into()).spawn(prepare)?;
        Ok(Self { ready })
    }

    /// The next segment; waits only when the present one was filled faster than the next was prepared.
    pub fn next(&self) -> io::Result<Segment> {
        self.ready.recv().unwrap_or_else(|_| Err(io::Error::other("no further segment could be prepared")))
    }
}
