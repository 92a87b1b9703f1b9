//! PNG (W3C, third edition): head, palette, see-through colours and packed rows go on; every other chunk stays behind.

use super::is_turned;
use flate2::{Crc, Decompress, FlushDecompress, Status};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Highest of the filters that a row may say it was written with.
const FILTER_MAX: u8 = 4;
/// Rows are unpacked into so much, looked at and forgotten.
const WINDOW_BYTES: usize = 32 << 10;

/// The chunks that go on.
struct Kept<'a> {
    head: &'a [u8],
    palette: Option<&'a [u8]>,
    transparency: Option<&'a [u8]>,
    /// The packed rows, piece by piece.
    rows: Vec<&'a [u8]>,
}

/// The numbers of a head that is usual: not interlaced, of at most eight bits.
struct Shape {
    height: u32,
    /// Bytes of a row, with its filter's.
    row_bytes: usize,
    color: u8,
}

const GREY: u8 = 0;
const RGB: u8 = 2;
const INDEXED: u8 = 3;

/// Bytes that its rows unpack to; `None` for an unusual one.
pub fn unpacked_bytes(bytes: &[u8]) -> Option<u64> {
    let (_, head, _) = chunk(bytes.strip_prefix(SIGNATURE)?)?;
    Shape::of(head).map(|shape| shape.unpacked_bytes())
}

/// The picture alone.
pub fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let kept = Kept::of(bytes)?;
    let shape = Shape::of(kept.head)?;
    kept.fits(shape.color).then_some(())?;
    Rows::of(&shape).are_packed_in(&kept.rows)?;
    Some(kept.written(shape.color))
}

impl<'a> Kept<'a> {
    /// Chunks in their order up to the end of the picture; what is behind it is none.
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let (kind, head, mut rest) = chunk(bytes.strip_prefix(SIGNATURE)?)?;
        (kind == b"IHDR").then_some(())?;
        let mut kept = Self { head, palette: None, transparency: None, rows: Vec::new() };
        let mut before = kind;
        loop {
            let (kind, data, behind) = chunk(rest)?;
            if kind == b"IEND" {
                return (!kept.rows.is_empty()).then_some(kept);
            }
            kept.take(kind, data, before == b"IDAT")?;
            (before, rest) = (kind, behind);
        }
    }

    fn take(&mut self, kind: &[u8; 4], data: &'a [u8], follows_rows: bool) -> Option<()> {
        let has_rows = !self.rows.is_empty();
        let once = |place: &mut Option<&'a [u8]>| (!has_rows && place.replace(data).is_none()).then_some(());
        match kind {
            b"PLTE" => once(&mut self.palette),
            b"tRNS" => once(&mut self.transparency),
            b"IDAT" if has_rows && !follows_rows => None,
            b"IDAT" => {
                self.rows.push(data);
                Some(())
            }
            b"eXIf" if is_turned(data) => None,
            // A small letter at first: one can do without it.
            [first, ..] => first.is_ascii_lowercase().then_some(()),
        }
    }

    /// Whether palette and see-through colours are what such a picture has.
    fn fits(&self, color: u8) -> bool {
        let colours = self.palette.map_or(0, |palette| palette.len() / 3);
        let palette_fits = self.palette.is_none_or(|palette| palette.len() % 3 == 0 && (1..=256).contains(&colours));
        let is_narrow = |pairs: &[u8]| pairs.iter().step_by(2).all(|high| *high == 0);
        let transparency_fits = self.transparency.is_none_or(|shades| match color {
            GREY => shades.len() == 2 && is_narrow(shades),
            RGB => shades.len() == 6 && is_narrow(shades),
            INDEXED => (1..=colours).contains(&shades.len()),
            _ => false,
        });
        palette_fits && transparency_fits && (color != INDEXED || colours > 0)
    }

    fn written(&self, color: u8) -> Vec<u8> {
        let mut out = SIGNATURE.to_vec();
        write(&mut out, b"IHDR", &[self.head]);
        if let Some(palette) = self.palette.filter(|_| color == INDEXED) {
            write(&mut out, b"PLTE", &[palette]);
        }
        if let Some(transparency) = self.transparency {
            write(&mut out, b"tRNS", &[transparency]);
        }
        write(&mut out, b"IDAT", &self.rows);
        write(&mut out, b"IEND", &[]);
        out
    }
}

