//! The province's page: its agreement type and its schools.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /province`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProvinceHome {
    pub name: String,
    /// `two_party`, `three_party`, or absent while not set.
    pub agreement_kind: Option<String>,
    pub schools: Vec<ProvinceSchool>,
}

/// One school as its province sees it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProvinceSchool {
    pub school: String,
    pub name: String,
    pub signing_open: bool,
    pub graduates: usize,
    pub in_review: usize,
    pub effective: usize,
    /// How long the oldest item has been waiting, ms; absent when nothing waits.
    pub oldest_waiting_since_ms: Option<i64>,
}
