//! Many invitations in one file (SIG-09).

use crate::ems::UploadRemark;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A file of invitations under way, or through.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BulkJob {
    pub job: String,
    pub rows: usize,
    /// Rows whose result stands.
    pub done: usize,
    pub invited: usize,
    pub refused: usize,
    pub finished: bool,
    /// Remarks on the file that refuse no row.
    pub notices: Vec<UploadRemark>,
    /// Every row with its result, once finished.
    pub results: Vec<BulkRow>,
}

/// The outcome that sending a file would have; nothing was sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BulkPreview {
    pub rows: usize,
    /// Rows that would be sent.
    pub sendable: usize,
    /// Remarks on the file that refuse no row.
    pub notices: Vec<UploadRemark>,
    /// Every row.
    pub results: Vec<PreviewRow>,
}

/// The fate that a row would have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PreviewRow {
    /// As the spreadsheet numbers it; the header is 1.
    pub row: u32,
    pub name: String,
    pub school_name: String,
    pub job_title: String,
    pub salary_monthly: u32,
    /// Why none would be sent; empty when one would.
    pub reasons: Vec<UploadRemark>,
}

/// The outcome of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BulkRow {
    /// As the spreadsheet numbers it; the header is 1.
    pub row: u32,
    pub name: String,
    /// The invitation that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Why none was sent.
    pub reasons: Vec<UploadRemark>,
}
