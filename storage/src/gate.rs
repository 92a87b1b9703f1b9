//! Whether the store takes writes.

use crate::CommitError;
use std::sync::{
    Mutex, OnceLock, PoisonError,
    atomic::{AtomicBool, Ordering},
};

const RETIRED: &str = "the store is closed";

/// Closes once and stays closed: a store that had a reason to stop writing is opened anew, not trusted again. Only a disk that is nearly
/// full holds writes back for as long as it is: nothing went wrong yet, and somebody makes room.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    closed: OnceLock<String>,
    is_held: AtomicBool,
    held: Mutex<Option<String>>,
}

impl Gate {
    /// For trouble, which an operator is warned of. The first reason stays.
    pub fn close(&self, reason: impl Into<String>) {
        let reason = reason.into();
        if self.closed.set(reason.clone()).is_ok() {
            tracing::warn!(reason, "the store takes no more writes");
        }
    }

    /// The store's owner is done with it.
    pub fn retire(&self) {
        self.closed.get_or_init(|| RETIRED.to_owned());
    }

    /// Whether it was closed for no trouble.
    pub fn is_retired(&self) -> bool {
        self.trouble() == Some(RETIRED)
    }

    /// No writes until [`Self::let_go`].
    pub fn hold(&self, reason: String) {
        if !self.is_held.swap(true, Ordering::Relaxed) {
            tracing::warn!(reason, "the store takes no writes for now");
        }
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
    }

    pub fn let_go(&self) {
        if self.is_held.swap(false, Ordering::Relaxed) {
            tracing::warn!("the store takes writes again");
        }
    }

    /// Why it is closed for good.
    pub fn trouble(&self) -> Option<&str> {
        self.closed.get().map(String::as_str)
    }

    /// Why nothing is taken now.
    pub fn reason(&self) -> Option<String> {
        let held = || self.held.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let closed = self.trouble().map(str::to_owned);
        closed.or_else(|| if self.is_held.load(Ordering::Relaxed) { held() } else { None })
    }

    pub fn pass(&self) -> Result<(), CommitError> {
        if self.closed.get().is_none() && !self.is_held.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.reason().map_or(Ok(()), |reason| Err(CommitError::ReadOnly(reason)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_held_it_back_may_end_and_what_closed_it_does_not() {
        let gate = Gate::default();
        gate.hold("nearly full".into());
        assert_eq!(gate.pass(), Err(CommitError::ReadOnly("nearly full".into())));
        assert_eq!(gate.trouble(), None);
        gate.let_go();
        assert_eq!((gate.pass(), gate.reason()), (Ok(()), None));
        gate.close("the disk failed");
        gate.let_go();
        assert_eq!(gate.pass(), Err(CommitError::ReadOnly("the disk failed".into())));
    }
}
