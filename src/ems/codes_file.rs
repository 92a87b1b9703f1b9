//! The file that activation codes are handed out from.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::sync::Arc;
use wangqian_rules::{account::records::WayIn, profile::Profile};

const HEADER: [&str; 6] = ["院系", "班级", "考生号", "姓名", "登录名", "激活码"];
/// The number itself, which the person knows, is not in the file.
const LOGIN: &str = "本人身份证号";

/// One graduate's.
pub struct Line {
    pub profile: Arc<Profile>,
    pub code: String,
    /// `None` when the platform could not be asked.
    pub way: Option<WayIn>,
}

impl Line {
    /// The code, how to use it, or why there is none to hand out.
    fn handed_out(&self) -> String {
        match self.way {
            Some(WayIn::Code) | None => self.code.clone(),
            Some(WayIn::OwnPassword) => "已有账号，请用原密码登录".to_owned(),
            Some(WayIn::OthersToo) => {
                "账号中另有其他学校的毕业记录，本校不能重置密码；请用原密码登录，忘记密码的请联系平台运营方".to_owned()
            }
            Some(WayIn::Claim) => to_claim(&self.code),
        }
    }
}

/// A code that adds a record to the account that the person has.
pub fn to_claim(code: &str) -> String {
    format!("{code}（已有账号：请用原密码登录，在首页「添加毕业记录」中输入此码）")
}

/// One row a graduate. Every cell is text: no name is taken for a formula.
///
/// # Errors
/// Of the writer; none is expected.
pub fn write(lines: &[Line]) -> Result<Vec<u8>, XlsxError> {
    let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_num_format("@").set_bold());
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("激活码")?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, title) in (0..).zip(HEADER) {
        sheet.set_column_width(column, 20)?.write_string_with_format(0, column, title, &bold)?;
    }
    for (row, line) in (1..).zip(lines) {
        let it = &line.profile;
        let cells = [it.department.as_str(), &it.class_name, &it.exam_no, &it.name, LOGIN, &line.handed_out()];
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
    }
    workbook.save_to_buffer()
}
