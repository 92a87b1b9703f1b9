//! From the bytes of a file to its lines; what differs between files is the columns and how a row is read.

use super::column::Column;
use super::headers::Headers;
use super::report::{ImportError, Imported, RowError, gathered};
use super::row::RowReader;
use super::{Basis, workbook};

/// What is to be said of a file beside its rows.
pub(super) struct Opened {
    /// Of headers, and of rows that nobody saw.
    pub notices: Vec<RowError>,
    /// The first content that was not read, with why.
    pub unread: Option<RowError>,
    pub rows_read: usize,
}

/// Hands every row below the header to `take`.
pub(super) fn each(
    bytes: &[u8],
    columns: &[&'static Column],
    basis: Basis<'_>,
    mut take: impl FnMut(RowReader<'_>),
) -> Result<Opened, ImportError> {
    let sheet = workbook::read_first_sheet(bytes)?;
    let mut headers = Headers::read(&sheet.header, columns)?;
    let mut notices = std::mem::take(&mut headers.notices);
    notices.extend(sheet.unseen());
    sheet.rows.iter().for_each(|row| take(RowReader::new(row, &headers, basis)));
    Ok(Opened { notices, unread: sheet.unread, rows_read: sheet.rows.len() })
}

/// Reads every row below the header with `read`, which gives `None` only after it noted a fault.
pub(super) fn read<T>(
    bytes: &[u8],
    columns: &[&'static Column],
    basis: Basis<'_>,
    read: impl Fn(&mut RowReader<'_>) -> Option<T>,
) -> Result<Imported<T>, ImportError> {
    let mut imported = Imported { rows_read: 0, lines: Vec::new(), errors: Vec::new(), notices: Vec::new() };
    let opened = each(bytes, columns, basis, |mut reader| {
        let value = read(&mut reader);
        let outcome = reader.finish(value);
        imported.notices.extend(outcome.notices);
        match outcome.line {
            Ok(line) => imported.lines.push(line),
            Err(faults) => imported.errors.extend(faults),
        }
    })?;
    imported.rows_read = opened.rows_read;
    imported.notices = opened.notices.into_iter().chain(gathered(imported.notices)).collect();
    imported.errors.extend(opened.unread);
    Ok(imported)
}
