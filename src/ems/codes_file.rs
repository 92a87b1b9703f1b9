//! The file that activation codes are handed out from.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::sync::Arc;
use wangqian_rules::profile::Profile;

const HEADER: [&str; 5] = ["院系", "班级", "考生号", "姓名", "激活码"];

/// One row a graduate. The login is the number of their identity document, which they know and the file does not say. Every cell is
/// text: no name is taken for a formula.
///
/// # Errors
/// Of the writer; none is expected.
pub fn write(graduates: &[(Arc<Profile>, String)]) -> Result<Vec<u8>, XlsxError> {
    let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_num_format("@").set_bold());
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("激活码")?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, title) in (0..).zip(HEADER) {
        sheet.set_column_width(column, 20)?.write_string_with_format(0, column, title, &bold)?;
    }
    for (line, (it, code)) in (1..).zip(graduates) {
        for (column, cell) in (0..).zip([&it.department, &it.class_name, &it.exam_no, &it.name, code]) {
            sheet.write_string_with_format(line, column, cell, &text)?;
        }
    }
    workbook.save_to_buffer()
}
