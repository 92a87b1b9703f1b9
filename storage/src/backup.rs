//! Copies of a store that others are using, and stores made of them.
//!
//! A backup is the newest export, the journal from there on, and the uploaded files: the checkpoint store is made anew of them. All
//! of these are only ever added to, or replaced whole, so they are copied beside a running server. The order matters: files last,
//! since a file is put before the step that names it, and segments from the newest back, so that whatever is copied of a segment,
//! those before it are whole. The manifest goes first, as unfinished, and last, with the sum of every file: a backup that was cut
//! short, or lost a part since, is known by it.

mod copying;
mod manifest;
mod target;

use crate::{
    blobs::BlobHash,
    export::{RebuildError, Rebuilt, position_of, rebuild},
    journal::{self, Position},
    sentinel::Sentinel,
};
use copying::{Copying, files_below};
use manifest::Manifest;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The parts of a data directory that are copied, beside the journal's segments and the uploaded files.
pub struct Parts<'a> {
    /// The newest export, if one was made.
    pub export: &'a str,
    /// Small files that the store is of no use without.
    pub small: &'a [&'a str],
    /// The directory of uploaded files.
    pub files: &'a str,
}

/// A store that is backed up has one.
const STORE: &str = "STORE";
const JOURNAL: &str = "journal";
/// An export that is made during the copying takes segments away.
const ATTEMPTS: usize = 3;

/// Why there is no backup, or no store made of one.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{path}: {error}")]
    Io { path: PathBuf, error: io::Error },
    #[error("{0} is no data directory: it has no STORE file")]
    NoStore(PathBuf),
    #[error("{0} is not empty: name a directory that is empty or not there")]
    NotEmpty(PathBuf),
    #[error("{0} is not empty and holds no backup: name one that does, or an empty directory")]
    Foreign(PathBuf),
    #[error("one of {0} and {1} lies within the other: a backup belongs on another disk")]
    Nested(PathBuf, PathBuf),
    #[error("{0} is the backup of another store: name a directory of its own for this one, or look whether --data is right")]
    OtherStore(PathBuf),
    #[error("{backup} holds {there} groups of commits, the store {here}: this is an older copy of it; name another directory")]
    Older { backup: PathBuf, there: u64, here: u64 },
    #[error("{0} is being backed up to by another process")]
    InUse(PathBuf),
    #[error("{0} is being filled for the first time: start its server again to the end before backing it up")]
    Founding(PathBuf),
    #[error("{0} holds no finished backup: run the backup again to its end")]
    Unfinished(PathBuf),
    #[error("the backup is not whole: {0}")]
    NotWhole(String),
    #[error(transparent)]
    Rebuild(#[from] RebuildError),
}

/// The content of a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// Groups of the journal after the export.
    pub groups: u64,
    pub rows: u64,
    pub files: u64,
}

/// The work that a backup took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Of one moment of the store.
    pub holds: Holds,
    pub files_copied: u64,
    pub bytes_copied: u64,
}

/// Brings a backup up to date with the store at `data`, which may be in use; copies only what is new.
///
/// # Errors
/// Nothing was touched when the two do not go together; otherwise the backup is unfinished, and to be made again.
pub fn back_up(data: &Path, backup: &Path, parts: &Parts<'_>) -> Result<BackedUp, BackupError> {
    let sentinel = sentinel_of(data)?;
    if sentinel.founding {
        return Err(BackupError::Founding(data.into()));
    }
    let _turn = target::enter(data, backup, sentinel.identity)?;
    Manifest::begin(sentinel.identity).write(backup)?;
    let mut copying = Copying::default();
    for attempt in 1.. {
        copying.store(data, backup, parts)?;
        copying.directory(&data.join(parts.files), &backup.join(parts.files))?;
        match walk(backup, parts) {
            Ok((holds, end)) => {
                Manifest::of(backup, sentinel.identity, end, parts)?.write(backup)?;
                return Ok(BackedUp { holds, files_copied: copying.files, bytes_copied: copying.bytes });
            }
            Err(error) if attempt == ATTEMPTS => return Err(error),
            Err(error) => tracing::info!(%error, "the store moved on during the copying; copying again"),
        }
    }
    Err(BackupError::NotWhole("it was never tried".into()))
}

/// Makes a store of a backup, in a directory that is empty or not there.
///
/// # Errors
/// The directory is then not one to be served from.
pub fn restore(backup: &Path, data: &Path, parts: &Parts<'_>) -> Result<(Holds, Rebuilt), BackupError> {
    let holds = check(backup, parts)?;
    target::apart(backup, data)?;
    if target::has_something(data) {
        return Err(BackupError::NotEmpty(data.into()));
    }
    let mut copying = Copying::default();
    copying.store(backup, data, parts)?;
    copying.directory(&backup.join(parts.files), &data.join(parts.files))?;
    let export = Some(data.join(parts.export)).filter(|file| file.is_file());
    Ok((holds, rebuild(data, export.as_deref())?))
}

/// Reads all of a backup and writes nothing.
///
/// # Errors
/// The first thing that is missing or not as it was written.
pub fn check(backup: &Path, parts: &Parts<'_>) -> Result<Holds, BackupError> {
    let manifest = Manifest::read(backup)?.filter(Manifest::is_finished);
    manifest.ok_or_else(|| BackupError::Unfinished(backup.into()))?.compare(backup)?;
    sentinel_of(backup)?;
    walk(backup, parts).map(|(holds, _)| holds)
}

fn sentinel_of(directory: &Path) -> Result<Sentinel, BackupError> {
    let found = Sentinel::read(directory).map_err(|error| BackupError::Io { path: directory.join(STORE), error })?;
    found.ok_or_else(|| BackupError::NoStore(directory.into()))
}

/// Walks export, journal and files as a store made of them would read them; the sequence of the last group too.
fn walk(backup: &Path, parts: &Parts<'_>) -> Result<(Holds, u64), BackupError> {
    let not_whole = |error: &dyn std::fmt::Display| BackupError::NotWhole(error.to_string());
    let export = backup.join(parts.export);
    let (rows, from) = match export.is_file() {
        true => position_of(&export).map_err(|error| not_whole(&error))?,
        false => (0, Position::default()),
    };
    let tail = journal::walk(&backup.join(JOURNAL), Some(from), &mut |_, _| {}).map_err(|error| not_whole(&error))?;
    let files = check_files(&backup.join(parts.files))?;
    Ok((Holds { groups: tail.groups, rows, files }, tail.end.sequence))
}

fn check_files(directory: &Path) -> Result<u64, BackupError> {
    let mut files = 0;
    for path in files_below(directory)? {
        let bytes = fs::read(&path).map_err(|error| BackupError::Io { path: path.clone(), error })?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match name.parse::<BlobHash>() {
            Ok(hash) if hash == BlobHash::of(&bytes) => files += 1,
            Ok(_) => return Err(BackupError::NotWhole(format!("the uploaded file {name} is damaged"))),
            // Not put by us, or not put to its end.
            Err(_) => {}
        }
    }
    Ok(files)
}
