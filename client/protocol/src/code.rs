//! The code tables a form or a filter offers.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// `GET /codes`: table name → rows. Tables: `job_category`, `reject_reason`, `education_level`, `training_mode`,
/// `employer_nature`, `employer_industry`, `gender`, `ethnicity`, `political_status`, `archive_transfer_type`,
/// `household_transfer_type`, `regions`, and the three of our own: `case_states`, `case_filters`, of which `review_filters` are those of
/// schools; and `reveal_reasons`, `flag_reasons`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CodeTables {
    pub tables: BTreeMap<String, Vec<Code>>,
}

/// One row of a code table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Code {
    pub code: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The kinds of cases that a reason is for, in `reject_reason`, or the list that a filter is for; all when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Of an entry of `case_filters`: the states that it covers, each as `kind.state`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
}
