//! From the bytes of a file to its lines; what differs between files is the columns and how a row is read.

use super::column::Column;
use super::headers::Headers;
use super::report::{ImportError, Imported};
use super::row::RowReader;
use super::{Basis, workbook};

/// Reads every row below the header with `read`, which gives `None` only after it noted a fault.
pub(super) fn read<T>(
    bytes: &[u8],
    columns: &[&'static Column],
    basis: Basis<'_>,
    read: impl Fn(&mut RowReader<'_>) -> Option<T>,
) -> Result<Imported<T>, ImportError> {
    let sheet = workbook::read_first_sheet(bytes)?;
    let mut headers = Headers::read(&sheet.header, columns)?;
    let notices = std::mem::take(&mut headers.unknown);
    let mut imported = Imported { rows_read: sheet.rows.len(), lines: Vec::new(), errors: Vec::new(), notices };
    for row in &sheet.rows {
        let mut reader = RowReader::new(row, &headers, basis);
        let value = read(&mut reader);
        let outcome = reader.finish(value);
        imported.notices.extend(outcome.notices);
        match outcome.line {
            Ok(line) => imported.lines.push(line),
            Err(faults) => imported.errors.extend(faults),
        }
    }
    imported.errors.extend(sheet.unread);
    Ok(imported)
}
