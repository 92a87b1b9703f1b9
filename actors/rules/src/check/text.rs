//! The one way in for what people write: a line, or several, of characters that are seen.

use super::alphabets::passes_for_latin;
use super::characters::{Effect, effect, is_mark, is_private_use, named};
use super::han::{is_han, without_gaps_beside_han};
use super::width::with_name_widths;
use std::fmt;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// A text as it is kept, and what was changed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub text: String,
    pub notice: Option<TextNotice>,
}

/// A change made in a text that was accepted, beyond white space at its ends; tell the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextNotice {
    UnseenRemoved(char),
    LookAlikeReplaced { was: char, is: char },
    GapsRemoved,
    WidthsUnified,
    HalfWidth,
    ApostropheRemoved,
}

impl fmt::Display for TextNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TextNotice::UnseenRemoved(c) => write!(f, "已去除看不见的字符（{}）", named(*c)),
            TextNotice::LookAlikeReplaced { was, is } => write!(f, "形似字（{}）已改为“{is}”", named(*was)),
            TextNotice::GapsRemoved => f.write_str("汉字旁的空格已去除"),
            TextNotice::ApostropheRemoved => f.write_str("开头的撇号已去除"),
            TextNotice::HalfWidth => f.write_str("全角数字和字母已改为半角"),
            TextNotice::WidthsUnified => f.write_str("全角与半角字符已统一，中文名称中的括号为全角"),
        }
    }
}

/// Why a text cannot be taken. The character is named, since nobody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextFault {
    #[error("不能换行，请写成一行")]
    LineBreak,
    #[error("含有看不见的控制字符（{}），请删除后重新填写", named(*.0))]
    Control(char),
    #[error("含有改变文字方向的字符（{}），显示的内容与实际不同，请删除后重新填写", named(*.0))]
    Reversing(char),
    #[error("含有无法识别的字符（{}），请重新填写", named(*.0))]
    Lost(char),
    #[error("含有“{0}”（{code}），它不是英文字母，只是形似，请用英文键盘重新输入", code = named(*.0))]
    LookAlike(char),
}

/// One line: without characters that nobody sees, each run of white space one space, none at the ends.
///
/// # Errors
/// The first character that can neither stay nor be left out.
pub fn line(text: &str) -> Result<Read, TextFault> {
    let read = single_line(text)?;
    known_to_all(&read.text)?;
    Ok(read)
}

/// As [`line`], for what a check of its own judges further. In a person's name older ID systems keep rare characters in private use;
/// in a number a letter that looks like a Latin one can only be meant as that.
///
/// # Errors
/// As [`line`].
pub fn single_line(text: &str) -> Result<Read, TextFault> {
    let read = visible(text)?;
    let one_line = single_spaced(read.text.trim_matches([' ', '\n']));
    if one_line.contains('\n') {
        return Err(TextFault::LineBreak);
    }
    Ok(Read { text: one_line, ..read })
}

/// A character of private use shows as one thing here and as another, or as nothing, elsewhere; a letter that passes for a Latin one
/// makes two names of what reads as one.
fn known_to_all(text: &str) -> Result<(), TextFault> {
    let private = text.chars().find(|c| is_private_use(*c)).map(TextFault::Lost);
    match private.or_else(|| passes_for_latin(text).map(TextFault::LookAlike)) {
        Some(fault) => Err(fault),
        None => Ok(()),
    }
}

/// The name of a department, a class, a major, a school: a line in which a gap beside Han characters and the width of a letter, a digit
/// or a bracket mean nothing.
///
/// # Errors
/// As [`line`].
pub fn name(text: &str) -> Result<Read, TextFault> {
    let Read { text, notice } = line(text)?;
    let unified = with_name_widths(&text);
    let closed = without_gaps_beside_han(&unified);
    let changes = [(closed != unified, TextNotice::GapsRemoved), (unified != text, TextNotice::WidthsUnified)];
    let notice = notice.or(changes.into_iter().find_map(|(is_made, change)| is_made.then_some(change)));
    Ok(Read { text: closed, notice })
}

