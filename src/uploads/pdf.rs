//! PDF is kept as it is, so it must be nothing but a PDF: its head and end are looked at and its objects are read, packed ones too. What
//! is locked, acts by itself or has no page is refused, and it is only ever given back as a download in a sandbox.

mod acting;
mod found;
mod header;
mod lexer;
mod object;
mod packed;
mod scan;

use super::Unfit;

/// Bytes of memory that looking at one takes at most, by the bounds of [`object`] and [`packed`].
pub const COST_BYTES: u64 = 144 << 20;

const END: &[u8] = b"%%EOF";

/// `%PDF-1.x` or `2.x` at the very beginning and nothing behind the last `%%EOF`: what leads or follows makes a polyglot, and a
/// file without its end was cut off.
///
/// # Errors
/// Damaged, locked, with contents that act, without a page, or such that none of this can be told.
pub fn check(bytes: &[u8]) -> Result<(), Unfit> {
    let version = bytes.strip_prefix(b"%PDF-").and_then(|rest| rest.first_chunk::<3>()).ok_or(Unfit::Damaged)?;
    if !matches!(version, [b'1' | b'2', b'.', b'0'..=b'9']) || !ends(bytes) {
        return Err(Unfit::Damaged);
    }
    let (found, reader) = scan::scan(bytes).map_err(|object::Boundless| Unfit::Unclear)?;
    if reader.marks.locked {
        return Err(Unfit::Locked);
    }
    if reader.marks.acting || acting::acts(&found) {
        return Err(Unfit::Acting);
    }
    let has_page = found.has_page();
    if found.is_exhausted() {
        return Err(Unfit::Unclear);
    }
    if has_page { Ok(()) } else { Err(Unfit::NoPage) }
}

fn ends(bytes: &[u8]) -> bool {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let last = bytes.iter().rposition(|byte| !blank(byte)).map_or(0, |at| at + 1);
    bytes[..last].ends_with(END)
}

#[cfg(test)]
#[path = "pdf/tests.rs"]
mod tests;
