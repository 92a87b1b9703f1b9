//! Cells collected into rows, within bounds that hold whatever the file says of itself.

use super::cell::{Cell, Content, UNCALCULATED};
use super::sheet_facts::SheetFacts;
use super::{RowError, WorkbookError};
use std::collections::{BTreeMap, BTreeSet};
use wangqian_rules::check::text;

/// Rows below the header.
pub(super) const MAX_ROWS: u32 = 20_000;
pub(super) const MAX_COLUMNS: u32 = 100;
/// Rows that a spreadsheet can have. The parser counts on past them, and from nothing again.
const SPREADSHEET_ROWS: u32 = 1_048_576;
/// 32 MiB of text, sixteen hundred bytes a row: one long shared string can stand in every cell.
const MAX_TEXT_BYTES: usize = 32 << 20;
/// Cells with content: sixty a row. Each takes a hundred bytes beside its text.
const MAX_CELLS: usize = 1_200_000;

/// One row with content.
#[derive(Debug, Default)]
pub(super) struct SheetRow {
    /// As the spreadsheet numbers it; the header is 1.
    pub number: u32,
    /// By column, counted from 0.
    pub cells: BTreeMap<u32, Cell>,
    /// Some content stands right of the last column that is read.
    pub too_wide: bool,
}

/// A header and the rows right below it.
#[derive(Debug)]
pub(super) struct Sheet {
    pub header: SheetRow,
    pub rows: Vec<SheetRow>,
    /// The first content that was not read, with why.
    pub unread: Option<RowError>,
    /// Rows that were read although nobody sees them, by index from 0.
    hidden: BTreeSet<u32>,
    /// As `hidden`, of columns.
    hidden_columns: BTreeSet<u32>,
    /// Sheets beside it that were not read, though they look like it.
    pub left_out: Vec<String>,
}

impl Sheet {
    /// Remarks on what was read and is not seen, and on what is seen and was not read.
    pub(super) fn unseen(&self) -> impl Iterator<Item = RowError> {
        let header = self.hidden.contains(&0).then(|| RowError {
            row: 1,
            column: String::new(),
            message: "表头所在的第 1 行被隐藏，也已读取".to_owned(),
        });
        self.sheets_left_out().into_iter().chain(header).chain(self.hidden_columns()).chain(self.hidden_rows())
    }

    fn sheets_left_out(&self) -> Option<RowError> {
        let names: Vec<_> = self.left_out.iter().map(|name| format!("“{name}”")).collect();
        let message =
            || format!("只读取了第一个工作表，没有读取{}；请合并到一个工作表，或分别保存为文件后上传", names.concat());
        (!names.is_empty()).then(|| RowError { row: 1, column: String::new(), message: message() })
    }

    fn hidden_columns(&self) -> Option<RowError> {
        let titles = self.hidden_columns.iter().filter_map(|column| self.header.cells.get(column)?.as_ref().ok());
        let titles: Vec<String> = titles.map(|title| format!("“{}”", text::seen(&title.text))).collect();
        let message = || format!("{}列被隐藏，也已读取；不需要的列请删除后重新上传", titles.concat());
        (!titles.is_empty()).then(|| RowError { row: 1, column: String::new(), message: message() })
    }

    /// The remark on rows that a filter or a person hid.
    fn hidden_rows(&self) -> Option<RowError> {
        let rows = self.hidden.range(1..=self.rows.len() as u32);
        let first = *rows.clone().next()?;
        let message = format!("从此行起有 {} 行被筛选或隐藏，也已读取；不需要的行请删除后重新上传", rows.count());
        Some(RowError { row: first + 1, column: String::new(), message })
    }
}

/// Rows by their index from 0, while they arrive.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: BTreeMap<u32, SheetRow>,
    text_bytes: usize,
    cells: usize,
    below: Option<u32>,
    hidden: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
}

impl Grid {
    /// Takes a cell with content; rows and columns count from 0.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), WorkbookError> {
        if row >= SPREADSHEET_ROWS {
            return Err(WorkbookError::Damaged);
        }
        if row > MAX_ROWS {
            self.below = Some(self.below.map_or(row, |known| known.min(row)));
            return Ok(());
        }
        self.text_bytes += cell.as_ref().map_or(0, |content| content.text.len());
        self.cells += 1;
        if self.text_bytes > MAX_TEXT_BYTES || self.cells > MAX_CELLS {
            return Err(WorkbookError::UnpackedTooBig);
        }
        let kept = self.rows.entry(row).or_insert_with(|| SheetRow { number: row + 1, ..SheetRow::default() });
        if column < MAX_COLUMNS {
            kept.cells.insert(column, cell);
        } else {
            kept.too_wide = true;
        }
        Ok(())
    }

    /// Takes what the sheet says beside its values: a formula that nobody calculated is content that cannot be read.
    pub(super) fn heed(&mut self, facts: SheetFacts) -> Result<(), WorkbookError> {
        (self.hidden, self.hidden_columns) = (facts.hidden_rows, facts.hidden_columns);
        facts.padded.into_iter().for_each(|((row, column), digits)| self.pad(row, column, digits));
        facts.uncalculated.into_iter().try_for_each(|(row, column)| self.put(row, column, Err(UNCALCULATED)))
    }

    /// A number becomes what the person sees.
    fn pad(&mut self, row: u32, column: u32, digits: usize) {
        let cell = self.rows.get_mut(&row).and_then(|row| row.cells.get_mut(&column));
        if let Some(Ok(content)) = cell.filter(|cell| cell.as_ref().is_ok_and(|content| content.is_whole_number())) {
            *content = Content::text(format!("{:0>digits$}", content.text));
        }
    }

    /// The header and what follows it without a gap.
    pub(super) fn finish(mut self) -> Result<Sheet, WorkbookError> {
        let header = self.rows.remove(&0).ok_or(WorkbookError::Empty)?;
        let mut rows = Vec::new();
        while let Some(row) = self.rows.remove(&(rows.len() as u32 + 1)) {
            rows.push(row);
        }
        let below = self.rows.keys().next().copied().or(self.below);
        let unread = below.map(|row| unread(row, rows.len() as u32));
        Ok(Sheet { header, rows, unread, hidden: self.hidden, hidden_columns: self.hidden_columns, left_out: Vec::new() })
    }
}

