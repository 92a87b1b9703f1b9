//! What is remembered for a while only: bounded in age and in number, the oldest goes first.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};
use wangqian_rules::time::UnixMs;

/// Values by their names.
pub struct Recent<V> {
    age_ms: i64,
    most: usize,
    known: Mutex<Known<V>>,
}

struct Known<V> {
    values: HashMap<String, (UnixMs, V)>,
    /// In the order in which they came; some are gone.
    order: VecDeque<(UnixMs, String)>,
}

impl<V: Clone> Recent<V> {
    /// Remembers so many values for so long.
    pub fn new(age_ms: i64, most: usize) -> Self {
        Self { age_ms, most, known: Mutex::new(Known { values: HashMap::new(), order: VecDeque::new() }) }
    }

    /// `false`: something with this name is known already, and stays.
    pub fn insert(&self, name: &str, value: V, now: UnixMs) -> bool {
        let mut known = self.lock();
        known.forget_before(UnixMs(now.0 - self.age_ms), self.most);
        if known.values.contains_key(name) {
            return false;
        }
        known.values.insert(name.to_owned(), (now, value));
        known.order.push_back((now, name.to_owned()));
        true
    }

    /// The value with this name.
    pub fn get(&self, name: &str) -> Option<V> {
        self.lock().values.get(name).map(|(_, value)| value.clone())
    }

    /// Takes it out.
    pub fn remove(&self, name: &str) -> Option<V> {
        self.lock().values.remove(name).map(|(_, value)| value)
    }

    /// Nothing here is ever half done: whoever panicked left it whole.
    fn lock(&self) -> MutexGuard<'_, Known<V>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<V> Known<V> {
    fn forget_before(&mut self, oldest: UnixMs, most: usize) {
        while self.order.front().is_some_and(|(at, _)| *at <= oldest || self.order.len() >= most) {
            let Some((at, name)) = self.order.pop_front() else { return };
            if self.values.get(&name).is_some_and(|(known, _)| *known == at) {
                self.values.remove(&name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "NOT-01"]
    fn not_01_what_is_remembered_has_bounds() {
        let recent = Recent::new(10, 2);
        assert!(recent.insert("a", 1, UnixMs(0)));
        assert!(!recent.insert("a", 2, UnixMs(9)));
        assert_eq!(recent.get("a"), Some(1));
        assert!(recent.insert("a", 3, UnixMs(10)), "too old");
        recent.insert("b", 4, UnixMs(11));
        recent.insert("c", 5, UnixMs(12));
        assert_eq!(["a", "b", "c"].map(|name| recent.get(name)), [None, Some(4), Some(5)], "too many");
        assert_eq!((recent.remove("c"), recent.remove("c")), (Some(5), None));
    }
}
