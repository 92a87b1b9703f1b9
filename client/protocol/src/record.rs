//! 「我的毕业记录」: one person, one login, a record for each graduation (ACC-01, ROS-03).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /records`: newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Records {
    pub records: Vec<Record>,
}

/// One graduation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Record {
    pub graduate: String,
    pub school_name: String,
    pub cohort: u16,
    pub department: String,
    pub major: String,
    /// Whether it is the one that the pages show in this browser.
    pub shown: bool,
    /// Of the school's current cohort: what is earlier can be looked at only.
    pub current: bool,
    /// The school took it off its roster.
    pub removed: bool,
}

/// `POST /records`: the code that a later school handed out; answers all records.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimRecord {
    pub code: String,
}

/// `PUT /records/shown`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChooseRecord {
    pub graduate: String,
}
