//! Which column of the file is which.

use super::cell::UNCALCULATED;
use super::column::Column;
use super::grid::SheetRow;
use super::report::{ImportError, RowError};
use std::collections::BTreeMap;
use wangqian_rules::check::{text, width};

/// The header row, understood.
#[derive(Debug)]
pub(super) struct Headers {
    places: BTreeMap<&'static str, Place>,
    /// Remarks on headers that nothing is read from, and on those that say the same thing.
    pub notices: Vec<RowError>,
}

/// Where the file has a column.
#[derive(Debug, Default)]
struct Place {
    /// Under its own name.
    own: Option<Found>,
    /// Under others: 「性别」 for 「性别代码」, 「手机」 for 「手机号码」.
    others: Vec<Found>,
}

/// One of a file's columns.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub position: u32,
    /// As it is written in the file.
    pub title: String,
}

impl Headers {
    pub(super) fn read(header: &SheetRow, columns: &[&'static Column]) -> Result<Headers, ImportError> {
        let mut headers = Headers { places: BTreeMap::new(), notices: Vec::new() };
        for (position, cell) in &header.cells {
            match cell {
                Ok(content) => headers.take(columns, &content.text, *position)?,
                Err(fault) => headers.notices.push(unreadable(*position, fault)),
            }
        }
        headers.check_required(columns)?;
        let twofold: Vec<_> = columns.iter().filter_map(|column| headers.compared(column)).collect();
        headers.notices.extend(twofold);
        Ok(headers)
    }

    /// Where the column stands: under its own name first, then under others, as they stand in the file.
    pub(super) fn all(&self, column: &Column) -> impl Iterator<Item = &Found> {
        self.places.get(column.title).into_iter().flat_map(|place| place.own.iter().chain(&place.others))
    }

    fn take(&mut self, columns: &[&'static Column], written: &str, position: u32) -> Result<(), ImportError> {
        let (name, title) = (key(written), text::seen(written));
        let Some(column) = columns.iter().find(|column| column.is_called(&name)) else {
            self.notices.push(not_read(title));
            return Ok(());
        };
        let place = self.places.entry(column.title).or_default();
        let found = Found { position, title };
        if !column.is_its_own(&name) {
            place.others.push(found);
        } else if place.own.replace(found).is_some() {
            return Err(ImportError::RepeatedColumn(column.title));
        }
        Ok(())
    }

    /// A header that could not be read may be the very column that is missing, so it is named with them.
    fn check_required(&self, columns: &[&'static Column]) -> Result<(), ImportError> {
        let missing = columns.iter().filter(|column| column.required && self.all(column).next().is_none());
        let missing: Vec<_> = missing.map(|column| column.title).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let unreadable = self.notices.iter().find(|notice| notice.message.contains(UNCALCULATED));
        Err(unreadable.map_or(ImportError::MissingColumns(missing), |notice| ImportError::UnreadableHeader(notice.clone())))
    }

    fn compared(&self, column: &Column) -> Option<RowError> {
        let mut places = self.all(column);
        let first = &places.next()?.title;
        let others: Vec<String> = places.map(|other| format!("“{}”", other.title)).collect();
        let message = format!("与{}是同一项，以“{first}”为准，为空时取另一列；两列矛盾的行不予导入", others.concat());
        (!others.is_empty()).then(|| RowError { row: 1, column: column.title.to_owned(), message })
    }
}

/// Headers are typed by hand, wrapped, and carried from file to file: case, width, white space, line breaks, unseen characters,
/// a colon behind, and the signs of a required column do not matter.
pub(super) fn key(header: &str) -> String {
    let folded = width::half(&text::seen(header));
    let kept: String = folded.chars().filter(|c| !c.is_whitespace() && !SIGNS.contains(c)).collect();
    let bare = NOTES.iter().find_map(|note| kept.strip_suffix(note)).unwrap_or(&kept);
    bare.to_lowercase()
}

const SIGNS: [char; 5] = ['*', '★', '☆', '※', ':'];
const NOTES: [&str; 5] = ["(必填)", "(必填项)", "(选填)", "(选填项)", "(非必填)"];

fn not_read(column: String) -> RowError {
    RowError { row: 1, column, message: "表头不在模板中，这一列没有读取".to_owned() }
}

fn unreadable(position: u32, fault: &str) -> RowError {
    RowError { row: 1, column: String::new(), message: format!("第 {} 列的表头{fault}", position + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cell::Content;
    use crate::import::column::Holds;
    use wangqian_rules::codes::CodeTable;

    static NAME: Column = Column::required("姓名", "xm", Holds::Text(60));
    static CLASS: Column = Column::optional("所在班级", "szbj", Holds::Text(40)).or_called(&["班级"]);
    static DAYS: Column = Column::optional("应约有效期（天）", "valid_days", Holds::Text(10));
    static GENDER: Column = Column::optional("性别代码", "xbdm", Holds::Code(CodeTable::Gender)).or_called(&["性别"]);

    fn read(titles: &[&str]) -> Result<Headers, ImportError> {
        let cells = (0..).zip(titles.iter().map(|title| Ok(Content::text(*title)))).collect();
        Headers::read(&SheetRow { number: 1, cells, too_wide: false }, &[&NAME, &CLASS, &DAYS, &GENDER])
    }

    fn at(headers: &Headers, column: &Column) -> Vec<u32> {
        headers.all(column).map(|found| found.position).collect()
    }

    #[test]
    fn chinese_and_pinyin_headers_are_known_in_any_order() {
        let headers = read(&["班级", " XM* "]).unwrap();
        assert_eq!((at(&headers, &NAME), at(&headers, &CLASS)), (vec![1], vec![0]));
    }

    #[test]
    fn line_breaks_widths_and_unseen_characters_do_not_matter_ros_01() {
        let headers = read(&["\u{feff}姓\n名＊", "所在\r\n班级\u{200b}", "应约有效期\n(天)", "ＸＢＤＭ"]).unwrap();
        assert_eq!((at(&headers, &NAME), at(&headers, &CLASS)), (vec![0], vec![1]));
        assert_eq!((at(&headers, &DAYS), at(&headers, &GENDER)), (vec![2], vec![3]));
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_signs_of_a_required_column_and_characters_that_turn_the_text_do_not_matter() {
        for header in ["姓名：", "★姓名", "姓名（必填）", "*姓名(必填项):", "\u{200f}姓名", "\u{202e}姓名\u{202c}", "姓\u{7}名"]
        {
            assert_eq!(at(&read(&[header]).unwrap(), &NAME), [0], "{header}");
        }
        let days = read(&["姓名", "应约有效期（天）（选填）"]).unwrap();
        assert_eq!(at(&days, &DAYS), [1]);
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_header_that_nobody_calculated_is_named_by_its_place() {
        let cells = [(0, Ok(Content::text("姓名"))), (2, Err(UNCALCULATED))].into();
        let header = |cells| SheetRow { number: 1, cells, too_wide: false };
        let headers = Headers::read(&header(cells), &[&NAME]).unwrap();
        assert!(headers.notices[0].to_string().starts_with("第 1 行：第 3 列的表头是未计算的公式"), "{}", headers.notices[0]);
        let refused = Headers::read(&header([(0, Err(UNCALCULATED))].into()), &[&NAME]).unwrap_err();
        assert!(refused.to_string().contains("第 1 列的表头是未计算的公式"), "{refused}");
    }

    #[test]
    fn an_unknown_header_is_named_and_left_alone() {
        let headers = read(&["姓名", "星\n座"]).unwrap();
        assert_eq!(headers.notices[0].to_string(), "第 1 行“星座”：表头不在模板中，这一列没有读取");
    }

    #[test]
    fn a_column_of_names_stands_beside_its_codes() {
        let headers = read(&["姓名", "性别", "性别代码"]).unwrap();
        assert_eq!(at(&headers, &GENDER), [2, 1]);
        assert_eq!(
            headers.notices[0].to_string(),
            "第 1 行“性别代码”：与“性别”是同一项，以“性别代码”为准，为空时取另一列；两列矛盾的行不予导入"
        );
        assert_eq!(at(&read(&["姓名", "性别"]).unwrap(), &GENDER), [1]);
        assert_eq!(at(&read(&["姓名", "班级", "所在班级", "班 级"]).unwrap(), &CLASS), [2, 1, 3]);
    }

    #[test]
    fn missing_and_repeated_columns_refuse_the_file() {
        assert_eq!(read(&["班级"]).unwrap_err().to_string(), "表头缺少以下列：姓名，请对照模板补充后重新导入");
        assert!(matches!(read(&["姓名", "xm"]), Err(ImportError::RepeatedColumn("姓名"))));
    }
}
