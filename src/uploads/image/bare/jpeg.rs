//! JPEG in one scan, as browsers and telephones write it: tables and scan go on, every other segment stays behind.

use super::{
    codes::{Codes, Table},
    is_turned,
    scan::{self, Part},
};
use crate::uploads::image::{
    jpeg::QUALITY_MAX,
    jpeg_head::{Head, segment},
};

const COMMENT: u8 = 0xfe;
const EXIF: u8 = 0xe1;
const EXIF_BEGINS: &[u8] = b"Exif\0\0";
const ADOBE: u8 = 0xee;
const ADOBE_BEGINS: &[u8] = b"Adobe";
/// Brightness and two differences of colour, as everybody takes three components for.
const ADOBE_USUAL: u8 = 1;
/// JFIF 1.01, no density, no small picture.
const JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

/// Classes of codes.
const FIRST: usize = 0;
const OTHERS: usize = 1;

/// Tables and shape, as the segments before the scan define them.
#[derive(Default)]
struct Segments<'a> {
    /// Numbers in the order of the file.
    steps: [Option<&'a [u8; 64]>; 4],
    /// By class, first coefficients and others, and number.
    codes: [[Option<Table>; 4]; 2],
    frame: Option<(u8, &'a [u8])>,
    interval: u16,
}

/// The picture alone.
pub fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    // A finer one is written anew on a coarser grid.
    Head::read(bytes)?.coarser_than(QUALITY_MAX)?;
    let mut segments = Segments::default();
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    loop {
        let (mark, data, behind) = segment(rest)?;
        if mark == 0xda {
            let begin = bytes.len() - behind.len();
            return segments.with_scan(bytes, begin, data);
        }
        segments.take(mark, data)?;
        rest = behind;
    }
}

impl<'a> Segments<'a> {
    fn take(&mut self, mark: u8, data: &'a [u8]) -> Option<()> {
        match mark {
            0xdb => self.take_steps(data),
            0xc4 => self.take_codes(data),
            0xc0 | 0xc1 => self.frame.replace((mark, data)).is_none().then_some(()),
            0xdd => {
                self.interval = u16::from_be_bytes(*<&[u8; 2]>::try_from(data).ok()?);
                Some(())
            }
            EXIF => (!data.strip_prefix(EXIF_BEGINS).is_some_and(is_turned)).then_some(()),
            ADOBE if data.starts_with(ADOBE_BEGINS) => (data.get(11) == Some(&ADOBE_USUAL)).then_some(()),
            0xe0..=0xef | COMMENT => Some(()),
            _ => None,
        }
    }

    fn take_steps(&mut self, mut data: &'a [u8]) -> Option<()> {
        while let Some((number, rest)) = data.split_first() {
            let (steps, rest) = rest.split_first_chunk()?;
            (!steps.contains(&0)).then_some(())?;
            // Of eight bits each: the higher half of the byte is 0.
            *self.steps.get_mut(usize::from(*number))? = Some(steps);
            data = rest;
        }
        Some(())
    }

