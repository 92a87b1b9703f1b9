//! The first reading of the machine's clock. No earlier one in memory tells whether it is right, but the disk knows when something was
//! last written: a machine that boots with a wrong clock must not let every invitation run out before the network puts it right.

use wangqian_rules::time::UnixMs;

/// No server rests for longer, unless somebody put it to rest.
const AHEAD_MAX_MS: i64 = 31 * 24 * 3_600_000;
/// A battery clock that keeps local time is off by a few hours until the network corrects it.
const BEHIND_MAX_MS: i64 = 24 * 3_600_000;

/// The machine's clock contradicts what is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the machine's clock shows {wall}, but the store was last written at {written} by the same clock: put the clock right and start again; \
     if it is right now, start once with --trust-clock"
)]
pub struct ClockContradicted {
    pub wall: UnixMs,
    pub written: UnixMs,
}

/// The time to begin with: never before what was written last, so that time does not run backwards over a restart either.
///
/// # Errors
/// When the clock is further off than a rest or a correction explains.
pub(super) fn first(wall: UnixMs, written: Option<UnixMs>) -> Result<UnixMs, ClockContradicted> {
    let Some(written) = written else { return Ok(wall) };
    let ahead_ms = wall.0 - written.0;
    if (-BEHIND_MAX_MS..=AHEAD_MAX_MS).contains(&ahead_ms) {
        Ok(wall.max(written))
    } else {
        Err(ClockContradicted { wall, written })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const DAY: i64 = 24 * HOUR;
    const WRITTEN: UnixMs = UnixMs(1_813_000_000_000);

    #[test]
    fn time_goes_on_from_what_was_written_and_a_clock_that_cannot_be_right_is_refused() {
        let begins = |ahead: i64| first(UnixMs(WRITTEN.0 + ahead), Some(WRITTEN)).map(|now| now.0 - WRITTEN.0);
        assert_eq!([0, 5, 8 * HOUR, 31 * DAY].map(begins), [0, 5, 8 * HOUR, 31 * DAY].map(Ok));
        assert_eq!([-1, -8 * HOUR, -DAY].map(begins), [Ok(0); 3], "it waits until the clock has caught up");
        for wrong in [400 * DAY, 32 * DAY, -2 * DAY, -400 * DAY] {
            assert!(begins(wrong).is_err(), "{wrong}");
        }
        assert_eq!(first(WRITTEN, None), Ok(WRITTEN), "a new store");
    }

    #[test]
    fn the_refusal_says_both_times_and_what_to_do() {
        let said = first(UnixMs(WRITTEN.0 + 400 * DAY), Some(WRITTEN)).unwrap_err().to_string();
        assert!(
            said.contains("2027-06-15 03:06") && said.contains("2028-07-19 03:06") && said.contains("--trust-clock"),
            "{said}"
        );
    }
}
