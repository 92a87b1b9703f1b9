//! Rows that were not sent, as a file to correct and upload again.

use super::Schools;
use super::columns::{template, with_reason};
use crate::import;
use rust_xlsxwriter::XlsxError;
use wangqian_rules::codes::Codes;

/// A row with why it was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// In the order of the template.
    pub cells: Vec<String>,
    pub reasons: Vec<String>,
}

/// The file. It is a template filled in: corrected, it is uploaded as it is.
///
/// # Errors
/// Of the writer; none is expected.
pub fn returned(rows: Vec<Returned>, codes: &Codes, schools: &Schools) -> Result<Vec<u8>, XlsxError> {
    let rows: Vec<Vec<String>> = rows.into_iter().map(cells).collect();
    import::template::filled("未发出的签约邀请", &with_reason(), codes, &schools.listed(), &rows)
}

fn cells(row: Returned) -> Vec<String> {
    let mut cells = row.cells;
    cells.resize(template().len(), String::new());
    cells.push(row.reasons.join("；"));
    cells
}
