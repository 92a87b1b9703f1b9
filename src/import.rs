//! What a school or a platform operator brings in as xlsx: rosters and employers.
//!
//! A file is refused whole when it cannot be trusted or lacks a column; otherwise every row that holds is taken and every
//! row that does not is reported with its number, its column and what is expected.

mod beside;
mod cell;
mod column;
mod dates;
mod described;
mod duplicates;
pub mod employers;
mod file;
#[cfg(test)]
mod fixture;
mod grid;
mod headers;
mod in_turn;
pub mod invitations;
mod numbers;
mod report;
pub mod roster;
mod row;
mod sheet_facts;
mod short_names;
pub mod template;
pub mod workbook;
mod zip_guard;

pub use in_turn::{BeginError, in_turn};
pub use report::{ImportError, Imported, Line, RowError};
pub use workbook::WorkbookError;

use wangqian_rules::codes::Codes;

/// What a row is checked against.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    pub codes: &'a Codes,
    /// The platform's civil date: nobody was born after it.
    pub today: jiff::civil::Date,
}
