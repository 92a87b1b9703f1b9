//! Facts of a worksheet beside its values: hidden rows and columns, and formulas that nobody ever calculated. The reader of cells
//! tells neither.

use super::grid::{MAX_COLUMNS, MAX_ROWS};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufReader, Cursor, Read},
};
use zip::ZipArchive;

const WORKBOOK: &str = "xl/workbook.xml";
const STYLES: &str = "xl/styles.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

/// Rows and columns count from 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SheetFacts {
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: BTreeSet<u32>,
    /// Numbers shown with zeros in front, and how many digits are shown: `00000000`.
    pub padded: BTreeMap<(u32, u32), usize>,
    /// Formulas without a stored value: a program wrote the file and no spreadsheet has opened it since.
    pub uncalculated: BTreeSet<(u32, u32)>,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The facts of the sheet of this name; none of a workbook whose parts lie elsewhere than programs put them. The archive has
/// been counted before.
pub(super) fn read(bytes: &[u8], sheet: &str) -> SheetFacts {
    let found = ZipArchive::new(Cursor::new(bytes)).ok().and_then(|mut archive| {
        let part = part_of(&mut archive, sheet)?;
        let formats = zero_formats(&mut archive).unwrap_or_default();
        scan(&mut archive, &part, formats)
    });
    found.unwrap_or_default()
}

/// Where the sheet lies in the archive.
fn part_of(archive: &mut Archive<'_>, sheet: &str) -> Option<String> {
    let sheets = pairs(archive, WORKBOOK, "sheet", "name", "id")?;
    let targets = pairs(archive, RELATIONS, "Relationship", "Id", "Target")?;
    let target = targets.get(sheets.get(sheet)?)?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// Two attributes of every element of a kind: the second by the first.
fn pairs(archive: &mut Archive<'_>, part: &str, element: &str, key: &str, value: &str) -> Option<BTreeMap<String, String>> {
    let mut pairs = BTreeMap::new();
    each_event(archive, part, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().into_inner() == element
            && let (Some(key), Some(value)) = (attribute(tag, key), attribute(tag, value))
        {
            pairs.insert(key, value);
        }
    })?;
    Some(pairs)
}

/// Cell formats, by their number, that show nothing but digits, zeros in front; with how many.
fn zero_formats(archive: &mut Archive<'_>) -> Option<BTreeMap<u32, usize>> {
    let codes = pairs(archive, STYLES, "numFmt", "numFmtId", "formatCode")?;
    let (mut formats, mut in_cells, mut next) = (BTreeMap::new(), false, 0);
    each_event(archive, STYLES, |event| match event {
        Event::Start(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = true,
        Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
        Event::Start(tag) | Event::Empty(tag) if in_cells && tag.local_name().as_ref() == "xf" => {
            let code = attribute(tag, "numFmtId").and_then(|id| codes.get(&id));
            let digits = code.filter(|code| code.len() > 1 && code.bytes().all(|byte| byte == b'0')).map(String::len);
            formats.extend(digits.map(|digits| (next, digits)));
            next += 1;
        }
        _ => {}
    })?;
    Some(formats)
}

fn each_event(archive: &mut Archive<'_>, part: &str, mut take: impl FnMut(&Event<'_>)) -> Option<()> {
    // As the reader of cells finds it: by no case, and with either stroke.
    let is_it = |name: &str| name.replace('\\', "/").eq_ignore_ascii_case(part);
    let name = archive.file_names().flatten().find(|name| is_it(name)).map(|name| name.into_owned())?;
    let entry: Box<dyn Read + '_> = Box::new(archive.by_name(&name).ok()?);
    let mut reader = Reader::from_reader(BufReader::new(entry));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Eof => return Some(()),
            event => take(&event),
        }
        buffer.clear();
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

