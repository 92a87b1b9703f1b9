//! The in-app inbox (NOT-01, NOT-02).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Notice {
    /// Rising per person.
    pub seq: u64,
    pub at_ms: i64,
    pub title: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    pub read: bool,
}

/// `GET /notices`: newest first, at most the 200 kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Inbox {
    pub notices: Vec<Notice>,
    pub unread: usize,
}

/// `POST /notices/read`: everything up to and including `upto` was read.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkRead {
    pub upto: u64,
}
