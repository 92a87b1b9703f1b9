//! The zip itself, taken away as it grows. Every document is whole in memory when it is put in, so that its sizes and checksum stand in front
//! of it: no reader has to look for them behind it, and none of what was sent is ever changed.

use bytes::Bytes;
use std::{
    cell::RefCell,
    io::{self, Seek, SeekFrom, Write},
    rc::Rc,
};
use zip::{
    CompressionMethod, DateTime, ZipWriter,
    result::ZipResult,
    write::{PreparedZipFile, SimpleFileOptions},
};

/// A zip that is being made. Names outside of ASCII are marked as UTF-8; beyond four gigabytes it is a zip64.
pub struct Archive {
    writer: ZipWriter<Outgoing>,
    outgoing: Outgoing,
}

/// Prepares a file, away from the thread that sends it. It stays as it is: documents and lists are packed inside, and packing them again saves
/// two of a hundred bytes. `at`: year, month, day, hour and minute of its making.
///
/// # Errors
/// Of the format; none is expected in memory.
pub fn prepared(name: &str, at: [u16; 5], file: &[u8]) -> ZipResult<PreparedZipFile> {
    let [year, rest @ ..] = at;
    let [month, day, hour, minute] = rest.map(|number| u8::try_from(number).unwrap_or_default());
    let at = DateTime::from_date_and_time(year, month, day, hour, minute, 0).unwrap_or_default();
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).last_modified_time(at);
    PreparedZipFile::from_data(name, options, file)
}

impl Archive {
    /// With nothing in it.
    pub fn new() -> Self {
        let outgoing = Outgoing::default();
        Self { writer: ZipWriter::new(outgoing.clone()), outgoing }
    }

    /// Puts a file in, and gives what is to be sent of it.
    ///
    /// # Errors
    /// A name that is there already.
    pub fn add(&mut self, file: PreparedZipFile) -> ZipResult<Bytes> {
        self.writer.add_prepared_file(file)?;
        Ok(self.outgoing.take())
    }

    /// The end: without it, it is no zip.
    ///
    /// # Errors
    /// Of the format.
    pub fn finish(self) -> ZipResult<Bytes> {
        self.writer.finish()?;
        Ok(self.outgoing.take())
    }
}

/// Where the writer writes: bytes that were not taken yet, and how many there were in all. What was taken cannot be written anew.
#[derive(Clone, Default)]
struct Outgoing(Rc<RefCell<Written>>);

#[derive(Default)]
struct Written {
    waiting: Vec<u8>,
    end: u64,
}

impl Outgoing {
    fn take(&self) -> Bytes {
        std::mem::take(&mut self.0.borrow_mut().waiting).into()
    }
}

impl Write for Outgoing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.borrow_mut();
        written.waiting.extend_from_slice(bytes);
        written.end += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Outgoing {
    /// To the end, where it is already.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let end = self.0.borrow().end;
        match to {
            SeekFrom::Current(0) | SeekFrom::End(0) => Ok(end),
            SeekFrom::Start(place) if place == end => Ok(end),
            _ => Err(io::Error::other("what was sent is sent")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};
    use zip::ZipArchive;

    const AT: [u16; 5] = [2027, 6, 30, 9, 5];

    #[test]
    #[doc = "EXT-13"]
    fn ext_13_what_is_sent_piece_by_piece_is_a_zip() {
        let mut archive = Archive::new();
        let mut sent = Vec::new();
        for (name, file) in [("张三.pdf", "one"), ("清单.xlsx", "two")] {
            let piece = archive.add(prepared(name, AT, file.as_bytes()).unwrap()).unwrap();
            assert!(!piece.is_empty());
            sent.extend_from_slice(&piece);
        }
        let broken_off = sent.clone();
        sent.extend_from_slice(&archive.finish().unwrap());
        let mut read = ZipArchive::new(Cursor::new(sent)).unwrap();
        let names: Vec<_> = read.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["张三.pdf", "清单.xlsx"]);
        let mut text = String::new();
        let mut file = read.by_name("清单.xlsx").unwrap();
        file.read_to_string(&mut text).unwrap();
        let made = file.last_modified().unwrap();
        assert_eq!((text.as_str(), made.year(), made.hour()), ("two", 2027, 9));
        assert!(ZipArchive::new(Cursor::new(broken_off)).is_err(), "without its end it is none");
    }

    #[test]
    fn a_name_is_there_once() {
        let mut archive = Archive::new();
        archive.add(prepared("a", AT, b"1").unwrap()).unwrap();
        assert!(archive.add(prepared("a", AT, b"2").unwrap()).is_err());
    }
}
