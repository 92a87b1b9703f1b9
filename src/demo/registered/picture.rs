//! Proof of what never was: a sheet that says SAMPLE across, with bars for text, a number, and a red ring for a seal.

/// Pixels, a sheet of A4 on its side.
const WIDTH: usize = 420;
const HEIGHT: usize = 297;
const PIXELS_PER_BYTE: usize = 4;

const PAPER: u8 = 0;
const INK: u8 = 1;
const GREY: u8 = 2;
const RED: u8 = 3;
/// Red, green and blue of each.
const PALETTE: [u8; 12] = [253, 252, 247, 52, 58, 70, 206, 209, 214, 196, 60, 52];

/// Columns and rows of a letter.
const LETTER: (usize, usize) = (5, 7);

/// The sheet with this number, as PNG.
pub(super) fn sheet(number: usize) -> Result<Vec<u8>, png::EncodingError> {
    let mut sheet = Sheet { colours: vec![PAPER; WIDTH * HEIGHT] };
    sheet.frame();
    sheet.text(number);
    sheet.seal();
    sheet.write("SAMPLE", (48, 120), 9, RED);
    sheet.write(&format!("NO.{number:04}"), (292, 24), 2, INK);
    sheet.encode()
}

struct Sheet {
    /// Places in the palette, row by row.
    colours: Vec<u8>,
}

impl Sheet {
    fn fill(&mut self, (left, top): (usize, usize), (width, height): (usize, usize), colour: u8) {
        for row in self.colours.chunks_exact_mut(WIDTH).skip(top).take(height) {
            row.iter_mut().skip(left).take(width).for_each(|pixel| *pixel = colour);
        }
    }

    fn frame(&mut self) {
        for (margin, colour) in [(6, INK), (8, PAPER), (11, GREY), (12, PAPER)] {
            self.fill((margin, margin), (WIDTH - 2 * margin, HEIGHT - 2 * margin), colour);
        }
        self.fill((120, 48), (180, 12), INK);
    }

    /// Lines of a letter whose lengths follow from its number.
    fn text(&mut self, number: usize) {
        for line in 0..9 {
            let length = 200 + (number * 37 + line * 53) % 150;
            self.fill((36, 84 + 20 * line), (length, 5), GREY);
        }
    }

    fn seal(&mut self) {
        let (middle, outer, inner) = ((340_isize, 225_isize), 42_isize, 37_isize);
        for (place, pixel) in self.colours.iter_mut().enumerate() {
            let (x, y) = ((place % WIDTH) as isize - middle.0, (place / WIDTH) as isize - middle.1);
            if (inner * inner..=outer * outer).contains(&(x * x + y * y)) {
                *pixel = RED;
            }
        }
    }

    fn write(&mut self, text: &str, (left, top): (usize, usize), scale: usize, colour: u8) {
        for (place, letter) in text.chars().enumerate() {
            let left = left + place * (LETTER.0 + 1) * scale;
            for (row, bits) in rows_of(letter).into_iter().enumerate() {
                for column in (0..LETTER.0).filter(|column| bits >> (LETTER.0 - 1 - column) & 1 == 1) {
                    self.fill((left + column * scale, top + row * scale), (scale, scale), colour);
                }
            }
        }
    }

    fn encode(&self) -> Result<Vec<u8>, png::EncodingError> {
        let rows = self.colours.chunks_exact(WIDTH).flat_map(|row| row.chunks(PIXELS_PER_BYTE));
        let packed: Vec<u8> = rows.map(|four| four.iter().fold(0, |byte, colour| byte << 2 | colour)).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH as u32, HEIGHT as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Two);
        encoder.set_palette(&PALETTE[..]);
        encoder.write_header()?.write_image_data(&packed)?;
        Ok(bytes)
    }
}

/// A letter as it was drawn for this, a bit a pixel; what was not drawn is blank.
fn rows_of(letter: char) -> [u8; LETTER.1] {
    match letter {
        'S' => [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
        'A' => [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        'M' => [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        'P' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
        'L' => [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
        'E' => [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
        'N' => [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001],
        'O' | '0' => [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        '1' => [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        '2' => [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        '3' => [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110],
        '4' => [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        '5' => [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        '6' => [0b01110, 0b10000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        '7' => [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        '8' => [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        '9' => [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00001, 0b01110],
        '.' => [0, 0, 0, 0, 0, 0b01100, 0b01100],
        _ => [0; LETTER.1],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_sheet_of_its_own_which_is_always_the_same() {
        let (one, other) = (sheet(1).unwrap(), sheet(2).unwrap());
        assert_eq!(sheet(1).unwrap(), one);
        assert_ne!(one, other);
        assert!(one.len() < 10_000, "{}", one.len());
    }
}
