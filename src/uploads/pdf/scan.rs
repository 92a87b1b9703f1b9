//! Looks for objects everywhere in a file: not only where its table says that they are, for a program that finds the table wrong looks
//! everywhere too, and a table may lead into a comment or into what passes for a picture.

use super::{
    found::Found,
    header::{Header, header},
    object::{Boundless, Dict, End, Object, Reader},
    packed::Unpacker,
};

const OBJECT: &[u8] = b"obj";
const TRAILER: &[u8] = b"trailer";

/// All objects, and what their names say.
///
/// # Errors
/// It cannot be told what the file holds, or only at too great a cost.
pub fn scan(bytes: &[u8]) -> Result<(Found, Reader), Boundless> {
    let mut scan =
        Scan { bytes, found: Found::default(), reader: Reader::default(), unpacker: Unpacker::default(), unclear: false };
    for at in places(bytes, TRAILER) {
        let (trailer, _) = scan.reader.indirect(bytes, at + TRAILER.len())?;
        scan.found.add_trailer(trailer);
    }
    for at in places(bytes, OBJECT) {
        match header(&bytes[..at]) {
            Header::Number(number) => scan.object(number, at + OBJECT.len())?,
            Header::Hidden => scan.unclear = true,
            Header::None => {}
        }
    }
    // A locked file is unclear throughout, and that is the better word for it.
    if scan.unclear && !scan.reader.marks.locked { Err(Boundless) } else { Ok((scan.found, scan.reader)) }
}

fn places<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(word.len()).enumerate().filter(move |(_, window)| *window == word).map(|(at, _)| at)
}

struct Scan<'a> {
    bytes: &'a [u8],
    found: Found,
    reader: Reader,
    unpacker: Unpacker,
    unclear: bool,
}

impl Scan<'_> {
    fn object(&mut self, number: u32, at: usize) -> Result<(), Boundless> {
        let (object, end) = self.reader.indirect(self.bytes, at)?;
        if let (Object::Dict(dict), End::Stream(from)) = (&object, end) {
            // A stream's content from elsewhere is fetched when the file is opened.
            self.reader.marks.acting |= dict.get("F").is_some();
            self.stream(dict, from)?;
        }
        self.found.add(number, object)
    }

    /// Objects lie in streams with these two keys, whatever the stream calls itself.
    fn stream(&mut self, dict: &Dict, from: usize) -> Result<(), Boundless> {
        if dict.get("First").is_none() || dict.get("N").is_none() {
            return Ok(());
        }
        // Nothing in it would change what becomes of the file: only the word that it is locked is still looked for.
        if self.unclear || self.reader.marks.locked {
            return Ok(());
        }
        let Some(stream) = self.unpacker.unpacked(dict, self.bytes, from) else {
            self.unclear = true;
            return Ok(());
        };
        self.reader.count(stream.cost)?;
        self.reader.names(stream.bytes)?;
        for (number, at) in stream.places() {
            let object = self.reader.direct(stream.bytes, at)?;
            self.found.add(number, object)?;
        }
        Ok(())
    }
}
