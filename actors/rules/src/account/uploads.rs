//! Files that an account handed in: whom a file belongs to until a command names it, and how many an hour are taken.

use crate::{file::StoredFile, ids::FileHash, refusal::Refusal, time::UnixMs};
use serde::{Deserialize, Serialize};

/// Files remembered of an account; of older ones only what a command named can be read.
pub const UPLOADS_KEPT: usize = 32;
/// In this time an account hands in no more than [`UPLOADS_KEPT`] files: a quota, so that nobody fills the disk.
const UPLOAD_WINDOW_MS: i64 = 3_600_000;
/// For so long a command can name a file. Files that none named are swept when they are twice as old.
pub const NAMEABLE_HOURS: i64 = 12;

/// A file that the holder handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub file: StoredFile,
    pub at: UnixMs,
}

/// The newest ones, newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploads(Vec<Upload>);

impl Uploads {
    /// Whether this is one of the newest files that the holder handed in.
    pub fn contains(&self, file: FileHash) -> bool {
        self.0.iter().any(|upload| upload.file.hash == file)
    }

    /// The file that a command may name now.
    pub fn nameable(&self, file: FileHash, now: UnixMs) -> Option<StoredFile> {
        let upload = self.0.iter().find(|upload| upload.file.hash == file)?;
        (now.0 - upload.at.0 < NAMEABLE_HOURS * 3_600_000).then_some(upload.file)
    }

    /// Whether another file may be handed in now.
    ///
    /// # Errors
    /// `TryLater`, when the quota of the hour is used up.
    pub fn may_add(&self, now: UnixMs) -> Result<(), Refusal> {
        let oldest = self.0.first().filter(|_| self.0.len() >= UPLOADS_KEPT);
        oldest.map_or(Ok(()), |upload| upload.at.waits(UPLOAD_WINDOW_MS, now))
    }

    /// The change that handing in a file makes: none, when it was handed in a moment ago. Later it counts anew, since it may have been
    /// swept in between.
    pub(super) fn adding(&self, file: StoredFile, now: UnixMs) -> Result<Option<Upload>, Refusal> {
        let known = self.0.iter().find(|upload| upload.file == file);
        if known.is_some_and(|upload| now.0 - upload.at.0 < UPLOAD_WINDOW_MS) {
            return Ok(None);
        }
        self.may_add(now)?;
        Ok(Some(Upload { file, at: now }))
    }

    pub(super) fn add(&mut self, upload: Upload) {
        self.0.retain(|known| known.file.hash != upload.file.hash);
        self.0.push(upload);
        let surplus = self.0.len().saturating_sub(UPLOADS_KEPT);
        self.0.drain(..surplus);
    }
}
