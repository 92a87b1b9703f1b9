//! The one scan of a usual JPEG, read block by block (ITU T.81, annex F): every block is there, and nothing else.

use super::codes::{Bits, Codes};

const END_OF_IMAGE: u8 = 0xd9;
const RESTART: u8 = 0xd0;
const COEFFICIENTS: u32 = 64;
/// Bits of a coefficient of eight-bit samples, the first of a block being a difference.
const FIRST_BITS_MAX: u8 = 11;
const BITS_MAX: u8 = 10;

const SIXTEEN_ZEROS: u8 = 0xf0;

/// One component of a unit: so many blocks, read by these codes, whose symbols were looked at.
pub struct Part<'a> {
    pub blocks: u32,
    pub first: &'a Codes,
    pub others: &'a Codes,
}

/// Where the scan ends that begins at `at`: behind the picture's end mark. `units` are in it, with a mark after every `interval` of
/// them, unless that is 0.
pub fn end(bytes: &[u8], at: usize, units: u32, interval: u32, parts: &[Part<'_>]) -> Option<usize> {
    let mut bits = Bits::from(bytes, at);
    for unit in 0..units {
        if interval > 0 && unit > 0 && unit % interval == 0 {
            bits.end_with(RESTART + ((unit / interval - 1) % 8) as u8)?;
        }
        for part in parts {
            for _ in 0..part.blocks {
                block(&mut bits, part)?;
            }
        }
    }
    bits.end_with(END_OF_IMAGE)?;
    Some(bits.at)
}

/// Whether a code may mean this at the beginning of a block.
pub fn is_first(symbol: u8) -> bool {
    symbol <= FIRST_BITS_MAX
}

/// As `is_first`, behind it.
pub fn is_other(symbol: u8) -> bool {
    matches!(symbol, 0 | SIXTEEN_ZEROS) || (1..=BITS_MAX).contains(&(symbol & 15))
}

fn block(bits: &mut Bits<'_>, part: &Part<'_>) -> Option<()> {
    bits.coefficient(part.first)?;
    let mut next = 1;
    while next < COEFFICIENTS {
        let symbol = bits.coefficient(part.others)?;
        if symbol == 0 {
            return Some(());
        }
        // As many zeros as its upper half says, and one more: a coefficient, or the sixteenth.
        next += u32::from(symbol >> 4) + 1;
    }
    (next == COEFFICIENTS).then_some(())
}
