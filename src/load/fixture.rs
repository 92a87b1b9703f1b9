//! Real xlsx files on a real disk.

use super::{Agreement, LoadArgs, ReviewRoute};
use rust_xlsxwriter::Workbook;
use std::{fs, path::PathBuf};
use tempfile::TempDir;
use wangqian_rules::check::IdNumber;

/// A header and the values of an ordinary graduate.
const ROSTER: [(&str, &str); 24] = [
    ("考生号", ""),
    ("姓名", "李雷"),
    ("身份证号", ""),
    ("性别代码", "1"),
    ("民族代码", "01"),
    ("政治面貌代码", "03"),
    ("院校代码", "90001"),
    ("院校名称", "江东示例大学"),
    ("所在院系", "计算机学院"),
    ("学号", ""),
    ("学历代码", "31"),
    ("专业代码", "080901"),
    ("专业名称", "计算机科学与技术"),
    ("学制", "4"),
    ("培养方式代码", "1"),
    ("定向或委培单位", ""),
    ("生源所在地代码", "320106"),
    ("入学时间", "202309"),
    ("毕业时间", "20270630"),
    ("师范生类别代码", "2"),
    ("困难生类别代码", "0"),
    ("手机号码", "13812341234"),
    ("档案是否转入学校", "是"),
    ("户口是否转入学校", "否"),
];
const EMPLOYERS: [(&str, &str); 9] = [
    ("统一社会信用代码", "9144030071526726XG"),
    ("单位名称", "云帆示例软件技术有限公司"),
    ("单位性质", "39"),
    ("单位行业", "34"),
    ("单位所在地", "440305"),
    ("单位地址", "示例路 1 号"),
    ("联系人", "王芳"),
    ("联系人电话", "0755-26780000"),
    ("联系人邮箱", "hr@example.com"),
];

/// A valid ID number of a man; another one for every sequence.
pub(super) fn id_no(sequence: u32) -> String {
    IdNumber::with_check_digit(&format!("32010620050704{:03}", 2 * sequence + 1)).unwrap()
}

/// Cells that differ from the ordinary row's.
pub(super) type Changes<'a> = &'a [(&'a str, &'a str)];

/// A folder with the files of one load.
pub(super) struct Files(TempDir);

impl Files {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// One graduate a row, each with numbers of their own unless the changes say otherwise.
    pub(super) fn roster(&self, rows: &[Changes<'_>]) -> PathBuf {
        let ordinary = (1..=rows.len()).map(|number| {
            let id_no = id_no(u32::try_from(number).unwrap());
            let own =
                [("考生号", format!("233201021500{number:02}")), ("学号", format!("2300{number:02}")), ("身份证号", id_no)];
            let mut row: Vec<(&str, String)> = ROSTER.map(|(title, value)| (title, value.to_owned())).into();
            for (title, value) in own {
                row.iter_mut().find(|(column, _)| *column == title).unwrap().1 = value;
            }
            row
        });
        self.write("roster.xlsx", ordinary.zip(rows))
    }

    /// One employer a row.
    pub(super) fn employers(&self, rows: &[Changes<'_>]) -> PathBuf {
        let ordinary = rows.iter().map(|_| EMPLOYERS.map(|(title, value)| (title, value.to_owned())).into());
        self.write("employers.xlsx", ordinary.zip(rows))
    }

    fn write<'a>(&self, name: &str, rows: impl Iterator<Item = (Vec<(&'a str, String)>, &'a Changes<'a>)>) -> PathBuf {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (number, (cells, changes)) in (1..).zip(rows) {
            for (column, (title, ordinary)) in (0..).zip(&cells) {
                let changed = changes.iter().find(|(changed, _)| changed == title).map(|(_, value)| *value);
                sheet.write_string(0, column, *title).unwrap();
                sheet.write_string(number, column, changed.unwrap_or(ordinary)).unwrap();
            }
        }
        workbook.save(self.path(name)).unwrap();
        self.path(name)
    }

    /// Everything said, for a school that reviews at two levels.
    pub(super) fn args(&self, roster: Option<PathBuf>, employers: Option<PathBuf>) -> LoadArgs {
        LoadArgs {
            roster,
            employers,
            accounts_out: self.path("accounts.csv"),
            report: None,
            province: Some("32".parse().unwrap()),
            agreement: Some(Agreement::ThreeParty),
            route: Some(ReviewRoute::DepartmentThenSchool),
        }
    }

    /// 入口, 登录名, 姓名/单位, 激活码 of every account in the file.
    pub(super) fn accounts(&self) -> Vec<[String; 4]> {
        let text = fs::read_to_string(self.path("accounts.csv")).unwrap();
        let mut reader =
            csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        reader.records().map(|row| [0, 1, 2, 3].map(|column| row.as_ref().unwrap()[column].to_owned())).collect()
    }
}
