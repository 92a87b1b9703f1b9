//! Files that people hand in: known by their content, images written without what is not picture, named by their hash.
//!
//! Nothing that a file says of itself is believed before it was checked, and nothing is stored that was refused. A file is put
//! before the step that names it; one that nothing names for a day is swept.

mod image;
mod pdf;
mod sniff;
mod sweep;
mod unfit;

pub use sniff::kind;
pub use sweep::{keep_swept, sweep};
pub use unfit::Unfit;

use crate::{
    intake::{NotDone, Sender, Workshop},
    limits::FILE_BYTES_MAX,
};
use bytes::Bytes;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};
use tokio::sync::RwLock;
use wangqian_rules::{
    file::{FileKind, StoredFile},
    ids::FileHash,
};
use wangqian_storage::blobs::{BlobError, BlobHash, Blobs, Pieces};

/// Written anew, a picture is about as large as it came. One that is not was made to be so.
const STORED_BYTES_MAX: usize = 2 * FILE_BYTES_MAX;

/// The stored files of one server.
#[derive(Clone)]
pub struct Files {
    blobs: Blobs,
    workshop: Arc<Workshop>,
    /// Held by who puts, and alone by who removes: a file that is put again is not removed as an old one.
    sweeping: Arc<RwLock<()>>,
    /// Named, and not there when it was looked last.
    lost: Arc<Mutex<BTreeSet<FileHash>>>,
}

/// A file as it may be kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Fit {
    pub kind: FileKind,
    pub bytes: Bytes,
    /// How large it came. Limits count this: nobody can do anything about what writing anew makes of it.
    pub sent: u64,
}

impl Files {
    /// On these, looked at in this workshop.
    pub fn on(blobs: Blobs, workshop: Arc<Workshop>) -> Self {
        Self { blobs, workshop, sweeping: Arc::default(), lost: Arc::default() }
    }

    /// What would be kept of these bytes, or why nothing.
    ///
    /// # Errors
    /// Too many files wait; or inside, the file is none of those taken, is damaged, or would cost too much to look at.
    pub async fn examine(&self, whose: Sender, bytes: Bytes) -> Result<Result<Fit, Unfit>, NotDone> {
        let (kind, cost) = match cost(&bytes) {
            Ok(known) => known,
            Err(unfit) => return Ok(Err(unfit)),
        };
        if image::is_quick(&bytes, kind) {
            let same = bytes.clone();
            return match self.workshop.glance(whose, move || bare(&same, kind)).await? {
                Some(fit) => Ok(Ok(fit)),
                None => self.workshop.work(whose, cost, move || written_anew(bytes, kind)).await,
            };
        }
        self.workshop.work(whose, cost, move || fit(bytes, kind)).await
    }

    /// Stores a file; on disk when this returns.
    ///
    /// # Errors
    /// Of the store.
    pub async fn keep(&self, fit: Fit) -> Result<StoredFile, BlobError> {
        let _nobody_removes = self.sweeping.read().await;
        let (kind, bytes) = (fit.kind, fit.sent);
        self.blobs.put(fit.bytes).await.map(|BlobHash(hash)| StoredFile { hash: FileHash(hash), kind, bytes })
    }

    /// A stored file, and its kind, for a reader who may be slow.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn stream(&self, FileHash(hash): FileHash) -> Result<(Pieces, Result<FileKind, Unfit>), BlobError> {
        let pieces = self.blobs.stream(BlobHash(hash)).await?;
        let kind = sniff::kind(&pieces.head);
        Ok((pieces, kind))
    }

    /// A stored file.
    ///
    /// # Errors
    /// Of the store; a file that is damaged or missing is one.
    pub async fn read(&self, FileHash(hash): FileHash) -> Result<Bytes, BlobError> {
        self.blobs.get(BlobHash(hash)).await
    }
}

/// The kind of a file, and the bytes of memory that looking at it takes; or why it is not looked at.
fn cost(bytes: &[u8]) -> Result<(FileKind, u64), Unfit> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Unfit::TooBig);
    }
    match sniff::kind(bytes)? {
        FileKind::Pdf => Ok((FileKind::Pdf, pdf::COST_BYTES)),
        kind @ (FileKind::Jpeg | FileKind::Png) => image::cost(bytes, kind).map(|cost| (kind, cost)),
    }
}

/// A usual image without what is not picture.
fn bare(bytes: &[u8], kind: FileKind) -> Option<Fit> {
    image::bare(bytes, kind).map(|kept| Fit { kind, bytes: kept.into(), sent: bytes.len() as u64 })
}

/// Checks and, for images, leaves away what is not picture.
fn fit(bytes: Bytes, kind: FileKind) -> Result<Fit, Unfit> {
    bare(&bytes, kind).map_or_else(|| written_anew(bytes, kind), Ok)
}

/// Checks and, for images, writes anew.
fn written_anew(bytes: Bytes, kind: FileKind) -> Result<Fit, Unfit> {
    let sent = bytes.len() as u64;
    let bytes = match kind {
        FileKind::Pdf => pdf::check(&bytes).map(|()| bytes)?,
        FileKind::Jpeg | FileKind::Png => image::written_anew(&bytes, kind)?.into(),
    };
    if bytes.len() > STORED_BYTES_MAX { Err(Unfit::TooBig) } else { Ok(Fit { kind, bytes, sent }) }
}

/// The hash as it stands in addresses and commands.
pub fn name_of(FileHash(hash): FileHash) -> String {
    BlobHash(hash).to_string()
}

/// The hash in an address; `None` for anything else.
pub fn named(text: &str) -> Option<FileHash> {
    text.parse().ok().map(|BlobHash(hash)| FileHash(hash))
}

#[cfg(test)]
#[path = "uploads/tests.rs"]
mod tests;
