//! How people are found by what somebody types: a part of the name, its pinyin in full or by initials, a number.
//!
//! The readings of a character are looked up in a static table, so nothing about a name is stored or kept: what is found
//! always follows from the roster as it is now.

use pinyin::{PinyinMulti, ToPinyinMulti};
use wangqian_rules::check::{person_name::plain, width};
use wangqian_rules::school::roster::RosterRow;

/// Longer input names nobody; the bound lets the places reached in it stand in one word of bits.
const TYPED_MAX: usize = 63;

/// What was typed, prepared once for all rows.
#[derive(Clone, Debug)]
pub struct Needle {
    /// As in a number.
    number: String,
    /// As in a name: without what only separates syllables; `ü` as it is typed, `v`.
    letters: Vec<char>,
    /// Whether anything of it can be a reading: looking those up is what a search costs.
    spelled: bool,
}

impl Needle {
    /// Nothing is looked for when nothing was typed.
    pub fn of(typed: Option<&str>) -> Option<Self> {
        let text = &width::tidy(typed?).ok().filter(|text| !text.is_empty())?;
        let letters = text.chars().filter(|letter| !separates(*letter)).flat_map(char::to_lowercase);
        let letters: Vec<_> = letters.map(|letter| if letter == 'ü' { 'v' } else { plain(letter) }).collect();
        let spelled = letters.iter().any(char::is_ascii_lowercase);
        Some(Self { number: width::ascii(text).ok()?.to_uppercase(), letters, spelled })
    }

    /// One graduate of a roster (ROS-01).
    pub fn finds(&self, row: &RosterRow) -> bool {
        self.names(&row.name) || self.numbers(&row.exam_no) || self.is(&row.id_no)
    }

    /// Part of a candidate number.
    pub fn numbers(&self, exam_no: &str) -> bool {
        exam_no.contains(&self.number)
    }

    /// An ID number is found whole only: by its parts one could ask for the digits that are hidden (EXT-08).
    pub fn is(&self, id_no: &str) -> bool {
        id_no == self.number
    }

    /// Part of a text, as it is written.
    pub fn within(&self, text: &str) -> bool {
        text.to_uppercase().contains(&self.number)
    }

    /// A name, from any of its characters on: each by itself, by any of its readings in full or by that one's initial, the last
    /// one also by the beginning of a reading. So 单晓璐 is `单晓`, `shanxiao`, `sxl`, `dxl`, `shanxl` and `xiaol`.
    pub fn names(&self, name: &str) -> bool {
        if self.letters.is_empty() || self.letters.len() > TYPED_MAX {
            return false;
        }
        let mut reached = START;
        for character in name.chars().filter(|character| !separates(*character)) {
            let Some(next) = self.pass(character, reached) else { return true };
            reached = next | START;
        }
        false
    }

    /// Where in the letters one can be after this character, one bit a place; nothing when they end in it.
    fn pass(&self, character: char, reached: u64) -> Option<u64> {
        let mut next = 0;
        let readings = if self.spelled { character.to_pinyin_multi() } else { None };
        for at in places(reached) {
            let ahead = &self.letters[at..];
            if is_letter(character, ahead[0]) {
                next |= self.beyond(at, 1)?;
            }
            for reading in readings.into_iter().flat_map(PinyinMulti::into_iter).map(pinyin::Pinyin::plain) {
                for length in lengths(reading, ahead) {
                    next |= self.beyond(at, length)?;
                }
            }
        }
        Some(next)
    }

    fn beyond(&self, at: usize, length: usize) -> Option<u64> {
        (at + length < self.letters.len()).then(|| START << (at + length))
    }
}

const START: u64 = 1;

fn places(reached: u64) -> impl Iterator<Item = usize> {
    (0..=TYPED_MAX).filter(move |at| reached >> at & 1 == 1)
}

/// Between the parts of a name, and between typed syllables.
fn separates(character: char) -> bool {
    character.is_whitespace() || matches!(character, '·' | '•' | '.' | '。' | '\'' | '’' | '-')
}

fn is_letter(character: char, typed: char) -> bool {
    character == typed || plain(character).to_lowercase().eq([typed])
}

/// How many of the letters ahead a reading can take: all of its own, its initial, or what is left when it only begins with that.
fn lengths(reading: &str, ahead: &[char]) -> impl Iterator<Item = usize> {
    let common = common(reading, ahead);
    let all = reading.chars().count();
    let whole = (common == all || common == ahead.len()).then_some(common);
    let initial = (common >= 1).then_some(1);
    // 「zh」「ch」「sh」 are initials of two letters.
    let double = (common >= 2 && reading.as_bytes().get(1) == Some(&b'h')).then_some(2);
    [whole, initial, double].into_iter().flatten().filter(|length| *length > 0)
}

