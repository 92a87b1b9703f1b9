//! Han characters, and the gaps that people put between them.

/// Han of GB 18030: the main block, extension A, compatibility, radicals and 〇, and the planes given to Han whole, so that
/// a name registered with a character assigned tomorrow is not refused. Older ID systems keep rare characters in private use.
pub(super) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// In a name of a unit, a gap beside a Han character or its brackets is a matter of taste: 「医学院 （护理）」, 「MBA 中心」.
pub(super) fn without_gaps_beside_han(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let closes = |c: Option<&char>| c.is_some_and(|c| is_han(*c) || matches!(c, '·' | '（' | '）'));
    let gap = |at: usize| chars[at] == ' ' && (closes(chars[..at].last()) || closes(chars.get(at + 1)));
    (0..chars.len()).filter(|at| !gap(*at)).map(|at| chars[at]).collect()
}

/// 「张　三」, padded to align with three characters, is 「张三」.
pub(super) fn without_gaps_between_han(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let joins = |c: Option<&char>| c.is_some_and(|c| is_han(*c) || *c == '·');
    let gap = |at: usize| chars[at] == ' ' && joins(chars[..at].last()) && joins(chars.get(at + 1));
    (0..chars.len()).filter(|at| !gap(*at)).map(|at| chars[at]).collect()
}
