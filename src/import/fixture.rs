//! Real xlsx files for the tests of this room.

use super::Basis;
use jiff::civil::Date;
use rust_xlsxwriter::Workbook;
use wangqian_rules::codes::Codes;

pub(super) fn basis() -> Basis<'static> {
    Basis { codes: Codes::builtin(), today: Date::constant(2027, 3, 1) }
}

/// A workbook of one sheet; every cell is a string, an empty one is not written.
pub(super) fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A header and rows that hold, of which each test spoils one.
#[derive(Clone)]
pub(super) struct Draft {
    pub rows: Vec<Vec<String>>,
}

impl Draft {
    pub(super) fn new(columns: &[(&str, &str)]) -> Draft {
        let header = columns.iter().map(|(title, _)| (*title).to_owned()).collect();
        let first = columns.iter().map(|(_, value)| (*value).to_owned()).collect();
        Draft { rows: vec![header, first] }
    }

    /// One more row like the first but for the given cells.
    pub(super) fn and(mut self, changes: &[(&str, &str)]) -> Draft {
        self.rows.push(self.rows[1].clone());
        let last = self.rows.len() - 1;
        self.with(last, changes)
    }

    /// Cells of a row replaced; the header is row 0.
    pub(super) fn with(mut self, row: usize, changes: &[(&str, &str)]) -> Draft {
        for (title, value) in changes {
            let column = self.rows[0].iter().position(|header| header == title).unwrap();
            self.rows[row][column] = (*value).to_owned();
        }
        self
    }

    pub(super) fn xlsx(&self) -> Vec<u8> {
        xlsx(&self.rows)
    }
}
