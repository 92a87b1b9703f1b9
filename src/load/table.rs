//! CSV files for people who open them in a spreadsheet program.

use std::{
    fs::{File, OpenOptions, Permissions},
    io::{self, Read, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// Without it spreadsheet programs take the file for GBK.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// Longer numbers lose digits when a spreadsheet program takes them for numbers.
const DIGITS_SAFE: usize = 11;
/// Only the owner may read and write.
const PRIVATE: u32 = 0o600;

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error("无法写入 {}：{error}", .path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("{} 已存在且不是本程序生成的表格，请另选文件名", .0.display())]
    OtherFile(PathBuf),
}

/// A table being written.
pub(super) struct Table {
    path: PathBuf,
    writer: csv::Writer<File>,
}

impl Table {
    /// A new table in place of whatever was there.
    pub(super) fn create(path: &Path, header: &[&str]) -> Result<Self, TableError> {
        let file = File::create(path).map_err(|error| TableError::File { path: path.to_owned(), error })?;
        Self { path: path.to_owned(), writer: csv::Writer::from_writer(file) }.begun(header)
    }

    /// A table that only its owner may read. Rows that an earlier run wrote stay.
    pub(super) fn add_to_private(path: &Path, header: &[&str]) -> Result<Self, TableError> {
        let failed = |error| TableError::File { path: path.to_owned(), error };
        let mut options = OpenOptions::new();
        let mut file = options.read(true).append(true).create(true).mode(PRIVATE).open(path).map_err(failed)?;
        file.set_permissions(Permissions::from_mode(PRIVATE)).map_err(failed)?;
        let is_new = file.metadata().map_err(failed)?.len() == 0;
        if !is_new && !begins_with(&mut file, header).map_err(failed)? {
            return Err(TableError::OtherFile(path.to_owned()));
        }
        let table = Self { path: path.to_owned(), writer: csv::Writer::from_writer(file) };
        if is_new { table.begun(header) } else { Ok(table) }
    }

    fn begun(mut self, header: &[&str]) -> Result<Self, TableError> {
        self.writer.get_ref().write_all(BYTE_ORDER_MARK.as_bytes()).map_err(|error| self.failed(error))?;
        self.row(header)?;
        Ok(self)
    }

    pub(super) fn row(&mut self, cells: &[&str]) -> Result<(), TableError> {
        let written = self.writer.write_record(cells.iter().map(|cell| as_text(cell)));
        written.map_err(|error| self.failed(error.into()))
    }

    /// Returns when everything is on disk.
    pub(super) fn sync(&mut self) -> Result<(), TableError> {
        let synced = self.writer.flush().and_then(|()| self.writer.get_ref().sync_data());
        synced.map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> TableError {
        TableError::File { path: self.path.clone(), error }
    }
}

fn begins_with(file: &mut File, header: &[&str]) -> io::Result<bool> {
    let expected = format!("{BYTE_ORDER_MARK}{}\n", header.join(","));
    let mut found = Vec::new();
    file.take(expected.len() as u64).read_to_end(&mut found)?;
    Ok(found == expected.as_bytes())
}

/// A cell that a spreadsheet program shows as it is: neither calculated nor rounded.
fn as_text(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_long_number = cell.len() > DIGITS_SAFE && cell.bytes().all(|byte| byte.is_ascii_digit());
    match (is_formula, is_long_number) {
        (true, _) => format!("'{cell}"),
        // White space around a login does not matter when somebody signs in.
        (_, true) => format!("\t{cell}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const HEADER: [&str; 2] = ["甲", "乙"];

    #[test]
    fn a_table_grows_by_what_a_second_run_adds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        for cell in ["1", "2"] {
            let mut table = Table::add_to_private(&path, &HEADER).unwrap();
            table.row(&[cell, "值"]).unwrap();
            table.sync().unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}甲,乙\n1,值\n2,值\n");
    }

    #[test]
    fn a_private_table_is_its_owners_even_when_the_file_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        Table::add_to_private(&path, &HEADER).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, PRIVATE);
    }

    #[test]
    fn a_file_of_somebody_elses_is_not_added_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster.xlsx");
        fs::write(&path, "PK").unwrap();
        assert!(matches!(Table::add_to_private(&path, &HEADER), Err(TableError::OtherFile(_))));
        assert_eq!(fs::read(&path).unwrap(), b"PK");
    }

    #[test]
    fn no_cell_is_calculated_and_no_number_rounded() {
        assert_eq!(as_text("=cmd|'/c calc'!A0"), "'=cmd|'/c calc'!A0");
        assert_eq!(as_text("320106200507040017"), "\t320106200507040017");
        assert_eq!(as_text("13812341234"), "13812341234");
        assert_eq!(as_text("32010620050704001X"), "32010620050704001X");
    }
}
