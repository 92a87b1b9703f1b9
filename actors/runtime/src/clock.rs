//! The only place that asks what time it is.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{Instant, SystemTime, UNIX_EPOCH},
};
use wangqian_rules::time::UnixMs;

/// What time it is. Never runs backwards.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> UnixMs;

    /// Milliseconds since some moment, by a clock that nobody sets: for waits, not for dates.
    fn monotonic_ms(&self) -> i64;
}

/// The machine's clock, held still while it is set back: no two steps may find time running backwards.
pub struct SystemClock {
    latest: AtomicI64,
    started: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { latest: AtomicI64::default(), started: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> UnixMs {
        #[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else has to ask")]
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX);
        UnixMs(self.latest.fetch_max(now, Ordering::Relaxed).max(now))
    }

    fn monotonic_ms(&self) -> i64 {
        elapsed_ms(self.started)
    }
}

/// A clock for tests: its date stands still until it is moved, and what waits by the other clock is moved with it.
pub struct ManualClock {
    began: UnixMs,
    moved_ms: AtomicI64,
    started: Instant,
}

impl ManualClock {
    /// A clock that shows `now`.
    pub fn at(now: UnixMs) -> Self {
        Self { began: now, moved_ms: AtomicI64::default(), started: Instant::now() }
    }

    /// Moves it on.
    pub fn advance_ms(&self, ms: i64) {
        self.moved_ms.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> UnixMs {
        UnixMs(self.began.0 + self.moved_ms.load(Ordering::Relaxed))
    }

    /// Goes on by itself too: letters are repeated and counts are sent without anybody moving the clock.
    fn monotonic_ms(&self) -> i64 {
        elapsed_ms(self.started) + self.moved_ms.load(Ordering::Relaxed)
    }
}

fn elapsed_ms(since: Instant) -> i64 {
    i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX)
}
