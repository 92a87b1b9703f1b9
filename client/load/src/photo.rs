//! Photos of paper as a telephone's page sends them: one picture, and each graduate's in a file of its own.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

const WIDTH: u16 = 1_600;
const HEIGHT: u16 = 1_200;
/// That of the web app.
const QUALITY: u8 = 85;
/// Before the table of brightness: its mark, its length, its number.
const TABLE_BEGINS: [u8; 5] = [0xff, 0xdb, 0, 67, 0];
const STEPS: usize = 64;

/// The picture, to be made once.
pub struct Photo {
    jpeg: Vec<u8>,
    /// Where its table of brightness stands.
    table: usize,
}

impl Photo {
    /// Lines of writing on paper that is lit from one side, with a sensor's noise: some hundred kB.
    pub fn taken() -> Self {
        let mut jpeg = Vec::new();
        let mut encoder = Encoder::new(&mut jpeg, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        let encoded = encoder.encode(&pixels(), WIDTH, HEIGHT, ColorType::Rgb);
        encoded.expect("as many samples as the sides say, and memory takes all of it");
        let table = table(&jpeg).unwrap_or_default();
        Self { jpeg, table }
    }

    /// The graduate's: it says whose it is in the last bit of each step of brightness, which nobody sees.
    pub fn of(&self, graduate: u64) -> Vec<u8> {
        let mut jpeg = self.jpeg.clone();
        let steps = jpeg.iter_mut().skip(self.table).take(STEPS);
        steps.enumerate().for_each(|(place, step)| *step = *step & !1 | (graduate >> place & 1) as u8);
        jpeg
    }
}

/// Whether what came back is this graduate's photo, whole.
pub fn shows(bytes: &[u8], graduate: u64) -> bool {
    let Some(steps) = table(bytes).and_then(|table| bytes.get(table..table + STEPS)) else { return false };
    let number = steps.iter().rev().fold(0, |number, step| number << 1 | u64::from(step & 1));
    number == graduate && bytes.ends_with(&[0xff, 0xd9])
}

fn table(jpeg: &[u8]) -> Option<usize> {
    Some(jpeg.windows(TABLE_BEGINS.len()).position(|window| window == TABLE_BEGINS)? + TABLE_BEGINS.len())
}

fn pixels() -> Vec<u8> {
    let (width, height) = (u32::from(WIDTH), u32::from(HEIGHT));
    let mut noise = 1u32;
    let mut out = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let is_ink = y % 36 < 18 && x % 300 > 20 && (x / 8 * 7 + y / 6 * 5) % 11 < 4;
            let light = if is_ink { 60 } else { 190 + x * 40 / width };
            let shade = (light + (noise >> 29)) as u8;
            out.extend_from_slice(&[shade, shade, shade.saturating_sub(12)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_as_large_as_a_telephones_and_tells_its_graduate() {
        let photo = Photo::taken();
        let picture = photo.of(u64::MAX / 3);
        assert!((200_000..600_000).contains(&picture.len()), "{}", picture.len());
        assert!(shows(&picture, u64::MAX / 3) && !shows(&picture, 8) && !shows(&picture[..picture.len() / 2], u64::MAX / 3));
    }
}
