//! The cases that wait at the platform for a school's accounts, said before the click that takes the last one who could decide (SET-07). Where the
//! platform is another server, only that somebody is the last is known.

use crate::state::AppState;
use std::sync::Arc;
use wangqian_protocol::ems::{EmsSoleReviewer, EmsUnattended};
use wangqian_rules::{
    case::CaseKind,
    codes::LevelGroup,
    ids::{SchoolId, Side, StaffId},
    module::Module,
    review::{Route, Scope, Stage},
    school::School,
};
use wangqian_runtime::AskError;

/// The school as the platform has it, if it is here.
pub struct Waiting(Option<Arc<School>>);

impl Waiting {
    /// As last committed.
    pub async fn at(state: &AppState, school: SchoolId) -> Result<Self, AskError> {
        if !state.exchange.ends_here(Side::Platform) {
            return Ok(Self(None));
        }
        state.school(school).await.map(|school| Self(Some(school)))
    }

    /// Whether departments review before the school does.
    pub fn two_levels(&self) -> Option<bool> {
        self.0.as_ref().map(|school| school.settings.route(Module::Signing) == Route::DepartmentThenSchool)
    }

    /// Whether a user has come in with their code.
    pub fn is_open(&self, user: StaffId) -> Option<bool> {
        self.0.as_ref().map(|school| school.openings.is_open(user))
    }

    /// Departments whose accounts nobody has opened yet.
    pub fn unopened(&self) -> Vec<EmsUnattended> {
        let named = self.0.as_ref().map(|school| school.departments_unopened(Module::Signing)).unwrap_or_default();
        named.into_iter().map(|department| EmsUnattended { unopened: true, ..self.nobody_at(department) }).collect()
    }

    /// A department that nobody can decide for.
    pub fn nobody_at(&self, department: String) -> EmsUnattended {
        let scope = Scope { department: Some(department.clone()), level: None };
        EmsUnattended { department, waiting: self.count(Stage::Department, &scope), unopened: false }
    }

    /// A level of the school that none of its own users can decide for.
    pub fn nobody_for(&self, level: LevelGroup) -> EmsUnattended {
        let waiting = self.count(Stage::School, &Scope { department: None, level: Some(level) });
        EmsUnattended { department: format!("学校（{}）", level.label()), waiting, unopened: false }
    }

    /// The cases that hang on the last account of a scope. A department that has no graduates, or whose school reviews alone and has nothing left
    /// to decide there, hangs on nobody.
    pub fn hangs_on(&self, scope: Scope, departments: &[String]) -> Option<EmsSoleReviewer> {
        let Some(department) = &scope.department else {
            let of = scope.level.map_or_else(|| "学校".to_owned(), |level: LevelGroup| format!("学校（{}）", level.label()));
            return Some(EmsSoleReviewer { of, waiting: self.count(Stage::School, &scope) });
        };
        let waiting = self.count(Stage::Department, &scope);
        let reviews = departments.contains(department) && self.two_levels() != Some(false);
        (reviews || waiting.is_some_and(|waiting| waiting > 0)).then(|| EmsSoleReviewer { of: department.clone(), waiting })
    }

    fn count(&self, stage: Stage, scope: &Scope) -> Option<usize> {
        self.0.as_ref().map(|school| CaseKind::all().map(|kind| school.cases.waiting_count(kind, stage, scope)).sum())
    }
}
