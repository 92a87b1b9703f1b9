//! A cell's content, whatever type the spreadsheet gave it. Which characters of a text may stay, its column decides.

use calamine::{DataRef, ExcelDateTime};
use wangqian_rules::check::text;

/// From here on a spreadsheet's number no longer holds every digit.
const FIRST_INEXACT: f64 = 1e15;
const MAX_CHARS: usize = 2000;

/// A cell's content, or what is wrong with the cell.
pub(super) type Cell = Result<Content, &'static str>;

/// The fault of a formula that no spreadsheet has calculated.
pub(super) const UNCALCULATED: &str = "是未计算的公式，请在表格软件中打开并保存后导入，或改为文本";

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub text: String,
    /// The spreadsheet holds it as a number: zeros at its ends are gone.
    pub is_number: bool,
}

impl Content {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_number: false }
    }

    /// `2023.1` may have been typed as 2023.10, `1.1` as 1.10.
    pub(super) fn lost_its_end(&self) -> bool {
        self.is_number && self.text.contains('.')
    }

    pub(super) fn is_whole_number(&self) -> bool {
        self.is_number && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// `80901` of 080901: codes go by pairs of digits.
    pub(super) fn lost_its_zero(&self) -> bool {
        self.is_number && self.text.len() % 2 == 1
    }
}

/// `None` for a cell without content.
pub(super) fn read(data: &DataRef<'_>) -> Option<Cell> {
    match data {
        DataRef::Empty => None,
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_cell(text.split('T').next().unwrap_or(text)),
        DataRef::Int(number) => Some(Ok(Content { text: number.to_string(), is_number: true })),
        DataRef::Float(number) => Some(number_cell(*number)),
        DataRef::Bool(answer) => Some(Ok(Content::text(if *answer { "是" } else { "否" }))),
        DataRef::DateTime(moment) => Some(Ok(Content::text(date_text(moment)))),
        DataRef::Error(_) => Some(Err("该单元格是公式错误，请改为文本")),
    }
}

/// Text is kept as it stands, `=1+1` too: nothing here calculates.
fn text_cell(text: &str) -> Option<Cell> {
    if text::is_blank(text) {
        return None;
    }
    if text.chars().nth(MAX_CHARS).is_some() {
        return Some(Err("内容过长，最多 2000 个字"));
    }
    Some(Ok(Content::text(text)))
}

/// Digits only, no exponent: `23320102150001`, `2.5`.
fn number_cell(number: f64) -> Cell {
    if number.is_finite() && number.abs() < FIRST_INEXACT {
        Ok(Content { text: number.to_string(), is_number: true })
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

    fn text(data: DataRef<'_>) -> Option<Result<String, &'static str>> {
        read(&data).map(|cell| cell.map(|content| content.text))
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
    fn a_fraction_may_have_lost_its_end() {
        let lost = |data| read(&data).unwrap().unwrap().lost_its_end();
        assert!(lost(DataRef::Float(2023.1)));
        assert!(!lost(DataRef::Float(202_310.0)) && !lost(DataRef::String("2023.10".into())));
    }

    #[test]
    fn text_stays_text_and_blank_text_is_no_content() {
        assert_eq!(text(DataRef::SharedString("=HYPERLINK(\"x\")")), Some(Ok("=HYPERLINK(\"x\")".into())));
        assert_eq!(text(DataRef::SharedString(" \u{3000}\u{200b}\n")), None);
        assert!(matches!(text(DataRef::String("长".repeat(2001))), Some(Err(_))));
    }

    #[test]
    fn dates_are_civil_dates() {
        let moment = ExcelDateTime::new(45_943.5, ExcelDateTimeType::DateTime, false);
        assert_eq!(text(DataRef::DateTime(moment)), Some(Ok("2025-10-13".into())));
        assert_eq!(text(DataRef::DateTimeIso("2027-06-30T00:00:00".into())), Some(Ok("2027-06-30".into())));
    }
}
