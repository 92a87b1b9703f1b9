//! A cell as text, whatever type the spreadsheet gave it.

use calamine::{DataRef, ExcelDateTime};

/// From here on a spreadsheet's number no longer holds every digit.
const FIRST_INEXACT: f64 = 1e15;
const MAX_CHARS: usize = 2000;

/// A cell's text, or what is wrong with the cell.
pub(super) type Cell = Result<String, &'static str>;

/// `None` for a cell without content.
pub(super) fn read(data: &DataRef<'_>) -> Option<Cell> {
    match data {
        DataRef::Empty => None,
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_cell(text.split('T').next().unwrap_or(text)),
        DataRef::Int(number) => Some(Ok(number.to_string())),
        DataRef::Float(number) => Some(number_cell(*number)),
        DataRef::Bool(answer) => Some(Ok(if *answer { "是" } else { "否" }.to_owned())),
        DataRef::DateTime(moment) => Some(Ok(date_text(moment))),
        DataRef::Error(_) => Some(Err("该单元格是公式错误，请改为文本")),
    }
}

/// Text is kept as it stands, `=1+1` too: nothing here calculates.
fn text_cell(text: &str) -> Option<Cell> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.chars().nth(MAX_CHARS).is_some() {
        return Some(Err("内容过长，最多 2000 个字"));
    }
    if text.contains(char::is_control) {
        return Some(Err("含有换行或不可见的控制字符，请删除"));
    }
    Some(Ok(text.to_owned()))
}

/// Digits only, no exponent: `23320102150001`, `2.5`.
fn number_cell(number: f64) -> Cell {
    if number.is_finite() && number.abs() < FIRST_INEXACT {
        Ok(number.to_string())
    } else {
        Err("数字超过 15 位，末尾几位已被表格软件改变，请将该列设为文本后重新填写")
    }
}

fn date_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn text(data: DataRef<'_>) -> Option<Cell> {
        read(&data)
    }

    #[test]
    fn numbers_have_no_exponent_and_no_lost_digits() {
        assert_eq!(text(DataRef::Float(23_320_102_150_001.0)), Some(Ok("23320102150001".into())));
        assert_eq!(text(DataRef::Float(2.5)), Some(Ok("2.5".into())));
        assert_eq!(text(DataRef::Float(4.0)), Some(Ok("4".into())));
        assert!(matches!(text(DataRef::Float(1.101_051_949_123_1e17)), Some(Err(_))));
        assert!(matches!(text(DataRef::Float(f64::NAN)), Some(Err(_))));
    }

    #[test]
    fn text_stays_text_and_blank_text_is_no_content() {
        assert_eq!(text(DataRef::SharedString("=HYPERLINK(\"x\")")), Some(Ok("=HYPERLINK(\"x\")".into())));
        assert_eq!(text(DataRef::SharedString(" \u{3000} ")), None);
        assert!(matches!(text(DataRef::SharedString("计算机\n学院")), Some(Err(_))));
        assert!(matches!(text(DataRef::String("长".repeat(2001))), Some(Err(_))));
    }

    #[test]
    fn dates_are_civil_dates() {
        let moment = ExcelDateTime::new(45_943.5, ExcelDateTimeType::DateTime, false);
        assert_eq!(text(DataRef::DateTime(moment)), Some(Ok("2025-10-13".into())));
        assert_eq!(text(DataRef::DateTimeIso("2027-06-30T00:00:00".into())), Some(Ok("2027-06-30".into())));
    }
}
