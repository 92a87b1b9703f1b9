//! Opening an xlsx nobody vouches for: the archive is counted first, then the sheet is streamed cell by cell, so that no
//! size it claims is ever allocated.

use super::cell;
use super::grid::{Grid, MAX_COLUMNS, Sheet, SheetRow};
use super::headers::key;
use super::sheet_facts;
use super::zip_guard;
use calamine::{Reader, SheetType, SheetVisible, Xlsx};
use std::{collections::BTreeSet, io::Cursor};
use thiserror::Error;

/// Why a file cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WorkbookError {
    #[error("文件超过 10 MB，请分多个文件导入")]
    FileTooBig,
    #[error("文件展开后过大，请删除多余的工作表和格式后重新导入")]
    UnpackedTooBig,
    #[error("文件内部的条目过多，不是正常的表格文件")]
    TooManyEntries,
    #[error("文件不是 xlsx 格式，请在表格软件中“另存为”Excel 工作簿（.xlsx）后导入；加密的文件请先取消密码")]
    NotXlsx,
    #[error("文件已损坏，请在表格软件中打开并重新保存后导入")]
    Damaged,
    #[error("文件中没有可见的工作表")]
    NoSheet,
    #[error("第一个工作表的第一行应为表头，现为空")]
    Empty,
}

/// The first visible worksheet.
pub(super) fn read_first_sheet(bytes: &[u8]) -> Result<Sheet, WorkbookError> {
    zip_guard::check(bytes)?;
    // The parser does unchecked arithmetic on positions that make no sense; where that panics it is the file that is damaged.
    std::panic::catch_unwind(|| stream_first_sheet(bytes)).unwrap_or(Err(WorkbookError::Damaged))
}

fn stream_first_sheet(bytes: &[u8]) -> Result<Sheet, WorkbookError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| WorkbookError::NotXlsx)?;
    let name = visible(&workbook).into_iter().next().ok_or(WorkbookError::NoSheet)?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| WorkbookError::Damaged)?;
    let mut grid = Grid::default();
    while let Some(next) = cells.next_cell().map_err(|_| WorkbookError::Damaged)? {
        let (row, column) = next.get_position();
        if let Some(content) = cell::read(next.get_value()) {
            grid.put(row, column, content)?;
        }
    }
    drop(cells);
    grid.heed(sheet_facts::read(bytes, &name))?;
    let mut sheet = grid.finish()?;
    sheet.left_out = left_out(&mut workbook, &name, &sheet);
    Ok(sheet)
}

/// Other sheets that a person sees and that begin as this one does: the departments of a school, each on its own.
fn left_out(workbook: &mut Xlsx<Cursor<&[u8]>>, read: &str, sheet: &Sheet) -> Vec<String> {
    let titles = |row: &SheetRow| -> BTreeSet<String> { row.cells.values().flatten().map(|cell| key(&cell.text)).collect() };
    let own = titles(&sheet.header);
    let others: Vec<_> = visible(workbook).into_iter().filter(|name| name != read).take(SHEETS_LOOKED_AT).collect();
    let is_alike = |header: SheetRow| titles(&header).intersection(&own).count() * 2 > own.len();
    others.into_iter().filter(|name| header_of(workbook, name).is_some_and(is_alike)).collect()
}

/// Beyond so many a file is no longer what a person looks through.
const SHEETS_LOOKED_AT: usize = 30;

