//! Departments that cannot decide. The route asks for a reviewer in every department when it is chosen (SET-07); afterwards accounts
//! are locked, changed and removed, departments renamed and new ones enrolled, and the cases that wait there would wait for ever. A
//! school user then decides in the department's place, and the case goes on to the school's own level.

use super::{School, list::DepartmentQueue, staff::Staff};
use crate::{
    case::{CaseKind, CaseRow, Status},
    codes::LevelGroup,
    module::Module,
    review::*,
};
use std::collections::BTreeSet;

impl School {
    /// Whether some account of the department may decide in a module.
    pub fn attends(&self, department: &str, module: Module) -> bool {
        self.staff.can_review(department, module)
    }

    /// Whether a case waits where nobody can decide it.
    pub fn is_unattended(&self, row: &CaseRow) -> bool {
        row.status == Status::InReview(Stage::Department) && !self.attends(&row.department, row.kind.module())
    }

    /// The department that a user may decide for, if nobody there can.
    pub(super) fn stands_in_for(&self, user: &Staff, row: &CaseRow) -> Option<String> {
        let by_school = user.stage() == Stage::School && self.is_unattended(row);
        by_school.then(|| row.department.clone())
    }

    /// What waits at the departments within a scope and cannot be decided there.
    pub fn unattended(&self, kind: CaseKind, scope: &Scope) -> Vec<DepartmentQueue> {
        let queues = self.cases.at_departments(kind, scope).into_iter();
        queues.filter(|queue| !self.attends(&queue.department, kind.module())).collect()
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
        let departments: BTreeSet<_> = self.roster.current().map(|row| row.department.as_str()).collect();
        departments.into_iter().filter(|name| !self.attends(name, module)).map(str::to_owned).collect()
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
