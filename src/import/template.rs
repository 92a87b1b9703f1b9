//! The files people fill in: text cells, so that no spreadsheet eats a leading zero or the end of an ID number, and
//! drop-down lists.

use super::column::{Column, Holds};
use super::grid::MAX_ROWS;
use super::{employers, invitations, roster};
use rust_xlsxwriter::{DataValidation, Format, FormatBorder, Formula, Workbook, Worksheet, XlsxError};
use wangqian_rules::codes::{CodeTable, Codes};

/// Hidden: lists longer than 255 characters must stand in cells.
const LISTS: &str = "选项";
const REGIONS: &str = "地区代码表";

/// An empty roster file with today's code tables.
///
/// # Errors
/// Of the writer; none is expected.
pub fn roster(codes: &Codes) -> Result<Vec<u8>, XlsxError> {
    write("学生名单", &roster::columns::ALL, codes)
}

/// An empty employers' file with today's code tables.
///
/// # Errors
/// Of the writer; none is expected.
pub fn employers(codes: &Codes) -> Result<Vec<u8>, XlsxError> {
    write("用人单位", &employers::columns::ALL, codes)
}

/// An empty file of invitations with today's code tables and the schools that there are.
///
/// # Errors
/// Of the writer; none is expected.
pub fn invitations(codes: &Codes, schools: &invitations::Schools) -> Result<Vec<u8>, XlsxError> {
    filled("签约邀请", invitations::columns::template(), codes, &schools.listed(), &[])
}

fn write(title: &str, columns: &[&Column], codes: &Codes) -> Result<Vec<u8>, XlsxError> {
    filled(title, columns, codes, &[], &[])
}

/// A file with these rows. Whatever they hold is written as text, so that no spreadsheet calculates it.
pub(super) fn filled(
    title: &str,
    columns: &[&Column],
    codes: &Codes,
    listed: &[String],
    rows: &[Vec<String>],
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut lists = Worksheet::new();
    lists.set_name(LISTS)?.set_hidden(true);
    let sheet = workbook.add_worksheet().set_name(title)?;
    write_columns(sheet, &mut lists, columns, codes, listed)?;
    let text = Format::new().set_num_format("@").set_quote_prefix();
    for (number, row) in (1..).zip(rows) {
        for (position, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(number, position, cell, &text)?;
        }
    }
    write_regions(workbook.add_worksheet().set_name(REGIONS)?, codes)?;
    workbook.push_worksheet(lists);
    workbook.save_to_buffer()
}

fn write_columns(
    sheet: &mut Worksheet,
    lists: &mut Worksheet,
    columns: &[&Column],
    codes: &Codes,
    listed: &[String],
) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    sheet.set_freeze_panes(1, 0)?;
    for (position, column) in (0..).zip(columns) {
        sheet.set_column_format(position, &text)?.set_column_width(position, width(column))?;
        sheet.write_string_with_format(0, position, header(column), &header_format(column))?;
        let offered = matches!(column.holds, Holds::Listed).then(|| listed.to_vec());
        if let Some(choices) = column.holds.choices(codes).or(offered).filter(|choices| !choices.is_empty()) {
            lists.write_column(0, position, &choices)?;
            let rule = one_of(position, choices.len())?;
            sheet.add_data_validation(1, position, MAX_ROWS, position, &rule)?;
        }
    }
    Ok(())
}

/// The list stands in the same column of the hidden sheet.
fn one_of(position: u16, choices: usize) -> Result<DataValidation, XlsxError> {
    let column = rust_xlsxwriter::utility::column_number_to_name(position);
    let list = Formula::new(format!("={LISTS}!${column}$1:${column}${choices}"));
    DataValidation::new().allow_list_formula(list).set_error_title("不在选项中")?.set_error_message("请从下拉列表中选择")
}

fn write_regions(sheet: &mut Worksheet, codes: &Codes) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    sheet.set_freeze_panes(1, 0)?.set_column_format(0, &text)?.set_column_width(1, 40)?;
    sheet.write_string(0, 0, "地区代码")?.write_string(0, 1, "地区名称")?;
    let places = codes.rows(CodeTable::Regions).iter().filter(|row| codes.is_place(&row.code));
    for (row, place) in (1..).zip(places) {
        sheet.write_string(row, 0, &place.code)?;
        sheet.write_string(row, 1, codes.region_name(&place.code).unwrap_or_default())?;
    }
    Ok(())
}

/// A star marks a column that must be filled; the reader passes over it.
fn header(column: &Column) -> String {
    if column.required { format!("{}*", column.title) } else { column.title.to_owned() }
}

fn header_format(column: &Column) -> Format {
    let format = Format::new().set_num_format("@").set_bold().set_border_bottom(FormatBorder::Thin);
    if column.required { format.set_background_color("#FFF2CC") } else { format }
}

fn width(column: &Column) -> f64 {
    match column.holds {
        Holds::Text(longest) if longest >= 30 => 24.0,
        _ => 16.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::basis;
    use std::io::{Cursor, Read};

    fn part(xlsx: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn the_templates_are_read_back_as_empty_files_without_remarks() {
        let read = roster::read(&roster(basis().codes).unwrap(), basis()).unwrap();
        assert_eq!((read.rows_read, read.errors, read.notices), (0, vec![], vec![]));
        let read = employers::read(&employers(basis().codes).unwrap(), basis()).unwrap();
        assert_eq!((read.rows_read, read.errors, read.notices), (0, vec![], vec![]));
    }

    #[test]
    fn lists_stand_on_a_hidden_sheet_and_reach_every_row() {
        let xlsx = roster(basis().codes).unwrap();
        assert!(part(&xlsx, "xl/workbook.xml").contains("name=\"选项\" sheetId=\"3\" state=\"hidden\""));
        let sheet = part(&xlsx, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("sqref=\"F2:F20001\""), "ethnicity has a list");
        assert!(sheet.contains("选项!$F$1:$F$58"), "of all peoples");
    }

    #[test]
    fn every_place_stands_in_the_region_sheet() {
        let codes = basis().codes;
        let places = codes.rows(CodeTable::Regions).iter().filter(|row| codes.is_place(&row.code)).count();
        let rows = part(&roster(codes).unwrap(), "xl/worksheets/sheet2.xml").matches("<row ").count();
        assert_eq!(rows, places + 1);
    }
}
