//! Honest waiting (EXT-11): the place of a case among those that wait for the same level, and how long that is likely to take, by what
//! the level decided of late. Where that was little, nothing is said.

use super::School;
use crate::{
    case::{CaseKind, CaseRow, Status},
    codes::LevelGroup,
    review::{Scope, Stage},
    time::UnixMs,
};
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// The days before today that are counted: a week, in which every weekday comes once.
const LOOKED_BACK_DAYS: i64 = 7;
/// Weekdays of a week. A holiday makes the estimate longer, never shorter.
const WORKING_DAYS: usize = 5;
/// Fewer decisions than that tell no pace.
const DECISIONS_MIN: usize = 5;
/// Longer waits are not told apart.
const DAYS_MAX: usize = 20;

/// A place in a queue: 12 of 40.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub at: usize,
    pub of: usize,
}

/// Decisions that are counted together: those of one level on graduates of one department, or of the school, and of one level of study.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Desk {
    kind: CaseKind,
    stage: Stage,
    department: Option<String>,
    level: LevelGroup,
}

/// Decisions of a desk in the days before today.
#[derive(Clone, Debug, Default)]
struct Lately {
    decisions: usize,
    /// Days off on which it decided all the same.
    days_off: BTreeSet<Date>,
}

/// How fast the desks of a school were of late.
#[derive(Clone, Debug, Default)]
pub struct Pace(BTreeMap<Desk, Lately>);

impl Desk {
    fn of(row: &CaseRow, stage: Stage) -> Self {
        let department = (stage == Stage::Department).then(|| row.department.clone());
        Self { kind: row.kind, stage, department, level: row.level }
    }
}

impl School {
    /// The place of a case that waits, among those at the same desk.
    pub fn place(&self, row: &CaseRow) -> Option<Place> {
        let Status::InReview(_, stage) = row.status else { return None };
        let Desk { department, level, .. } = Desk::of(row, stage);
        self.cases.place(row, stage, &Scope { department, level: Some(level) })
    }

    /// The pace of every desk, from the decisions of the week before today.
    pub fn pace(&self, now: UnixMs) -> Pace {
        let today = UnixMs::midnight(now.date());
        let week = today.plus_days(-LOOKED_BACK_DAYS)..today;
        let mut pace = Pace::default();
        for row in self.cases.rows() {
            for stage in [Stage::Department, Stage::School] {
                let Some(at) = row.verdicts.at(stage).filter(|at| week.contains(at)) else { continue };
                pace.0.entry(Desk::of(row, stage)).or_default().count(at.date());
            }
        }
        pace
    }
}

impl Lately {
    fn count(&mut self, day: Date) {
        self.decisions += 1;
        if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            self.days_off.insert(day);
        }
    }
}

impl Pace {
    /// Working days until a case at this place is decided, if that can be said.
    pub fn days(&self, row: &CaseRow, place: Place) -> Option<usize> {
        let Status::InReview(_, stage) = row.status else { return None };
        let lately = self.0.get(&Desk::of(row, stage))?;
        estimate(place.at, lately.decisions, WORKING_DAYS + lately.days_off.len())
    }
}

/// Working days until so many are decided, at the pace of `decisions` in `days`; `None` where they are too few to tell.
pub fn estimate(place: usize, decisions: usize, days: usize) -> Option<usize> {
    (decisions >= DECISIONS_MIN).then(|| (place * days).div_ceil(decisions).max(1))
}

/// 「按最近的速度，约 1 个工作日」.
pub fn in_words(days: usize) -> String {
    match days {
        days if days > DAYS_MAX => format!("按最近的速度，需要 {DAYS_MAX} 个工作日以上"),
        days => format!("按最近的速度，约 {days} 个工作日"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "EXT-11"]
    fn ext_11_an_estimate_is_the_work_in_front_at_the_pace_of_late_and_nothing_where_there_is_none() {
        for (place, decisions, days, expected) in [
            (12, 60, 5, Some(1)),
            (13, 60, 5, Some(2)),
            (1, 5, 5, Some(1)),
            (3, 5, 5, Some(3)),
            (1, 4, 5, None),
            (1, 0, 5, None),
            (1, 5_000, 5, Some(1)),
            (12, 60, 7, Some(2)),
        ] {
            assert_eq!(estimate(place, decisions, days), expected, "{place} at {decisions} in {days}");
        }
        assert_eq!(in_words(1), "按最近的速度，约 1 个工作日");
        assert_eq!(in_words(21), "按最近的速度，需要 20 个工作日以上");
    }
}
