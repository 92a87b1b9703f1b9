//! Which characters a person can see, and which ones look like others.
//!
//! Names and numbers arrive from web pages, chat programs, PDF files and other systems. Characters that come along unseen must neither
//! make two texts of one nor show a reader something else than was signed.

use super::radicals::{drawn_like, since_standardised};
use unicode_normalization::UnicodeNormalization;

/// The effect of a character in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It is seen.
    Shown,
    /// It looks like this ordinary Han character.
    Han {
        is: char,
    },
    /// White space within a line.
    Gap,
    LineEnd,
    /// It prints nothing, and the text reads the same without it.
    Unseen,
    /// It makes what follows read from right to left: what is shown is not what is stored.
    Reversing,
    Control,
    /// It stands for something that was lost or is no character at all.
    Lost,
}

/// The effect of `c`.
pub(super) fn effect(c: char) -> Effect {
    match c {
        '\t' => Effect::Gap,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Effect::LineEnd,
        c if reads_leftwards(c) => Effect::Reversing,
        '\u{61c}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' => Effect::Reversing,
        '\u{fff9}'..='\u{fffd}' => Effect::Lost,
        c if c.is_control() => Effect::Control,
        c if u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}') => Effect::Lost,
        c if c.is_whitespace() => Effect::Gap,
        c if is_unseen(c) => Effect::Unseen,
        c => ordinary_han(c).map_or(Effect::Shown, |is| Effect::Han { is }),
    }
}

/// Letters of the scripts written from right to left: numbers beside them are shown in another order than they are stored.
fn reads_leftwards(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Joiners, fillers, tags, variation selectors and left-to-right marks.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200e}' | '\u{202a}' | '\u{202c}' | '\u{202d}' | '\u{2060}'..='\u{2066}' | '\u{2068}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
        | '\u{16fe4}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The ordinary Han character that a radical or a compatibility form looks like: PDF files and old fonts give these.
fn ordinary_han(c: char) -> Option<char> {
    if !matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{e816}'..='\u{e864}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}') {
        return None;
    }
    if let Some(ordinary) = drawn_like(c).or_else(|| since_standardised(c)) {
        return Some(ordinary);
    }
    let mut folded = std::iter::once(c).nfkc();
    folded.next().filter(|ordinary| *ordinary != c && folded.next().is_none())
}

/// The ASCII letter, digit or hyphen that `c` looks like; for numbers and codes, where nothing else can be meant.
pub(super) fn ascii_twin(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '－' | '⁃' | 'ー' | '─' => '-',
        '×' | '✕' | '╳' => 'X',
        'А' | 'Α' | 'а' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'с' | 'Ϲ' => 'C',
        'Е' | 'Ε' | 'е' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' | 'і' => 'I',
        'Ј' | 'ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' | 'о' | 'ο' => 'O',
        'Р' | 'Ρ' | 'р' | 'ρ' => 'P',
        'Ѕ' | 'ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'У' | 'Υ' | 'у' => 'Y',
        'Х' | 'Χ' | 'х' | 'χ' => 'X',
        'Ζ' => 'Z',
        _ => c,
    }
}

/// A character that every system may draw as it likes.
pub(super) fn is_private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// A mark that is drawn over or around the character before it.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// A letter of an alphabet or of a phonetic notation whose letters look like Latin ones.
pub(super) fn looks_latin(c: char) -> bool {
    matches!(c, '\u{250}'..='\u{2af}' | '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}' | '\u{13a0}'..='\u{13ff}' | '\u{1d00}'..='\u{1dbf}'
        | '\u{1f00}'..='\u{1fff}' | '\u{2c80}'..='\u{2cff}' | '\u{a4d0}'..='\u{a4ff}' | '\u{ab30}'..='\u{abbf}')
}

/// How a message names a character that cannot be shown: `U+200B`.
pub(super) fn named(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_print_nothing_are_known() {
        for c in ['\u{200b}', '\u{ad}', '\u{3164}', '\u{2066}', '\u{2069}', '\u{feff}', '\u{2800}', '\u{e0041}', '\u{fe0f}'] {
            assert_eq!(effect(c), Effect::Unseen, "{}", named(c));
        }
    }

    #[test]
    fn what_reads_backwards_or_was_lost_is_told_apart() {
        assert_eq!((effect('\u{202e}'), effect('\u{2067}')), (Effect::Reversing, Effect::Reversing));
        assert_eq!((effect('\u{7}'), effect('\u{fffd}'), effect('\u{ffff}')), (Effect::Control, Effect::Lost, Effect::Lost));
        assert_eq!((effect('\u{a0}'), effect('\t'), effect('\u{2028}')), (Effect::Gap, Effect::Gap, Effect::LineEnd));
    }

    #[test]
    fn radicals_and_compatibility_forms_become_ordinary_han() {
        assert_eq!(ordinary_han('⻓'), Some('长'));
        assert_eq!((ordinary_han('⽂'), ordinary_han('\u{f98a}')), (Some('文'), Some('力')));
        assert_eq!((ordinary_han('文'), ordinary_han('\u{fa0e}')), (None, None));
    }

    #[test]
    fn letters_of_other_alphabets_have_twins() {
        assert_eq!((ascii_twin('Х'), ascii_twin('×'), ascii_twin('－'), ascii_twin('京')), ('X', 'X', '-', '京'));
    }
}