fn header_of(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Option<SheetRow> {
    let mut cells = workbook.worksheet_cells_reader(name).ok()?;
    let mut header = SheetRow::default();
    while let Ok(Some(next)) = cells.next_cell() {
        let (row, column) = next.get_position();
        if row > 0 || column >= MAX_COLUMNS {
            break;
        }
        header.cells.extend(cell::read(next.get_value()).map(|content| (column, content)));
    }
    Some(header)
}

fn visible(workbook: &Xlsx<Cursor<&[u8]>>) -> Vec<String> {
    let is_seen = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    workbook.sheets_metadata().iter().filter(is_seen).map(|sheet| sheet.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prelude::*, sample::Index};
    use rust_xlsxwriter::{Formula, Workbook};
    use std::io::{Read, Write};
    use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

    fn saved(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(&mut workbook);
        workbook.save_to_buffer().unwrap()
    }

    fn small() -> Vec<u8> {
        saved(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, "考生号").unwrap().write(0, 1, "姓名").unwrap();
            sheet.write(1, 0, 23_320_102_150_001.0).unwrap().write(1, 1, "=1+1").unwrap();
        })
    }

    fn shown(row: &SheetRow, column: u32) -> &str {
        &row.cells[&column].as_ref().unwrap().text
    }

    #[test]
    fn every_cell_is_read_as_text() {
        let sheet = read_first_sheet(&small()).unwrap();
        assert_eq!(shown(&sheet.rows[0], 0), "23320102150001");
        assert_eq!(shown(&sheet.rows[0], 1), "=1+1");
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_sheet_that_begins_alike_and_is_not_read_is_named() {
        let bytes = saved(|workbook| {
            for (name, titles) in [("计算机", ["考生号", "姓名"]), ("外语", ["姓名", "考生号*"]), ("说明", ["怎样填写", ""])]
            {
                let sheet = workbook.add_worksheet().set_name(name).unwrap();
                sheet.write(0, 0, titles[0]).unwrap().write(0, 1, titles[1]).unwrap().write(1, 0, "1").unwrap();
            }
        });
        let sheet = read_first_sheet(&bytes).unwrap();
        let told: Vec<_> = sheet.unseen().map(|notice| notice.to_string()).collect();
        assert_eq!(told, ["第 1 行：只读取了第一个工作表，没有读取“外语”；请合并到一个工作表，或分别保存为文件后上传"]);
    }

    #[test]
    fn a_formula_gives_the_value_last_seen() {
        let bytes = saved(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, "姓名").unwrap();
            sheet.write(1, 0, Formula::new("=\"李\"&\"雷\"").set_result("李雷")).unwrap();
        });
        assert_eq!(shown(&read_first_sheet(&bytes).unwrap().rows[0], 0), "李雷");
    }

    /// As a program writes it that calculates nothing: the formula, and no value.
    #[test]
    fn a_formula_that_nobody_calculated_is_a_fault_ros_01() {
        let calculated = saved(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, "姓名").unwrap();
            sheet.write(1, 0, Formula::new("=A1")).unwrap();
        });
        let without_values = |content: &mut Vec<u8>| {
            if let Ok(text) = std::str::from_utf8(content) {
                *content = text.replace("</f><v>0</v>", "</f>").into_bytes();
            }
        };
        let bytes = (0..ZipArchive::new(Cursor::new(&calculated)).unwrap().len())
            .fold(calculated.clone(), |bytes, part| repacked(&bytes, part, without_values));
        assert_eq!(read_first_sheet(&bytes).unwrap().rows[0].cells[&0], Err(cell::UNCALCULATED));
    }

    #[test]
    fn hidden_sheets_are_passed_over() {
        let bytes = saved(|workbook| {
            workbook.add_worksheet().set_hidden(true).write(0, 0, "隐藏").unwrap();
            workbook.add_worksheet().set_active(true).write(0, 0, "姓名").unwrap();
        });
        assert_eq!(shown(&read_first_sheet(&bytes).unwrap().header, 0), "姓名");
    }

    #[test]
    fn the_two_farthest_cells_are_read_without_the_space_between() {
        let bytes = saved(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, "姓名").unwrap().write(1_048_575, 16_383, "远").unwrap();
        });
        let sheet = read_first_sheet(&bytes).unwrap();
        assert!(sheet.rows.is_empty());
        assert_eq!(sheet.unread.unwrap().row, 1_048_576);
    }

    #[test]
    fn files_that_are_no_workbook_are_refused() {
        assert_eq!(read_first_sheet(b"PK").unwrap_err(), WorkbookError::NotXlsx);
        assert_eq!(read_first_sheet(&[0xd0, 0xcf, 0x11, 0xe0]).unwrap_err(), WorkbookError::NotXlsx);
        let empty = saved(|workbook| {
            workbook.add_worksheet();
        });
        assert_eq!(read_first_sheet(&empty).unwrap_err(), WorkbookError::Empty);
    }

    /// The same workbook with one part's content changed behind valid check sums.
    fn repacked(xlsx: &[u8], part: usize, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let mut archive = ZipArchive::new(Cursor::new(xlsx)).unwrap();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let entries = archive.len();
        for index in 0..entries {
            let mut entry = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            if index == part % entries {
                change(&mut content);
            }
            writer.start_file(entry.name().unwrap(), SimpleFileOptions::default()).unwrap();
            writer.write_all(&content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    proptest! {
        #[test]
        fn damaged_bytes_never_panic(changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..8)) {
            let mut bytes = small();
            for (at, value) in changes {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            let _ = read_first_sheet(&bytes);
        }

        #[test]
        fn parts_that_say_nonsense_never_panic(part in 0usize..16, changes in prop::collection::vec((any::<Index>(), "[0-9A-Za-z<>/\"=: -]"), 1..4)) {
            let bytes = repacked(&small(), part, |content| {
                for (at, value) in &changes {
                    let at = at.index(content.len());
                    content[at] = value.as_bytes()[0];
                }
            });
            let _ = read_first_sheet(&bytes);
        }
    }
}