/// Several lines, each as [`line`] makes it; no empty ones at the ends, at most one between two others.
///
/// # Errors
/// As [`line`], but for line breaks.
pub fn lines(text: &str) -> Result<Read, TextFault> {
    let read = visible(&text.replace("\r\n", "\n"))?;
    known_to_all(&read.text)?;
    let mut kept: Vec<String> = Vec::new();
    for each in read.text.split('\n').map(single_spaced) {
        let repeats_a_gap = each.is_empty() && kept.last().is_none_or(String::is_empty);
        if !repeats_a_gap {
            kept.push(each);
        }
    }
    Ok(Read { text: kept.join("\n").trim_end().to_owned(), ..read })
}

/// The characters that are seen, whatever stands between them: to recognise a header by. A text that is kept is [`line`]'s.
pub fn seen(text: &str) -> String {
    let shown = |c: char| match effect(c) {
        Effect::Shown => Some(c),
        Effect::Han { is } => Some(is),
        Effect::Gap => Some(' '),
        Effect::LineEnd | Effect::Unseen | Effect::Reversing | Effect::Control | Effect::Lost => None,
    };
    single_spaced(&text.nfc().filter_map(shown).collect::<String>())
}

/// Whether nothing of it can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| matches!(effect(c), Effect::Gap | Effect::LineEnd | Effect::Unseen))
}

fn single_spaced(line: &str) -> String {
    line.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text in composed form, every gap a space, every line's end `\n`.
fn visible(text: &str) -> Result<Read, TextFault> {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(Read { text: text.to_owned(), notice: None });
    }
    let (mut kept, mut notice) = (String::with_capacity(text.len()), None);
    for c in text.chars() {
        match effect(c) {
            Effect::Shown => kept.push(c),
            Effect::Han { is } => {
                kept.push(is);
                notice = notice.or(Some(TextNotice::LookAlikeReplaced { was: c, is }));
            }
            Effect::Gap => kept.push(' '),
            Effect::LineEnd => kept.push('\n'),
            Effect::Unseen => notice = notice.or(Some(TextNotice::UnseenRemoved(c))),
            Effect::Control => return Err(TextFault::Control(c)),
            Effect::Reversing => return Err(TextFault::Reversing(c)),
            Effect::Lost => return Err(TextFault::Lost(c)),
        }
    }
    let text: String = kept.nfc().collect();
    match stray_mark(&text) {
        Some(mark) => Err(TextFault::Lost(mark)),
        None => Ok(Read { text, notice }),
    }
}

