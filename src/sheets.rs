//! Lists as spreadsheets to keep (OFF-05). Every cell is text, or a number that is meant to be added up: no candidate number loses a
//! zero, and no name that begins like a formula is one. Rows are written as they come, so that a list of twenty thousand takes no
//! more memory than its file.

pub mod cases;
pub mod invitations;
pub mod returned;
mod spell;

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use wangqian_rules::{case::CaseRow, codes::Codes, school::roster::RosterRow, time::UnixMs};

/// The most that writing one takes: the buffers of the writer, and a file of twenty thousand full rows.
pub const WRITING_BYTES: u64 = 16 << 20;

/// One line of a list.
pub struct Line<'a> {
    pub row: &'a CaseRow,
    /// The graduate as the roster has them, for readers who have the roster.
    pub person: Option<&'a RosterRow>,
    /// The agreement that a rescission is about.
    pub about: Option<&'a CaseRow>,
}

impl Line<'_> {
    /// Code of the job's category; of a rescission that of its agreement.
    fn job_category(&self) -> &str {
        let own = &self.row.job_category;
        self.about.filter(|_| own.is_empty()).map_or(own, |about| &about.job_category)
    }
}

/// The things that lines are worded with.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    pub codes: &'a Codes,
    pub now: UnixMs,
    /// ID numbers in full: written down by then (EXT-08).
    pub full: bool,
}

/// One column.
pub struct Column {
    pub title: &'static str,
    /// In characters.
    pub width: u8,
    pub cell: fn(&Line<'_>, Wording<'_>) -> Cell,
}

/// Content of a cell.
pub enum Cell {
    Text(String),
    Number(u32),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A file with one sheet.
///
/// # Errors
/// Of the writer, whose rows pass through a nameless temporary file.
pub fn write<'a>(
    title: &str,
    columns: &[Column],
    lines: impl Iterator<Item = Line<'a>>,
    wording: Wording<'_>,
) -> Result<Vec<u8>, XlsxError> {
    // The quote keeps the text a text also where somebody edits the cell.
    let text = Format::new().set_num_format("@").set_quote_prefix();
    let bold = Format::new().set_num_format("@").set_bold();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?.set_name(title)?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, column) in (0..).zip(columns) {
        sheet.set_column_width(place, f64::from(column.width))?;
        sheet.write_string_with_format(0, place, column.title, &bold)?;
    }
    for (number, line) in (1..).zip(lines) {
        for (place, column) in (0..).zip(columns) {
            match (column.cell)(&line, wording) {
                Cell::Text(cell) if cell.is_empty() => continue,
                Cell::Text(cell) => sheet.write_string_with_format(number, place, cell, &text)?,
                Cell::Number(cell) => sheet.write_number(number, place, cell)?,
            };
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests;