fn is_set(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

/// Where the scan stands.
#[derive(Default)]
struct Scan {
    facts: SheetFacts,
    next_row: u32,
    row: u32,
    next_column: u32,
    cell: Option<OpenCell>,
    in_value: bool,
    /// A row that says nothing of its height has none.
    rows_have_no_height: bool,
    zero_formats: BTreeMap<u32, usize>,
}

struct OpenCell {
    column: u32,
    /// Of type `str`: what its formula gave, be it an empty text.
    is_text: bool,
    has_formula: bool,
    has_value: bool,
}

fn scan(archive: &mut Archive<'_>, part: &str, zero_formats: BTreeMap<u32, usize>) -> Option<SheetFacts> {
    let mut scan = Scan { zero_formats, ..Scan::default() };
    each_event(archive, part, |event| scan.take(event))?;
    Some(scan.facts)
}

impl Scan {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::Empty(tag) => {
                self.open(tag);
                self.close(tag.local_name().as_ref());
            }
            Event::Text(text) if !text.trim_ascii().is_empty() => self.see_value(),
            Event::CData(text) if !text.trim_ascii().is_empty() => self.see_value(),
            Event::GeneralRef(_) => self.see_value(),
            Event::End(tag) => self.close(tag.local_name().as_ref()),
            _ => {}
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "sheetFormatPr" => self.rows_have_no_height = is_set(tag, "zeroHeight"),
            "col" => self.see_columns(tag),
            "row" => self.open_row(tag),
            "c" => self.open_cell(tag),
            "f" => self.cell.iter_mut().for_each(|cell| cell.has_formula = true),
            "v" | "is" => {
                self.in_value = true;
                self.cell.iter_mut().for_each(|cell| cell.has_value |= cell.is_text);
            }
            _ => {}
        }
    }

    fn open_row(&mut self, tag: &BytesStart<'_>) {
        let stated = attribute(tag, "r").and_then(|number| number.parse::<u32>().ok());
        self.row = stated.and_then(|number| number.checked_sub(1)).unwrap_or(self.next_row);
        self.next_row = self.row.saturating_add(1);
        self.next_column = 0;
        let height = attribute(tag, "ht").and_then(|height| height.parse::<f64>().ok());
        let has_none = height.map_or(self.rows_have_no_height, |height| height <= 0.0);
        if has_none || is_set(tag, "hidden") {
            self.facts.hidden_rows.insert(self.row);
        }
    }

    /// One element describes neighbours that look alike; the last one often every column up to the end of the sheet.
    fn see_columns(&mut self, tag: &BytesStart<'_>) {
        let number = |name| attribute(tag, name).and_then(|number| number.parse::<u32>().ok()).unwrap_or_default();
        let width = attribute(tag, "width").and_then(|width| width.parse::<f64>().ok());
        if is_set(tag, "hidden") || width.is_some_and(|width| width <= 0.0) {
            let last = number("max").min(MAX_COLUMNS);
            self.facts.hidden_columns.extend((number("min").max(1)..=last).map(|column| column - 1));
        }
    }

    fn open_cell(&mut self, tag: &BytesStart<'_>) {
        let column = attribute(tag, "r").and_then(|place| column_of(&place)).unwrap_or(self.next_column);
        self.next_column = column.saturating_add(1);
        let is_text = attribute(tag, "t").is_some_and(|kind| kind == "str");
        let is_read = self.row <= MAX_ROWS && column < MAX_COLUMNS;
        if is_read && !self.zero_formats.is_empty() && attribute(tag, "t").is_none_or(|kind| kind == "n") {
            let format = attribute(tag, "s").and_then(|number| number.parse().ok());
            let digits = format.and_then(|format: u32| self.zero_formats.get(&format));
            self.facts.padded.extend(digits.map(|digits| ((self.row, column), *digits)));
        }
        self.cell = Some(OpenCell { column, is_text, has_formula: false, has_value: false });
    }

    fn see_value(&mut self) {
        if self.in_value {
            self.cell.iter_mut().for_each(|cell| cell.has_value = true);
        }
    }

    fn close(&mut self, element: &str) {
        match element {
            "v" | "is" => self.in_value = false,
            "c" => {
                let uncalculated = self.cell.take().filter(|cell| cell.has_formula && !cell.has_value);
                self.facts.uncalculated.extend(uncalculated.map(|cell| (self.row, cell.column)));
            }
            _ => {}
        }
    }
}

