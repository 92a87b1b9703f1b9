//! Cases that wait longer than the school's limit (EXT-19): their reviewers are reminded, the school's users see where.

use super::{School, settings::Settings};
use crate::{
    case::CaseKind,
    review::{Scope, Stage},
    time::UnixMs,
};
use std::ops::RangeInclusive;

/// Days that a school may set.
pub const OVERDUE_DAYS: RangeInclusive<u8> = 1..=30;
/// Days while it has set none.
pub const OVERDUE_DAYS_DEFAULT: u8 = 3;

impl Settings {
    /// Days of 24 hours that a case may wait at one level before its reviewers are reminded.
    pub fn overdue_days(&self) -> u8 {
        self.overdue_after.unwrap_or(OVERDUE_DAYS_DEFAULT)
    }
}

impl School {
    /// Cases that came before this instant have waited too long.
    fn limit(&self, now: UnixMs) -> UnixMs {
        now.plus_days(-i64::from(self.settings.overdue_days()))
    }

    /// How many cases of a kind wait longer than the limit at a stage, within a scope.
    pub fn overdue(&self, kind: CaseKind, stage: Stage, scope: &Scope, now: UnixMs) -> usize {
        self.cases.waiting_since(kind, stage, scope, self.limit(now))
    }
}
