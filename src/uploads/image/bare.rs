//! A picture without what is not picture, its own bytes as they came: they are looked through to the last bit and written into a file
//! of ours, and no pixel is computed. What is written holds only what was understood.
//!
//! Whatever is unusual is `None`, which says nothing against it: it is decoded and written anew (`super::written_anew`), and that
//! decides. So is a picture that has to be turned.

mod codes;
mod jpeg;
mod png;
mod scan;

use image::metadata::Orientation;
use wangqian_rules::file::FileKind;

/// Looking a JPEG through takes as long as it has bytes, and so many take no longer than a sign-in; a telephone's photo has half as many.
const QUICK_JPEG_BYTES: usize = 4 << 20;
/// As for a JPEG, of what a PNG unpacks to.
const QUICK_PNG_BYTES: u64 = 8 << 20;

/// The picture alone. `None`: to be written anew.
pub fn bare(bytes: &[u8], kind: FileKind) -> Option<Vec<u8>> {
    match kind {
        FileKind::Jpeg => jpeg::bare(bytes),
        FileKind::Png => png::bare(bytes),
        FileKind::Pdf => None,
    }
}

/// Whether looking it through takes no longer than other requests do.
pub fn is_quick(bytes: &[u8], kind: FileKind) -> bool {
    match kind {
        FileKind::Jpeg => bytes.len() <= QUICK_JPEG_BYTES,
        FileKind::Png => png::unpacked_bytes(bytes).is_some_and(|bytes| bytes <= QUICK_PNG_BYTES),
        FileKind::Pdf => false,
    }
}

/// Whether an EXIF block says that the picture lies on its side or is mirrored.
fn is_turned(exif: &[u8]) -> bool {
    Orientation::from_exif_chunk(exif).is_some_and(|orientation| orientation != Orientation::NoTransforms)
}

#[cfg(test)]
#[path = "bare/tests.rs"]
mod tests;
