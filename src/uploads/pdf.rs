//! PDF is kept as it is, so it must be nothing but a PDF: its head and end are looked at, what is locked or acts by itself is
//! refused, and it is only ever given back as a download in a sandbox.

use super::Unfit;

const END: &[u8] = b"%%EOF";
/// In the trailer of a file that needs a password; the reviewer could not read it.
const LOCKED: &[u8] = b"/Encrypt";
/// What no scan of a licence contains. They can hide in compressed objects, which is why it is only given back in a sandbox.
const ACTING: [&[u8]; 4] = [b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia"];

/// `%PDF-1.x` or `2.x` at the very beginning and nothing behind the last `%%EOF`: what leads or follows makes a polyglot, and a
/// file without its end was cut off.
///
/// # Errors
/// Damaged, locked, or with contents that act.
pub fn check(bytes: &[u8]) -> Result<(), Unfit> {
    let version = bytes.strip_prefix(b"%PDF-").and_then(|rest| rest.first_chunk::<3>()).ok_or(Unfit::Damaged)?;
    if !matches!(version, [b'1' | b'2', b'.', b'0'..=b'9']) || !ends(bytes) {
        return Err(Unfit::Damaged);
    }
    if contains(bytes, LOCKED) {
        return Err(Unfit::Locked);
    }
    if ACTING.iter().any(|name| contains(bytes, name)) { Err(Unfit::Acting) } else { Ok(()) }
}

fn ends(bytes: &[u8]) -> bool {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let last = bytes.iter().rposition(|byte| !blank(byte)).map_or(0, |at| at + 1);
    bytes[..last].ends_with(END)
}

fn contains(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}
