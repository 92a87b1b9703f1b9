//! 「代审设置」 (EXT-19).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /deputies`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeputyPage {
    /// Newest first, within the reader's scope.
    pub rows: Vec<DeputyRow>,
    /// The reviewers whose queue the reader may hand over; the reader first.
    pub reviewers: Vec<Handing>,
}

/// One handing over.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeputyRow {
    pub number: u64,
    pub of: String,
    pub to: String,
    /// Absent for the school's own users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// `YYYY-MM-DD`; both days are included.
    pub from: String,
    pub until: String,
    /// `planned`, `running`, `over`.
    pub state: String,
    /// 「进行中」, 「7 月 3 日由王校长（学校）提前结束」.
    pub state_label: String,
    pub set_by: String,
    /// Whether the reader may end it now.
    pub may_end: bool,
}

/// A reviewer, and the colleagues who may stand in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Handing {
    pub staff: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Whether it is the reader.
    pub you: bool,
    pub colleagues: Vec<Colleague>,
}

/// One who may stand in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Colleague {
    pub staff: String,
    pub name: String,
}

/// `POST /deputies`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetDeputy {
    pub of: String,
    pub to: String,
    /// `YYYY-MM-DD`; both days are included.
    pub from: String,
    pub until: String,
}

/// The line about it on a reviewer's home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StandIn {
    /// The colleague's name.
    pub name: String,
    /// The last day, `YYYY-MM-DD`.
    pub until: String,
}
