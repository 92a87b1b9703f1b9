//! The journal: the truth, append-only.
//!
//! Frames stand in groups, groups in segments. One committer thread takes what waits, writes it as one group, calls
//! `fdatasync` once and answers all. Segments are written with zeros before they are used, so that a commit changes no
//! file metadata and its `fdatasync` is one write to the device.
//!
//! Why own code: the well-kept log crates solve more and therefore cost more here. raft-engine keeps many logs in one
//! file set with an in-memory index per log and compaction by rewriting; okaywal has no bound in front of its writers and
//! recycles segments, so that stale frames must be told from live ones. Needed here are one writer, one reader at start
//! and a store behind that makes the index: a few hundred lines whose every state on disk can be listed (see
//! [`replay`](self::replay)). Taken over from them: the committer as leader of a group, segments prepared ahead, CRC-32C.

mod committer;
mod disk;
pub(crate) mod frame;
mod preparer;
mod replay;
mod segment;
mod written;

pub use disk::{Disk, DiskFile, RealDisk};
pub use segment::SegmentNumber;
pub use written::last_written;

pub(crate) use committer::{Committer, Durable, Setup, Waiting};
pub(crate) use replay::{JournalError, Tail, settle, walk};
pub(crate) use segment::{bytes_on_disk, remove_before};

use serde::{Deserialize, Serialize};

/// A place between two groups; all groups before it are at smaller positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Sequence number of the group that ends here; 0 at the very beginning.
    pub sequence: u64,
    /// Segment number; 0 is before the first.
    pub segment: SegmentNumber,
    /// Bytes from the segment's beginning.
    pub offset: u64,
}
