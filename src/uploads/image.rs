//! An image keeps its picture as it was (grey, palette, the quality it came in, so that a file does not grow on its way in) and loses
//! everything else: EXIF with its place and device, appended archives, scripts.
//!
//! A usual image is looked through and its own bytes go into a new file ([`bare`]); an unusual one, or one that lies on its side, is
//! decoded and written anew.

mod bare;
mod cost;
mod jpeg;
mod jpeg_head;
mod png;
mod turn;

pub use bare::{bare, is_quick};

use super::Unfit;
use wangqian_rules::file::FileKind;

/// Longest side, pixels.
const SIDE_MAX: u32 = 8_000;
/// Pixels in all: a page of A4 at 600 dpi, or what a good telephone takes.
const PIXELS_MAX: u64 = 40_000_000;
/// Bytes that a decoder may take.
const DECODER_BYTES_MAX: u64 = cost::BYTES_MAX;

/// The picture alone, upright, in its own format, every pixel computed.
pub fn written_anew(bytes: &[u8], kind: FileKind) -> Result<Vec<u8>, Unfit> {
    match kind {
        FileKind::Jpeg => jpeg::written_anew(bytes),
        _ => png::written_anew(bytes),
    }
}

/// The bytes of memory that writing it anew takes.
///
/// # Errors
/// It is more than one picture may take, or cannot be told.
pub fn cost(bytes: &[u8], kind: FileKind) -> Result<u64, Unfit> {
    match kind {
        FileKind::Jpeg => cost::of_jpeg(bytes),
        _ => cost::of_png(bytes),
    }
}

/// Before a single pixel is decoded: the head alone claims the size.
fn bounded(width: u32, height: u32) -> Result<(), Unfit> {
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > SIDE_MAX || pixels > PIXELS_MAX { Err(Unfit::TooManyPixels) } else { Ok(()) }
}

#[cfg(test)]
#[path = "image/tests.rs"]
mod tests;