/// A mark that belongs to no letter: over a Han character, a digit or nothing it only makes a text look like another.
fn stray_mark(text: &str) -> Option<char> {
    let is_letter = |c: char| c.is_alphabetic() && !is_han(c);
    let before = std::iter::once(' ').chain(text.chars());
    before.zip(text.chars()).find(|(before, c)| is_mark(*c) && !is_letter(*before)).map(|(_, mark)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_nobody_sees_is_left_out_and_named() {
        let read = line("计算机科学与技术学院\u{200b}").unwrap();
        assert_eq!(read.text, "计算机科学与技术学院");
        assert_eq!(read.notice.unwrap().to_string(), "已去除看不见的字符（U+200B）");
        assert_eq!(line("\u{3164}\u{3164}").unwrap().text, "");
    }

    #[test]
    fn a_gap_within_a_name_of_han_is_closed_with_notice() {
        let read = name("计算机科学与\u{a0}技术学院").unwrap();
        assert_eq!((read.text.as_str(), read.notice), ("计算机科学与技术学院", Some(TextNotice::GapsRemoved)));
        for text in ["MBA 教育中心 （深圳）", "MBA教育中心( 深圳 )", "MBA 教育 中心（深圳）"] {
            assert_eq!(name(text).unwrap().text, "MBA教育中心（深圳）");
        }
    }

    #[test]
    #[doc = "ROS-01, ACC-03"]
    fn ros_01_one_name_has_one_width() {
        let read = name("人工智能(未来)学院").unwrap();
        assert_eq!((read.text.as_str(), read.notice), ("人工智能（未来）学院", Some(TextNotice::WidthsUnified)));
        assert_eq!(name("计算机２３０１Ａ班").unwrap().text, "计算机2301A班");
        assert_eq!(name("Ａ Ｃｌａｓｓ （１）").unwrap().text, "A Class (1)");
        assert_eq!(line("面议(税前)").unwrap().text, "面议(税前)", "only names");
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_character_of_private_use_is_refused_or_the_one_that_the_standard_gave_it_since() {
        assert_eq!(name("\u{e000}学院"), Err(TextFault::Lost('\u{e000}')));
        assert_eq!(lines("住\u{f8ff}宿"), Err(TextFault::Lost('\u{f8ff}')));
        assert_eq!(single_line("李\u{e000}").unwrap().text, "李\u{e000}");
        let read = line("\u{e864}学院").unwrap();
        assert_eq!((read.text.as_str(), read.notice.is_some()), ("\u{9fbb}学院", true));
    }

    #[test]
    #[doc = "ROS-01, ACC-03"]
    fn ros_01_a_letter_that_passes_for_a_latin_one_is_refused_in_every_text() {
        for read in [line, name, lines] {
            let fault = read("Аb 学院").unwrap_err();
            assert_eq!(fault, TextFault::LookAlike('А'));
            assert!(fault.to_string().contains("U+0410"));
        }
    }

    #[test]
    fn a_radical_becomes_the_character_it_looks_like() {
        let read = line("⽂学院").unwrap();
        assert_eq!(read.text, "文学院");
        assert_eq!(read.notice.unwrap().to_string(), "形似字（U+2F42）已改为“文”");
    }

    #[test]
    fn what_cannot_stay_is_refused_by_its_number() {
        assert_eq!(line("软件\n工程师"), Err(TextFault::LineBreak));
        assert_eq!(line("软\u{7}件"), Err(TextFault::Control('\u{7}')));
        assert!(line("\u{202e}0003 元").unwrap_err().to_string().contains("U+202E"));
        assert_eq!(lines("\u{0}\u{1}"), Err(TextFault::Control('\u{0}')));
        assert_eq!(line("李\u{fffd}"), Err(TextFault::Lost('\u{fffd}')));
        assert_eq!(line("\u{5d0}\u{5d9} 3000 元 5000"), Err(TextFault::Reversing('\u{5d0}')));
        for mark in ["学院\u{20dd}", "工程师\u{308}\u{308}", "\u{300}\u{300}", "3\u{336}000"] {
            assert!(matches!(line(mark), Err(TextFault::Lost(_))), "{mark}");
        }
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(lines("\n 1. 服务期三年\r\n\r\n\n\n2. 提供  住宿 \n").unwrap().text, "1. 服务期三年\n\n2. 提供 住宿");
        assert_eq!(line("\n软件工程师\r\n").unwrap().text, "软件工程师");
    }

    #[test]
    fn accents_are_composed() {
        assert_eq!(line("Jose\u{301}").unwrap().text, "José");
    }

    proptest! {
        #[test]
        fn reading_twice_changes_nothing(text in "\\PC{0,40}|[a\u{200b}\u{a0}\n \u{2f42}文\u{301}]{0,20}") {
            for read in [line, name, lines] {
                if let Ok(once) = read(&text) {
                    let twice = read(&once.text).unwrap();
                    prop_assert_eq!(&twice.text, &once.text);
                    prop_assert_eq!(twice.notice, None);
                }
            }
        }

        #[test]
        fn nothing_unseen_is_kept(text in any::<String>()) {
            if let Ok(read) = line(&text) {
                prop_assert!(read.text.is_empty() || !is_blank(&read.text));
                prop_assert!(read.text.chars().all(|c| c == ' ' || effect(c) == Effect::Shown));
            }
        }
    }
}
