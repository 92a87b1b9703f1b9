//! Streams that hold objects (ISO 32000-1, 7.5.7).

use super::{
    lexer::{Lexer, Token, is_blank},
    object::{Dict, Object, PARTS_MAX},
};
use flate2::bufread::ZlibDecoder;
use std::io::Read;

/// One stream unpacked; a hundred thousand objects take five megabytes.
const BYTES_MAX: u64 = 16 << 20;

/// The objects of such a stream.
pub struct Packed<'a> {
    pub bytes: &'a [u8],
    /// Bytes of the file that were looked at for it.
    pub cost: usize,
    objects: usize,
    first: usize,
}

/// Unpacks streams. Many objects may claim the same one: the last is kept with where it begins.
#[derive(Default)]
pub struct Unpacker {
    last: Option<(usize, Vec<u8>)>,
}

impl Unpacker {
    /// The stream that begins there. `None` for whatever no usual program writes: how others would read it cannot be told.
    pub fn unpacked<'a>(&'a mut self, dict: &Dict, file: &'a [u8], from: usize) -> Option<Packed<'a>> {
        let number = |key| if let Some(Object::Number(number)) = dict.get(key) { usize::try_from(*number).ok() } else { None };
        let (objects, first) = (number("N")?, number("First")?);
        let (bytes, cost) = match dict.get("Filter") {
            None => plain(number("Length")?, &file[from..])?,
            Some(filter) if is_deflate(filter) && is_unpredicted(dict.get("DecodeParms")) => self.inflated(file, from)?,
            Some(_) => return None,
        };
        Some(Packed { bytes, cost, objects, first })
    }

    fn inflated(&mut self, file: &[u8], from: usize) -> Option<(&[u8], usize)> {
        let mut cost = 0;
        if self.last.as_ref().is_none_or(|(at, _)| *at != from) {
            let (bytes, read) = inflated(&file[from..])?;
            (self.last, cost) = (Some((from, bytes)), read);
        }
        self.last.as_ref().map(|(_, bytes)| (bytes.as_slice(), cost))
    }
}

impl Packed<'_> {
    /// The numbers of its objects, and where each stands.
    pub fn places(&self) -> Vec<(u32, usize)> {
        let mut lexer = Lexer::new(self.bytes, 0);
        let mut number = || if let Some(Token::Number(number)) = lexer.token() { Some(number) } else { None };
        let pair = |number: &mut dyn FnMut() -> Option<u32>| Some((number()?, number()?));
        // One more than any file may have is enough to be refused for.
        let pairs = std::iter::from_fn(|| pair(&mut number)).take(self.objects.min(PARTS_MAX + 1));
        pairs.map(|(number, at)| (number, self.first.saturating_add(at as usize).min(self.bytes.len()))).collect()
    }
}

fn is_deflate(filter: &Object) -> bool {
    match filter {
        Object::Name(name) => name == b"FlateDecode" || name == b"Fl",
        Object::Array(filters) => filters.len() == 1 && is_deflate(&filters[0]),
        _ => false,
    }
}

fn is_unpredicted(parameters: Option<&Object>) -> bool {
    match parameters {
        None | Some(Object::Other) => true,
        Some(Object::Dict(dict)) => dict.get("Predictor").is_none_or(|predictor| *predictor == Object::Number(1)),
        Some(Object::Array(all)) => all.iter().all(|one| is_unpredicted(Some(one))),
        Some(_) => false,
    }
}

fn plain(length: usize, bytes: &[u8]) -> Option<(&[u8], usize)> {
    let from = [b"\r\n".as_slice(), b"\n", b"\r"].iter().find(|end| bytes.starts_with(end)).map_or(0, |end| end.len());
    let (stream, behind) = bytes[from..].split_at_checked(length)?;
    let rest = behind.trim_ascii_start();
    rest.starts_with(b"endstream").then_some((stream, behind.len() - rest.len()))
}

/// The unpacked bytes, and how many were read for them; not a byte beyond the bound.
fn inflated(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let from = bytes.iter().position(|byte| !is_blank(*byte))?;
    let mut decoder = ZlibDecoder::new(&bytes[from..]).take(BYTES_MAX + 1);
    let mut inflated = Vec::new();
    decoder.read_to_end(&mut inflated).ok()?;
    let read = from + usize::try_from(decoder.get_ref().total_in()).ok()?;
    (inflated.len() as u64 <= BYTES_MAX).then_some((inflated, read))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, bufread::ZlibEncoder};

    #[test]
    fn a_stream_is_inflated_once_whoever_claims_it() {
        let mut data = Vec::new();
        ZlibEncoder::new(b"5 0 /A".as_slice(), Compression::fast()).read_to_end(&mut data).unwrap();
        let file = [b"\n".as_slice(), &data, b"\n", &data].concat();
        let entry = |key: &str, value| (key.as_bytes().to_vec(), value);
        let filter = Object::Name(b"FlateDecode".to_vec());
        let dict = Dict(vec![entry("N", Object::Number(1)), entry("First", Object::Number(4)), entry("Filter", filter)]);
        let (mut unpacker, whole) = (Unpacker::default(), data.len() + 1);
        for (from, cost) in [(0, whole), (0, 0), (whole, whole), (whole, 0)] {
            let stream = unpacker.unpacked(&dict, &file, from).unwrap();
            assert_eq!((stream.bytes, stream.cost, stream.places()), (b"5 0 /A".as_slice(), cost, vec![(5, 4)]), "{from}");
        }
    }
}
