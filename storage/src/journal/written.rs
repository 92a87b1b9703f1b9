//! When a store was last written, by the clock of its machine.

use std::{fs, io, path::Path, time::SystemTime};

/// The newest time of a file of the journal below a store's directory; `None` before there is one.
///
/// # Errors
/// When the directory is there and cannot be read.
pub fn last_written(directory: &Path) -> io::Result<Option<SystemTime>> {
    let files = match fs::read_dir(directory.join("journal")) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let times = files.map(|file| file?.metadata()?.modified());
    Ok(times.collect::<io::Result<Vec<_>>>()?.into_iter().max())
}
