//! Names of files in a zip: of the agreement and its graduate, such as every system takes, and never two the same.

use std::collections::BTreeSet;

/// Characters of a graduate's name: enough for every name.
const NAME_MAX: usize = 60;
/// Windows knows no file with one of these in its name.
const FORBIDDEN: &[char] = &['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

/// The names that were given.
#[derive(Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// 「协议编号_姓名.pdf」.
    pub fn give(&mut self, number: &str, graduate: &str) -> String {
        let stem = format!("{number}_{}", safe(graduate));
        let stem = stem.trim_end_matches('_');
        let mut name = format!("{stem}.pdf");
        let mut again = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{stem}_{again}.pdf");
            again += 1;
        }
        name
    }
}

fn safe(name: &str) -> String {
    let shown = |letter: char| if letter.is_control() || FORBIDDEN.contains(&letter) { '_' } else { letter };
    let name: String = name.trim().chars().map(shown).take(NAME_MAX).collect();
    name.trim_end_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "EXT-13"]
    fn ext_13_every_system_takes_the_names_and_none_is_there_twice() {
        let mut names = Names::default();
        let name = |names: &mut Names, graduate| names.give("1000127000000015", graduate);
        assert_eq!(name(&mut names, "李明"), "1000127000000015_李明.pdf");
        assert_eq!(name(&mut names, "李明"), "1000127000000015_李明_2.pdf");
        assert_eq!(name(&mut names, "阿依努尔·买买提"), "1000127000000015_阿依努尔·买买提.pdf");
        assert_eq!(name(&mut names, "../a\\b:c\n?. "), "1000127000000015_.._a_b_c.pdf");
        assert_eq!(name(&mut names, ""), "1000127000000015.pdf");
        assert!(name(&mut names, &"长".repeat(500)).chars().count() < 100);
    }
}
