//! What rewriting a picture takes of memory, by what its head says, before a single pixel is decoded.

use super::{bounded, jpeg_head::Head};
use crate::uploads::Unfit;
use png::{Decoder, Info};
use std::io::Cursor;

/// Bytes that one picture may take: 40 million pixels as cameras and scanners write them. A picture that takes more was made to.
pub const BYTES_MAX: u64 = 256 << 20;
/// Bytes of what is not in proportion to the picture: tables, rows on their way, what is written.
const BESIDE_BYTES: u64 = 8 << 20;

/// The chunk of a PNG that may say which side is up.
const ORIENTATION: &[u8] = b"eXIf";

/// Bytes, or why nothing is done.
pub fn of_jpeg(bytes: &[u8]) -> Result<u64, Unfit> {
    let head = Head::read(bytes).ok_or(Unfit::Damaged)?;
    bounded(head.width.into(), head.height.into())?;
    // The decoder has a copy of the file.
    within(bytes.len() as u64 + head.working_bytes())
}

/// As for a JPEG.
pub fn of_png(bytes: &[u8]) -> Result<u64, Unfit> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    let header = decoder.read_header_info().map_err(super::png::unfit)?;
    bounded(header.width, header.height)?;
    // Turned upright, it is there twice. Where the orientation stands in the file is not looked for: it has one, or has none.
    let copies = if bytes.windows(ORIENTATION.len()).any(|word| word == ORIENTATION) { 2 } else { 1 };
    within(copies * decoded_bytes(header))
}

/// Of sixteen bits eight are kept, and what one colour makes see-through there becomes a channel more.
fn decoded_bytes(header: &Info<'_>) -> u64 {
    let samples = header.color_type.samples() as u64;
    let pixels = u64::from(header.width) * u64::from(header.height);
    match header.bit_depth as u64 {
        16 => pixels * (samples + 1).min(4),
        // Packed samples are turned one byte each.
        _ => pixels * samples,
    }
}

fn within(bytes: u64) -> Result<u64, Unfit> {
    let all = bytes + BESIDE_BYTES;
    if all > BYTES_MAX { Err(Unfit::TooCostly) } else { Ok(all) }
}
