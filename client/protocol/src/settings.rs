//! 「签约设置」 as pages show it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The school's signing settings (SET-02).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SigningSettings {
    pub school: String,
    pub school_name: String,
    /// `two_party`, `three_party`; absent while the province has not set it.
    pub agreement_kind: Option<String>,
    pub signing_open: bool,
    pub backfill_open: bool,
    pub destination_open: bool,
    /// `school_only` or `department_then_school`.
    pub route: String,
    /// 「仅校级审核」 or 「先院系再校级审核」.
    pub route_label: String,
    pub rescission_limit: u8,
    pub departments: Vec<String>,
}
