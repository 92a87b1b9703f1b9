//! The store's directory: who may use it, what must be in it, how much room is left.

use crate::{checkpoint::sync, sentinel::Sentinel};
use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Why a store did not open, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{directory}: i/o: {error}")]
    Io { directory: PathBuf, error: io::Error },
    #[error("{0} is in use by another process; stop that one first")]
    InUse(PathBuf),
    #[error("only {free} bytes free, {needed} are needed to open safely; make room and start again")]
    NoRoom { free: u64, needed: u64 },
    #[error(
        "{0} has no STORE file, so it is not known to be a store; \
         mount the right directory, or name an empty one to begin a new store"
    )]
    NotAStore(PathBuf),
    #[error("{directory} was a store, but its {missing} is gone; mount the right directory, or restore it, or rebuild")]
    Incomplete { directory: PathBuf, missing: &'static str },
    #[error("the checkpoint store does not open ({0}); rebuild it from the last export and the journal")]
    CheckpointDamaged(String),
    #[error("{0}; acknowledged data is affected: keep the directory as it is, verify it, and restore from a copy")]
    JournalDamaged(String),
}

/// A store's directory, locked for this process as long as it lives.
#[derive(Debug)]
pub(crate) struct Home {
    directory: PathBuf,
    /// Released by the operating system, also when the process is killed.
    _lock: File,
}

impl Home {
    /// Locks the directory.
    pub fn enter(directory: &Path) -> Result<Self, OpenError> {
        let failed = |error| io_error(directory, error);
        let lock = File::create(directory.join("LOCK")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { directory: directory.into(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(directory.into())),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }

    pub fn journal(&self) -> PathBuf {
        self.directory.join("journal")
    }

    pub fn checkpoint(&self) -> PathBuf {
        self.directory.join("sled")
    }

    /// Refuses when the file system is nearly full: sled opened on a full disk has damaged itself.
    pub fn require_room(&self, needed: u64) -> Result<(), OpenError> {
        let free = free_bytes(&self.directory).map_err(|error| self.io(error))?;
        if free < needed { Err(OpenError::NoRoom { free, needed }) } else { Ok(()) }
    }

    /// The sentinel of a store with all its parts.
    pub fn existing(&self) -> Result<Sentinel, OpenError> {
        match self.read_sentinel()? {
            Some(sentinel) => self.require_parts().map(|()| sentinel),
            None => Err(OpenError::NotAStore(self.directory.clone())),
        }
    }

    /// The same; makes a new store in an empty directory, and only there.
    pub fn existing_or_new(&self) -> Result<Sentinel, OpenError> {
        match self.read_sentinel()? {
            Some(unfinished) if unfinished.epoch == 0 => self.make(unfinished),
            None if self.is_empty().map_err(|error| self.io(error))? => self.make(Sentinel::fresh()),
            _ => self.existing(),
        }
    }

    fn read_sentinel(&self) -> Result<Option<Sentinel>, OpenError> {
        Sentinel::read(&self.directory).map_err(|error| self.io(error))
    }

    /// The sentinel goes first, with epoch 0: a crash before the first opening is over is then known as such.
    fn make(&self, sentinel: Sentinel) -> Result<Sentinel, OpenError> {
        let make = || {
            sentinel.write(&self.directory)?;
            fs::create_dir_all(self.journal())?;
            fs::create_dir_all(self.checkpoint())?;
            sync::directory(&self.directory)
        };
        make().map(|()| sentinel).map_err(|error| self.io(error))
    }

    fn is_empty(&self) -> io::Result<bool> {
        let ours = ["LOCK", "STORE.new"];
        let names = fs::read_dir(&self.directory)?.map(|entry| Ok(entry?.file_name()));
        let names = names.collect::<io::Result<Vec<_>>>()?;
        Ok(names.iter().all(|name| ours.iter().any(|own| name == own)))
    }

    fn require_parts(&self) -> Result<(), OpenError> {
        let parts = [("journal", self.journal()), ("checkpoint store", self.checkpoint())];
        match parts.into_iter().find(|(_, path)| !path.is_dir()) {
            Some((missing, _)) => Err(OpenError::Incomplete { directory: self.directory.clone(), missing }),
            None => Ok(()),
        }
    }

    pub fn io(&self, error: io::Error) -> OpenError {
        io_error(&self.directory, error)
    }
}

fn io_error(directory: &Path, error: io::Error) -> OpenError {
    OpenError::Io { directory: directory.into(), error }
}

/// Bytes an ordinary process may still write on the file system of `path`.
pub(crate) fn free_bytes(path: &Path) -> io::Result<u64> {
    let space = rustix::fs::statvfs(path)?;
    Ok(space.f_bavail * space.f_frsize)
}
