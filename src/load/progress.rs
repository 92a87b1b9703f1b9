//! A line on standard error now and then, for runs that take a while.

use std::time::{Duration, Instant};

const EVERY: Duration = Duration::from_secs(2);

/// How far something has come.
pub(super) struct Progress {
    what: String,
    total: usize,
    done: usize,
    said: Instant,
}

impl Progress {
    pub(super) fn of(what: impl Into<String>, total: usize) -> Self {
        Self { what: what.into(), total, done: 0, said: Instant::now() }
    }

    /// Some more are done.
    pub(super) fn advance(&mut self, by: usize) {
        self.done += by;
        if self.said.elapsed() >= EVERY {
            eprintln!("{}：{}/{}", self.what, self.done, self.total);
            self.said = Instant::now();
        }
    }
}
