//! How a JPEG was compressed: what its segments before the first scan say (ITU T.81, annex B).

use super::jpeg::HELD_BYTES_MAX;
use jpeg_encoder::{QuantizationTableType, SamplingFactor};

const DEFINE_TABLES: u8 = 0xdb;
const START_OF_SCAN: u8 = 0xda;
/// `0xc4`, `0xc8` and `0xcc` lie between the frames' marks and begin none.
const NO_FRAMES: [u8; 3] = [0xc4, 0xc8, 0xcc];

/// Where the n-th number of a table stands in its square.
const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35,
    42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];
/// Sum of the usual table for brightness at quality 50 (T.81, table K.1).
const USUAL_SUM: u32 = 3_688;

type Table = [u16; 64];

/// The facts that matter for writing it anew.
pub struct Head {
    luma: Table,
    chroma: Table,
    /// How much coarser colour is than brightness.
    pub sampling: SamplingFactor,
    pub width: u16,
    pub height: u16,
    grey: bool,
    /// What a decoder holds of the whole picture before it has one, bytes: nothing, when it comes row by row.
    held: u64,
}

/// What a frame says of itself.
struct Frame {
    width: u16,
    height: u16,
    /// The picture comes in several scans, each over all of it.
    is_progressive: bool,
    components: Vec<Component>,
}

/// A frame's component: how often it is sampled, by which table.
struct Component {
    across: u8,
    down: u8,
    table: usize,
}

impl Head {
    /// `None`: it is none, or says nothing that a picture could be made of.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut tables: [Option<Table>; 4] = [None; 4];
        let mut seen = None;
        let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
        loop {
            let (mark, segment, behind) = segment(rest)?;
            match mark {
                START_OF_SCAN => return Self::of(&tables, &seen?, *segment.first()?),
                DEFINE_TABLES => define(&mut tables, segment)?,
                0xc0..=0xcf if !NO_FRAMES.contains(&mark) => {
                    // Two decoders may take different ones of two.
                    let another = seen.replace(frame(mark, segment)?);
                    another.is_none().then_some(())?;
                }
                _ => {}
            }
            rest = behind;
        }
    }

    fn of(tables: &[Option<Table>; 4], frame: &Frame, first_scan: u8) -> Option<Self> {
        let components = &frame.components;
        let first = components.first()?;
        let luma = tables[first.table]?;
        // Red, green, blue and four inks are all brightness.
        let second = components.get(1).filter(|_| components.len() == 3);
        let chroma = second.map_or(Some(luma), |second| tables[second.table])?;
        let times = |all: u8, part: u8| all.checked_div(part).map_or(1, |times| times.clamp(1, 2));
        let (across, down) =
            second.map_or((1, 1), |second| (times(first.across, second.across), times(first.down, second.down)));
        let sampling = SamplingFactor::from_factors(across, down)?;
        let Frame { width, height, .. } = *frame;
        Some(Self { luma, chroma, sampling, width, height, grey: components.len() == 1, held: frame.held_bytes(first_scan) })
    }

    /// Its own tables, unless they are finer than those of this quality (over 50).
    pub fn coarser_than(&self, quality: u8) -> Option<(QuantizationTableType, QuantizationTableType)> {
        let sum: u32 = self.luma.iter().map(|step| u32::from(*step)).sum();
        let custom = |table: Table| QuantizationTableType::Custom(Box::new(table));
        (sum > USUAL_SUM * (200 - 2 * u32::from(quality)) / 100).then(|| (custom(self.luma), custom(self.chroma)))
    }

    /// The same, lying on its side.
    pub fn swapped(self) -> Self {
        let sampling = match self.sampling {
            SamplingFactor::F_2_1 => SamplingFactor::F_1_2,
            SamplingFactor::F_1_2 => SamplingFactor::F_2_1,
            same => same,
        };
        let turned = |table: Table| std::array::from_fn(|at| table[at % 8 * 8 + at / 8]);
        Self { luma: turned(self.luma), chroma: turned(self.chroma), sampling, ..self }
    }

    /// Bytes of memory, at most, from decoding to writing: coefficients beside the picture, it and itself turned, it and
    /// coefficients again.
    pub fn working_bytes(&self) -> u64 {
        let pixels = u64::from(self.width) * u64::from(self.height);
        let decoded = pixels * if self.grey { 1 } else { 3 };
        let to_write = self.bytes_to_write(usize::try_from(decoded).unwrap_or(usize::MAX / 4));
        let written = if to_write > HELD_BYTES_MAX { 0 } else { to_write as u64 };
        decoded + self.held.max(decoded).max(written)
    }

    /// The size of a picture of so many decoded bytes as planes and as coefficients, two bytes each.
    pub fn bytes_to_write(&self, decoded: usize) -> usize {
        decoded + self.coefficient_bytes(decoded)
    }

    fn coefficient_bytes(&self, decoded: usize) -> usize {
        match self.sampling {
            _ if self.grey => 2 * decoded,
            SamplingFactor::F_1_1 => 2 * decoded,
            SamplingFactor::F_2_2 => decoded,
            _ => decoded / 3 * 4,
        }
    }
}

