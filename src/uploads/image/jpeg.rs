//! JPEG, at the quality it came in or a little below: a finer grid than the one it was once put on keeps nothing but rounding.

use super::{DECODER_BYTES_MAX, bounded, jpeg_head::Head};
use crate::{memory, uploads::Unfit};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, metadata::Orientation};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder};
use std::io::Cursor;

/// Text on a scan stays sharp. Nothing is kept finer than this.
pub const QUALITY_MAX: u8 = 88;
/// The bytes that the encoder may hold, planes and coefficients, to find the shortest codes for a picture; beyond, it takes the
/// usual ones.
pub const HELD_BYTES_MAX: usize = 128 << 20;

/// The picture alone, upright.
pub fn written_anew(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let head = Head::read(bytes).filter(|_| is_whole(bytes)).ok_or(Unfit::Damaged)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(unfit)?;
    let (width, height) = decoder.dimensions();
    // The head told its cost as it was read here.
    if (width, height) != (head.width.into(), head.height.into()) {
        return Err(Unfit::Damaged);
    }
    bounded(width, height)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unfit)?;
    memory::give_back();
    picture.apply_orientation(orientation);
    let swapped = picture.width() != width || picture.height() != height;
    encoded(picture, &if swapped { head.swapped() } else { head })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    limits
}

fn encoded(picture: DynamicImage, head: &Head) -> Result<Vec<u8>, Unfit> {
    let side = |pixels: u32| u16::try_from(pixels).map_err(|_| Unfit::TooManyPixels);
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, QUALITY_MAX);
    if let Some((luma, chroma)) = head.coarser_than(QUALITY_MAX) {
        encoder.set_quantization_tables(luma, chroma);
    }
    encoder.set_sampling_factor(head.sampling);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    let (pixels, color) = match picture {
        DynamicImage::ImageLuma8(grey) => (grey.into_raw(), ColorType::Luma),
        other => (other.into_rgb8().into_raw(), ColorType::Rgb),
    };
    encoder.set_optimized_huffman_tables(head.bytes_to_write(pixels.len()) <= HELD_BYTES_MAX);
    encoder.encode(&pixels, width, height, color).map_err(|_| Unfit::Damaged)?;
    Ok(out)
}

fn unfit(error: ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::TooCostly,
        _ => Unfit::Damaged,
    }
}

/// Decoders fill up what is missing of a JPEG with grey. A whole one has its end mark behind the last scan's beginning; within
/// scans `FF` never stands before these marks' second bytes.
fn is_whole(bytes: &[u8]) -> bool {
    let last = |mark: [u8; 2]| bytes.windows(2).rposition(|window| window == mark);
    matches!((last([0xff, 0xda]), last([0xff, 0xd9])), (Some(scan), Some(end)) if end > scan)
}
