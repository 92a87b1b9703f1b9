//! What a finished backup consists of: every file with its length and its sum. Read first, written last.

use super::{BackupError, JOURNAL, Parts, STORE, copying::files_below};
use crate::checkpoint::sync;
use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read, Write as _},
    path::{Path, PathBuf},
};

const NAME: &str = "BACKUP";
const FIRST_LINE: &str = "wangqian backup 1";
const UNFINISHED: &str = "unfinished";
const PIECE_BYTES: usize = 1 << 20;

/// The file `BACKUP`: which store this is a copy of, how far it goes, and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub identity: u128,
    /// The number of the last group; `None` while the copying goes on.
    pub end: Option<u64>,
    files: Vec<Entry>,
}

/// One file, by its path within the backup.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    path: String,
    bytes: u64,
    crc32c: u32,
}

impl Manifest {
    /// Of a backup that is being made.
    pub fn begin(identity: u128) -> Self {
        Self { identity, end: None, files: Vec::new() }
    }

    /// Of all that was copied.
    pub fn of(backup: &Path, identity: u128, end: u64, parts: &Parts<'_>) -> Result<Self, BackupError> {
        let single = [STORE, parts.export].into_iter().chain(parts.small.iter().copied()).map(|name| backup.join(name));
        let mut paths: Vec<PathBuf> = single.filter(|path| path.is_file()).collect();
        paths.extend(files_below(&backup.join(JOURNAL))?);
        paths.extend(files_below(&backup.join(parts.files))?);
        let entries = paths.iter().map(|path| Entry::of(backup, path));
        Ok(Self { identity, end: Some(end), files: entries.collect::<Result<_, _>>()? })
    }

    pub fn is_finished(&self) -> bool {
        self.end.is_some()
    }

    /// `None` when there is none.
    pub fn read(backup: &Path) -> Result<Option<Self>, BackupError> {
        let path = backup.join(NAME);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let manifest = Self::parse(&text);
                manifest.map(Some).ok_or_else(|| BackupError::NotWhole(format!("{NAME} is not as it was written")))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(BackupError::Io { path, error }),
        }
    }

    /// Replaces the file in one step.
    pub fn write(&self, backup: &Path) -> Result<(), BackupError> {
        let (path, temporary) = (backup.join(NAME), backup.join("BACKUP.new"));
        let write = || {
            let mut file = File::create(&temporary)?;
            file.write_all(self.text().as_bytes())?;
            file.sync_all()?;
            fs::rename(&temporary, &path)?;
            sync::directory(backup)
        };
        write().map_err(|error| BackupError::Io { path: path.clone(), error })
    }

    /// Refuses the first file that is gone or not as it was copied.
    pub fn compare(&self, backup: &Path) -> Result<(), BackupError> {
        for entry in &self.files {
            let path = backup.join(&entry.path);
            if !path.is_file() {
                return Err(BackupError::NotWhole(format!("{} is missing", entry.path)));
            }
            if Entry::of(backup, &path)? != *entry {
                return Err(BackupError::NotWhole(format!("{} is not as it was copied", entry.path)));
            }
        }
        Ok(())
    }

    fn text(&self) -> String {
        let end = self.end.map_or_else(|| UNFINISHED.to_owned(), |end| format!("groups {end}"));
        let mut text = format!("{FIRST_LINE}\nidentity {:032x}\n{end}\n", self.identity);
        for Entry { path, bytes, crc32c } in &self.files {
            let _infallible = writeln!(text, "{crc32c:08x} {bytes} {path}");
        }
        let sum = crc32c::crc32c(text.as_bytes());
        text + &format!("{sum:08x}\n")
    }

    fn parse(text: &str) -> Option<Self> {
        let (body, sum) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let body = format!("{body}\n");
        if u32::from_str_radix(sum, 16).ok()? != crc32c::crc32c(body.as_bytes()) {
            return None;
        }
        let mut lines = body.lines();
        let known = lines.next()? == FIRST_LINE;
        let identity = u128::from_str_radix(lines.next()?.strip_prefix("identity ")?, 16).ok()?;
        let end = match lines.next()? {
            UNFINISHED => None,
            line => Some(line.strip_prefix("groups ")?.parse().ok()?),
        };
        let files = lines.map(Entry::parse).collect::<Option<_>>()?;
        known.then_some(Self { identity, end, files })
    }
}

impl Entry {
    fn of(backup: &Path, path: &Path) -> Result<Self, BackupError> {
        let (bytes, crc32c) = sum(path).map_err(|error| BackupError::Io { path: path.into(), error })?;
        let within = path.strip_prefix(backup).unwrap_or(path);
        Ok(Self { path: within.to_string_lossy().into_owned(), bytes, crc32c })
    }

    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.splitn(3, ' ');
        let crc32c = u32::from_str_radix(fields.next()?, 16).ok()?;
        let bytes = fields.next()?.parse().ok()?;
        Some(Self { path: fields.next()?.to_owned(), bytes, crc32c })
    }
}

/// Length and CRC-32C of a file.
fn sum(path: &Path) -> io::Result<(u64, u32)> {
    let (mut file, mut piece) = (File::open(path)?, vec![0; PIECE_BYTES]);
    let (mut bytes, mut crc) = (0, 0);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok((bytes, crc)),
            read => {
                crc = crc32c::crc32c_append(crc, &piece[..read]);
                bytes += read as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written_and_not_with_a_bit_flipped() {
        let files = vec![Entry { path: "blobs/a b".into(), bytes: 7, crc32c: 0xff }];
        for manifest in [Manifest::begin(5), Manifest { identity: u128::MAX, end: Some(9), files }] {
            let text = manifest.text();
            assert_eq!(Manifest::parse(&text), Some(manifest));
            for at in 0..text.len() {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1;
                let flipped = String::from_utf8(bytes).map(|text| Manifest::parse(&text));
                assert!(!matches!(flipped, Ok(Some(_))), "{at}");
            }
        }
        assert_eq!(Manifest::parse(""), None);
    }
}
