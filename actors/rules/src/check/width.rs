//! Full-width characters, as Chinese input methods type them, folded to their half-width forms.

/// The half-width form of the ASCII block and the ideographic space; every other character stays.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// Characters that print nothing and come along when text is pasted from web pages and chat programs.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Half-width, without invisible characters, each run of white space one space, none at the ends.
pub(super) fn tidy(text: &str) -> String {
    let folded: String = text.chars().filter(|c| !is_invisible(*c)).map(half_width).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As [`tidy`], upper-case and without spaces and hyphens: for numbers people group to read them.
pub(super) fn compact(text: &str) -> String {
    tidy(text).chars().filter(|c| !matches!(c, ' ' | '-')).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_text_becomes_half_width_with_single_spaces() {
        assert_eq!(tidy("\u{feff}　Ａｂ（１２）\u{200b}  中国\t"), "Ab(12) 中国");
    }

    #[test]
    fn grouped_numbers_lose_their_grouping() {
        assert_eq!(compact(" 1101 05-1949 ｘ"), "1101051949X");
    }
}
