//! PNG, in the colours it came in: grey stays grey, a palette stays a palette, and nobody is given an alpha channel.

use super::{DECODER_BYTES_MAX, bounded, turn::Samples};
use crate::uploads::Unfit;
use image::metadata::Orientation;
use png::{BitDepth, ColorType, Compression, Decoder, DecodingError, Encoder, Filter, Info, Limits, Transformations};
use std::io::Cursor;

/// Beyond so many pixels one way of writing must do: each takes seconds, and whoever sent the picture does not wait for ever.
const TRIED_PIXELS_MAX: usize = 8_000_000;

/// A picture as it is written.
struct Picture {
    color: ColorType,
    depth: BitDepth,
    samples: Samples,
    palette: Option<Vec<u8>>,
    /// What of it is see-through, as its chunk holds it.
    transparency: Option<Vec<u8>>,
}

/// The picture alone, upright.
pub fn written_anew(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let limits = Limits { bytes: usize::try_from(DECODER_BYTES_MAX).unwrap_or(usize::MAX) };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let header = decoder.read_header_info().map_err(unfit)?;
    bounded(header.width, header.height)?;
    let as_read = transformations(header);
    decoder.set_transformations(as_read);
    let mut reader = decoder.read_info().map_err(unfit)?;
    let mut rows = vec![0; reader.output_buffer_size().ok_or(Unfit::TooManyPixels)?];
    let frame = reader.next_frame(&mut rows).map_err(unfit)?;
    // The orientation may stand behind the picture, and a file without its end was cut off.
    reader.finish().map_err(unfit)?;
    rows.truncate(frame.buffer_size());
    let (width, height) = (frame.width as usize, frame.height as usize);
    let samples = Samples { width, height, bytes_each: frame.color_type.samples(), bytes: rows };
    Picture::of(reader.info(), frame.color_type, frame.bit_depth, samples).shortest(bytes.len())
}

/// Of sixteen bits eight are kept: nobody sees more. A colour that stands for see-through there becomes an alpha channel first.
fn transformations(header: &Info<'_>) -> Transformations {
    match header.bit_depth {
        BitDepth::Sixteen => Transformations::EXPAND | Transformations::STRIP_16,
        _ => Transformations::IDENTITY,
    }
}

impl Picture {
    fn of(info: &Info<'_>, color: ColorType, depth: BitDepth, samples: Samples) -> Self {
        let exif = info.exif_metadata.as_deref();
        let orientation = exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
        let palette = info.palette.as_deref().filter(|_| color == ColorType::Indexed).map(<[u8]>::to_vec);
        let kept = info.trns.as_deref().filter(|_| info.bit_depth != BitDepth::Sixteen);
        let transparency = kept.map(|bytes| if color == ColorType::Indexed { bytes.to_vec() } else { wide(bytes) });
        let samples = if orientation == Orientation::NoTransforms { samples } else { upright(samples, depth, orientation) };
        Self { color, depth, samples, palette, transparency }
    }

    /// Written in the first way that is no longer than what was sent, or in the shortest of all; a large picture in the first.
    fn shortest(&self, sent: usize) -> Result<Vec<u8>, Unfit> {
        if self.samples.width * self.samples.height > TRIED_PIXELS_MAX {
            return self.encoded(self.filters()[0], Compression::Balanced);
        }
        let mut shortest: Option<Vec<u8>> = None;
        for filter in self.filters() {
            let written = self.encoded(*filter, Compression::High)?;
            if shortest.as_ref().is_none_or(|shortest| written.len() < shortest.len()) {
                shortest = Some(written);
            }
            if shortest.as_ref().is_some_and(|shortest| shortest.len() <= sent) {
                break;
            }
        }
        shortest.ok_or(Unfit::Damaged)
    }

    fn encoded(&self, filter: Filter, compression: Compression) -> Result<Vec<u8>, Unfit> {
        let mut out = Vec::new();
        let side = |pixels: usize| u32::try_from(pixels).map_err(|_| Unfit::TooManyPixels);
        let mut encoder = Encoder::new(&mut out, side(self.samples.width)?, side(self.samples.height)?);
        encoder.set_color(self.color);
        encoder.set_depth(self.depth);
        if let Some(palette) = &self.palette {
            encoder.set_palette(palette);
        }
        if let Some(transparency) = &self.transparency {
            encoder.set_trns(transparency);
        }
        encoder.set_compression(compression);
        encoder.set_filter(filter);
        let mut writer = encoder.write_header().map_err(|_| Unfit::Damaged)?;
        writer.write_image_data(&self.samples.bytes).and_then(|()| writer.finish()).map_err(|_| Unfit::Damaged)?;
        Ok(out)
    }

    /// Neighbours in a palette are no neighbours in colour: a difference says little there. Elsewhere it depends on the noise.
    fn filters(&self) -> &'static [Filter] {
        if self.color == ColorType::Indexed || self.depth != BitDepth::Eight {
            &[Filter::NoFilter, Filter::Adaptive]
        } else {
            &[Filter::Adaptive, Filter::MinEntropy, Filter::Up, Filter::Sub]
        }
    }
}

fn upright(samples: Samples, depth: BitDepth, orientation: Orientation) -> Samples {
    let bits = depth as usize;
    if bits >= 8 {
        return samples.upright(orientation);
    }
    let turned = Samples::unpacked(samples.width, samples.height, bits, &samples.bytes).upright(orientation);
    Samples { bytes: turned.packed(bits), ..turned }
}

/// The library shortens these to a byte each; in the file each has two.
fn wide(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| [0, *byte]).collect()
}

pub fn unfit(error: DecodingError) -> Unfit {
    match error {
        DecodingError::LimitsExceeded => Unfit::TooCostly,
        _ => Unfit::Damaged,
    }
}