/// Letters that both begin with. `ü` is typed `v` on every keyboard and printed `yu` nowhere else than on passports.
fn common(reading: &str, ahead: &[char]) -> usize {
    let same = |(own, typed): &(char, &char)| own == *typed || (*own == 'ü' && matches!(typed, 'v' | 'u'));
    reading.chars().zip(ahead).take_while(same).count()
}

/// Whether a filter lets a value through: an empty one, as an absent one, asks for everything.
pub fn is_wanted(wanted: &Option<String>, value: &str) -> bool {
    wanted.as_deref().is_none_or(|wanted| wanted.is_empty() || wanted == value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(name: &str, typed: &str) -> bool {
        Needle::of(Some(typed)).unwrap().names(name)
    }

    #[test]
    #[doc = "ROS-01, SIG-01"]
    fn ros_01_a_name_is_found_as_a_look_up_reads_it() {
        for (name, typed) in [("José Núñez", "jose"), ("Jose", "José"), ("Łukasz", "luk"), ("李〇", "○"), ("Müller", "muller")]
        {
            assert!(found(name, typed), "{name} by {typed}");
        }
        assert!(!found("José", "josa"));
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_name_is_found_by_its_characters_its_pinyin_and_its_initials() {
        for typed in [
            "王",
            "小明",
            "王小明",
            "wang",
            "wangxiaoming",
            "Wang Xiaoming",
            "wang'xiao'ming",
            "wxm",
            "xm",
            "wangxm",
            "wxiaom",
            "王xm",
            "xiaomi",
        ] {
            assert!(found("王小明", typed), "{typed}");
        }
        for typed in ["明王", "wm", "wangming", "wangxiaomingg", "zwxm", "ang", "iaoming", "x ing"] {
            assert!(!found("王小明", typed), "{typed}");
        }
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_surname_that_reads_differently_is_found_by_its_reading_as_a_surname_and_by_the_common_one() {
        let surnames = [
            ("单", "shan", "dan"),
            ("仇", "qiu", "chou"),
            ("解", "xie", "jie"),
            ("区", "ou", "qu"),
            ("查", "zha", "cha"),
            ("任", "ren", "ren"),
            ("盖", "ge", "gai"),
            ("曾", "zeng", "ceng"),
            ("朴", "piao", "pu"),
            ("乐", "yue", "le"),
            ("翟", "zhai", "di"),
            ("缪", "miao", "mou"),
            ("华", "hua", "hua"),
            ("长孙", "zhangsun", "changsun"),
            ("尉迟", "yuchi", "weichi"),
            ("万俟", "moqi", "wansi"),
            ("吕", "lv", "lu"),
            ("吕", "lü", "lv"),
        ];
        for (surname, right, common) in surnames {
            for reading in [right, common] {
                assert!(found(&format!("{surname}晓璐"), &format!("{reading}xiaolu")), "{surname} {reading}");
            }
        }
        assert!(found("单晓璐", "sxl") && found("单晓璐", "shxl") && found("单晓璐", "dxl"));
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_names_with_a_dot_or_latin_letters_are_found_across_what_separates_them() {
        assert!(
            found("阿依古丽·买买提", "ayigulimaimaiti")
                && found("阿依古丽·买买提", "古丽买")
                && found("阿依古丽·买买提", "aygl")
        );
        assert!(found("Li明", "liming") && found("Li明", "LI") && !found("Li明", "lming"));
    }

    #[test]
    #[doc = "EXT-08"]
    fn an_id_number_is_found_whole_only() {
        let whole = Needle::of(Some(" 32010220050101001x ")).unwrap();
        assert!(whole.is("32010220050101001X"));
        assert!(!Needle::of(Some("320102")).unwrap().is("32010220050101001X"));
        assert!(Needle::of(Some("  ")).is_none() && Needle::of(None).is_none());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_answered(name in "\\PC{0,40}", typed in "\\PC{1,90}") {
            if let Some(needle) = Needle::of(Some(&typed)) {
                let _ = needle.names(&name);
            }
        }

        /// Every part of a name in characters finds it.
        #[test]
        fn every_part_of_a_name_finds_it(name in "[一-龥]{2,6}", from in 0usize..2, length in 1usize..4) {
            let part: String = name.chars().skip(from).take(length).collect();
            prop_assert!(found(&name, &part));
        }
    }
}
