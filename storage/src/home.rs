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
    #[error(
        "{0} was being filled by a first start (--demo, --generate) that was cut short; \
         start it with that option again, which begins anew, or name another directory"
    )]
    Unfinished(PathBuf),
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
            Some(sentinel) if sentinel.founding => Err(OpenError::Unfinished(self.directory.clone())),
            Some(sentinel) => self.require_parts().map(|()| sentinel),
            None => Err(OpenError::NotAStore(self.directory.clone())),
        }
    }

    /// The same; makes a new store in an empty directory, and only there. `founding`: who opens it is about to fill it.
    pub fn existing_or_new(&self, founding: bool) -> Result<Sentinel, OpenError> {
        match self.read_sentinel()? {
            Some(unfinished) if unfinished.epoch == 0 => self.make(Sentinel { founding, ..unfinished }),
            Some(unfinished) if unfinished.founding && founding => self.make_anew(),
            None if self.is_empty().map_err(|error| self.io(error))? => self.make(Sentinel { founding, ..Sentinel::fresh() }),
            _ => self.existing(),
        }
    }

    /// The store holds its first contents, and those are on disk.
    pub fn end_founding(&self) -> Result<(), OpenError> {
        match self.read_sentinel()? {
            Some(sentinel) if sentinel.founding => {
                Sentinel { founding: false, ..sentinel }.write(&self.directory).map_err(|error| self.io(error))
            }
            _ => Ok(()),
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

    /// The rest of a founding that was cut short is nobody's: it began in an empty directory and served nobody. The sentinel stays until
    /// the parts are gone, so that a crash meanwhile leads here again.
    fn make_anew(&self) -> Result<Sentinel, OpenError> {
        tracing::warn!("the start that was to fill this store was cut short; it is made anew");
        let remove = || {
            for part in self.parts_on_disk()? {
                fs::remove_dir_all(part)?;
            }
            sync::directory(&self.directory)
        };
        remove().map_err(|error| self.io(error))?;
        self.make(Sentinel { founding: true, ..Sentinel::fresh() })
    }

    /// Journal, checkpoint store and what a rebuild put beside it.
    fn parts_on_disk(&self) -> io::Result<Vec<PathBuf>> {
        let paths = fs::read_dir(&self.directory)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        let is_part = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name == "journal" || name == "sled" || name.starts_with("sled.")
        };
        Ok(paths.into_iter().filter(is_part).collect())
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
