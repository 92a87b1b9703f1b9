//! Tables are read in the workshop, like every file that people hand in.

use super::{ImportError, WorkbookError};
use crate::intake::{NotDone, Sender, Workshop};
use wangqian_runtime::AskError;

/// The most that reading a table takes, as measured with the densest that pass the bounds of `zip_guard` and `grid`.
const READING_BYTES: u64 = 160 << 20;

/// Why the rows of a file were not begun with.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    #[error(transparent)]
    File(#[from] ImportError),
    #[error("too many files are waiting")]
    Crowded,
    #[error(transparent)]
    Ask(#[from] AskError),
}

/// Reads one when it is its turn. Only those who are known hand tables in.
///
/// # Errors
/// The file's own, or that too many wait.
pub async fn in_turn<T: Send + 'static>(
    workshop: &Workshop,
    read: impl FnOnce() -> Result<T, ImportError> + Send + 'static,
) -> Result<T, BeginError> {
    match workshop.work(Sender::Known, READING_BYTES, read).await {
        Ok(read) => Ok(read?),
        Err(NotDone::Crowded) => Err(BeginError::Crowded),
        Err(NotDone::Panicked) => Err(ImportError::Workbook(WorkbookError::Damaged).into()),
    }
}
