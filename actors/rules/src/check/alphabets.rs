//! Letters of one alphabet that pass for those of another: `МВА` in Cyrillic shows as `MBA` and is another text.

use super::characters::{ascii_twin, looks_latin};
use super::han::is_han;

/// The first letter that a reader takes for a Latin one: in a word that mixes the alphabets, or in a word of such letters only.
/// A text that is Russian or Greek beyond doubt keeps its short words, and a sign of mathematics stands alone.
pub(super) fn passes_for_latin(text: &str) -> Option<char> {
    let is_of_another_alphabet = text.chars().any(|c| looks_latin(c) && !is_twin(c) && !is_sign(c));
    let words = text.split(|c: char| !c.is_alphabetic() || is_han(c));
    words.filter(|word| deceives(word, is_of_another_alphabet)).find_map(|word| word.chars().find(|c| is_twin(*c)))
}

fn deceives(word: &str, is_of_another_alphabet: bool) -> bool {
    let has_latin = word.contains(|c: char| c.is_ascii_alphabetic());
    let is_twins_only = !word.is_empty() && word.chars().all(is_twin);
    has_latin || is_twins_only && !is_of_another_alphabet
}

fn is_twin(c: char) -> bool {
    is_drawn(c) || looks_latin(c) && !is_sign(c) && ascii_twin(c).is_ascii_alphabetic()
}

/// `ρ = 1.2`, `χ²`: written in texts of engineers, and like no Latin letter to them.
fn is_sign(c: char) -> bool {
    matches!(c, 'α'..='ω' | 'Γ' | 'Δ' | 'Θ' | 'Λ' | 'Ξ' | 'Π' | 'Σ' | 'Φ' | 'Ψ' | 'Ω')
}

/// A Latin letter as mathematics draws it.
fn is_drawn(c: char) -> bool {
    matches!(c, '\u{1d400}'..='\u{1d6a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_letter_that_passes_for_latin_is_found_in_mixed_words_and_in_words_of_nothing_else() {
        for (text, found) in [
            ("Pуthon 工程师", Some('у')),
            ("МВА教育中心", Some('М')),
            ("计算机2301А班", Some('А')),
            ("软件工程 С++", Some('С')),
            ("\u{1d40c}\u{1d401}\u{1d400}学院", Some('\u{1d40c}')),
            ("ΒΑΝΚ", Some('Β')),
            ("Московский институт", None),
            ("Мы и они со всеми", None),
            ("Αθήνα", None),
            ("ρ = 1.2，χ²检验，Δt，μm，5 Ω", None),
            ("José, Łukasz, Đặng", None),
            ("3×5 米 — ー", None),
            ("MBA教育中心", None),
            ("", None),
        ] {
            assert_eq!(passes_for_latin(text), found, "{text}");
        }
    }
}