fn unread(row: u32, rows_read: u32) -> RowError {
    let message = if rows_read == MAX_ROWS {
        format!("一次最多导入 {MAX_ROWS} 行，此行及以下没有读取，请分多个文件导入")
    } else {
        format!("第 {} 行为空行，读取到此为止，此行及以下没有读取", rows_read + 2)
    };
    RowError { row: row + 1, column: String::new(), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[(u32, u32)]) -> Sheet {
        let mut grid = Grid::default();
        for (row, column) in cells {
            grid.put(*row, *column, Ok(Content::text("字"))).unwrap();
        }
        grid.finish().unwrap()
    }

    #[test]
    fn an_empty_row_ends_the_data_and_what_follows_is_named() {
        let sheet = sheet(&[(0, 0), (1, 0), (2, 0), (4, 0)]);
        assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3]);
        let unread = sheet.unread.unwrap();
        assert_eq!(unread.to_string(), "第 5 行：第 4 行为空行，读取到此为止，此行及以下没有读取");
    }

    #[test]
    fn the_farthest_cell_of_a_spreadsheet_costs_nothing() {
        let sheet = sheet(&[(0, 0), (1_048_575, 16_383)]);
        assert!(sheet.rows.is_empty());
        assert_eq!(sheet.unread.unwrap().row, 1_048_576);
    }

    #[test]
    fn a_cell_below_every_spreadsheet_is_damage() {
        for row in [1_048_576, 1_215_752_190, u32::MAX] {
            assert_eq!(Grid::default().put(row, 0, Ok(Content::text("字"))), Err(WorkbookError::Damaged), "{row}");
        }
    }

    #[test]
    fn rows_over_the_limit_are_named_not_read() {
        let cells: Vec<_> = (0..=MAX_ROWS + 1).map(|row| (row, 0)).collect();
        let sheet = sheet(&cells);
        assert_eq!(sheet.rows.len(), 20_000);
        assert_eq!(sheet.unread.unwrap().row, 20_002);
    }

    #[test]
    fn content_right_of_the_last_column_marks_its_row() {
        let sheet = sheet(&[(0, 0), (1, 0), (1, 100)]);
        assert!(sheet.rows[0].too_wide);
        assert_eq!(sheet.rows[0].cells.len(), 1);
    }

    #[test]
    fn one_long_text_in_every_cell_is_refused() {
        let mut grid = Grid::default();
        let text = "长".repeat(2000);
        let refused = (0..20_000).find_map(|row| grid.put(row, 0, Ok(Content::text(text.clone()))).err());
        assert_eq!(refused, Some(WorkbookError::UnpackedTooBig));
    }

    #[test]
    fn more_cells_than_anybody_fills_are_refused() {
        let mut grid = Grid::default();
        let all = (0..20_000).flat_map(|row| (0..100).map(move |column| (row, column)));
        let taken = all.take_while(|(row, column)| grid.put(*row, *column, Ok(Content::text("字"))).is_ok()).count();
        assert_eq!(taken, MAX_CELLS);
    }

    #[test]
    fn hidden_rows_are_read_and_named_ros_01() {
        let mut grid = Grid::default();
        for row in 0..4 {
            grid.put(row, 0, Ok(Content::text("字"))).unwrap();
        }
        let hidden_rows = [0, 2, 3, 9].into();
        grid.heed(SheetFacts { hidden_rows, hidden_columns: [0, 5].into(), ..SheetFacts::default() }).unwrap();
        let sheet = grid.finish().unwrap();
        assert_eq!(sheet.rows.len(), 3);
        let told: Vec<_> = sheet.unseen().map(|notice| notice.to_string()).collect();
        assert_eq!(
            told,
            [
                "第 1 行：表头所在的第 1 行被隐藏，也已读取",
                "第 1 行：“字”列被隐藏，也已读取；不需要的列请删除后重新上传",
                "第 3 行：从此行起有 2 行被筛选或隐藏，也已读取；不需要的行请删除后重新上传",
            ]
        );
    }

    #[test]
    fn a_number_is_read_with_the_zeros_that_its_format_shows_ros_01() {
        let mut grid = Grid::default();
        let number = |text: &str| Ok(Content { text: text.to_owned(), is_number: true });
        for (column, cell) in [(0, number("230992")), (1, number("1.5")), (2, Ok(Content::text("7"))), (3, number("123456789"))]
        {
            grid.put(0, column, cell).unwrap();
        }
        grid.heed(SheetFacts { padded: (0..5).map(|column| ((0, column), 8)).collect(), ..SheetFacts::default() }).unwrap();
        let header = grid.finish().unwrap().header;
        let shown: Vec<_> = header.cells.values().map(|cell| cell.as_ref().unwrap().text.as_str()).collect();
        assert_eq!(shown, ["00230992", "1.5", "7", "123456789"]);
    }

    #[test]
    fn a_sheet_without_its_first_row_is_empty() {
        assert_eq!(Grid::default().finish().unwrap_err(), WorkbookError::Empty);
    }
}
