//! Copies of a store that others are using, and stores made of them.
//!
//! A backup is the newest export, the journal from there on, and the uploaded files: the checkpoint store is made anew of them. All
//! of these are only ever added to, or replaced whole, so they are copied beside a running server. The order matters: files last,
//! since a file is put before the step that names it, and segments from the newest back, so that whatever is copied of a segment,
//! those before it are whole.

use crate::{
    blobs::BlobHash,
    checkpoint::sync,
    export::{RebuildError, Rebuilt, position_of, rebuild},
    journal::{self, Position},
};
use std::{
    ffi::OsString,
    fs::{self, File},
    io,
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
/// The backup is then as it was, or to be made again.
pub fn back_up(data: &Path, backup: &Path, parts: &Parts<'_>) -> Result<BackedUp, BackupError> {
    if !data.join(STORE).is_file() {
        return Err(BackupError::NoStore(data.into()));
    }
    let mut copying = Copying::default();
    for attempt in 1.. {
        copying.store(data, backup, parts)?;
        copying.directory(&data.join(parts.files), &backup.join(parts.files))?;
        match check(backup, parts) {
            Ok(holds) => return Ok(BackedUp { holds, files_copied: copying.files, bytes_copied: copying.bytes }),
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
    if fs::read_dir(data).is_ok_and(|mut entries| entries.next().is_some()) {
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
    let not_whole = |error: &dyn std::fmt::Display| BackupError::NotWhole(error.to_string());
    if !backup.join(STORE).is_file() {
        return Err(BackupError::NoStore(backup.into()));
    }
    let export = backup.join(parts.export);
    let (rows, from) = match export.is_file() {
        true => position_of(&export).map_err(|error| not_whole(&error))?,
        false => (0, Position::default()),
    };
    let walked = journal::walk(&backup.join(JOURNAL), Some(from), &mut |_, _| {});
    let groups = walked.map_err(|error| not_whole(&error))?.groups;
    let files = check_files(&backup.join(parts.files))?;
    Ok(Holds { groups, rows, files })
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

#[derive(Default)]
struct Copying {
    files: u64,
    bytes: u64,
}

impl Copying {
    fn store(&mut self, from: &Path, to: &Path, parts: &Parts<'_>) -> Result<(), BackupError> {
        make(&to.join(JOURNAL))?;
        for name in [STORE, parts.export].iter().chain(parts.small) {
            if from.join(name).is_file() {
                self.file(&from.join(name), &to.join(name))?;
            }
        }
        let (from, to) = (from.join(JOURNAL), to.join(JOURNAL));
        let mut segments = names(&from)?;
        segments.sort_unstable();
        for name in segments.iter().rev() {
            self.file(&from.join(name), &to.join(name))?;
        }
        // Those that an export covers.
        for name in names(&to)?.into_iter().filter(|name| !segments.contains(name)) {
            let path = to.join(name);
            fs::remove_file(&path).map_err(|error| BackupError::Io { path, error })?;
        }
        durable(&to)
    }

    fn directory(&mut self, from: &Path, to: &Path) -> Result<(), BackupError> {
        for file in files_below(from)? {
            let target = to.join(file.strip_prefix(from).unwrap_or(&file));
            if let Some(parent) = target.parent() {
                make(parent)?;
            }
            self.file(&file, &target)?;
        }
        Ok(())
    }

    /// A file that has the time of its original was copied whole when that was last written. One that is gone meanwhile is no loss:
    /// an export covers the segment, or nothing names the upload any more.
    fn file(&mut self, from: &Path, to: &Path) -> Result<(), BackupError> {
        let failed = |error| BackupError::Io { path: from.into(), error };
        let original = match fs::metadata(from) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            found => found.map_err(failed)?,
        };
        let written = original.modified().map_err(failed)?;
        let is_there =
            fs::metadata(to).is_ok_and(|copy| copy.len() == original.len() && copy.modified().is_ok_and(|at| at == written));
        if is_there {
            return Ok(());
        }
        let partial = to.with_extension("partial");
        self.bytes += fs::copy(from, &partial).map_err(failed)?;
        self.files += 1;
        let copy = File::options().write(true).open(&partial).map_err(failed)?;
        copy.set_modified(written).and_then(|()| copy.sync_all()).map_err(failed)?;
        fs::rename(&partial, to).map_err(failed)
    }
}

fn make(directory: &Path) -> Result<(), BackupError> {
    fs::create_dir_all(directory).map_err(|error| BackupError::Io { path: directory.into(), error })
}

fn durable(directory: &Path) -> Result<(), BackupError> {
    sync::directory(directory).map_err(|error| BackupError::Io { path: directory.into(), error })
}

/// Segments of a journal; nothing that is half copied.
fn names(directory: &Path) -> Result<Vec<OsString>, BackupError> {
    let failed = |error| BackupError::Io { path: directory.into(), error };
    let names = fs::read_dir(directory).map_err(failed)?.map(|entry| entry.map(|entry| entry.file_name()));
    let names = names.collect::<io::Result<Vec<_>>>().map_err(failed)?;
    Ok(names.into_iter().filter(|name| Path::new(name).extension().is_some_and(|kind| kind == "log")).collect())
}

fn files_below(directory: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let failed = |error| BackupError::Io { path: directory.into(), error };
    let mut files = Vec::new();
    if !directory.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(directory).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        match path.is_dir() {
            true => files.extend(files_below(&path)?),
            false => files.push(path),
        }
    }
    Ok(files)
}
