//! A power cut: the data directory lives on ext4 in a loop file, and a cut keeps only what the device holds at that
//! moment. What is only in the page cache is gone.

use crate::error::LoadError;
use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};
use tokio::process::Command;

/// Sparse; the server wants room to spare before it opens.
const IMAGE_BYTES: u64 = 6 << 30;
const MOST_COPIES: usize = 10;

/// A mounted image; unmounted when dropped.
pub struct Disk {
    image: PathBuf,
    mounted_on: PathBuf,
}

impl Disk {
    /// Makes an image in `directory` and mounts it. Needs root and loop devices.
    pub async fn make(directory: &Path) -> Result<Self, LoadError> {
        if !rustix::process::geteuid().is_root() {
            return Err(LoadError::NoPowerCut("mounting a disk image needs root".to_owned()));
        }
        let disk = Self { image: directory.join("disk.img"), mounted_on: directory.join("disk") };
        fs::create_dir(&disk.mounted_on)?;
        fs::File::create(&disk.image)?.set_len(IMAGE_BYTES)?;
        call("mkfs.ext4", [OsStr::new("-q"), OsStr::new("-F"), disk.image.as_os_str()]).await?;
        disk.mount().await?;
        Ok(disk)
    }

    /// A directory on it.
    pub fn data(&self) -> PathBuf {
        self.mounted_on.join("data")
    }

    /// Keeps a copy of what the device holds now, without syncing anything. The writer must be frozen.
    pub async fn snapshot(&self) -> Result<Snapshot, LoadError> {
        let copy = self.image.with_extension("cut");
        for _ in 0..MOST_COPIES {
            let before = self.changed_at()?;
            call("cp", [OsStr::new("--sparse=always"), self.image.as_os_str(), copy.as_os_str()]).await?;
            // The kernel may write back on its own while the file is copied; such a copy mixes two moments.
            if self.changed_at()? == before {
                return Ok(Snapshot { copy });
            }
        }
        Err(LoadError::TooLate { what: "copying the disk between two writes" })
    }

    /// Goes on from the snapshot, as a machine does when the power is back: the file system replays its own journal.
    pub async fn restore(&self, snapshot: Snapshot) -> Result<(), LoadError> {
        call("umount", [self.mounted_on.as_os_str()]).await?;
        fs::rename(snapshot.copy, &self.image)?;
        self.mount().await
    }

    async fn mount(&self) -> Result<(), LoadError> {
        let options = [OsStr::new("-o"), OsStr::new("loop"), self.image.as_os_str(), self.mounted_on.as_os_str()];
        call("mount", options).await
    }

    fn changed_at(&self) -> Result<SystemTime, LoadError> {
        Ok(fs::metadata(&self.image)?.modified()?)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Nothing can be done about a disk that will not go; it holds nothing of value.
        let _ = std::process::Command::new("umount").arg("--lazy").arg(&self.mounted_on).output();
    }
}

/// What a cut left.
pub struct Snapshot {
    copy: PathBuf,
}

async fn call(program: &str, arguments: impl IntoIterator<Item = &OsStr>) -> Result<(), LoadError> {
    let failed = |why: String| LoadError::NoPowerCut(format!("{program}: {why}"));
    let output = Command::new(program).args(arguments).output().await.map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}
