//! Pictures that graduates hand in as proof: small, and each graduate's another one.

const SIDE: u32 = 32;
/// The picture says whose it is in its first pixels, a bit a pixel; the rest is grey.
const BITS: usize = 64;
const GREY: u8 = 200;

/// A PNG of the graduate with this number.
///
/// # Errors
/// None that a picture of this size has.
pub fn of(graduate: u64) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIDE, SIDE);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels(graduate))?;
    Ok(bytes)
}

/// Whether what came back shows the same: the server writes pictures anew, so their bytes may be others.
pub fn shows(bytes: &[u8], graduate: u64) -> bool {
    let Ok(mut reader) = png::Decoder::new(std::io::Cursor::new(bytes)).read_info() else { return false };
    let mut seen = vec![0; reader.output_buffer_size().unwrap_or_default()];
    reader.next_frame(&mut seen).is_ok() && seen == pixels(graduate)
}

fn pixels(graduate: u64) -> Vec<u8> {
    let bit = |place: usize| if graduate >> place & 1 == 1 { u8::MAX } else { 0 };
    let area = (SIDE * SIDE) as usize;
    (0..area).map(|place| if place < BITS { bit(place) } else { GREY }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_shows_its_graduate_and_nobody_else() {
        let picture = of(7).unwrap();
        assert!(shows(&picture, 7) && !shows(&picture, 8));
        assert!(!shows(&picture[..40], 7) && !shows(b"%PDF-1.7", 7));
    }
}
