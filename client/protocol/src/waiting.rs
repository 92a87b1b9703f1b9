//! Honest waiting (EXT-11).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /cases/{case}/place`: where a graduate's case stands among those that wait for the same level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CasePlace {
    /// Absent while it waits for no reviewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Waiting>,
}

/// A place in a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Waiting {
    /// 「学院」, 「学校」: the level that it waits for.
    pub level: String,
    /// Counted from 1.
    pub at: usize,
    pub of: usize,
    /// 「按最近的速度，约 1 个工作日」; absent where too little was decided of late to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<String>,
}