impl Shape {
    fn of(head: &[u8]) -> Option<Self> {
        let [w0, w1, w2, w3, h0, h1, h2, h3, depth, color, 0, 0, 0] = *<&[u8; 13]>::try_from(head).ok()? else { return None };
        let (width, height) = (u32::from_be_bytes([w0, w1, w2, w3]), u32::from_be_bytes([h0, h1, h2, h3]));
        let samples = match (color, depth) {
            (GREY | INDEXED, 1 | 2 | 4 | 8) => 1,
            (RGB, 8) => 3,
            (4, 8) => 2,
            (6, 8) => 4,
            _ => return None,
        };
        let row_bits = u64::from(width) * samples * u64::from(depth);
        let row_bytes = usize::try_from(row_bits.div_ceil(8)).ok()?.checked_add(1)?;
        (width > 0 && height > 0).then_some(Self { height, row_bytes, color })
    }

    fn unpacked_bytes(&self) -> u64 {
        u64::from(self.height) * self.row_bytes as u64
    }
}

/// Rows as they are unpacked.
struct Rows {
    row_bytes: usize,
    /// Bytes that have to come yet.
    left: u64,
    /// Bytes until the next row begins, with its filter.
    until_filter: usize,
}

impl Rows {
    fn of(shape: &Shape) -> Self {
        Self { row_bytes: shape.row_bytes, left: shape.unpacked_bytes(), until_filter: 0 }
    }

    /// Whether these pieces hold the rows, and nothing before, between or behind them.
    fn are_packed_in(mut self, pieces: &[&[u8]]) -> Option<()> {
        let mut inflater = Decompress::new(true);
        let mut window = [0; WINDOW_BYTES];
        let mut ended = false;
        for piece in pieces {
            let mut rest = *piece;
            while !rest.is_empty() {
                (!ended).then_some(())?;
                let (read, written) = (inflater.total_in(), inflater.total_out());
                let status = inflater.decompress(rest, &mut window, FlushDecompress::None).ok()?;
                rest = rest.get(usize::try_from(inflater.total_in() - read).ok()?..)?;
                let came = usize::try_from(inflater.total_out() - written).ok()?;
                self.take(window.get(..came)?)?;
                ended = status == Status::StreamEnd;
                let stands = !ended && came == 0 && inflater.total_in() == read;
                (!stands).then_some(())?;
            }
        }
        while !ended {
            let written = inflater.total_out();
            ended = inflater.decompress(&[], &mut window, FlushDecompress::Finish).ok()? == Status::StreamEnd;
            let came = usize::try_from(inflater.total_out() - written).ok()?;
            self.take(window.get(..came)?)?;
            (ended || came > 0).then_some(())?;
        }
        (self.left == 0).then_some(())
    }

    fn take(&mut self, piece: &[u8]) -> Option<()> {
        self.left = self.left.checked_sub(piece.len() as u64)?;
        let mut at = self.until_filter;
        while let Some(filter) = piece.get(at) {
            (*filter <= FILTER_MAX).then_some(())?;
            at += self.row_bytes;
        }
        self.until_filter = at - piece.len();
        Some(())
    }
}

/// The next chunk, its sum right: its kind, its data, and what is behind it.
fn chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (kind, rest) = rest.split_first_chunk()?;
    let (data, rest) = rest.split_at_checked(length)?;
    let (sum, behind) = rest.split_first_chunk()?;
    (sum_of(kind, &[data]) == u32::from_be_bytes(*sum)).then_some((kind, data, behind))
}

fn write(out: &mut Vec<u8>, kind: &[u8; 4], pieces: &[&[u8]]) {
    let length: usize = pieces.iter().map(|piece| piece.len()).sum();
    // A file is at most ten megabytes long.
    out.extend_from_slice(&(length as u32).to_be_bytes());
    out.extend_from_slice(kind);
    pieces.iter().for_each(|piece| out.extend_from_slice(piece));
    out.extend_from_slice(&sum_of(kind, pieces).to_be_bytes());
}

fn sum_of(kind: &[u8; 4], pieces: &[&[u8]]) -> u32 {
    let mut crc = Crc::new();
    crc.update(kind);
    pieces.iter().for_each(|piece| crc.update(piece));
    crc.sum()
}
