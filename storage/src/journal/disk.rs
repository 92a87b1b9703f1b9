//! What the journal asks of a disk, so that tests can give it a full one.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::FileExt,
    path::Path,
};

/// Makes the journal's files.
pub trait Disk: Send + Sync + 'static {
    /// A new file of `bytes` zeros, on disk when this returns. Fails when the path exists.
    fn create_zeroed(&self, path: &Path, bytes: u64) -> io::Result<Box<dyn DiskFile>>;
}

/// An open journal file.
pub trait DiskFile: Send {
    /// Writes all bytes at the offset, extending the file when they go beyond its end.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()>;

    /// `fdatasync`.
    fn sync(&self) -> io::Result<()>;
}

/// The file system of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

static ZEROS: [u8; 1 << 16] = [0; 1 << 16];

impl Disk for RealDisk {
    fn create_zeroed(&self, path: &Path, bytes: u64) -> io::Result<Box<dyn DiskFile>> {
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        // Written, not merely allocated: the first write into an allocated extent changes metadata, and its sync pays.
        let mut at = 0;
        while at < bytes {
            let piece = &ZEROS[..ZEROS.len().min((bytes - at) as usize)];
            file.write_all_at(piece, at)?;
            at += piece.len() as u64;
        }
        file.sync_all()?;
        Ok(Box::new(file))
    }
}

impl DiskFile for File {
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.write_all_at(bytes, offset)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }
}
