//! A wall clock that a wrong reading does not move: a leap of the machine's clock is believed once it has lasted. Until then time goes
//! on at the pace of the clock that nobody sets, so that nothing expires and nobody is signed out for a moment's mistake.

/// Differences up to this are taken as they come: a second that was inserted, a correction over the network.
const TOLERANCE_MS: i64 = 10_000;
/// A leap is believed when it has lasted for so long.
const PATIENCE_MS: i64 = 10 * 60_000;

/// The two clocks as they were read so far, all times in milliseconds.
#[derive(Debug)]
pub(super) struct Steady {
    /// Wall minus monotonic, as it is believed.
    offset: i64,
    doubt: Option<Doubt>,
    latest: i64,
}

/// A leap that has not been caught up with.
#[derive(Clone, Copy, Debug)]
struct Doubt {
    seen: i64,
    /// The offset that was believed before.
    from: i64,
    since: i64,
    is_told: bool,
}

/// News of a reading for the operator; each leap is told when it comes and when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// The wall clock has leapt by so much; time goes on as before.
    Leapt(i64),
    /// The wall clock is back, or has been caught up with.
    /// After a leap forward that was followed this is no news.
    Agrees,
    /// The leap has lasted: it is followed, forward at once and backward at half speed.
    Followed(i64),
}

impl Steady {
    /// The first reading is believed: there is nothing to compare it with.
    pub(super) fn new(wall: i64, monotonic: i64) -> Self {
        Self { offset: wall - monotonic, doubt: None, latest: wall }
    }

    /// The time, when the two clocks show this. It never runs backwards.
    pub(super) fn read(&mut self, wall: i64, monotonic: i64) -> (i64, Option<News>) {
        let news = self.weigh(wall - monotonic, monotonic);
        self.latest = self.latest.max(monotonic + self.offset);
        (self.latest, news)
    }

    fn weigh(&mut self, seen: i64, monotonic: i64) -> Option<News> {
        if (seen - self.offset).abs() <= TOLERANCE_MS {
            self.offset = seen;
            let doubt = self.doubt.take();
            return doubt.filter(|doubt| !(doubt.is_told && doubt.seen > doubt.from)).map(|_| News::Agrees);
        }
        let Some(doubt) = self.doubt.as_mut().filter(|doubt| (seen - doubt.seen).abs() <= TOLERANCE_MS) else {
            self.doubt = Some(Doubt { seen, from: self.offset, since: monotonic, is_told: false });
            return Some(News::Leapt(seen - self.offset));
        };
        let lasted = monotonic - doubt.since - PATIENCE_MS;
        if lasted < 0 {
            return None;
        }
        self.offset = seen.max(doubt.from - lasted / 2);
        let is_news = !std::mem::replace(&mut doubt.is_told, true);
        is_news.then_some(News::Followed(seen - doubt.from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: i64 = 3_600_000;
    const DAY: i64 = 24 * HOUR;

    /// Reads every second for so long, the wall clock being off by `leap`; the time at the end.
    fn pass(steady: &mut Steady, from: i64, seconds: i64, leap: i64) -> i64 {
        (from..from + seconds).map(|second| steady.read(second * 1000 + leap, second * 1000).0).last().unwrap_or_default()
    }

    #[test]
    fn a_leap_of_moments_moves_nothing() {
        for leap in [HOUR, -HOUR, 400 * DAY, -400 * DAY] {
            for seconds in [1, 5, 120] {
                let mut steady = Steady::new(0, 0);
                pass(&mut steady, 0, 10, 0);
                let at = pass(&mut steady, 10, seconds, leap);
                assert_eq!(at, (9 + seconds) * 1000, "{leap} for {seconds} s");
                assert_eq!(pass(&mut steady, 10 + seconds, 10, 0), (19 + seconds) * 1000);
            }
        }
    }

    #[test]
    fn a_clock_that_was_set_is_followed_forward_at_once_and_backward_at_half_speed() {
        let mut ahead = Steady::new(0, 0);
        assert_eq!(ahead.read(DAY, 0), (0, Some(News::Leapt(DAY))));
        assert_eq!(ahead.read(DAY + PATIENCE_MS - 1, PATIENCE_MS - 1), (PATIENCE_MS - 1, None));
        let (now, news) = ahead.read(DAY + PATIENCE_MS, PATIENCE_MS);
        assert_eq!((now, news), (DAY + PATIENCE_MS, Some(News::Followed(DAY))));
        assert_eq!(ahead.read(DAY + PATIENCE_MS + 1, PATIENCE_MS + 1).1, None, "said already");

        let mut behind = Steady::new(HOUR, 0);
        assert_eq!(behind.read(0, 0).1, Some(News::Leapt(-HOUR)));
        let at = |steady: &mut Steady, monotonic| steady.read(monotonic, monotonic).0;
        assert_eq!(at(&mut behind, PATIENCE_MS), HOUR + PATIENCE_MS);
        assert_eq!(at(&mut behind, PATIENCE_MS + HOUR), HOUR + PATIENCE_MS + HOUR / 2);
        assert_eq!(at(&mut behind, PATIENCE_MS + 2 * HOUR), PATIENCE_MS + 2 * HOUR);
    }

    #[test]
    fn a_small_correction_is_taken_as_it_comes() {
        let mut steady = Steady::new(0, 0);
        assert_eq!(steady.read(3_000, 1_000), (3_000, None));
        assert_eq!(steady.read(2_000, 2_000), (3_000, None), "never backwards");
        assert_eq!(steady.read(4_000, 4_000), (4_000, None));
    }

    #[test]
    fn a_clock_that_leaps_to_and_fro_is_not_followed() {
        let mut steady = Steady::new(0, 0);
        let times = (0..4_000).map(|second| steady.read(second * 1000 + (second % 2) * DAY, second * 1000).0);
        assert_eq!(times.last(), Some(3_999_000));
    }

    proptest! {
        #[test]
        fn time_never_runs_backwards(readings in prop::collection::vec((any::<i32>(), 0..1_000_000_i64), 1..200)) {
            let (mut steady, mut monotonic, mut before) = (Steady::new(0, 0), 0, 0);
            for (leap, passed) in readings {
                monotonic += passed;
                let (now, _) = steady.read(monotonic + i64::from(leap), monotonic);
                prop_assert!(now >= before);
                before = now;
            }
        }
    }
}
