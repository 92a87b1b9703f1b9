//! Files with secrets in them: whoever else is on the machine must not read them.

use std::{io, os::unix::fs::PermissionsExt, path::Path};

/// Whether only its owner and group can read it.
///
/// # Errors
/// When everybody can, or of looking.
pub fn check(file: &Path) -> io::Result<()> {
    let mode = std::fs::metadata(file)?.permissions().mode();
    if mode & 0o007 == 0 { Ok(()) } else { Err(wrong(file, "everybody on this machine can read it; chmod o-rwx")) }
}

/// What is wrong with a file, with its name.
pub fn wrong(file: &Path, error: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", file.display()))
}
