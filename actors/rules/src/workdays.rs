//! Working days of the platform: Monday to Friday, but for the days of the table of holidays, which an operator replaces each year.

use crate::{
    codes::{CodeTable, Codes},
    time::UnixMs,
};
use jiff::civil::{Date, Weekday};

/// The name of a day in the table on which people work although it is a weekend.
const WORKED: &str = "调休上班";
/// Longest row of days without work that is skipped; a table of nothing but holidays ends the search.
const SKIPPED_MAX: usize = 60;

/// The same time of day, so many working days later.
pub fn after(from: UnixMs, days: u8, codes: &Codes) -> UnixMs {
    (0..days).fold(from, |day, _| next(day, codes))
}

fn next(from: UnixMs, codes: &Codes) -> UnixMs {
    let mut day = from.plus_days(1);
    for _ in 0..SKIPPED_MAX {
        if is_worked(day.date(), codes) {
            break;
        }
        day = day.plus_days(1);
    }
    day
}

/// Whether people work on this day.
pub fn is_worked(day: Date, codes: &Codes) -> bool {
    match codes.name(CodeTable::Holiday, &day.to_string()) {
        Some(name) => name == WORKED,
        None => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "EXT-16"]
    fn ext_16_weekends_and_holidays_are_no_working_days_and_worked_weekends_are() {
        let codes = Codes::builtin();
        let on = |text: &str| {
            let day: Date = text.parse().unwrap();
            is_worked(day, codes)
        };
        assert!(on("2026-06-15") && !on("2026-06-13") && !on("2026-06-14"));
        assert!(!on("2026-10-01") && on("2026-10-10"));
        // Friday 2026-06-12 and five working days, the Dragon Boat Festival (19th to 21st) between.
        let friday = UnixMs(1_781_236_800_000);
        assert_eq!(friday.date().to_string(), "2026-06-12");
        assert_eq!(after(friday, 5, codes).date().to_string(), "2026-06-22");
        assert_eq!(after(friday, 0, codes), friday);
    }
}
