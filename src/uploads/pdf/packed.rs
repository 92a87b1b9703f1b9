//! Streams that hold objects (ISO 32000-1, 7.5.7).

use super::{
    lexer::{Lexer, Token, is_blank},
    object::{Dict, Object},
};
use flate2::read::ZlibDecoder;
use std::{borrow::Cow, io::Read};

/// One stream unpacked; a hundred thousand objects take five megabytes.
const BYTES_MAX: u64 = 16 << 20;

/// What was in such a stream.
pub struct Packed<'a> {
    pub bytes: Cow<'a, [u8]>,
    objects: usize,
    first: usize,
}

/// The stream that begins here. `None` for whatever no usual program writes: how others would read it cannot be told.
pub fn unpacked<'a>(dict: &Dict, bytes: &'a [u8]) -> Option<Packed<'a>> {
    let number = |key| if let Some(Object::Number(number)) = dict.get(key) { usize::try_from(*number).ok() } else { None };
    let (objects, first) = (number("N")?, number("First")?);
    let bytes = match dict.get("Filter") {
        None => Cow::Borrowed(plain(number("Length")?, bytes)?),
        Some(filter) if is_deflate(filter) && is_unpredicted(dict.get("DecodeParms")) => Cow::Owned(inflated(bytes)?),
        Some(_) => return None,
    };
    Some(Packed { bytes, objects, first })
}

impl Packed<'_> {
    /// The numbers of its objects, and where each stands.
    pub fn places(&self) -> Vec<(u32, usize)> {
        let mut lexer = Lexer::new(&self.bytes, 0);
        let mut number = || if let Some(Token::Number(number)) = lexer.token() { Some(number) } else { None };
        let pair = |number: &mut dyn FnMut() -> Option<u32>| Some((number()?, number()?));
        let pairs = std::iter::from_fn(|| pair(&mut number)).take(self.objects);
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

fn plain(length: usize, bytes: &[u8]) -> Option<&[u8]> {
    let from = [b"\r\n".as_slice(), b"\n", b"\r"].iter().find(|end| bytes.starts_with(end)).map_or(0, |end| end.len());
    let (stream, behind) = bytes[from..].split_at_checked(length)?;
    behind.trim_ascii_start().starts_with(b"endstream").then_some(stream)
}

fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let from = bytes.iter().position(|byte| !is_blank(*byte))?;
    let mut inflated = Vec::new();
    ZlibDecoder::new(&bytes[from..]).take(BYTES_MAX + 1).read_to_end(&mut inflated).ok()?;
    (inflated.len() as u64 <= BYTES_MAX).then_some(inflated)
}
