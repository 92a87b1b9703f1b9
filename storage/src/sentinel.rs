//! The file that says a store was made here, so that a lost one is missed.
//!
//! Without it a mount that did not come up, or a deleted directory, would look like a new store and be filled as one.

use crate::checkpoint::sync;
use std::{
    fs::{self, File},
    hash::{BuildHasher, RandomState},
    io::{self, Write},
    path::Path,
};

const NAME: &str = "STORE";
const FIRST_LINE: &str = "wangqian store 1";
/// Stands below the rest while the store is being filled; a store of an older server never has it.
const FOUNDING_LINE: &str = "founding";

/// Identity of a store and how often it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sentinel {
    pub identity: u128,
    /// 0 while the store is being made.
    pub epoch: u32,
    /// The store is being filled with its first contents, and nobody was served from it yet.
    pub founding: bool,
}

impl Sentinel {
    pub fn fresh() -> Self {
        let half = |salt: u64| u128::from(RandomState::new().hash_one(salt));
        Self { identity: half(1) << 64 | half(2), epoch: 0, founding: false }
    }

    /// `None` when there is no such file.
    pub fn read(directory: &Path) -> io::Result<Option<Self>> {
        let text = match fs::read_to_string(directory.join(NAME)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let unreadable = || io::Error::new(io::ErrorKind::InvalidData, format!("{NAME} is not readable: {text:?}"));
        Self::parse(&text).map(Some).ok_or_else(unreadable)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let known = lines.next()? == FIRST_LINE;
        let identity = u128::from_str_radix(lines.next()?.strip_prefix("identity ")?, 16).ok()?;
        let epoch = lines.next()?.strip_prefix("epoch ")?.parse().ok()?;
        let founding = lines.next() == Some(FOUNDING_LINE);
        known.then_some(Self { identity, epoch, founding })
    }

    /// Replaces the file in one step.
    pub fn write(&self, directory: &Path) -> io::Result<()> {
        let temporary = directory.join("STORE.new");
        let mut file = File::create(&temporary)?;
        write!(file, "{FIRST_LINE}\nidentity {:032x}\nepoch {}\n", self.identity, self.epoch)?;
        if self.founding {
            writeln!(file, "{FOUNDING_LINE}")?;
        }
        file.sync_all()?;
        fs::rename(&temporary, directory.join(NAME))?;
        sync::directory(directory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentinel_is_read_as_it_was_written() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        assert_eq!(Sentinel::read(directory.path())?, None);
        for founding in [false, true] {
            let sentinel = Sentinel { epoch: 41, founding, ..Sentinel::fresh() };
            sentinel.write(directory.path())?;
            assert_eq!(Sentinel::read(directory.path())?, Some(sentinel));
        }
        Ok(())
    }

    #[test]
    fn a_sentinel_of_another_format_is_an_error_and_not_a_missing_one() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        fs::write(directory.path().join(NAME), "wangqian store 9\n")?;
        assert_eq!(Sentinel::read(directory.path()).map_err(|error| error.kind()), Err(io::ErrorKind::InvalidData));
        Ok(())
    }
}
