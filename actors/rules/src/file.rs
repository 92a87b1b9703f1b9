//! Files that people hand in, as the rules know them: by their hash and by what the edge found them to be.

use crate::ids::FileHash;
use serde::{Deserialize, Serialize};

/// The kinds of files that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    Jpeg,
    Png,
    Pdf,
}

/// A file that was checked and stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    pub hash: FileHash,
    pub kind: FileKind,
    /// As it was handed in: what limits count. An image is kept rewritten, so its length may differ by a little.
    pub bytes: u64,
}

impl FileKind {
    /// As `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    /// For the name under which a browser saves it.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }
}
