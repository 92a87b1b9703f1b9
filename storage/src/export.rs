//! A copy of the checkpoint store as one file, taken while the store runs.
//!
//! With the journal from the export's position on, it is the whole store. Segments wholly before that position go when
//! the export is on disk; keeping exports safe, best on another machine, is the operator's part.

mod file;
mod rebuild;

pub use rebuild::{RebuildError, Rebuilt, rebuild};

use crate::{
    LocalStore, ReadError,
    checkpoint::{Checkpoint, keys, proof, sync},
    codec,
    journal::{self, Position},
};
pub(crate) use file::Content;
use file::{ExportWriter, StoredRow};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Why no export was made. The store goes on either way.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("i/o: {0}")]
    Io(#[from] io::Error),
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The checkpoint store stands still during an export, and what was committed meanwhile became too much.
    #[error("too much was written during the export; try again at a quieter time")]
    Overtaken,
}

/// An export on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    pub position: Position,
    pub rows: u64,
}

/// Rows between two looks at what gathers meanwhile.
const ROWS_BETWEEN_LOOKS: u64 = 1000;

/// Writes the store to `path`, replacing what is there only when the new export is whole and on disk. Blocks; commits go
/// on and gather in memory.
pub fn export(store: &LocalStore, path: &Path) -> Result<Exported, ExportError> {
    let partial = path.with_extension("partial");
    let exported = write(store, &partial).inspect_err(|_| drop(fs::remove_file(&partial)))?;
    fs::rename(&partial, path)?;
    sync::directory(&parent_of(path))?;
    journal::remove_before(&store.home.journal(), exported.position.segment)?;
    Ok(exported)
}

fn parent_of(path: &Path) -> PathBuf {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).into()
}

/// The applier is held, so the rows are exactly those of the position; the flush lets the journal before it go.
fn write(store: &LocalStore, path: &Path) -> Result<Exported, ExportError> {
    let applier = store.applier();
    let held = applier.hold();
    applier.checkpoint.flush()?;
    let position = applier.checkpoint.position()?;
    let mut writer = ExportWriter::create(path)?;
    let overtaken = || applier.overlay.bytes() > store.overlay_bytes_max() / 2;
    write_rows(&applier.checkpoint, &mut writer, overtaken)?;
    drop(held);
    Ok(Exported { position, rows: writer.finish()? })
}

fn write_rows(checkpoint: &Checkpoint, writer: &mut ExportWriter, overtaken: impl Fn() -> bool) -> Result<(), ExportError> {
    for row in checkpoint.scan(Vec::new()..) {
        let (key, value) = row?;
        if belongs_in(&key) {
            writer.row(key.to_vec(), value.to_vec())?;
        }
        if writer.rows().is_multiple_of(ROWS_BETWEEN_LOOKS) && overtaken() {
            return Err(ExportError::Overtaken);
        }
    }
    Ok(())
}

/// Reads all of an export; returns how many rows it has.
///
/// # Errors
/// When it is not as it was written.
pub fn check(path: &Path) -> Result<u64, ReadError> {
    position_of(path).map(|(rows, _)| rows)
}

/// How many rows an export has, and the journal position that it is of.
pub(crate) fn position_of(path: &Path) -> Result<(u64, Position), ReadError> {
    let mut position = Position::default();
    let rows = read(path, &mut |block| {
        for (_, value) in block.into_iter().filter(|(key, _)| *key == keys::position()) {
            position = codec::decode(&value)?;
        }
        Ok(())
    })?;
    Ok((rows, position))
}

/// The digests are made anew with the rows.
fn belongs_in(key: &[u8]) -> bool {
    proof::owner(key).is_some() || key == keys::position() || key == keys::store()
}

/// Reads an export, whole or not at all in the end: rows are given as they come, an error says to forget them.
fn read(path: &Path, visit: &mut dyn FnMut(Vec<StoredRow>) -> Result<(), ReadError>) -> Result<u64, ReadError> {
    let mut reader = file::ExportReader::open(path)?;
    let mut rows = 0;
    loop {
        match reader.next()? {
            Content::Rows(block) => {
                rows += block.len() as u64;
                visit(block)?;
            }
            Content::End { rows: written } if written == rows => return Ok(rows),
            Content::End { .. } => return Err(ReadError::Damaged("the export misses rows".into())),
        }
    }
}
