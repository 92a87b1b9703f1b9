//! Files put into directories of this machine: each is on disk, with its name, before anybody is told of it.
//!
//! Two syncs a file, the bytes before the name: a name never stands for half a file, and a file that was there is replaced whole.

use super::BlobHash;
use std::{
    fmt::Debug,
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

/// The operations that putting a file asks of a file system.
pub(super) trait Disk: Debug + Send + Sync + 'static {
    type File;

    /// A new file of these bytes. Fails when the path exists.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<Self::File>;

    /// The bytes are on disk when this returns; the name need not be.
    fn sync(&self, file: Self::File) -> io::Result<()>;

    /// Takes the place of what is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    fn remove(&self, path: &Path) -> io::Result<()>;

    /// A directory; there may be one.
    fn make_directory(&self, path: &Path) -> io::Result<()>;

    /// The names in a directory are on disk when this returns.
    fn sync_directory(&self, path: &Path) -> io::Result<()>;
}

/// The directories below one, 256 by the first byte of a file's hash.
#[derive(Debug)]
pub(super) struct Shelf<D = RealDisk> {
    disk: D,
    root: PathBuf,
    /// Directories whose own names are known to be on disk.
    made: [AtomicBool; 256],
    /// Tells two files apart that are put at one time.
    arrivals: AtomicU64,
}

impl Shelf {
    pub fn at(root: &Path) -> Self {
        Self::on(RealDisk, root)
    }
}

impl<D: Disk> Shelf<D> {
    fn on(disk: D, root: &Path) -> Self {
        let made = [const { AtomicBool::new(false) }; 256];
        Self { disk, root: root.to_owned(), made, arrivals: AtomicU64::new(0) }
    }

    /// Puts a file, which may be there already: one that is merely seen need not be on disk.
    ///
    /// # Errors
    /// The file is then as it was before, or put.
    pub fn put(&self, hash: BlobHash, bytes: &[u8]) -> io::Result<()> {
        let directory = self.directory_of(hash)?;
        let place = directory.join(hash.to_string());
        let (arriving, file) = self.arriving(&place, bytes)?;
        let put = self.disk.sync(file).and_then(|()| self.disk.rename(&arriving, &place));
        if put.is_err() {
            // A rest of it has no hash's name and counts as no file.
            drop(self.disk.remove(&arriving));
        }
        put.and_then(|()| self.disk.sync_directory(&directory))
    }

    /// A new file beside its place. An earlier process may have left one there.
    fn arriving(&self, place: &Path, bytes: &[u8]) -> io::Result<(PathBuf, D::File)> {
        loop {
            let number = self.arrivals.fetch_add(1, Ordering::Relaxed);
            let mut path = place.as_os_str().to_owned();
            path.push(format!("#{number}"));
            match self.disk.write(path.as_ref(), bytes) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                written => return Ok((path.into(), written?)),
            }
        }
    }

    /// One that is merely there may be of a process that ended before its name was on disk.
    fn directory_of(&self, BlobHash(hash): BlobHash) -> io::Result<PathBuf> {
        let directory = self.root.join(hex::encode(&hash[..1]));
        let made = &self.made[usize::from(hash[0])];
        if !made.load(Ordering::Acquire) {
            self.disk.make_directory(&directory)?;
            self.disk.sync_directory(&self.root)?;
            made.store(true, Ordering::Release);
        }
        Ok(directory)
    }
}

/// Brings files to where they are looked for: earlier builds kept them a directory deeper.
pub(super) fn raise_files(root: &Path) -> io::Result<()> {
    for directory in directories_in(root)? {
        for deeper in directories_in(&directory)? {
            for file in fs::read_dir(&deeper)? {
                let file = file?;
                fs::rename(file.path(), directory.join(file.file_name()))?;
            }
            File::open(&directory)?.sync_all()?;
            fs::remove_dir(deeper)?;
        }
    }
    Ok(())
}

fn directories_in(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// The file system of the operating system.
#[derive(Clone, Copy, Debug)]
pub(super) struct RealDisk;

impl Disk for RealDisk {
    type File = File;

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<File> {
        let mut file = File::create_new(path)?;
        match file.write_all(bytes) {
            Ok(()) => Ok(file),
            Err(error) => {
                drop(fs::remove_file(path));
                Err(error)
            }
        }
    }

    fn sync(&self, file: File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        match fs::create_dir(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made,
        }
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}

#[cfg(test)]
#[path = "shelf/tests.rs"]
mod tests;
