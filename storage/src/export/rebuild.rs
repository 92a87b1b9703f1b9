//! A new checkpoint store from an export and the journal, for when the old one does not open.

use super::file::StoredRow;
use crate::{
    ReadError,
    checkpoint::{Checkpoint, Row, applier::BATCH_ROWS, sync},
    home::{Home, OpenError},
    journal::{self, Position},
    sentinel::Sentinel,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Why the checkpoint store was not rebuilt. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    #[error(transparent)]
    Home(#[from] OpenError),
    #[error("i/o: {0}")]
    Io(#[from] io::Error),
    #[error("the export cannot be used: {0}")]
    Export(ReadError),
    #[error("{0} has no STORE file: it is not known to be a store")]
    NotAStore(PathBuf),
    #[error("the export is of another store")]
    AnotherStore,
    #[error("the journal cannot take it from there: {0}; use the newest export")]
    Journal(String),
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Rows taken from the export.
    pub rows: u64,
    /// Groups of the journal that the next opening will replay.
    pub groups: u64,
    /// Where the old checkpoint store was put.
    pub set_aside: Option<PathBuf>,
}

/// The name of a damaged checkpoint store, before the epoch it was found in.
const SET_ASIDE: &str = "sled.damaged-";
const MEMORY_BYTES: u64 = 64 << 20;

/// Makes the checkpoint store of `directory` anew: from an export and the journal after it, or, when nothing was ever
/// exported, from the journal alone. The old one is set aside, not removed.
pub fn rebuild(directory: &Path, export: Option<&Path>) -> Result<Rebuilt, RebuildError> {
    let home = Home::enter(directory)?;
    let sentinel = Sentinel::read(directory)?.ok_or_else(|| RebuildError::NotAStore(directory.into()))?;
    let fresh = directory.join("sled.rebuilding");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    let (rows, position) = fill(&fresh, export, sentinel)?;
    let walked = journal::walk(&home.journal(), Some(position), &mut |_, _| {});
    let groups = walked.map_err(|error| RebuildError::Journal(error.to_string()))?.groups;
    let set_aside = swap(&home, &fresh, sentinel)?;
    Ok(Rebuilt { rows, groups, set_aside })
}

fn fill(fresh: &Path, export: Option<&Path>, sentinel: Sentinel) -> Result<(u64, Position), RebuildError> {
    let checkpoint = Checkpoint::open(fresh, MEMORY_BYTES).map_err(RebuildError::Export)?;
    let rows = match export {
        Some(path) => super::read(path, &mut |block| write(&checkpoint, block)).map_err(RebuildError::Export)?,
        None => checkpoint.name(sentinel.identity).map(|()| 0).map_err(RebuildError::Export)?,
    };
    checkpoint.flush().map_err(RebuildError::Export)?;
    match checkpoint.identity().map_err(RebuildError::Export)? {
        Some(identity) if identity == sentinel.identity => {}
        _ => return Err(RebuildError::AnotherStore),
    }
    Ok((rows, checkpoint.position().map_err(RebuildError::Export)?))
}

fn write(checkpoint: &Checkpoint, block: Vec<StoredRow>) -> Result<(), ReadError> {
    let mut rows: Vec<Row<'_>> = block.into_iter().map(|(key, value)| (key, Some(value.into()))).collect();
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(BATCH_ROWS));
        checkpoint.write(std::mem::replace(&mut rows, rest))?;
    }
    Ok(())
}

/// A crash between the two renames leaves no checkpoint store, which the next opening says; rebuilding again helps.
fn swap(home: &Home, fresh: &Path, sentinel: Sentinel) -> Result<Option<PathBuf>, RebuildError> {
    let old = home.checkpoint();
    let aside = home.directory().join(format!("{SET_ASIDE}{}", sentinel.epoch));
    let set_aside = old.exists().then_some(aside);
    if let Some(aside) = &set_aside {
        fs::rename(&old, aside)?;
    }
    fs::rename(fresh, &old)?;
    sync::directory(home.directory())?;
    forget_older(home.directory(), set_aside.as_deref())?;
    Ok(set_aside)
}

/// One damaged store is enough to look into; a machine that loses its power again and again does not fill its disk with them.
fn forget_older(directory: &Path, newest: Option<&Path>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let is_damaged = entry.file_name().to_string_lossy().starts_with(SET_ASIDE);
        if is_damaged && newest.is_some_and(|newest| newest != entry.path()) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