/// `AB12` → 27.
fn column_of(place: &str) -> Option<u32> {
    let mut letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.try_fold(0_u32, |number, letter| {
        number.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::Workbook;
    use std::io::Write;

    fn facts(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> SheetFacts {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name("别的").unwrap();
        fill(workbook.add_worksheet().set_name("名单&表").unwrap());
        read(&workbook.save_to_buffer().unwrap(), "名单&表")
    }

    #[test]
    fn hidden_rows_of_the_named_sheet_are_found() {
        let facts = facts(|sheet| {
            sheet.write(0, 0, "姓名").unwrap().write(2, 0, "李雷").unwrap();
            sheet.set_row_hidden(2).unwrap();
        });
        assert_eq!(facts.hidden_rows, BTreeSet::from([2]));
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_zeros_that_a_format_shows_are_known() {
        let facts = facts(|sheet| {
            let padded = rust_xlsxwriter::Format::new().set_num_format("00000000");
            let plain = rust_xlsxwriter::Format::new().set_num_format("0.00");
            sheet.write_number_with_format(1, 2, 230_992, &padded).unwrap();
            sheet.write_number_with_format(1, 3, 230_992, &plain).unwrap().write_number(1, 4, 7).unwrap();
        });
        assert_eq!(facts.padded, BTreeMap::from([((1, 2), 8)]));
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_hidden_columns_and_rows_without_height_are_found() {
        let facts = facts(|sheet| {
            sheet.write(0, 0, "姓名").unwrap().write(0, 3, "学号").unwrap().write(1, 0, "李雷").unwrap();
            sheet.set_column_range_hidden(2, 3).unwrap().set_row_height(1, 0).unwrap();
        });
        assert_eq!((facts.hidden_rows, facts.hidden_columns), (BTreeSet::from([1]), BTreeSet::from([2, 3])));
    }

    /// As programs write it that calculate nothing, and as spreadsheets do.
    #[test]
    fn a_formula_is_uncalculated_until_it_has_a_value_ros_01() {
        let sheet = r#"<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="A2"><x:f>A1</x:f></x:c><x:c r="B2"><x:f>A1</x:f><x:v/></x:c>
            <x:c r="C2"><x:f>A1</x:f><x:v>7</x:v></x:c><x:c r="D2" t="str"><x:f>A1</x:f><x:v></x:v></x:c><x:c r="E2" t="str"><x:f>A1</x:f></x:c>
            <x:c r="F2"><x:f>A1</x:f><x:v> </x:v></x:c><x:c r="AB2"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"#;
        let parts = [
            (WORKBOOK, r#"<workbook xmlns:r="r"><sheets><sheet name="名单" sheetId="1" r:id="rId7"/></sheets></workbook>"#),
            (RELATIONS, r#"<Relationships><Relationship Id="rId7" Target="/xl/worksheets/a.xml"/></Relationships>"#),
            ("xl\\worksheets\\A.xml", sheet),
        ];
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        let facts = read(&writer.finish().unwrap().into_inner(), "名单");
        assert_eq!(facts.uncalculated, BTreeSet::from([(1, 0), (1, 1), (1, 4), (1, 5)]));
    }

    #[test]
    fn places_are_columns() {
        assert_eq!(
            (column_of("A1"), column_of("AB12"), column_of("7"), column_of("ZZZZZZZZZZ1")),
            (Some(0), Some(27), None, None)
        );
    }

    #[test]
    fn what_is_no_workbook_has_no_facts() {
        assert_eq!(read(b"PK", "名单"), SheetFacts::default());
    }
}
