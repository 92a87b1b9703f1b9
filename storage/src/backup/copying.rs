//! Copying the parts of a store, file by file; what is there already is left.

use super::{BackupError, JOURNAL, Parts, STORE};
use crate::checkpoint::sync;
use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// A file on its way; whoever finds one finds what was not copied to its end.
const PARTIAL: &str = "partial";

/// The work that was done.
#[derive(Default)]
pub(super) struct Copying {
    pub files: u64,
    pub bytes: u64,
}

impl Copying {
    /// Everything but the uploaded files, and nothing of what the journal has let go.
    pub fn store(&mut self, from: &Path, to: &Path, parts: &Parts<'_>) -> Result<(), BackupError> {
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

    /// All files below a directory.
    pub fn directory(&mut self, from: &Path, to: &Path) -> Result<(), BackupError> {
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
        let partial = to.with_extension(PARTIAL);
        self.bytes += fs::copy(from, &partial).map_err(failed)?;
        self.files += 1;
        let copy = File::options().write(true).open(&partial).map_err(failed)?;
        copy.set_modified(written).and_then(|()| copy.sync_all()).map_err(failed)?;
        fs::rename(&partial, to).map_err(failed)
    }
}

/// A directory, and those above it.
pub(super) fn make(directory: &Path) -> Result<(), BackupError> {
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

/// All files below a directory that may not be there; nothing that is half copied.
pub(super) fn files_below(directory: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let failed = |error| BackupError::Io { path: directory.into(), error };
    let mut files = Vec::new();
    if !directory.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(directory).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        match path.is_dir() {
            true => files.extend(files_below(&path)?),
            false if path.extension().is_some_and(|kind| kind == PARTIAL) => {}
            false => files.push(path),
        }
    }
    Ok(files)
}
