//! Which column of the file is which.

use super::column::Column;
use super::grid::SheetRow;
use super::report::{ImportError, RowError};
use std::collections::BTreeMap;

/// The header row, understood.
#[derive(Debug)]
pub(super) struct Headers {
    /// The file's column by our title.
    positions: BTreeMap<&'static str, u32>,
    /// Headers nothing is read from.
    pub unknown: Vec<RowError>,
}

impl Headers {
    pub(super) fn read(header: &SheetRow, columns: &[&'static Column]) -> Result<Headers, ImportError> {
        let mut headers = Headers { positions: BTreeMap::new(), unknown: Vec::new() };
        for (position, cell) in &header.cells {
            let name = cell.as_ref().map(|text| tidied(text)).unwrap_or_default();
            match columns.iter().find(|column| column.is_called(&name)) {
                Some(column) => headers.put(column, *position)?,
                None => headers.unknown.push(not_read(name)),
            }
        }
        headers.check_required(columns)?;
        Ok(headers)
    }

    pub(super) fn position(&self, column: &Column) -> Option<u32> {
        self.positions.get(column.title).copied()
    }

    fn put(&mut self, column: &'static Column, position: u32) -> Result<(), ImportError> {
        match self.positions.insert(column.title, position) {
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

/// Headers are typed by hand: case, spaces and the star of a required column do not matter.
fn tidied(header: &str) -> String {
    let kept = header.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '＊'));
    kept.collect::<String>().to_ascii_lowercase()
}

fn not_read(name: String) -> RowError {
    RowError { row: 1, column: name, message: "表头不在模板中，这一列没有读取".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::column::Holds;

    static NAME: Column = Column::required("姓名", "xm", Holds::Text(60));
    static CLASS: Column = Column::optional("所在班级", "szbj", Holds::Text(40)).or_called(&["班级"]);

    fn read(titles: &[&str]) -> Result<Headers, ImportError> {
        let cells = (0..).zip(titles.iter().map(|title| Ok((*title).to_owned()))).collect();
        Headers::read(&SheetRow { number: 1, cells, too_wide: false }, &[&NAME, &CLASS])
    }

    #[test]
    fn chinese_and_pinyin_headers_are_known_in_any_order() {
        let headers = read(&["班级", " XM* "]).unwrap();
        assert_eq!((headers.position(&NAME), headers.position(&CLASS)), (Some(1), Some(0)));
    }

    #[test]
    fn an_unknown_header_is_named_and_left_alone() {
        let headers = read(&["姓名", "星座"]).unwrap();
        assert_eq!(headers.unknown[0].to_string(), "第 1 行“星座”：表头不在模板中，这一列没有读取");
    }

    #[test]
    fn missing_and_repeated_columns_refuse_the_file() {
        assert_eq!(read(&["班级"]).unwrap_err().to_string(), "表头缺少以下列：姓名，请对照模板补充后重新导入");
        assert!(matches!(read(&["姓名", "xm"]), Err(ImportError::RepeatedColumn("姓名"))));
    }
}
