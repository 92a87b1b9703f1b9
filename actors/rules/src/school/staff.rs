//! The users of a school, as the EMS says who they are (ACC-03 … ACC-08).

pub use crate::{
    permission::{Act, Permission, Permissions},
    staff::{Post, Staff},
};

use crate::{codes::LevelGroup, exchange::StaffChange, ids::StaffId, module::Module};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

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
