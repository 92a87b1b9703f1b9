//! What is under way between two requests of one person: a sign-in that waits for its code, a second factor that waits to be
//! confirmed. In memory and for minutes: after a restart one begins again.

use crate::error::ApiError;
use dashmap::DashMap;

/// How long the second request may take.
pub const PATIENCE_MS: i64 = 5 * 60 * 1000;
/// Under way at once; beyond, new ones have to wait.
const UNDER_WAY_MAX: usize = 50_000;

/// Things under way, by a hash that only their person can name. Times are monotonic.
pub struct Pending<T> {
    under_way: DashMap<[u8; 32], (T, i64)>,
}

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self { under_way: DashMap::new() }
    }
}

impl<T: Clone> Pending<T> {
    /// Begins something; what was under way by this hash is replaced.
    ///
    /// # Errors
    /// When too many people are at it.
    pub fn begin(&self, hash: [u8; 32], what: T, now_ms: i64) -> Result<(), ApiError> {
        if self.under_way.len() >= UNDER_WAY_MAX {
            self.under_way.retain(|_, (_, until_ms)| *until_ms > now_ms);
        }
        if self.under_way.len() >= UNDER_WAY_MAX {
            return Err(ApiError::Crowded);
        }
        self.under_way.insert(hash, (what, now_ms + PATIENCE_MS));
        Ok(())
    }

    /// What is under way by this hash.
    pub fn find(&self, hash: &[u8; 32], now_ms: i64) -> Option<T> {
        self.under_way.get(hash).filter(|entry| entry.1 > now_ms).map(|entry| entry.0.clone())
    }

    /// It is done.
    pub fn end(&self, hash: &[u8; 32]) {
        self.under_way.remove(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_under_way_for_longer_than_its_time_and_never_too_much() {
        let pending = Pending::default();
        pending.begin([1; 32], "one", 0).unwrap();
        assert_eq!(pending.find(&[1; 32], PATIENCE_MS - 1), Some("one"));
        assert_eq!(pending.find(&[1; 32], PATIENCE_MS), None);
        for n in 1..UNDER_WAY_MAX as u64 {
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&n.to_be_bytes());
            pending.begin(hash, "another", 1).unwrap();
        }
        assert!(pending.begin([9; 32], "too much", 1).is_err());
        pending.begin([9; 32], "later", PATIENCE_MS + 1).unwrap();
        pending.end(&[9; 32]);
        assert_eq!(pending.find(&[9; 32], PATIENCE_MS + 2), None);
    }
}
