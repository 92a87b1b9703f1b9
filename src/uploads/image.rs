//! Images are decoded and written anew: what is not picture (EXIF with its place and device, appended archives, scripts) is gone.

use super::Unfit;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, metadata::Orientation,
};
use std::io::Cursor;
use wangqian_rules::file::FileKind;

/// Longest side, pixels.
const SIDE_MAX: u32 = 8_000;
/// Pixels in all: what decoding one costs stays below a quarter of a gigabyte.
const PIXELS_MAX: u64 = 40_000_000;
const DECODER_BYTES_MAX: u64 = 512 << 20;
/// Text on a scan stays sharp.
const JPEG_QUALITY: u8 = 88;

/// The picture alone, upright, in its own format.
pub fn written_anew(bytes: &[u8], kind: FileKind) -> Result<Vec<u8>, Unfit> {
    if kind == FileKind::Jpeg && !is_whole_jpeg(bytes) {
        return Err(Unfit::Damaged);
    }
    let format = if kind == FileKind::Jpeg { ImageFormat::Jpeg } else { ImageFormat::Png };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(unfit)?;
    let (width, height) = decoder.dimensions();
    // Before a single pixel is decoded: the head alone claims the size.
    if width.max(height) > SIDE_MAX || u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Unfit::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unfit)?;
    picture.apply_orientation(orientation);
    encoded(&picture, kind)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    limits
}

fn encoded(picture: &DynamicImage, kind: FileKind) -> Result<Vec<u8>, Unfit> {
    let mut out = Cursor::new(Vec::new());
    let written = match kind {
        FileKind::Jpeg => JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY).encode_image(&picture.to_rgb8()),
        _ => DynamicImage::from(picture.to_rgba8()).write_to(&mut out, ImageFormat::Png),
    };
    written.map(|()| out.into_inner()).map_err(|_| Unfit::Damaged)
}

fn unfit(error: ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::TooManyPixels,
        _ => Unfit::Damaged,
    }
}

/// Decoders fill up what is missing of a JPEG with grey. A whole one has its end mark behind the last scan's beginning; within
/// scans `FF` never stands before these marks' second bytes.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let last = |mark: [u8; 2]| bytes.windows(2).rposition(|window| window == mark);
    matches!((last([0xff, 0xda]), last([0xff, 0xd9])), (Some(scan), Some(end)) if end > scan)
}
