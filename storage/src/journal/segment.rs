//! One file of the journal.
//!
//! A header, groups, and zeros up to the size it was prepared with. A segment is never written again after the next one
//! was begun, never recycled, and cut to its last whole group when the store is opened after a crash.

use super::{Disk, DiskFile, frame::GroupHeader};
use std::{
    fs::{self, File},
    hash::{BuildHasher, RandomState},
    io,
    path::{Path, PathBuf},
};

/// Segments are numbered 1, 2, 3 … without gaps.
pub type SegmentNumber = u64;

pub(super) const SEGMENT_HEADER_BYTES: usize = 32;
const SEGMENT_MAGIC: [u8; 8] = *b"WQJRNL\x00\x01";

/// A segment that is being written.
pub(super) struct Segment {
    pub number: SegmentNumber,
    pub salt: u64,
    file: Box<dyn DiskFile>,
    end: u64,
    prepared_bytes: u64,
}

impl Segment {
    /// Makes a segment on disk: zeros first and the header last, so that a valid header means a whole segment.
    pub fn create(disk: &dyn Disk, directory: &Path, number: SegmentNumber, bytes: u64) -> io::Result<Self> {
        // Differs between segments, also between those of equal number in different stores; it need not be secret.
        let salt = RandomState::new().hash_one(number);
        let file = disk.create_zeroed(&path(directory, number), bytes)?;
        file.write_at(&encode_header(number, salt), 0)?;
        file.sync()?;
        File::open(directory)?.sync_all()?;
        Ok(Self { number, salt, file, end: SEGMENT_HEADER_BYTES as u64, prepared_bytes: bytes })
    }

    /// Whether a group of this size stays within what was prepared. The first group of a segment always fits: an
    /// oversized one extends the file.
    pub fn has_room(&self, bytes: usize) -> bool {
        self.end == SEGMENT_HEADER_BYTES as u64 || self.end + bytes as u64 <= self.prepared_bytes
    }

    pub fn write(&mut self, group: &[u8]) -> io::Result<()> {
        self.file.write_at(group, self.end)?;
        self.end += group.len() as u64;
        Ok(())
    }

    pub fn sync(&self) -> io::Result<()> {
        self.file.sync()
    }

    pub fn end(&self) -> u64 {
        self.end
    }
}

fn encode_header(number: SegmentNumber, salt: u64) -> [u8; SEGMENT_HEADER_BYTES] {
    let mut header = [0; SEGMENT_HEADER_BYTES];
    header[..8].copy_from_slice(&SEGMENT_MAGIC);
    header[8..16].copy_from_slice(&number.to_le_bytes());
    header[16..24].copy_from_slice(&salt.to_le_bytes());
    let crc = crc32c::crc32c(&header[..24]);
    header[24..28].copy_from_slice(&crc.to_le_bytes());
    header
}

/// A segment's bytes as they are found.
pub(super) struct Found {
    pub number: SegmentNumber,
    /// `None`: the header is not valid.
    pub salt: Option<u64>,
    pub bytes: Vec<u8>,
}

impl Found {
    pub fn read(directory: &Path, number: SegmentNumber) -> io::Result<Self> {
        let bytes = fs::read(path(directory, number))?;
        let salt = bytes.get(16..24).and_then(|salt| salt.first_chunk()).map(|salt| u64::from_le_bytes(*salt));
        let salt = salt.filter(|salt| bytes.starts_with(&encode_header(number, *salt)));
        Ok(Self { number, salt, bytes })
    }

    /// Whether nothing was written from `offset` on.
    pub fn is_blank_from(&self, offset: usize) -> bool {
        let is_zero = |piece: &[u8]| piece.iter().fold(0, |sum, byte| sum | byte) == 0;
        self.bytes.get(offset..).is_none_or(|rest| rest.chunks(4096).all(is_zero))
    }

    /// Whether a valid group header stands anywhere from `offset` on: proof that groups before it were synced.
    pub fn has_group_from(&self, offset: usize) -> bool {
        let (Some(salt), Some(rest)) = (self.salt, self.bytes.get(offset..)) else { return false };
        !self.is_blank_from(offset) && (0..rest.len()).any(|at| GroupHeader::decode(&rest[at..], salt).is_some())
    }
}

pub(super) fn path(directory: &Path, number: SegmentNumber) -> PathBuf {
    directory.join(format!("{number:016x}.log"))
}

/// Numbers of the segments in the directory, ascending.
pub(super) fn numbers(directory: &Path) -> io::Result<Vec<SegmentNumber>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(directory)? {
        let name = entry?.file_name();
        let number = name.to_str().and_then(|name| name.strip_suffix(".log"));
        numbers.extend(number.and_then(|digits| SegmentNumber::from_str_radix(digits, 16).ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Cuts a segment after its last whole group.
pub(super) fn cut(directory: &Path, number: SegmentNumber, bytes: u64) -> io::Result<()> {
    let file = File::options().write(true).open(path(directory, number))?;
    file.set_len(bytes)?;
    file.sync_all()
}

pub(super) fn remove(directory: &Path, number: SegmentNumber) -> io::Result<()> {
    fs::remove_file(path(directory, number))?;
    File::open(directory)?.sync_all()
}

/// Removes the segments wholly before this one, oldest first so that a crash leaves no gap.
pub(crate) fn remove_before(directory: &Path, keep: SegmentNumber) -> io::Result<()> {
    let covered = numbers(directory)?.into_iter().take_while(|number| *number < keep);
    covered.into_iter().try_for_each(|number| remove(directory, number))
}

/// What the journal occupies, the part prepared ahead included.
pub(crate) fn bytes_on_disk(directory: &Path) -> io::Result<u64> {
    numbers(directory)?.into_iter().map(|number| Ok(fs::metadata(path(directory, number))?.len())).sum()
}
