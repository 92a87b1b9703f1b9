//! Full-width characters, as Chinese input methods type them, folded to their half-width forms; and numbers, in which nothing but
//! ASCII can be meant.

use super::characters::ascii_twin;
use super::han::is_han;
use super::text::{self, TextFault};
use unicode_normalization::UnicodeNormalization;

/// The half-width form of the ASCII block; every other character stays.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The text in half-width characters.
pub fn half(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// Letters and digits in half width; brackets in full width, as Chinese is written, unless nothing in the text is Chinese.
pub(super) fn with_name_widths(name: &str) -> String {
    let is_chinese = name.chars().any(is_han);
    let of_name = |c: char| match half_width(c) {
        '(' if is_chinese => '（',
        ')' if is_chinese => '）',
        half if half.is_ascii_alphanumeric() || matches!(half, '(' | ')') => half,
        _ => c,
    };
    name.chars().map(of_name).collect()
}

/// A line in half-width characters.
///
/// # Errors
/// As [`text::line`].
pub fn tidy(text: &str) -> Result<String, TextFault> {
    Ok(half(&text::single_line(text)?.text))
}

/// A number or code as it was meant: digits, letters and hyphens of other alphabets are the ASCII ones that they look like.
///
/// # Errors
/// As [`text::line`].
pub fn ascii(text: &str) -> Result<String, TextFault> {
    Ok(tidy(text)?.nfkc().map(ascii_twin).collect())
}

/// The first letter that [`ascii`] takes for the Latin one it looks like; dashes, which have no other meaning in a number, aside.
pub fn look_alike(text: &str) -> Option<(char, char)> {
    let twins = text.chars().map(|c| (c, ascii_twin(c)));
    twins.into_iter().find(|(was, is)| was != is && *is != '-')
}

/// As [`ascii`], upper-case and without spaces and hyphens: for numbers that people group to read them.
///
/// # Errors
/// As [`text::line`].
pub fn compact(text: &str) -> Result<String, TextFault> {
    let kept = ascii(text)?;
    Ok(kept.chars().filter(|c| !matches!(c, ' ' | '-')).map(|c| c.to_ascii_uppercase()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_text_becomes_half_width_with_single_spaces() {
        assert_eq!(tidy("\u{feff}　Ａｂ（１２）\u{200b}  中国\t").unwrap(), "Ab(12) 中国");
    }

    #[test]
    fn grouped_numbers_lose_their_grouping() {
        assert_eq!(compact(" 1101 05–1949 ｘ").unwrap(), "1101051949X");
    }

    #[test]
    fn characters_that_look_like_ascii_are_ascii_in_numbers() {
        for number in
            ["11010519491231002Х", "11010519491231002×", "11010519491231002Ⅹ", "１１０１０５19491231002\u{2066}x\u{2069}"]
        {
            assert_eq!(compact(number).unwrap(), "11010519491231002X", "{number}");
        }
    }
}
