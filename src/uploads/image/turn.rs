//! Turning samples upright, whatever they mean.

use image::metadata::Orientation;

/// Rows of samples, each of so many bytes.
pub struct Samples {
    pub width: usize,
    pub height: usize,
    pub bytes_each: usize,
    pub bytes: Vec<u8>,
}

impl Samples {
    /// As somebody sees it who heeds the orientation that a camera noted.
    pub fn upright(self, orientation: Orientation) -> Self {
        let (lies, flips_across, flips_down) = steps(orientation);
        let (width, height) = if lies { (self.height, self.width) } else { (self.width, self.height) };
        let mut bytes = Vec::with_capacity(self.bytes.len());
        for y in 0..height {
            for x in 0..width {
                let (x, y) = (if flips_across { width - 1 - x } else { x }, if flips_down { height - 1 - y } else { y });
                let (x, y) = if lies { (y, x) } else { (x, y) };
                let at = (y * self.width + x) * self.bytes_each;
                bytes.extend_from_slice(&self.bytes[at..at + self.bytes_each]);
            }
        }
        Self { width, height, bytes, ..self }
    }

    /// Samples of a byte each out of rows that hold several in a byte.
    pub fn unpacked(width: usize, height: usize, bits: usize, rows: &[u8]) -> Self {
        let (per_byte, row_bytes) = (8 / bits, (width * bits).div_ceil(8));
        let sample = |row: usize, x: usize| {
            let byte = rows[row * row_bytes + x / per_byte];
            byte >> (8 - bits * (x % per_byte + 1)) & (u8::MAX >> (8 - bits))
        };
        let bytes = (0..height).flat_map(|row| (0..width).map(move |x| (row, x))).map(|(row, x)| sample(row, x)).collect();
        Self { width, height, bytes_each: 1, bytes }
    }

    /// The rows that `unpacked` takes apart.
    pub fn packed(&self, bits: usize) -> Vec<u8> {
        let byte = |part: &[u8]| part.iter().enumerate().fold(0, |byte, (at, sample)| byte | sample << (8 - bits * (at + 1)));
        self.bytes.chunks_exact(self.width).flat_map(|row| row.chunks(8 / bits).map(byte)).collect()
    }
}

/// Whether rows become columns, and what is then mirrored.
fn steps(orientation: Orientation) -> (bool, bool, bool) {
    match orientation {
        Orientation::NoTransforms => (false, false, false),
        Orientation::FlipHorizontal => (false, true, false),
        Orientation::Rotate180 => (false, true, true),
        Orientation::FlipVertical => (false, false, true),
        Orientation::Rotate90FlipH => (true, false, false),
        Orientation::Rotate90 => (true, true, false),
        Orientation::Rotate270FlipH => (true, true, true),
        Orientation::Rotate270 => (true, false, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, GrayImage};

    #[test]
    fn every_orientation_is_turned_as_the_image_library_does() {
        let bytes: Vec<u8> = (0..12).collect();
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif).unwrap();
            let mut expected = DynamicImage::from(GrayImage::from_raw(4, 3, bytes.clone()).unwrap());
            expected.apply_orientation(orientation);
            let turned = Samples { width: 4, height: 3, bytes_each: 1, bytes: bytes.clone() }.upright(orientation);
            assert_eq!((turned.width as u32, turned.height as u32), (expected.width(), expected.height()), "{exif}");
            assert_eq!(turned.bytes, expected.into_bytes(), "{exif}");
        }
    }

    #[test]
    fn packing_undoes_unpacking() {
        for bits in [1, 2, 4] {
            let samples: Vec<u8> = (0..21).map(|n| (n * 5 % (1 << bits)) as u8).collect();
            let whole = Samples { width: 7, height: 3, bytes_each: 1, bytes: samples.clone() };
            assert_eq!(Samples::unpacked(7, 3, bits, &whole.packed(bits)).bytes, samples, "{bits}");
        }
    }
}
