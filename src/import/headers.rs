//! Which column of the file is which.

use super::column::Column;
use super::grid::SheetRow;
use super::report::{ImportError, RowError};
use std::collections::BTreeMap;
use wangqian_rules::check::{text, width};

/// The header row, understood.
#[derive(Debug)]
pub(super) struct Headers {
    places: BTreeMap<&'static str, Place>,
    /// What is to be said of headers that nothing is read from.
    pub notices: Vec<RowError>,
}

/// Where the file has a column.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// Under its own name.
    own: Option<u32>,
    /// Under another: 「性别」 for 「性别代码」.
    other: Option<u32>,
}

impl Headers {
    pub(super) fn read(header: &SheetRow, columns: &[&'static Column]) -> Result<Headers, ImportError> {
        let mut headers = Headers { places: BTreeMap::new(), notices: Vec::new() };
        for (position, cell) in &header.cells {
            let written = cell.as_ref().map(|content| content.text.as_str()).unwrap_or_default();
            let name = key(written);
            match columns.iter().find(|column| column.is_called(&name)) {
                Some(column) => headers.put(column, column.is_its_own(&name), *position)?,
                None => headers.notices.push(not_read(written)),
            }
        }
        headers.check_required(columns)?;
        let twofold: Vec<_> = columns.iter().filter(|column| headers.beside(column).is_some()).collect();
        headers.notices.extend(twofold.into_iter().map(|column| compared(column)));
        Ok(headers)
    }

    /// Where the column is read from.
    pub(super) fn position(&self, column: &Column) -> Option<u32> {
        let place = self.places.get(column.title)?;
        place.own.or(place.other)
    }

    /// The column of names that stands beside the column of codes it belongs to.
    pub(super) fn beside(&self, column: &Column) -> Option<u32> {
        let place = self.places.get(column.title)?;
        place.own.and(place.other)
    }

    fn put(&mut self, column: &'static Column, is_its_own: bool, position: u32) -> Result<(), ImportError> {
        let place = self.places.entry(column.title).or_default();
        let taken = if is_its_own { &mut place.own } else { &mut place.other };
        match taken.replace(position) {
            Some(_) => Err(ImportError::RepeatedColumn(column.title)),
            None => Ok(()),
        }
    }

    fn check_required(&self, columns: &[&'static Column]) -> Result<(), ImportError> {
        let missing = columns.iter().filter(|column| column.required && self.position(column).is_none());
        let missing: Vec<_> = missing.map(|column| column.title).collect();
        if missing.is_empty() { Ok(()) } else { Err(ImportError::MissingColumns(missing)) }
    }
}

/// Headers are typed by hand, wrapped, and carried from file to file: case, width, white space, line breaks, unseen characters
/// and the star of a required column do not matter.
pub(super) fn key(header: &str) -> String {
    let joined: String = header.split_whitespace().collect();
    let folded = width::tidy(&joined).unwrap_or_default();
    folded.chars().filter(|c| !c.is_whitespace() && *c != '*').collect::<String>().to_ascii_lowercase()
}

fn not_read(written: &str) -> RowError {
    let column = text::lines(written).unwrap_or_default().text.replace('\n', "");
    RowError { row: 1, column, message: "表头不在模板中，这一列没有读取".to_owned() }
}

fn compared(column: &Column) -> RowError {
    let message = "文件中另有一列与本列相同，以本列为准；代码与名称矛盾的行不予导入".to_owned();
    RowError { row: 1, column: column.title.to_owned(), message }
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

    #[test]
    fn chinese_and_pinyin_headers_are_known_in_any_order() {
        let headers = read(&["班级", " XM* "]).unwrap();
        assert_eq!((headers.position(&NAME), headers.position(&CLASS)), (Some(1), Some(0)));
    }

    #[test]
    fn line_breaks_widths_and_unseen_characters_do_not_matter_ros_01() {
        let headers = read(&["\u{feff}姓\n名＊", "所在\r\n班级\u{200b}", "应约有效期\n(天)", "ＸＢＤＭ"]).unwrap();
        assert_eq!((headers.position(&NAME), headers.position(&CLASS)), (Some(0), Some(1)));
        assert_eq!((headers.position(&DAYS), headers.position(&GENDER)), (Some(2), Some(3)));
    }

    #[test]
    fn an_unknown_header_is_named_and_left_alone() {
        let headers = read(&["姓名", "星\n座"]).unwrap();
        assert_eq!(headers.notices[0].to_string(), "第 1 行“星座”：表头不在模板中，这一列没有读取");
    }

    #[test]
    fn a_column_of_names_stands_beside_its_codes() {
        let headers = read(&["姓名", "性别", "性别代码"]).unwrap();
        assert_eq!((headers.position(&GENDER), headers.beside(&GENDER)), (Some(2), Some(1)));
        assert_eq!(headers.notices.len(), 1);
        assert_eq!(read(&["姓名", "性别"]).unwrap().position(&GENDER), Some(1));
    }

    #[test]
    fn missing_and_repeated_columns_refuse_the_file() {
        assert_eq!(read(&["班级"]).unwrap_err().to_string(), "表头缺少以下列：姓名，请对照模板补充后重新导入");
        assert!(matches!(read(&["姓名", "xm"]), Err(ImportError::RepeatedColumn("姓名"))));
    }
}