/// The next segment: its mark, what it holds, and what is behind it.
pub fn segment(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let at = bytes.strip_prefix(&[0xff])?.iter().position(|byte| *byte != 0xff)? + 1;
    let (mark, rest) = (bytes[at], &bytes[at + 1..]);
    let length = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
    Some((mark, rest.get(2..length)?, &rest[length..]))
}

fn define(tables: &mut [Option<Table>; 4], mut segment: &[u8]) -> Option<()> {
    while let Some((head, rest)) = segment.split_first() {
        let width = if head >> 4 == 0 { 1 } else { 2 };
        let numbers = rest.get(..64 * width)?;
        let mut table = [0; 64];
        for (place, number) in ZIGZAG.iter().zip(numbers.chunks_exact(width)) {
            // The encoder writes one byte each.
            table[*place] = number.iter().fold(0, |sum: u16, byte| sum << 8 | u16::from(*byte)).clamp(1, 255);
        }
        *tables.get_mut(usize::from(head & 15))? = Some(table);
        segment = &rest[64 * width..];
    }
    Some(())
}

impl Frame {
    /// Coefficients of two bytes, of each component as often as it is sampled: a decoder keeps them until the last scan when the
    /// first, of so many components, does not make a picture. Of one that begins with a component alone it keeps more than there
    /// are.
    fn held_bytes(&self, first_scan: u8) -> u64 {
        if !self.is_progressive && usize::from(first_scan) == self.components.len() {
            return 0;
        }
        let most = |side: fn(&Component) -> u8| self.components.iter().map(side).max().unwrap_or(1).max(1);
        let whole = if first_scan == 1 { 1 } else { u64::from(most(|it| it.across)) * u64::from(most(|it| it.down)) };
        let sampled: u64 = self.components.iter().map(|it| u64::from(it.across) * u64::from(it.down)).sum();
        let pixels = u64::from(self.width) * u64::from(self.height);
        2 * pixels * sampled / whole
    }
}

fn frame(mark: u8, segment: &[u8]) -> Option<Frame> {
    let side = |at: usize| Some(u16::from_be_bytes([*segment.get(at)?, *segment.get(at + 1)?]));
    let components = segment.get(6..)?.chunks_exact(3);
    let component = |bytes: &[u8]| Component { across: bytes[1] >> 4, down: bytes[1] & 15, table: usize::from(bytes[2] & 3) };
    let components = components.take(usize::from(segment[5])).map(component).collect();
    // Of four marks in a row the third is progressive (T.81, table B.1).
    Some(Frame { height: side(1)?, width: side(3)?, is_progressive: mark & 3 == 2, components })
}
