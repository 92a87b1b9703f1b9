//! The export's file: a magic number, then frames as in the journal, the last of which says how many rows there were.

use crate::{ReadError, codec::RECORD_BYTES_MAX, journal::frame};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
};

const MAGIC: [u8; 8] = *b"WQEXPT\x00\x01";
const BLOCK_BYTES: usize = 256 << 10;

/// A key and its value.
pub(crate) type StoredRow = (Vec<u8>, Vec<u8>);

/// What a frame holds.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Content {
    Rows(Vec<StoredRow>),
    End { rows: u64 },
}

pub(super) struct ExportWriter {
    file: BufWriter<File>,
    block: Vec<StoredRow>,
    block_bytes: usize,
    rows: u64,
}

impl ExportWriter {
    pub fn create(path: &Path) -> io::Result<Self> {
        let mut file = BufWriter::new(File::create(path)?);
        file.write_all(&MAGIC)?;
        Ok(Self { file, block: Vec::new(), block_bytes: 0, rows: 0 })
    }

    pub fn row(&mut self, key: Vec<u8>, value: Vec<u8>) -> io::Result<()> {
        let bytes = key.len() + value.len();
        if self.block_bytes + bytes > BLOCK_BYTES {
            self.end_block()?;
        }
        self.block_bytes += bytes;
        self.rows += 1;
        self.block.push((key, value));
        Ok(())
    }

    pub fn rows(&self) -> u64 {
        self.rows
    }

    fn end_block(&mut self) -> io::Result<()> {
        self.block_bytes = 0;
        let block = Content::Rows(std::mem::take(&mut self.block));
        self.file.write_all(&frame::encode(&block))
    }

    /// Ends the file and makes it durable; returns the number of rows.
    pub fn finish(mut self) -> io::Result<u64> {
        self.end_block()?;
        self.file.write_all(&frame::encode(&Content::End { rows: self.rows }))?;
        self.file.into_inner()?.sync_all()?;
        Ok(self.rows)
    }
}

pub(super) struct ExportReader {
    file: BufReader<File>,
}

impl ExportReader {
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let mut file = BufReader::new(File::open(path).map_err(failed)?);
        let mut magic = [0; MAGIC.len()];
        file.read_exact(&mut magic).map_err(failed)?;
        match magic == MAGIC {
            true => Ok(Self { file }),
            false => Err(ReadError::Damaged("not an export".into())),
        }
    }

    pub fn next(&mut self) -> Result<Content, ReadError> {
        let mut frame = vec![0; frame::FRAME_HEADER_BYTES];
        self.file.read_exact(&mut frame).map_err(failed)?;
        let bytes = frame::payload_bytes([frame[0], frame[1], frame[2], frame[3]]);
        if bytes > RECORD_BYTES_MAX {
            return Err(ReadError::Damaged("a frame of the export is too long".into()));
        }
        frame.resize(frame::FRAME_HEADER_BYTES + bytes, 0);
        self.file.read_exact(&mut frame[frame::FRAME_HEADER_BYTES..]).map_err(failed)?;
        frame::decode_first(&frame).map(|(content, _)| content)
    }
}

fn failed(error: io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => ReadError::Damaged("the export is cut short".into()),
        _ => ReadError::Io(error.to_string()),
    }
}
