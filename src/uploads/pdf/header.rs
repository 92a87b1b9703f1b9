//! The words before `obj`: the number that an object goes by, and how often that was given anew.

use super::lexer::{is_blank, is_line_end};

/// Comments longer than this are not looked through backwards.
const COMMENT_BYTES_MAX: usize = 512;

/// The text before the word.
#[derive(Debug, PartialEq, Eq)]
pub enum Header {
    Number(u32),
    /// Perhaps a number, behind a comment: nobody writes that who has nothing to hide.
    Hidden,
    None,
}

/// The end of these bytes.
pub fn header(before: &[u8]) -> Header {
    let (generation, rest) = digits(trimmed(before));
    if generation.is_empty() {
        return hidden(before);
    }
    let spaced = trimmed(rest);
    let number = std::str::from_utf8(digits(spaced).0).ok().and_then(|number| number.parse().ok());
    match number {
        Some(number) if spaced.len() < rest.len() => Header::Number(number),
        _ => hidden(rest),
    }
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.iter().rposition(|byte| !is_blank(*byte)).map_or(0, |last| last + 1)]
}

fn digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |last| last + 1);
    (&bytes[at..], &bytes[..at])
}

/// Whether the line before ends with a comment that may follow a number.
fn hidden(before: &[u8]) -> Header {
    let bytes = trimmed(before);
    if !before[bytes.len()..].iter().any(|byte| is_line_end(*byte)) {
        return Header::None;
    }
    let near = &bytes[bytes.len().saturating_sub(COMMENT_BYTES_MAX)..];
    let line = &near[near.iter().rposition(|byte| is_line_end(*byte)).map_or(0, |end| end + 1)..];
    let comments = line.iter().enumerate().filter(|(_, byte)| **byte == b'%');
    let behind_number = |at: usize| trimmed(&line[..at]).last().is_none_or(u8::is_ascii_digit);
    if comments.into_iter().any(|(at, _)| behind_number(at)) { Header::Hidden } else { Header::None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_two_numbers_and_what_hides_them_is_found_out() {
        for (text, expected) in [
            ("%PDF-1.7\n12 0 ", Header::Number(12)),
            ("endobj\r7\n 3", Header::Number(7)),
            ("7 0 %x\n", Header::Hidden),
            ("7 %x\r0 ", Header::Hidden),
            ("(50 %) 7 0", Header::Number(7)),
            ("7 0 %a\n%b\n", Header::Hidden),
            ("end", Header::None),
            ("the ", Header::None),
            ("%% Original ", Header::None),
            ("% for 5 % of each ", Header::None),
            ("7", Header::None),
            ("", Header::None),
        ] {
            assert_eq!(header(text.as_bytes()), expected, "{text}");
        }
    }
}
