//! The codes of a JPEG (Huffman, ITU T.81 annex C), and the bits of a scan that they are read from.

/// Bits by which a code is looked up at once; longer ones are rare and looked for.
const SHORT_BITS: u32 = 9;
const LENGTH_MAX: u32 = 16;
/// A code with the bits that follow it is no longer.
const CODE_AND_BITS_MAX: u32 = 32;

/// A table of codes as a file defines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// How many codes there are of each length, 1 to 16.
    pub counts: [u8; 16],
    /// Their symbols, shortest codes first.
    pub symbols: Vec<u8>,
}

/// The same, for reading.
pub struct Codes {
    /// By the next bits: length of the code and its symbol; no length where it is longer.
    short: Vec<(u8, u8)>,
    /// Of each length: the first code behind it, left aligned in 16 bits, and what to add to a code to get its symbol's place.
    long: [(u32, i32); LENGTH_MAX as usize + 1],
    symbols: Vec<u8>,
}

impl Codes {
    /// `None`: there are more codes of a length than there can be.
    pub fn of(table: &Table) -> Option<Self> {
        let mut short = vec![(0, 0); 1 << SHORT_BITS];
        let mut long = [(0, 0); LENGTH_MAX as usize + 1];
        let (mut code, mut place) = (0u32, 0usize);
        for (length, count) in (1..).zip(table.counts) {
            long[length as usize].1 = place as i32 - code as i32;
            for _ in 0..count {
                (code < 1 << length).then_some(())?;
                if length <= SHORT_BITS {
                    let begin = (code << (SHORT_BITS - length)) as usize;
                    let symbol = *table.symbols.get(place)?;
                    short[begin..begin + (1 << (SHORT_BITS - length))].fill((length as u8, symbol));
                }
                (code, place) = (code + 1, place + 1);
            }
            long[length as usize].0 = code << (LENGTH_MAX - length);
            code <<= 1;
        }
        (place == table.symbols.len()).then(|| Self { short, long, symbols: table.symbols.clone() })
    }

    /// The length and the symbol of the code that these 16 bits begin with.
    fn look_up(&self, bits: u32) -> Option<(u32, u8)> {
        let (length, symbol) = self.short[(bits >> (LENGTH_MAX - SHORT_BITS)) as usize];
        if length > 0 {
            return Some((length.into(), symbol));
        }
        let length = (SHORT_BITS + 1..=LENGTH_MAX).find(|length| bits < self.long[*length as usize].0)?;
        let place = (bits >> (LENGTH_MAX - length)) as i32 + self.long[length as usize].1;
        Some((length, *self.symbols.get(usize::try_from(place).ok()?)?))
    }
}

/// The bits of a scan, up to the next mark.
pub struct Bits<'a> {
    bytes: &'a [u8],
    /// Where the bytes are that were not taken up yet.
    pub at: usize,
    /// The next bits, the first in the highest.
    held: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub fn from(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, held: 0, count: 0 }
    }

    /// Within a scan `FF` is a mark, or itself when `00` follows.
    fn fill(&mut self) {
        while self.count <= 56 {
            let Some(&byte) = self.bytes.get(self.at) else { return };
            if byte == 0xff {
                if self.bytes.get(self.at + 1) != Some(&0) {
                    return;
                }
                self.at += 1;
            }
            self.at += 1;
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// Takes a code, and as many bits behind it as its symbol's lower four say. `None`: it is none, or the bits are over.
    pub fn coefficient(&mut self, codes: &Codes) -> Option<u8> {
        if self.count < CODE_AND_BITS_MAX {
            self.fill();
        }
        let (length, symbol) = codes.look_up((self.held >> 48) as u32)?;
        let taken = length + u32::from(symbol & 15);
        self.count = self.count.checked_sub(taken)?;
        self.held <<= taken;
        Some(symbol)
    }

    /// Whether this mark comes next, and nothing before it but what fills up the last byte. Takes it.
    pub fn end_with(&mut self, mark: u8) -> Option<()> {
        self.fill();
        let is_next = self.bytes.get(self.at..self.at + 2) == Some(&[0xff, mark]);
        (is_next && self.count < 8).then_some(())?;
        *self = Self::from(self.bytes, self.at + 2);
        Some(())
    }
}
