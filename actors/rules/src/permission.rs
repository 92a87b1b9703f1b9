//! Permissions of a user in each area of a school's work (ACC-04, ACC-05).

use serde::{Deserialize, Serialize};

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

/// The two things that a user does with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    View,
    Review,
}

impl Permissions {
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
