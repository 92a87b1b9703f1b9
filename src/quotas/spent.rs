//! Amounts by party, in windows that begin with the first amount. Times are monotonic.

use dashmap::DashMap;
use std::hash::Hash;

/// Parties remembered; beyond, those whose window is over are forgotten.
const REMEMBERED_MAX: usize = 100_000;

/// What each party may have in one window.
pub struct Spent<K: Eq + Hash> {
    limit: u64,
    window_ms: i64,
    windows: DashMap<K, Window>,
}

#[derive(Clone, Copy)]
struct Window {
    ends_ms: i64,
    amount: u64,
}

/// The window is full for so many seconds more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full {
    pub seconds: u64,
}

impl<K: Eq + Hash> Spent<K> {
    /// So much in each window of so many seconds.
    pub fn within(limit: u64, window_s: i64) -> Self {
        Self { limit, window_ms: window_s * 1_000, windows: DashMap::new() }
    }

    /// Refuses while nothing more may be added.
    pub fn has_room(&self, key: &K, now_ms: i64) -> Result<(), Full> {
        match self.windows.get(key) {
            Some(window) if window.ends_ms > now_ms && window.amount >= self.limit => Err(window.full(now_ms)),
            _ => Ok(()),
        }
    }

    /// Takes back an amount that came to nothing.
    pub fn take_back(&self, key: &K, amount: u64) {
        if let Some(mut window) = self.windows.get_mut(key) {
            window.amount = window.amount.saturating_sub(amount);
        }
    }

    /// Adds an amount, unless it would be too much. A first one is never too much: it is bounded elsewhere.
    pub fn add(&self, key: K, amount: u64, now_ms: i64) -> Result<(), Full> {
        if self.windows.len() >= REMEMBERED_MAX {
            self.windows.retain(|_, window| window.ends_ms > now_ms);
        }
        let fresh = Window { ends_ms: now_ms + self.window_ms, amount: 0 };
        let mut window = self.windows.entry(key).or_insert(fresh);
        if window.ends_ms <= now_ms {
            *window = fresh;
        }
        if window.amount > 0 && window.amount + amount > self.limit {
            return Err(window.full(now_ms));
        }
        window.amount += amount;
        Ok(())
    }
}

impl Window {
    fn full(&self, now_ms: i64) -> Full {
        Full { seconds: (self.ends_ms - now_ms).unsigned_abs().div_ceil(1_000) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_fills_says_when_it_ends_and_ends() {
        let spent = Spent::within(100, 60);
        assert_eq!(spent.add("a", 60, 0), Ok(()));
        assert_eq!(spent.add("a", 41, 1_500), Err(Full { seconds: 59 }));
        assert_eq!(spent.add("a", 40, 1_500), Ok(()), "what was refused was not counted");
        assert_eq!(spent.add("b", 100, 1_500), Ok(()), "another's window");
        assert_eq!(spent.add("a", 1, 59_999), Err(Full { seconds: 1 }));
        assert_eq!((spent.has_room(&"a", 59_999), spent.has_room(&"a", 60_000)), (Err(Full { seconds: 1 }), Ok(())));
        spent.take_back(&"a", 40);
        assert_eq!((spent.has_room(&"a", 59_999), spent.add("a", 41, 59_999)), (Ok(()), Err(Full { seconds: 1 })));
        assert_eq!(spent.add("a", 100, 60_000), Ok(()));
    }

    #[test]
    fn windows_that_are_over_are_forgotten_when_there_are_many() {
        let spent = Spent::within(1, 60);
        (0..REMEMBERED_MAX).for_each(|key| assert_eq!(spent.add(key, 1, 0), Ok(())));
        assert_eq!(spent.add(REMEMBERED_MAX, 1, 60_000), Ok(()));
        assert_eq!(spent.windows.len(), 1);
    }
}
