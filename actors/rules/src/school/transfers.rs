//! 「档案信息」 and 「户口信息」: where graduates' archives and household registrations go, as the EMS has it (ARC-01, SYN-02).

use super::{School, roster::RosterRow};
use crate::{exchange::TransfersChange, ids::GraduateId, module::Module, review::Scope};
use imbl::OrdMap;
use jiff::civil::Date;
use std::sync::Arc;

/// The newest word on each graduate of whom there is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transfers(OrdMap<GraduateId, Arc<TransfersChange>>);

impl Transfers {
    /// What is known of a graduate.
    pub fn get(&self, id: GraduateId) -> Option<&TransfersChange> {
        self.0.get(&id).map(Arc::as_ref)
    }

    /// Whether the module has something registered of the graduate.
    pub fn has(&self, module: Module, id: GraduateId) -> bool {
        self.get(id).is_some_and(|known| match module {
            Module::Archive => known.archive.is_some(),
            Module::Household => known.household.is_some(),
            Module::Signing => false,
        })
    }

    pub(super) fn is_news(&self, change: &TransfersChange) -> bool {
        self.get(change.graduate).is_none_or(|known| known.revision < change.revision)
    }

    pub(super) fn shared(&self, id: GraduateId) -> Option<Arc<TransfersChange>> {
        self.0.get(&id).cloned()
    }

    pub(super) fn put(&mut self, change: Arc<TransfersChange>) {
        self.0.insert(change.graduate, change);
    }
}

impl School {
    /// Whom a module is about, within a scope. A household that was not moved to the school is not moved on (ROS-06).
    pub fn registrants<'a>(&'a self, module: Module, scope: &'a Scope) -> impl Iterator<Item = &'a RosterRow> {
        self.roster
            .rows()
            .filter(|row| scope.contains(&row.department, row.level))
            .filter(move |row| module != Module::Household || row.household_in_school)
    }

    /// Whether a cohort can still act in the archive and household modules: beside the current one the one before it, until 31 January
    /// of the year after it graduated (ROS-04).
    pub fn registers(&self, cohort: u16, today: Date) -> bool {
        self.roster.current_cohort().is_some_and(|current| {
            let is_the_one_before = cohort.checked_add(1) == Some(current);
            // A year that no calendar has is nobody's.
            let last_day = i16::try_from(current).ok().and_then(|year| Date::new(year, 1, 31).ok());
            cohort == current || is_the_one_before && last_day.is_some_and(|last_day| today <= last_day)
        })
    }
}
