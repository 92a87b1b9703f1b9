//! Whether the store takes writes.

use crate::CommitError;
use std::sync::OnceLock;

/// Closes once and stays closed: a store that had a reason to stop writing is opened anew, not trusted again.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    closed: OnceLock<String>,
}

impl Gate {
    /// For trouble, which an operator is warned of. The first reason stays.
    pub fn close(&self, reason: impl Into<String>) {
        let reason = reason.into();
        if self.closed.set(reason.clone()).is_ok() {
            tracing::warn!(reason, "the store takes no more writes");
        }
    }

    /// Who owns the store is done with it.
    pub fn retire(&self) {
        self.closed.get_or_init(|| "the store is closed".to_owned());
    }

    pub fn reason(&self) -> Option<&str> {
        self.closed.get().map(String::as_str)
    }

    pub fn pass(&self) -> Result<(), CommitError> {
        self.reason().map_or(Ok(()), |reason| Err(CommitError::ReadOnly(reason.into())))
    }
}
