//! Where a backup may go: to its own store's earlier one, or into an empty directory, apart from the data.

use super::{BackupError, JOURNAL, copying::make, manifest::Manifest};
use crate::journal;
use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

const LOCK: &str = "LOCK";

/// Takes the directory for one backup of the store with this identity, as long as the lock is held.
pub(super) fn enter(data: &Path, backup: &Path, identity: u128) -> Result<File, BackupError> {
    apart(data, backup)?;
    let known = Manifest::read(backup)?;
    if known.is_none() && has_something(backup) {
        return Err(BackupError::Foreign(backup.into()));
    }
    make(backup)?;
    let lock = lock(backup)?;
    if let Some(manifest) = known {
        if manifest.identity != identity {
            return Err(BackupError::OtherStore(backup.into()));
        }
        is_no_older(data, backup, manifest.end.unwrap_or_default())?;
    }
    Ok(lock)
}

/// Refuses two directories of which one lies within the other.
pub(super) fn apart(one: &Path, other: &Path) -> Result<(), BackupError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| BackupError::Io { path, error }
    };
    let (here, there) = (real(one).map_err(failed(one))?, real(other).map_err(failed(other))?);
    if here.starts_with(&there) || there.starts_with(&here) {
        return Err(BackupError::Nested(one.into(), other.into()));
    }
    Ok(())
}

/// Whether a directory is there and not empty, but for a lock.
pub(super) fn has_something(directory: &Path) -> bool {
    fs::read_dir(directory).is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name() != LOCK))
}

/// The absolute path without links, of something that may not be there yet.
fn real(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let there = path.ancestors().find(|above| above.exists()).unwrap_or(&path);
    let missing = path.strip_prefix(there).unwrap_or(Path::new(""));
    Ok(there.canonicalize()?.join(missing))
}

fn lock(backup: &Path) -> Result<File, BackupError> {
    let path = backup.join(LOCK);
    let failed = |error| BackupError::Io { path: path.clone(), error };
    let file = File::create(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(BackupError::InUse(backup.into())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// A copy of the store that was restored from an earlier backup has the same identity and fewer commits. A journal that cannot be read
/// at this moment is the copying's concern.
fn is_no_older(data: &Path, backup: &Path, there: u64) -> Result<(), BackupError> {
    let tail = journal::walk(&data.join(JOURNAL), None, &mut |_, _| {});
    // An export may have taken every group away.
    match tail.map(|tail| (tail.groups, tail.end.sequence)) {
        Ok((1.., here)) if here < there => Err(BackupError::Older { backup: backup.into(), there, here }),
        _ => Ok(()),
    }
}
