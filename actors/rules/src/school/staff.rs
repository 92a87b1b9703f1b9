//! School and department users: where they belong and what they may do (ACC-03 … ACC-08).

use crate::{
    case::CaseKind,
    codes::LevelGroup,
    exchange::StaffChange,
    ids::StaffId,
    module::{Module, Modules},
    review::*,
};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    pub name: String,
    pub post: Post,
    pub permissions: Permissions,
}

/// Where a user belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Post {
    /// Responsible for one education level, or all (ACC-07).
    School { level: Option<LevelGroup> },
    /// The department's name as the roster writes it (ACC-03). A level only where the user who made it has no more (ACC-07).
    Department { name: String, level: Option<LevelGroup> },
}

/// One permission per area (ACC-04).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    /// 基本信息和就业信息
    pub basic: Permission,
    /// 档案信息
    pub archive: Permission,
    /// 户口信息
    pub household: Permission,
}

impl Default for Permissions {
    /// ACC-05.
    fn default() -> Self {
        Self { basic: Permission::ReadWrite, archive: Permission::None, household: Permission::None }
    }
}

/// 「读写」, 「只读」, 「无权限」.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Permission {
    ReadWrite,
    ReadOnly,
    None,
}

/// What a user wants to do with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    View,
    Review,
}

impl Permissions {
    /// The modules that they allow to do this with, as far as there are cases of them; `None`: none.
    pub fn modules(&self, act: Act) -> Option<Modules> {
        let modules = Modules::allowing(act, self);
        CaseKind::within(modules).next().map(|_| modules)
    }

    /// Whether no area has more than another user has there.
    pub fn within(&self, others: &Self) -> bool {
        self.basic.within(others.basic) && self.archive.within(others.archive) && self.household.within(others.household)
    }
}

impl Permission {
    fn within(self, other: Self) -> bool {
        [Act::View, Act::Review].into_iter().all(|act| other.allows(act) || !self.allows(act))
    }

    /// Whether the permission covers an act.
    pub fn allows(self, act: Act) -> bool {
        match act {
            Act::View => self != Self::None,
            Act::Review => self == Self::ReadWrite,
        }
    }
}

impl Staff {
    /// Whose graduates the user sees and acts on.
    pub fn scope(&self) -> Scope {
        match &self.post {
            Post::School { level } => Scope { department: None, level: *level },
            Post::Department { name, level } => Scope { department: Some(name.clone()), level: *level },
        }
    }

    /// The level the user reviews at.
    pub fn stage(&self) -> Stage {
        match self.post {
            Post::School { .. } => Stage::School,
            Post::Department { .. } => Stage::Department,
        }
    }
}

/// A user as the EMS last described them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub staff: Arc<Staff>,
    pub locked: bool,
    revision: u64,
}

impl Member {
    pub(super) fn of(change: &StaffChange) -> Self {
        Self { staff: Arc::clone(&change.staff), locked: change.locked, revision: change.revision }
    }
}

/// The school's users. A locked one has no rights, and so is not found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Members(OrdMap<StaffId, Arc<Member>>);

impl Members {
    /// A user who may sign in.
    pub fn get(&self, id: StaffId) -> Option<&Arc<Staff>> {
        self.0.get(&id).filter(|member| !member.locked).map(|member| &member.staff)
    }

    /// All who may sign in.
    pub fn iter(&self) -> impl Iterator<Item = (StaffId, &Arc<Staff>)> {
        self.0.iter().filter(|(_, member)| !member.locked).map(|(id, member)| (*id, &member.staff))
    }

    /// Users with exactly a department's name who may review its graduates of a level in a module (SET-07).
    pub(super) fn reviewers(&self, department: &str, level: LevelGroup, module: Module) -> impl Iterator<Item = StaffId> {
        let looks_after =
            move |user: &Staff| matches!(user.post, Post::Department { .. }) && user.scope().contains(department, level);
        let may_review = move |user: &Staff| module.permission(&user.permissions) == Permission::ReadWrite;
        self.iter().filter(move |(_, user)| looks_after(user) && may_review(user)).map(|(id, _)| id)
    }

    /// Of the newest change that was taken; 0 before the first.
    pub(super) fn revision(&self, id: StaffId) -> u64 {
        self.0.get(&id).map_or(0, |member| member.revision)
    }

    pub(super) fn shared(&self, id: StaffId) -> Option<Arc<Member>> {
        self.0.get(&id).cloned()
    }

    pub(super) fn put(&mut self, id: StaffId, member: Arc<Member>) {
        self.0.insert(id, member);
    }
}
