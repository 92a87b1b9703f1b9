//! A school or department user: where they belong and what they may do (ACC-03 … ACC-08).

use crate::{codes::LevelGroup, permission::Permissions, review::*};
use serde::{Deserialize, Serialize};

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

impl Staff {
    /// The part of the school whose graduates the user sees and acts on.
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
