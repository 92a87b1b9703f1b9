//! 姓名: every Han character there is, and the letters of other peoples.

use super::characters::looks_latin;
use super::checked::checked_text;
use super::han::{is_han, without_gaps_between_han};
use super::text::TextFault;
use super::width::tidy;
use std::fmt;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

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
    CircleReplaced,
}

impl fmt::Display for NameNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NameNotice::SeparatorUnified => "姓名中的间隔号已统一为“·”",
            NameNotice::SpacesRemoved => "姓名中汉字之间的空格已去除",
            NameNotice::CircleReplaced => "姓名中的圆圈已改为汉字“〇”",
        })
    }
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PersonNameError {
    #[error("姓名应为 2 至 60 个字")]
    Length,
    #[error("姓名{0}")]
    Text(#[from] TextFault),
    #[error("姓名只能含汉字、字母和间隔号“·”，不能含“{0}”")]
    Character(char),
    #[error("姓名中的“{0}”不是英文字母，只是形似，请用英文键盘重新输入")]
    LookAlike(char),
    #[error("间隔号“·”应在姓名的两部分之间，不能在开头、结尾或连续出现")]
    Separator,
}

impl PersonName {
    /// Checks and normalises; the notices say what was changed.
    ///
    /// # Errors
    /// The first rule broken.
    pub fn parse(text: &str) -> Result<(PersonName, Vec<NameNotice>), PersonNameError> {
        let typed = tidy(text)?;
        let tidied = typed.replace(['○', '◯', '⭕'], "〇");
        let unified = unify_separators(&tidied);
        let name = without_gaps_between_han(&unified);
        check(&name)?;
        let changes = [
            (tidied != typed, NameNotice::CircleReplaced),
            (unified != tidied, NameNotice::SeparatorUnified),
            (name != unified, NameNotice::SpacesRemoved),
        ];
        let notices = changes.into_iter().filter_map(|(changed, notice)| changed.then_some(notice)).collect();
        Ok((PersonName(name), notices))
    }
}

/// Whether somebody who wrote one of these checked names may have meant the other: letters count; their case, their accents and
/// what stands between them do not.
pub fn is_as_written(name: &str, written: &str) -> bool {
    letters(name).eq(letters(written))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    let kept = name.chars().filter(|c| is_han(*c) || c.is_alphabetic() && !matches!(c, '\u{2b0}'..='\u{2ff}'));
    kept.map(plain).flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

/// The letter that is typed for this one on a keyboard without it: `é` and `Ł` are `e` and `L`, a circle for a zero is 〇.
pub fn plain(letter: char) -> char {
    match letter {
        'Ł' => 'L',
        'ł' => 'l',
        'Ø' => 'O',
        'ø' => 'o',
        'Đ' | 'Ð' => 'D',
        'đ' | 'ð' => 'd',
        'Ħ' => 'H',
        'ħ' => 'h',
        'ı' => 'i',
        '○' | '◯' => '〇',
        _ => std::iter::once(letter).nfd().next().unwrap_or(letter),
    }
}

fn check(name: &str) -> Result<(), PersonNameError> {
    if !(2..=60).contains(&name.chars().count()) {
        return Err(PersonNameError::Length);
    }
    if let Some(foreign) = name.chars().find(|c| !belongs(*c)) {
        return Err(PersonNameError::Character(foreign));
    }
    let has_latin = name.contains(|c: char| c.is_ascii_alphabetic());
    if let Some(look_alike) = name.chars().find(|c| is_drawn_letter(*c) || has_latin && looks_latin(*c)) {
        return Err(PersonNameError::LookAlike(look_alike));
    }
    if name.split(SEPARATOR).any(|part| part.trim().is_empty()) {
        return Err(PersonNameError::Separator);
    }
    Ok(())
}

/// A letter of mathematics, a ligature, a raised letter: one that stands for other letters.
fn is_drawn_letter(c: char) -> bool {
    !is_han(c) && c.is_alphabetic() && !std::iter::once(c).nfkc().eq([c])
}

fn belongs(c: char) -> bool {
    is_han(c) || c.is_alphabetic() || matches!(c, SEPARATOR | ' ' | '\'' | '‘' | '’' | 'ʼ' | '-' | '‐' | '‑' | '–' | '.')
}

/// Dots that people type always stand for `·`; a full stop only after a Han character (`J. Smith` keeps his).
fn unify_separators(name: &str) -> String {
    let mut previous = None;
    name.chars()
        .map(|c| {
            let full_stop = matches!(c, '.' | '。' | '｡') && previous.is_some_and(is_han);
            previous = Some(c);
            if full_stop || is_dot(c) { SEPARATOR } else { c }
        })
        .collect()
}

fn is_dot(c: char) -> bool {
    matches!(c, '•' | '‧' | '・' | '･' | '∙' | '⋅' | '●' | 'ㆍ' | '᛫' | 'ꞏ' | '⸱' | '⸳' | '𐄁' | '｡')
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
    #[doc = "SIG-01"]
    fn sig_01_a_name_is_recognised_as_the_employer_has_it_on_paper() {
        let name = |text| PersonName::parse(text).unwrap().0;
        for (roster, written) in [
            ("买买提·艾力", "买买提．艾力"),
            ("买买提·艾力", "买买提。艾力"),
            ("石试样", "石 试样"),
            ("INDRAWAN", "Indrawan"),
            ("O'Neil-Smith", "O’Neil Smith"),
            ("文⼀", "文一"),
            ("李〇", "李○"),
            ("İlyas", "ilyas"),
            ("Groß", "GROSS"),
            ("José Núñez", "Jose Nunez"),
            ("Łukasz Đặng", "Lukasz Dang"),
            ("Øystein", "oystein"),
            ("O'Neil-Smith", "OʼNeil–Smith"),
        ] {
            assert!(is_as_written(name(roster).as_str(), name(written).as_str()), "{written}");
        }
        assert!(!is_as_written("石试样", "石试祥"));
    }

    #[test]
    fn other_texts_are_refused() {
        let refused = |text: &str| PersonName::parse(text).unwrap_err();
        assert_eq!(refused(""), PersonNameError::Length);
        assert_eq!(refused("李"), PersonNameError::Length);
        assert_eq!(refused(&"李".repeat(61)), PersonNameError::Length);
        assert_eq!(refused("李雷2"), PersonNameError::Character('2'));
        assert_eq!(refused("李?"), PersonNameError::Character('?'));
        assert_eq!(refused("=李雷"), PersonNameError::Character('='));
        assert_eq!(refused("李雷\u{fffd}"), PersonNameError::Text(TextFault::Lost('\u{fffd}')));
        assert_eq!(refused("\u{202e}雷李"), PersonNameError::Text(TextFault::Reversing('\u{202e}')));
        assert_eq!(refused("Ivаn Petrov"), PersonNameError::LookAlike('а'));
        for (text, drawn) in [("𝐀nna Petrov", '𝐀'), ("Seraﬁna", 'ﬁ'), ("Aʀthur", 'ʀ'), ("Joseꓮ", 'ꓮ'), ("Annª", 'ª')]
        {
            assert_eq!(refused(text), PersonNameError::LookAlike(drawn), "{text}");
        }
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
