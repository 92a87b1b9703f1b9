//! 「清单.xlsx」: every row of the list that issues an agreement, in which file it is, or why in none.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The name of the list.
pub const NAME: &str = "清单.xlsx";

const COLUMNS: [(&str, f64); 9] = [
    ("文件名", 32.0),
    ("协议编号", 20.0),
    ("毕业生", 12.0),
    ("学校", 24.0),
    ("用人单位", 30.0),
    ("状态", 24.0),
    ("结果", 10.0),
    ("没有放入的原因", 44.0),
    ("原因代码", 18.0),
];

/// One line.
pub struct Line {
    pub number: String,
    pub graduate: String,
    pub school: String,
    pub employer: String,
    pub state: String,
    /// The name of its file; or code and words of the reason.
    pub file: Result<String, (&'static str, String)>,
}

/// The list as a file. Every cell is text: no number loses a zero, no name is a formula.
///
/// # Errors
/// Of the writer, whose rows pass through a nameless temporary file.
pub fn write(lines: &[Line]) -> Result<Vec<u8>, XlsxError> {
    let text = Format::new().set_num_format("@").set_quote_prefix();
    let bold = Format::new().set_num_format("@").set_bold();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?.set_name("清单")?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, (title, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(0, place, title, &bold)?;
    }
    for (row, line) in (1..).zip(lines) {
        for (place, cell) in (0..).zip(cells(line)) {
            if !cell.is_empty() {
                sheet.write_string_with_format(row, place, cell, &text)?;
            }
        }
    }
    workbook.save_to_buffer()
}

fn cells(line: &Line) -> [&str; 9] {
    let Line { number, graduate, school, employer, state, file } = line;
    let [name, result, why, code] = match file {
        Ok(name) => [name.as_str(), "已放入", "", ""],
        Err((code, why)) => ["", "没有放入", why, code],
    };
    [name, number, graduate, school, employer, state, result, why, code]
}
