//! 姓名: every Han character there is, and the letters of other peoples.

use super::text::checked_text;
use super::width::tidy;
use std::fmt;
use thiserror::Error;

/// The only separator the national rule knows (民委发〔2016〕33号).
const SEPARATOR: char = '\u{b7}';

/// 2 to 60 characters, separators `·`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(String);

checked_text!(PersonName);

/// What was changed in a name that was accepted; tell the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameNotice {
    SeparatorUnified,
    SpacesRemoved,
}

impl fmt::Display for NameNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NameNotice::SeparatorUnified => "姓名中的间隔号已统一为“·”",
            NameNotice::SpacesRemoved => "姓名中汉字之间的空格已去除",
        })
    }
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PersonNameError {
    #[error("姓名应为 2 至 60 个字")]
    Length,
    #[error("姓名只能含汉字、字母和间隔号“·”，不能含数字或其他符号")]
    Characters,
    #[error("间隔号“·”应在姓名的两部分之间，不能在开头、结尾或连续出现")]
    Separator,
}

impl PersonName {
    /// Checks and normalises; the notices say what was changed.
    ///
    /// # Errors
    /// The first rule broken.
    pub fn parse(text: &str) -> Result<(PersonName, Vec<NameNotice>), PersonNameError> {
        let tidied = tidy(text);
        let unified = unify_separators(&tidied);
        let name = remove_spaces_between_han(&unified);
        check(&name)?;
        let changes = [(unified != tidied, NameNotice::SeparatorUnified), (name != unified, NameNotice::SpacesRemoved)];
        let notices = changes.into_iter().filter_map(|(changed, notice)| changed.then_some(notice)).collect();
        Ok((PersonName(name), notices))
    }
}

fn check(name: &str) -> Result<(), PersonNameError> {
    if !(2..=60).contains(&name.chars().count()) {
        return Err(PersonNameError::Length);
    }
    if !name.chars().all(|c| is_han(c) || c.is_alphabetic() || matches!(c, SEPARATOR | ' ' | '\'' | '’' | '-' | '.')) {
        return Err(PersonNameError::Characters);
    }
    if name.split(SEPARATOR).any(|part| part.trim().is_empty()) {
        return Err(PersonNameError::Separator);
    }
    Ok(())
}

/// Han of GB 18030: the main block, extension A, compatibility, radicals and 〇, and the planes given to Han whole, so that
/// a name registered with a character assigned tomorrow is not refused. Older ID systems keep rare characters in private use.
fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// `•`, `‧` and `・` always stand for `·`; a full stop only after a Han character (`J. Smith` keeps his).
fn unify_separators(name: &str) -> String {
    let mut previous = None;
    name.chars()
        .map(|c| {
            let full_stop = c == '.' && previous.is_some_and(is_han);
            previous = Some(c);
            if full_stop || matches!(c, '•' | '‧' | '・' | '･' | '∙' | '⋅') { SEPARATOR } else { c }
        })
        .collect()
}

/// 「张　三」, padded to align with three characters, is 「张三」.
fn remove_spaces_between_han(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let joins = |c: Option<&char>| c.is_some_and(|c| is_han(*c) || *c == SEPARATOR);
    let padding = |at: usize| chars[at] == ' ' && joins(chars[..at].last()) && joins(chars.get(at + 1));
    (0..chars.len()).filter(|at| !padding(*at)).map(|at| chars[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (String, Vec<NameNotice>) {
        let (name, notices) = PersonName::parse(text).unwrap();
        (name.as_str().to_owned(), notices)
    }

    #[test]
    fn han_names_of_every_extension_are_accepted() {
        for name in ["李雷", "欧阳娜娜", "\u{3431}明", "\u{20bb7}野", "\u{2a6d6}山", "\u{30edd}一", "\u{323af}一", "李〇"]
        {
            assert_eq!(read(name), (name.to_owned(), vec![]));
        }
    }

    #[test]
    fn every_separator_becomes_the_middle_dot_with_notice() {
        for text in ["买买提•艾力", "买买提.艾力", "买买提．艾力", "买买提‧艾力", "买买提・艾力"]
        {
            assert_eq!(read(text), ("买买提·艾力".to_owned(), vec![NameNotice::SeparatorUnified]), "{text}");
        }
        assert_eq!(read("买买提·艾力").1, vec![]);
        assert_eq!(NameNotice::SeparatorUnified.to_string(), "姓名中的间隔号已统一为“·”");
    }

    #[test]
    fn padding_between_han_is_removed_with_notice() {
        assert_eq!(read(" 张　三 "), ("张三".to_owned(), vec![NameNotice::SpacesRemoved]));
    }

    #[test]
    fn foreign_names_keep_their_spaces_and_stops() {
        assert_eq!(read("John  F. O'Neil-Smith"), ("John F. O'Neil-Smith".to_owned(), vec![]));
    }

    #[test]
    fn other_texts_are_refused() {
        let refused = |text: &str| PersonName::parse(text).unwrap_err();
        assert_eq!(refused(""), PersonNameError::Length);
        assert_eq!(refused("李"), PersonNameError::Length);
        assert_eq!(refused(&"李".repeat(61)), PersonNameError::Length);
        assert_eq!(refused("李雷2"), PersonNameError::Characters);
        assert_eq!(refused("李?"), PersonNameError::Characters);
        assert_eq!(refused("=李雷"), PersonNameError::Characters);
        assert_eq!(refused("李雷\u{fffd}"), PersonNameError::Characters);
        assert_eq!(refused("·艾力"), PersonNameError::Separator);
        assert_eq!(refused("买买提··艾力"), PersonNameError::Separator);
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "[\u{4e00}-\u{9fff}A-Za-z •.‧・·]{2,20}") {
            if let Ok((once, _)) = PersonName::parse(&text) {
                let (twice, notices) = PersonName::parse(once.as_str()).unwrap();
                prop_assert_eq!(&twice, &once);
                prop_assert!(notices.is_empty());
            }
        }
    }
}
