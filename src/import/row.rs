//! One row read field by field; every fault is kept, so that a person corrects a row once.

use super::Basis;
use super::beside::{self, Beside};
use super::cell::Content;
use super::column::Column;
use super::grid::{MAX_COLUMNS, SheetRow};
use super::headers::Headers;
use super::report::{Line, RowError};
use std::fmt::Display;
use wangqian_rules::check::text::Read;

/// Reads a row's cells and collects what is wrong with them.
pub(super) struct RowReader<'a> {
    row: &'a SheetRow,
    headers: &'a Headers,
    pub basis: Basis<'a>,
    errors: Vec<RowError>,
    notices: Vec<RowError>,
}

/// A row's outcome: the line, or the reasons against it; and what was changed in it.
pub(super) struct RowOutcome<T> {
    pub line: Result<Line<T>, Vec<RowError>>,
    pub notices: Vec<RowError>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(row: &'a SheetRow, headers: &'a Headers, basis: Basis<'a>) -> Self {
        let mut reader = RowReader { row, headers, basis, errors: Vec::new(), notices: Vec::new() };
        if row.too_wide {
            reader.errors.push(reader.remark("", format!("第 {MAX_COLUMNS} 列之后还有内容，请删除后重新导入")));
        }
        reader
    }

    /// The cell's value, empty when the cell is; a fault is noted and reads as empty.
    pub(super) fn value(&mut self, column: &Column) -> String {
        match self.cell(column) {
            None if column.required => self.refuse(column, "不能为空"),
            None => {}
            Some(Err(fault)) => self.refuse(column, fault),
            Some(Ok(content)) => match column.holds.value(content, self.basis.codes) {
                Ok(read) => return self.taken(column, read),
                Err(fault) => self.refuse(column, fault),
            },
        }
        String::new()
    }

    fn taken(&mut self, column: &Column, read: Read) -> String {
        if let Some(notice) = read.notice {
            self.notice(column, notice);
        }
        self.compare(column, &read.text);
        read.text
    }

    /// Compares the value with the columns that say the same thing.
    fn compare(&mut self, column: &Column, value: &str) {
        let (row, headers) = (self.row, self.headers);
        let filled = headers.all(column).filter_map(|found| Some((found, row.cells.get(&found.position)?)));
        for (found, cell) in filled.skip(1) {
            let compared = cell.as_ref().map(|other| beside::compare(&column.holds, value, other, self.basis.codes));
            match compared {
                Ok(Beside::Agrees) => {}
                Ok(Beside::Unknown) => self.notice(column, format!("“{}”列写的名称不在代码表中，未与代码核对", found.title)),
                Ok(Beside::Contradicts) => self.refuse(column, format!("与同一行的“{}”列不一致，请核对", found.title)),
                Err(fault) => self.refuse(column, format!("“{}”列{fault}", found.title)),
            }
        }
    }

    /// The cell's value after a check; `None` when it is empty or at fault.
    pub(super) fn checked<T, E: Display>(&mut self, column: &Column, check: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let value = self.value(column);
        if value.is_empty() {
            return None;
        }
        check(&value).map_err(|fault| self.refuse(column, fault)).ok()
    }

    /// As [`Self::checked`], for what is kept as text; empty when there is nothing or a fault.
    pub(super) fn text<T: Into<String>, E: Display>(
        &mut self,
        column: &Column,
        check: impl FnOnce(&str) -> Result<T, E>,
    ) -> String {
        self.checked(column, check).map(Into::into).unwrap_or_default()
    }

    /// Whether nothing stands in the cell; a fault is something.
    pub(super) fn is_empty(&self, column: &Column) -> bool {
        self.cell(column).is_none()
    }

    pub(super) fn refuse(&mut self, column: &Column, message: impl Display) {
        self.errors.push(self.remark(column.title, message));
    }

    pub(super) fn notice(&mut self, column: &Column, message: impl Display) {
        self.notices.push(self.remark(column.title, message));
    }

    /// The line, unless something is wrong with the row. `value` is `None` only after a fault was noted.
    pub(super) fn finish<T>(self, value: Option<T>) -> RowOutcome<T> {
        let line = match value {
            Some(value) if self.errors.is_empty() => Ok(Line { row: self.row.number, value }),
            _ => Err(self.errors),
        };
        RowOutcome { line, notices: self.notices }
    }

    /// As the spreadsheet numbers it.
    pub(super) fn number(&self) -> u32 {
        self.row.number
    }

    /// What the row's cells hold, by column; a cell that cannot be read is empty.
    pub(super) fn texts(&self, columns: &[&'static Column]) -> Vec<String> {
        let text = |column: &&'static Column| {
            self.cell(column).and_then(Result::ok).map(|content| content.text.clone()).unwrap_or_default()
        };
        columns.iter().map(text).collect()
    }

    fn cell(&self, column: &Column) -> Option<Result<&'a Content, &'static str>> {
        let (row, headers) = (self.row, self.headers);
        let cell = headers.all(column).find_map(|found| row.cells.get(&found.position))?;
        Some(cell.as_ref().map_err(|fault| *fault))
    }

    fn remark(&self, column: &str, message: impl Display) -> RowError {
        RowError { row: self.row.number, column: column.to_owned(), message: message.to_string() }
    }
}
