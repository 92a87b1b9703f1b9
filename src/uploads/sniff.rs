//! What a file is, by its first bytes. Names and declared types are not asked.

use super::Unfit;
use wangqian_rules::file::FileKind;

/// The kind of these bytes.
pub fn kind(bytes: &[u8]) -> Result<FileKind, Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    match infer::get(bytes).map(|found| found.mime_type()) {
        Some("image/jpeg") => Ok(FileKind::Jpeg),
        Some("image/png") => Ok(FileKind::Png),
        Some("application/pdf") => Ok(FileKind::Pdf),
        _ => Err(Unfit::Unknown),
    }
}
