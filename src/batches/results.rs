//! The results of a batch, as a file to be kept.

use crate::convert;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use wangqian_protocol::batch::BatchItem;
use wangqian_rules::{batch::Batch, school::School};

const COLUMNS: [(&str, f64); 7] =
    [("考生号", 18.0), ("姓名", 12.0), ("院系", 24.0), ("去向", 32.0), ("现在的状态", 16.0), ("结果", 14.0), ("原因", 60.0)];

/// One row an item, in the order in which they were chosen.
///
/// # Errors
/// Of the spreadsheet's writer.
pub fn results(batch: &Batch, school: &School) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("办理结果")?;
    let head = Format::new().set_bold();
    for (column, (title, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?.write_string_with_format(0, column, title, &head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, item) in (1..).zip(batch.items.iter()) {
        let BatchItem { exam_no, graduate_name, department, subject, state_label, fate, why, .. } =
            convert::batch::item(item, school);
        let why = why.unwrap_or_default();
        let cells = [&exam_no, &graduate_name, &department, &subject, &state_label, label(&fate), &why];
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text)?;
        }
    }
    workbook.save_to_buffer()
}

fn label(fate: &str) -> &'static str {
    match fate {
        "done" => "已办理",
        "changed" => "已有变化，未办理",
        "blocked" => "未办理",
        _ => "尚未办理",
    }
}
