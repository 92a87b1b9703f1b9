//! Time as an argument. Civil dates are the platform's: Asia/Shanghai, which has had no summer time since 1991.

use jiff::{Timestamp, civil::Date, tz::Offset};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An instant: milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnixMs(pub i64);

const DAY_MS: i64 = 86_400_000;
const OFFSET_MS: i64 = 8 * 3_600_000;

impl UnixMs {
    /// This instant and so many days of 24 hours.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY_MS)))
    }

    /// Milliseconds that are left of a wait which began here. Nothing is left of one that has not begun: what was written by a clock
    /// that was wrong keeps nobody waiting for a year.
    pub fn left_of(self, wait_ms: i64, now: Self) -> i64 {
        if self > now { 0 } else { (self.0 + wait_ms - now.0).max(0) }
    }

    /// The civil date at the platform.
    pub fn date(self) -> Date {
        self.civil().date()
    }

    /// When a day begins at the platform.
    pub fn midnight(date: Date) -> Self {
        let instant = Offset::constant(8).to_timestamp(date.to_datetime(jiff::civil::Time::midnight()));
        Self(instant.map(Timestamp::as_millisecond).unwrap_or_default())
    }

    /// When the next day begins at the platform.
    pub fn next_midnight(self) -> Self {
        Self((self.0 + OFFSET_MS).div_euclid(DAY_MS) * DAY_MS + DAY_MS - OFFSET_MS)
    }

    fn civil(self) -> jiff::civil::DateTime {
        let instant = Timestamp::from_millisecond(self.0).unwrap_or_default();
        Offset::constant(8).to_datetime(instant)
    }
}

/// `2027-06-12 14:03`, as people read it.
impl fmt::Display for UnixMs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.civil().strftime("%Y-%m-%d %H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_in_utc_is_the_next_day_at_the_platform() {
        let instant = UnixMs(Timestamp::from_millisecond(1_813_000_000_000).unwrap().as_millisecond());
        assert_eq!(instant.to_string(), "2027-06-15 03:06");
        assert_eq!(instant.date(), Date::constant(2027, 6, 15));
        assert_eq!(instant.next_midnight().to_string(), "2027-06-16 00:00");
        assert_eq!(instant.next_midnight().next_midnight().to_string(), "2027-06-17 00:00");
        assert_eq!(UnixMs::midnight(Date::constant(2027, 6, 16)), instant.next_midnight());
        assert_eq!(instant.plus_days(30).date(), Date::constant(2027, 7, 15));
    }

    #[test]
    fn of_a_wait_that_begins_in_the_future_nothing_is_left() {
        let left = |since| UnixMs(since).left_of(60, UnixMs(1_000));
        assert_eq!([900, 940, 941, 1_000, 1_001, 99_999].map(left), [0, 0, 1, 60, 0, 0]);
    }
}
