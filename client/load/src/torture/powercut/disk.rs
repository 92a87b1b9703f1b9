//! A disk whose contents can be kept as they are at any moment: ext4 in an image file. Bytes that are only in the page cache are not in an
//! image of it, as it is gone after a power cut.
//!
//! The image file lies on a file system with reflinks (XFS, in a file of its own), where copying it takes milliseconds and the server
//! need not stand still; where there is none, the server is stopped while the file is copied.

use super::moment::Moment;
use crate::{
    error::LoadError,
    spawn::{Process, remove_if_there},
};
use std::{
    ffi::OsStr,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};
use tokio::process::Command;

/// Sparse; the server wants room to spare before it opens.
const DISK_BYTES: u64 = 4 << 30;
/// Sparse; holds the disk and what differs from it in its images.
const POOL_BYTES: u64 = 24 << 30;
const MOST_COPIES: usize = 10;

/// A mounted disk and, one at a time, an image of it; unmounted when dropped.
pub struct Disk {
    /// Where the disk's file and its images lie.
    pool: PathBuf,
    mounted_on: PathBuf,
    image_mounted_on: PathBuf,
    has_reflinks: bool,
}

impl Disk {
    /// Makes a disk in `directory` and mounts it. Needs root and loop devices.
    pub async fn make(directory: &Path) -> Result<Self, LoadError> {
        if !rustix::process::geteuid().is_root() {
            return Err(LoadError::NoPowerCut("mounting a disk image needs root".to_owned()));
        }
        let [pool, mounted_on, image_mounted_on] = ["pool", "disk", "image"].map(|name| directory.join(name));
        for mount_point in [&pool, &mounted_on, &image_mounted_on] {
            fs::create_dir(mount_point)?;
        }
        let mut disk = Self { pool, mounted_on, image_mounted_on, has_reflinks: false };
        if let Err(why) = disk.mount_pool(&directory.join("pool.img")).await {
            eprintln!("no file system with reflinks here, so the server is stopped while its disk is copied: {why}");
        }
        File::create(disk.file())?.set_len(DISK_BYTES)?;
        call("mkfs.ext4", [OsStr::new("-q"), OsStr::new("-F"), disk.file().as_os_str()]).await?;
        mount(&disk.file(), &disk.mounted_on).await?;
        Ok(disk)
    }

    async fn mount_pool(&mut self, file: &Path) -> Result<(), LoadError> {
        File::create(file)?.set_len(POOL_BYTES)?;
        let options = ["-q", "-m", "reflink=1"].map(OsStr::new);
        call("mkfs.xfs", options.into_iter().chain([file.as_os_str()])).await?;
        mount(file, &self.pool).await?;
        self.has_reflinks = true;
        Ok(())
    }

    /// A directory on it.
    pub fn data(&self) -> PathBuf {
        self.mounted_on.join("data")
    }

    /// The same directory on the image that was put in place.
    pub fn data_of_image(&self) -> PathBuf {
        self.image_mounted_on.join("data")
    }

    /// Keeps what the device holds now, without syncing anything, and what `moment` says is known at that time: between the two this
    /// process does nothing, so nobody reads an answer or sends a command.
    pub async fn image(
        &self,
        number: usize,
        server: Process,
        moment: impl Fn() -> Moment,
    ) -> Result<(Image, Moment), LoadError> {
        let image = Image { file: self.pool.join(format!("image.{number}")) };
        if self.has_reflinks {
            let moment = moment();
            clone(&self.file(), &image.file)?;
            return Ok((image, moment));
        }
        server.freeze().await?;
        let moment = moment();
        let copied = self.copy_to(&image.file).await;
        server.thaw()?;
        copied.map(|()| (image, moment))
    }

    async fn copy_to(&self, copy: &Path) -> Result<(), LoadError> {
        for _ in 0..MOST_COPIES {
            let before = self.changed_at()?;
            call("cp", [OsStr::new("--sparse=always"), self.file().as_os_str(), copy.as_os_str()]).await?;
            // The kernel may write back on its own while the file is copied; such a copy mixes two moments.
            if self.changed_at()? == before {
                return Ok(());
            }
        }
        Err(LoadError::TooLate { what: "copying the disk between two writes" })
    }

    /// Mounts an image, as a machine does when the power is back: the file system replays its own journal.
    pub async fn put_in_place(&self, image: &Image) -> Result<(), LoadError> {
        if self.has_reflinks {
            clone(&image.file, &image.as_it_was())?;
        }
        mount(&image.file, &self.image_mounted_on).await
    }

    /// Takes it out again.
    pub async fn take_out(&self) -> Result<(), LoadError> {
        unmount(&self.image_mounted_on).await
    }

    /// The disk goes on from an image, which must not be mounted.
    pub async fn go_on_from(&self, image: Image) -> Result<(), LoadError> {
        unmount(&self.mounted_on).await?;
        remove_if_there(&image.as_it_was())?;
        fs::rename(&image.file, self.file())?;
        mount(&self.file(), &self.mounted_on).await
    }

    fn file(&self) -> PathBuf {
        self.pool.join("disk.img")
    }

    fn changed_at(&self) -> Result<SystemTime, LoadError> {
        Ok(fs::metadata(self.file())?.modified()?)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        for mounted in [&self.image_mounted_on, &self.mounted_on, &self.pool] {
            // Nothing can be done about a disk that will not go; it holds nothing of value.
            let _ = std::process::Command::new("umount").arg("--lazy").arg(mounted).output();
        }
    }
}

/// The content of the disk at a moment.
#[derive(Debug)]
pub struct Image {
    file: PathBuf,
}

impl Image {
    /// Removes it.
    pub fn remove(self) -> Result<(), LoadError> {
        remove_if_there(&self.as_it_was())?;
        Ok(fs::remove_file(self.file)?)
    }

    /// Before anything was started on it: to look into, when something is wrong with it.
    fn as_it_was(&self) -> PathBuf {
        self.file.with_added_extension("as-it-was")
    }
}

fn clone(file: &Path, to: &Path) -> Result<(), LoadError> {
    Ok(rustix::fs::ioctl_ficlone(File::create(to)?, File::open(file)?).map_err(io::Error::from)?)
}

async fn mount(file: &Path, on: &Path) -> Result<(), LoadError> {
    call("mount", [OsStr::new("-o"), OsStr::new("loop"), file.as_os_str(), on.as_os_str()]).await
}

async fn unmount(mounted: &Path) -> Result<(), LoadError> {
    call("umount", [mounted.as_os_str()]).await
}

async fn call(program: &str, arguments: impl IntoIterator<Item = &OsStr>) -> Result<(), LoadError> {
    let failed = |why: String| LoadError::NoPowerCut(format!("{program}: {why}"));
    let output = Command::new(program).args(arguments).output().await.map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}
