//! The agreement on paper, for whoever holds it: the stamped image is handed in by the link printed on it (OFF-02).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /paper/{link}`: what the link opens. The paper says all of this.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PaperAgreement {
    pub employer_name: String,
    pub graduate_name: String,
    pub school_name: String,
    pub job_title: String,
    /// The version that a handing in must name in `If-Match`.
    pub version: u64,
    pub state_label: String,
    /// Whether the stamped agreement is waited for now.
    pub awaited: bool,
    /// Why a stamped agreement was returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned: Option<String>,
    /// Files that are asked for, and what they have to show.
    pub proof: crate::form::Proof,
}

/// `POST /paper/{link}/files`: the receipt of a file.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PaperFile {
    pub receipt: String,
}

/// `POST /paper/{link}`: hands in the files of these receipts.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandInPaper {
    pub receipts: Vec<String>,
}
