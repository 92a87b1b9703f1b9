//! What became of the files, row by row.

use super::table::{Table, TableError};
use crate::import::{Imported, RowError};
use std::{collections::BTreeSet, fmt, path::Path};

const HEADER: [&str; 5] = ["文件", "行", "列", "结果", "原因"];

/// The rows that were taken up, and of every other one why not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadReport {
    pub graduates: Tally,
    pub employers: Tally,
    /// Accounts opened, each with a code in the accounts file.
    pub accounts: usize,
    pub refused: Vec<Remark>,
    /// What was changed or left alone without refusing a row.
    pub notices: Vec<Remark>,
}

/// Rows of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub read: usize,
    pub added: usize,
    /// Known from before.
    pub known: usize,
}

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    Roster,
    Employers,
}

/// What is to be said of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub source: Source,
    pub said: RowError,
}

impl Source {
    fn label(self) -> &'static str {
        match self {
            Self::Roster => "毕业生名单",
            Self::Employers => "用人单位",
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.source.label(), self.said)
    }
}

impl LoadReport {
    /// What the reader of a file said.
    pub(super) fn take<T>(&mut self, source: Source, imported: &mut Imported<T>) {
        let remark = |said| Remark { source, said };
        self.refused.extend(imported.errors.drain(..).map(remark));
        self.notices.extend(imported.notices.drain(..).map(remark));
        self.tally(source).read = imported.rows_read;
    }

    pub(super) fn refuse(&mut self, source: Source, row: u32, column: &str, message: impl ToString) {
        self.refused.push(Remark { source, said: said(row, column, message) });
    }

    pub(super) fn notice(&mut self, source: Source, row: u32, column: &str, message: impl ToString) {
        self.notices.push(Remark { source, said: said(row, column, message) });
    }

    pub(super) fn tally(&mut self, source: Source) -> &mut Tally {
        match source {
            Source::Roster => &mut self.graduates,
            Source::Employers => &mut self.employers,
        }
    }

    /// Whether the store is as it was before.
    pub fn added_nothing(&self) -> bool {
        self.graduates.added + self.employers.added + self.accounts == 0
    }

    /// Rows that were not taken up; one may have several reasons.
    fn rows_refused(&self, source: Source) -> usize {
        let rows = self.refused.iter().filter(|remark| remark.source == source).map(|remark| remark.said.row);
        rows.collect::<BTreeSet<_>>().len()
    }

    /// Writes every remark as CSV.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_table(&self, path: &Path) -> Result<(), TableError> {
        let mut table = Table::create(path, &HEADER)?;
        let remarks = self.refused.iter().map(|remark| (remark, "未导入"));
        for (remark, outcome) in remarks.chain(self.notices.iter().map(|remark| (remark, "提示"))) {
            let RowError { row, column, message } = &remark.said;
            table.row(&[remark.source.label(), &row.to_string(), column, outcome, message])?;
        }
        table.sync()
    }
}

fn said(row: u32, column: &str, message: impl ToString) -> RowError {
    RowError { row, column: column.to_owned(), message: message.to_string() }
}

impl fmt::Display for LoadReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (source, tally) in [(Source::Roster, self.graduates), (Source::Employers, self.employers)] {
            let refused = self.rows_refused(source);
            if tally.read + refused > 0 {
                let (label, Tally { read, added, known }) = (source.label(), tally);
                writeln!(f, "{label}：读取 {read} 行，新增 {added} 行，已有 {known} 行，未导入 {refused} 行。")?;
            }
        }
        writeln!(f, "新开通账号：{} 个。", self.accounts)?;
        if self.added_nothing() {
            writeln!(f, "没有新增任何内容。")?;
        }
        list(f, "未导入的行：", &self.refused)?;
        list(f, "提示：", &self.notices)
    }
}

fn list(f: &mut fmt::Formatter<'_>, title: &str, remarks: &[Remark]) -> fmt::Result {
    if !remarks.is_empty() {
        writeln!(f, "{title}")?;
    }
    remarks.iter().try_for_each(|remark| writeln!(f, "  {remark}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_with_two_faults_is_one_refused_row() {
        let mut report = LoadReport { graduates: Tally { read: 3, added: 2, known: 0 }, ..LoadReport::default() };
        report.refuse(Source::Roster, 3, "姓名", "不能为空");
        report.refuse(Source::Roster, 3, "学号", "不能为空");
        let text = report.to_string();
        assert!(text.starts_with("毕业生名单：读取 3 行，新增 2 行，已有 0 行，未导入 1 行。\n"), "{text}");
        assert!(text.contains("\n  毕业生名单 第 3 行“学号”：不能为空\n"), "{text}");
    }

    #[test]
    fn a_report_without_news_says_so() {
        assert!(LoadReport::default().to_string().contains("没有新增任何内容。"));
    }
}
