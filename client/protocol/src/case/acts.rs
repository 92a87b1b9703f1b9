//! Acts of parties and of a school's users on a case beyond its review: answers to a rescission, stamped agreements, corrections after
//! approval, statements.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A field that can be corrected after approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Amendable {
    pub field: String,
    pub label: String,
    /// Name of its code table.
    pub table: String,
    /// The present code.
    pub code: String,
}

/// `PUT /cases/{case}/amendment`: fields with their new codes, those that the kind lets a school user correct (SIG-07, OFF-04).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Amend {
    pub changes: BTreeMap<String, String>,
}

/// A school user's word on what happened: `POST /cases/{case}/forced-rescission`, `POST /cases/{case}/not-graduated`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// 「具体情况说明」, 10–500 characters.
    pub statement: String,
}

/// `POST /cases/{case}/answer`: the party that was asked agrees to a rescission, or says why not.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "answer", rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    Agree {},
    /// 2–200 characters.
    Refuse {
        reason: String,
    },
}

/// `POST /cases/{case}/stamped`: the image of the stamped agreement, by the names of uploads.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stamped {
    pub files: Vec<String>,
}
