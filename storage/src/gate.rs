//! Whether the store takes writes.

use crate::CommitError;
use std::sync::OnceLock;

/// Closes once and stays closed: a store that had a reason to stop writing is opened anew, not trusted again.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    closed: OnceLock<String>,
}

impl Gate {
    /// The first reason stays.
    pub fn close(&self, reason: impl Into<String>) {
        let reason = reason.into();
        if self.closed.set(reason.clone()).is_ok() {
            tracing::warn!(reason, "the store takes no more writes");
        }
    }

    pub fn reason(&self) -> Option<&str> {
        self.closed.get().map(String::as_str)
    }

    pub fn pass(&self) -> Result<(), CommitError> {
        self.reason().map_or(Ok(()), |reason| Err(CommitError::ReadOnly(reason.into())))
    }
}