    fn take_codes(&mut self, mut data: &'a [u8]) -> Option<()> {
        while let Some((place, rest)) = data.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let all = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, rest) = rest.split_at_checked(all)?;
            let table = Table { counts: *counts, symbols: symbols.to_vec() };
            let of_class = self.codes.get_mut(usize::from(place >> 4))?;
            *of_class.get_mut(usize::from(place & 15))? = Some(table);
            data = rest;
        }
        Some(())
    }

    /// Reads the scan that begins here, and writes what was read.
    fn with_scan(&self, bytes: &[u8], begin: usize, scan: &[u8]) -> Option<Vec<u8>> {
        let (_, frame) = self.frame?;
        let frame = Frame::of(frame, scan)?;
        let mut read = Vec::new();
        for component in &frame.components {
            read.push((self.codes(FIRST, component.first)?, self.codes(OTHERS, component.others)?));
            self.steps.get(component.steps)?.as_ref()?;
        }
        let parts = frame.components.iter().zip(&read);
        let parts: Vec<_> =
            parts.map(|(component, (first, others))| Part { blocks: component.blocks, first, others }).collect();
        let end = scan::end(bytes, begin, frame.units, self.interval.into(), &parts)?;
        Some(self.written(&frame, scan, bytes.get(begin..end)?))
    }

    fn codes(&self, class: usize, number: usize) -> Option<Codes> {
        let table = self.codes[class].get(number)?.as_ref()?;
        table
            .symbols
            .iter()
            .all(|symbol| if class == FIRST { scan::is_first(*symbol) } else { scan::is_other(*symbol) })
            .then_some(())?;
        Codes::of(table)
    }

    /// Tables that the scan does not use might hold anything; they stay behind.
    fn written(&self, frame: &Frame, scan: &[u8], bits: &[u8]) -> Vec<u8> {
        let is_used = |which: fn(&Component) -> usize, number: usize| frame.components.iter().any(|it| which(it) == number);
        let mut out = vec![0xff, 0xd8];
        write(&mut out, 0xe0, &[JFIF]);
        for (number, steps) in self.steps.iter().enumerate() {
            if let Some(steps) = steps.filter(|_| is_used(|it| it.steps, number)) {
                write(&mut out, 0xdb, &[&[number as u8], steps]);
            }
        }
        if let Some((mark, frame)) = self.frame {
            write(&mut out, mark, &[frame]);
        }
        for (class, which) in [(FIRST, (|it| it.first) as fn(&Component) -> usize), (OTHERS, |it| it.others)] {
            for (number, table) in self.codes[class].iter().enumerate() {
                if let Some(Table { counts, symbols }) = table.as_ref().filter(|_| is_used(which, number)) {
                    write(&mut out, 0xc4, &[&[(class << 4 | number) as u8], counts, symbols]);
                }
            }
        }
        if self.interval > 0 {
            write(&mut out, 0xdd, &[&self.interval.to_be_bytes()]);
        }
        write(&mut out, 0xda, &[scan]);
        out.extend_from_slice(bits);
        out
    }
}

/// The picture's shape, of one component or three.
struct Frame {
    /// Groups of blocks that come one after the other.
    units: u32,
    components: Vec<Component>,
}

struct Component {
    /// Blocks in a unit.
    blocks: u32,
    /// Numbers of its tables.
    steps: usize,
    first: usize,
    others: usize,
}

impl Frame {
    /// `None`: it is not of eight bits, not in one scan, or sampled in an unusual way.
    fn of(frame: &[u8], scan: &[u8]) -> Option<Self> {
        let [8, h0, h1, w0, w1, count, sampled @ ..] = frame else { return None };
        let (height, width) = (u32::from(u16::from_be_bytes([*h0, *h1])), u32::from(u16::from_be_bytes([*w0, *w1])));
        let [scanned, chosen @ .., 0, 63, 0] = scan else { return None };
        let count = usize::from(*count);
        let is_one_scan = count == usize::from(*scanned) && sampled.len() == 3 * count && chosen.len() == 2 * count;
        (is_one_scan && width > 0 && height > 0).then_some(())?;
        let (across, down) = sampling(sampled)?;
        let component = |(sampled, chosen): (&[u8], &[u8])| {
            let blocks = if count == 1 { 1 } else { u32::from(sampled[1] >> 4) * u32::from(sampled[1] & 15) };
            let steps = usize::from(sampled[2]);
            let (first, others) = (usize::from(chosen[1] >> 4), usize::from(chosen[1] & 15));
            (sampled[0] == chosen[0]).then_some(Component { blocks, steps, first, others })
        };
        let components: Option<Vec<_>> = sampled.chunks_exact(3).zip(chosen.chunks_exact(2)).map(component).collect();
        let units = width.div_ceil(8 * across) * height.div_ceil(8 * down);
        Some(Self { units, components: components? })
    }
}

/// Blocks of brightness in a unit, across and down.
fn sampling(sampled: &[u8]) -> Option<(u32, u32)> {
    match *sampled {
        [_, 0x11, _] => Some((1, 1)),
        // These three would be taken for colours of their own.
        [b'R', _, _, b'G', ..] => None,
        [a, luma @ (0x11 | 0x12 | 0x21 | 0x22), _, b, 0x11, _, c, 0x11, _] if a != b && b != c && c != a => {
            Some((u32::from(luma >> 4), u32::from(luma & 15)))
        }
        _ => None,
    }
}

fn write(out: &mut Vec<u8>, mark: u8, pieces: &[&[u8]]) {
    let length: usize = 2 + pieces.iter().map(|piece| piece.len()).sum::<usize>();
    out.extend_from_slice(&[0xff, mark]);
    // No piece is longer than it was in the segment that it came in.
    out.extend_from_slice(&(length as u16).to_be_bytes());
    pieces.iter().for_each(|piece| out.extend_from_slice(piece));
}
