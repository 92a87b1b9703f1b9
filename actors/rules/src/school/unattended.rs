//! Departments that cannot decide. The route asks for a reviewer in every department when it is chosen (SET-07); afterwards accounts
//! are locked, changed and removed or never opened, departments renamed and new ones enrolled, and the cases that wait there would wait
//! for ever. A school user then decides in the department's place, and the case goes on to the school's own level.

use super::{School, list::DepartmentQueue, roster::RosterRow, staff::Staff};
use crate::{
    case::{CaseKind, CaseRow, Status},
    codes::LevelGroup,
    module::Module,
    review::*,
};
use std::collections::{BTreeMap, BTreeSet};

impl School {
    /// Whether a case waits where nobody can decide it.
    pub fn is_unattended(&self, row: &CaseRow) -> bool {
        matches!(row.status, Status::InReview(_, Stage::Department))
            && !self.can_decide(&row.department, row.level, row.kind.module())
    }

    /// Whether a department has a reviewer who can sign in.
    fn can_decide(&self, department: &str, level: LevelGroup, module: Module) -> bool {
        self.staff.reviewers(department, level, module).any(|id| self.openings.is_open(id))
    }

    /// The department that a user may decide for, if nobody there can.
    pub(super) fn stands_in_for(&self, user: &Staff, row: &CaseRow) -> Option<String> {
        let by_school = user.stage() == Stage::School && self.is_unattended(row);
        by_school.then(|| row.department.clone())
    }

    /// The cases that wait at the departments within a scope and cannot be decided there.
    pub fn unattended(&self, kind: CaseKind, scope: &Scope) -> Vec<DepartmentQueue> {
        let levels = LevelGroup::ALL.into_iter().filter(|level| scope.level.is_none_or(|own| own == *level));
        let queues = levels.flat_map(|level| {
            let of_level = self.cases.at_departments(kind, &Scope { level: Some(level), ..scope.clone() });
            of_level.into_iter().filter(move |queue| !self.can_decide(&queue.department, level, kind.module()))
        });
        let mut found: BTreeMap<String, DepartmentQueue> = BTreeMap::new();
        for queue in queues {
            match found.get_mut(&queue.department) {
                Some(known) => known.join(&queue),
                None => drop(found.insert(queue.department.clone(), queue)),
            }
        }
        found.into_values().collect()
    }

    /// Departments of the current cohort whose submissions would wait for nobody under the present route.
    pub fn departments_without_reviewer(&self, module: Module) -> Vec<String> {
        match self.settings.route(module) {
            Route::SchoolOnly => Vec::new(),
            Route::DepartmentThenSchool => self.departments_without_account(module),
        }
    }

    /// Departments of the current cohort that no account can decide for, whatever the route.
    pub fn departments_without_account(&self, module: Module) -> Vec<String> {
        self.without_reviewer(self.roster.current(), module)
    }

    /// Departments of the current cohort, or levels of them, with accounts that could decide, none of which anybody has opened.
    pub fn departments_unopened(&self, module: Module) -> Vec<String> {
        departments_lacking(self.roster.current(), |department, level| {
            let mut reviewers = self.staff.reviewers(department, level, module).peekable();
            reviewers.peek().is_some() && !reviewers.any(|id| self.openings.is_open(id))
        })
    }

    /// Departments of these graduates that no account can decide for.
    pub(super) fn without_reviewer<'a>(&self, rows: impl Iterator<Item = &'a RosterRow>, module: Module) -> Vec<String> {
        departments_lacking(rows, |department, level| self.staff.reviewers(department, level, module).next().is_none())
    }

    /// Levels of the current cohort whose agreements would name no 「协议经办人」; all of them while nobody is enrolled (SET-05).
    pub fn levels_without_handler(&self) -> Vec<LevelGroup> {
        let mut levels: BTreeSet<_> = self.roster.current().map(|row| row.level).collect();
        if levels.is_empty() {
            levels.extend(LevelGroup::ALL);
        }
        levels.into_iter().filter(|level| self.settings.handler(*level).is_none()).collect()
    }
}

/// Departments of these graduates in which something is lacking; where only one level of a department is meant, the level with it.
fn departments_lacking<'a>(
    rows: impl Iterator<Item = &'a RosterRow>,
    is_lacking: impl Fn(&str, LevelGroup) -> bool,
) -> Vec<String> {
    let mut levels = BTreeMap::<&str, BTreeSet<LevelGroup>>::new();
    for row in rows {
        levels.entry(&row.department).or_default().insert(row.level);
    }
    let lacking = |(department, levels): (&str, BTreeSet<LevelGroup>)| {
        let meant: Vec<_> = levels.iter().filter(|level| is_lacking(department, **level)).collect();
        match meant.as_slice() {
            [] => None,
            [level] if levels.len() > 1 => Some(format!("{department}（{}）", level.label())),
            _ => Some(department.to_owned()),
        }
    };
    levels.into_iter().filter_map(lacking).collect()
}
