//! Files with secrets in them: whoever else is on the machine must not read them.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

/// The 32 bytes of a key, in a file of 64 hexadecimal digits.
///
/// # Errors
/// When there is none, when everybody on the machine can read it, or when it holds something else.
pub fn key(file: &Path) -> io::Result<[u8; 32]> {
    let text = fs::read_to_string(file).map_err(|error| with_name(file, &error))?;
    check(file)?;
    let mut bytes = [0; 32];
    hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| wrong(file, "not a key: 64 hexadecimal digits"))?;
    Ok(bytes)
}

/// Draws a key: the whole of it or none, durable before anything is done with it; one that is there already stays.
///
/// # Errors
/// When there is one, and of writing.
pub fn make_key(file: &Path) -> io::Result<()> {
    make(file).map_err(|error| with_name(file, &error))
}

fn make(file: &Path) -> io::Result<()> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    let partial = file.with_extension("partial");
    let mut written = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&partial)?;
    writeln!(written, "{}", hex::encode(bytes))?;
    written.sync_all()?;
    fs::hard_link(&partial, file)?;
    fs::remove_file(&partial)?;
    file.parent().map_or(Ok(()), |directory| fs::File::open(directory)?.sync_all())
}

fn with_name(file: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", file.display()))
}

/// Whether only its owner and group can read it.
///
/// # Errors
/// When everybody can, or of looking.
pub fn check(file: &Path) -> io::Result<()> {
    let mode = fs::metadata(file)?.permissions().mode();
    if mode & 0o007 == 0 { Ok(()) } else { Err(wrong(file, "everybody on this machine can read it; chmod o-rwx")) }
}

/// What is wrong with a file, with its name.
pub fn wrong(file: &Path, error: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", file.display()))
}
