//! Is this archive safe to unpack? Sizes written in a zip are whatever its author wished: everything is unpacked once into
//! nothing and counted.

use super::WorkbookError;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// 10 MiB.
const MAX_FILE_BYTES: usize = 10 << 20;
/// 200 MiB.
const MAX_UNPACKED_BYTES: u64 = 200 << 20;
/// Unpacked to packed, over the whole file.
const MAX_RATIO: u64 = 100;
const MAX_ENTRIES: usize = 2000;

/// Refuses an archive that is too big, too dense or has too many entries.
pub(super) fn check(bytes: &[u8]) -> Result<(), WorkbookError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(WorkbookError::FileTooBig);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WorkbookError::NotXlsx)?;
    if archive.len() > MAX_ENTRIES {
        return Err(WorkbookError::TooManyEntries);
    }
    let mut left = MAX_UNPACKED_BYTES.min(bytes.len() as u64 * MAX_RATIO);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| WorkbookError::Damaged)?;
        left -= unpacked_bytes(entry, left)?;
    }
    Ok(())
}

/// How many bytes come out; refuses to unpack more than `limit`.
fn unpacked_bytes(entry: impl Read, limit: u64) -> Result<u64, WorkbookError> {
    let unpacked = std::io::copy(&mut entry.take(limit + 1), &mut std::io::sink()).map_err(|_| WorkbookError::Damaged)?;
    if unpacked > limit { Err(WorkbookError::UnpackedTooBig) } else { Ok(unpacked) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn archive(entries: usize, content: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..entries {
            writer.start_file(format!("{index}.xml"), SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Writes `claimed` over every size of unpacked content that the archive states.
    fn with_claimed_size(mut archive: Vec<u8>, real: u32, claimed: u32) -> Vec<u8> {
        let real = real.to_le_bytes();
        let places: Vec<usize> = (0..archive.len() - 4).filter(|at| archive[*at..*at + 4] == real).collect();
        assert!(!places.is_empty());
        for at in places {
            archive[at..at + 4].copy_from_slice(&claimed.to_le_bytes());
        }
        archive
    }

    #[test]
    fn an_ordinary_archive_passes() {
        assert_eq!(check(&archive(3, b"some text that is not repeated")), Ok(()));
    }

    #[test]
    fn a_bomb_is_refused_whatever_size_it_claims() {
        let zeros = vec![0; 3_000_007];
        let bomb = archive(1, &zeros);
        assert_eq!(check(&bomb), Err(WorkbookError::UnpackedTooBig));
        let liar = with_claimed_size(bomb, 3_000_007, 7);
        assert!(matches!(check(&liar), Err(WorkbookError::UnpackedTooBig | WorkbookError::Damaged)));
    }

    #[test]
    fn too_many_entries_and_too_big_files_are_refused() {
        assert_eq!(check(&archive(2001, b"")), Err(WorkbookError::TooManyEntries));
        assert_eq!(check(&vec![0; MAX_FILE_BYTES + 1]), Err(WorkbookError::FileTooBig));
    }

    #[test]
    fn other_bytes_are_no_archive() {
        assert_eq!(check(b""), Err(WorkbookError::NotXlsx));
        assert_eq!(check("考生号,姓名\n".as_bytes()), Err(WorkbookError::NotXlsx));
    }
}
