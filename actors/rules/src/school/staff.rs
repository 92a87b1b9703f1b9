//! School and department users: where they belong and what they may do (ACC-03 … ACC-08).

use crate::{codes::LevelGroup, ids::StaffId, module::Module, review::*};
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
    /// The department's name as the roster writes it (ACC-03).
    Department { name: String },
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

impl Permission {
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
            Post::Department { name } => Scope { department: Some(name.clone()), level: None },
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

/// Whether a department has a user with exactly its name who may review in a module.
pub(super) fn can_review(staff: &OrdMap<StaffId, Arc<Staff>>, department: &str, module: Module) -> bool {
    let of_department = |user: &Staff| matches!(&user.post, Post::Department { name } if name == department);
    staff.values().any(|user| of_department(user) && module.permission(&user.permissions) == Permission::ReadWrite)
}
