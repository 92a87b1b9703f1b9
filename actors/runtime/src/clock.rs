//! The only place that asks what time it is.

mod start;
mod steady;

pub use start::ClockContradicted;
use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::{Instant, SystemTime, UNIX_EPOCH},
};
use steady::{News, Steady};
use wangqian_rules::time::UnixMs;

/// What time it is. Never runs backwards.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> UnixMs;

    /// The machine's own word, right or wrong: for comparing with other machines, never for deciding.
    fn wall(&self) -> UnixMs {
        self.now()
    }

    /// Milliseconds since some moment, by a clock that nobody sets: for waits, not for dates.
    fn monotonic_ms(&self) -> i64;
}

/// The machine's clock. It never runs backwards, and a leap moves it only once it has lasted; see [`steady`].
pub struct SystemClock {
    started: Instant,
    steady: Mutex<Steady>,
}

impl SystemClock {
    /// Goes on from when something was last written, if that is known.
    ///
    /// # Errors
    /// When the machine's clock cannot be right beside it.
    pub fn going_on_from(written: Option<SystemTime>) -> Result<Self, ClockContradicted> {
        let now = start::first(UnixMs(wall_ms()), written.map(|time| UnixMs(unix_ms(time))))?;
        Ok(Self { started: Instant::now(), steady: Mutex::new(Steady::new(now.0, 0)) })
    }
}

impl Clock for SystemClock {
    fn now(&self) -> UnixMs {
        let mut steady = self.steady.lock().unwrap_or_else(PoisonError::into_inner);
        // Read under the lock: readings that overtake each other would look like leaps to and fro.
        let (now, news) = steady.read(wall_ms(), self.monotonic_ms());
        drop(steady);
        news.into_iter().for_each(tell);
        UnixMs(now)
    }

    fn wall(&self) -> UnixMs {
        UnixMs(wall_ms())
    }

    fn monotonic_ms(&self) -> i64 {
        elapsed_ms(self.started)
    }
}

fn wall_ms() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else has to ask")]
    let now = SystemTime::now();
    unix_ms(now)
}

fn unix_ms(time: SystemTime) -> i64 {
    let since_epoch = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
}

fn tell(news: News) {
    match news {
        News::Leapt(ms) => tracing::warn!(
            ms,
            "the machine's clock has leapt; time goes on as before, and follows in ten minutes if that lasts"
        ),
        News::Followed(ms) => tracing::error!(ms, "the machine's clock was set, and is followed"),
        News::Agrees => tracing::info!("the machine's clock shows the time again"),
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
