//! Is this archive safe to unpack? Sizes written in a zip are whatever its author wished: everything is unpacked once into
//! nothing and counted. So are its texts: the reader of cells holds all of them, and makes room for as many as the file claims.

use super::WorkbookError;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;

/// 10 MiB.
const MAX_FILE_BYTES: usize = 10 << 20;
/// 96 MiB: twice what twenty thousand rows of fifty columns take.
const MAX_UNPACKED_BYTES: u64 = 96 << 20;
/// Unpacked to packed, over the whole file.
const MAX_RATIO: u64 = 100;
const MAX_ENTRIES: usize = 2000;
/// Texts that cells share: forty for each of twenty thousand rows. The reader takes some fifty bytes for each.
const MAX_TEXTS: usize = 800_000;
/// The part that holds them, wherever it lies.
const TEXTS: &str = "sharedstrings.xml";

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
    (0..archive.len()).try_for_each(|index| {
        let entry = archive.by_index(index).map_err(|_| WorkbookError::Damaged)?;
        let holds_texts = entry.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with(TEXTS));
        if holds_texts { bounded_texts(entry) } else { Ok(()) }
    })
}

/// Refuses too many texts, whether they are there or only claimed. The reader refuses what cannot be read.
fn bounded_texts(entry: impl Read) -> Result<(), WorkbookError> {
    let mut reader = Reader::from_reader(BufReader::new(entry));
    // As lenient as the reader of cells: what it reads over must not end the count.
    reader.config_mut().check_end_names = false;
    let (mut buffer, mut texts) = (Vec::new(), 0);
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.local_name().as_ref() {
                "si" => texts += 1,
                "sst" => texts = texts.max(claimed(&tag)),
                _ => {}
            },
            Ok(_) => {}
        }
        if texts > MAX_TEXTS {
            return Err(WorkbookError::UnpackedTooBig);
        }
        buffer.clear();
    }
}

/// The number of texts that the file says it has.
fn claimed(table: &BytesStart<'_>) -> usize {
    let claims = table.attributes().flatten().filter(|claim| claim.key.local_name().as_ref() == "uniqueCount");
    let number = |digits: String| if digits.is_empty() { 0 } else { digits.parse().unwrap_or(usize::MAX) };
    claims.map(|claim| number(claim.value.chars().filter(char::is_ascii_digit).collect())).max().unwrap_or_default()
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

    /// An archive whose shared texts are these.
    fn texts(content: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("xl/SharedStrings.xml", SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
        // It is not found too dense.
        writer.start_file("ballast", SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        writer.write_all(&[7; 1 << 20]).unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_texts_are_counted_those_that_are_only_claimed_too() {
        let of = |count: usize| texts(&format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(count)));
        assert_eq!((check(&of(1_000)), check(&of(MAX_TEXTS + 1))), (Ok(()), Err(WorkbookError::UnpackedTooBig)));
        for claim in ["800001", "10000000000000", "99999999999999999999999", " +900000 "] {
            let table = format!("<x:sst uniqueCount=\"{claim}\"></x:sst>");
            assert_eq!(check(&texts(&table)), Err(WorkbookError::UnpackedTooBig), "{claim}");
            assert_eq!(check(&texts(&format!("<a></b>{table}"))), Err(WorkbookError::UnpackedTooBig), "behind a wrong end");
        }
        assert_eq!(check(&texts("<sst count=\"9000000\" uniqueCount=\"20000\"/>")), Ok(()));
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
