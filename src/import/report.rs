//! What an import answers: the rows taken, and for every other row why not.

use super::WorkbookError;
use std::fmt;
use thiserror::Error;

/// What was read from one file.
#[derive(Clone, Debug)]
pub struct Imported<T> {
    /// Rows below the header, up to the first empty one.
    pub rows_read: usize,
    pub lines: Vec<Line<T>>,
    /// Why rows were refused; a row may have several reasons.
    pub errors: Vec<RowError>,
    /// What was changed or left unread without refusing a row.
    pub notices: Vec<RowError>,
}

/// A row that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// As the spreadsheet numbers it; the header is 1.
    pub row: u32,
    pub value: T,
}

/// What is to be said of one cell, or of a whole row when `column` is empty. Never repeats what the cell held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    pub row: u32,
    pub column: String,
    pub message: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column.as_str() {
            "" => write!(f, "第 {} 行：{}", self.row, self.message),
            column => write!(f, "第 {} 行“{column}”：{}", self.row, self.message),
        }
    }
}

/// Why a file was refused whole.
#[derive(Debug, Error)]
pub enum ImportError {
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    #[error("表头缺少以下列：{}，请对照模板补充后重新导入", .0.join("、"))]
    MissingColumns(Vec<&'static str>),
    #[error("表头中“{0}”出现了不止一次，请只保留一列")]
    RepeatedColumn(&'static str),
    #[error("一次最多 {0} 行，请分多个文件上传")]
    TooManyRows(usize),
}
