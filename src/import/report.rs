//! What an import answers: the rows taken, and for every other row why not.

use super::WorkbookError;
use std::{collections::BTreeMap, fmt};
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
    #[error("表头{}", .0.message)]
    UnreadableHeader(RowError),
    #[error("一次最多 {0} 行，请分多个文件上传")]
    TooManyRows(usize),
}

/// Rows of which the same is said one by one; of more, it is said once.
const ONE_BY_ONE: usize = 3;

/// The notices of a file's rows. A school's system writes every row alike: thousands of rows with one and the same change are one
/// notice, so that the others are seen.
pub(super) fn gathered(notices: Vec<RowError>) -> Vec<RowError> {
    let mut counts: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    let said = |notice: &RowError| (notice.column.clone(), notice.message.clone());
    for notice in &notices {
        counts.entry(said(notice)).or_default().0 += 1;
    }
    let once = |mut notice: RowError| {
        let (count, told) = counts.get_mut(&said(&notice))?;
        *told += 1;
        if *count > ONE_BY_ONE {
            notice.message = format!("{}（从此行起共 {count} 行）", notice.message);
        }
        (*count <= ONE_BY_ONE || *told == 1).then_some(notice)
    };
    notices.into_iter().filter_map(once).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_the_same_change_in_many_rows_is_said_once() {
        let notice = |row, column: &str| RowError { row, column: column.to_owned(), message: "已去除".to_owned() };
        let many = (2..6).map(|row| notice(row, "学号"));
        let told = gathered(many.chain([notice(6, "姓名"), notice(7, "姓名")]).collect());
        let told: Vec<_> = told.iter().map(RowError::to_string).collect();
        assert_eq!(told, ["第 2 行“学号”：已去除（从此行起共 4 行）", "第 6 行“姓名”：已去除", "第 7 行“姓名”：已去除"]);
    }
}
