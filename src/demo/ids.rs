//! Numbers that pass every check.

use super::chance::Chance;
use jiff::{ToSpan, civil::Date};
use std::collections::HashSet;
use wangqian_rules::{
    check::{CreditCode, Gender, IdNumber},
    codes::{CodeTable, Codes},
};

/// Codes of places (counties) in a province, by its two digits; everywhere when they are empty.
pub(super) fn places(codes: &Codes, province: &str) -> Vec<String> {
    let rows = codes.rows(CodeTable::Regions).iter().map(|row| &row.code);
    rows.filter(|code| code.starts_with(province) && codes.is_place(code)).cloned().collect()
}

/// ID numbers, each once.
#[derive(Default)]
pub(super) struct IdNumbers(HashSet<String>);

impl IdNumbers {
    /// A number of somebody born at a place, up to a year before `born_before`.
    pub(super) fn draw(&mut self, place: &str, born_before: Date, gender: Gender, chance: &mut Chance) -> String {
        loop {
            let days = i64::from(chance.below(365));
            let born = born_before.saturating_sub(days.days());
            let parity = u32::from(gender == Gender::Male);
            let sequence = chance.below(500) * 2 + parity;
            let first17 = format!("{place}{}{sequence:03}", born.strftime("%Y%m%d"));
            // An operator's region table may have codes that are no six digits: whatever this is then, it ends.
            let Some(number) = IdNumber::with_check_digit(&first17) else { return first17 };
            if self.0.insert(number.clone()) {
                return number;
            }
        }
    }
}

/// The code's alphabet has no I, O, S, V and Z.
const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The credit code of the so-manieth company registered at a place.
pub(super) fn credit_code(place: &str, number: usize) -> String {
    let mut organisation = String::new();
    let mut rest = number;
    for _ in 0..6 {
        organisation.insert(0, char::from(CREDIT_ALPHABET[rest % CREDIT_ALPHABET.len()]));
        rest /= CREDIT_ALPHABET.len();
    }
    CreditCode::with_check_digit(&format!("91{place}MA{organisation}")).unwrap_or_default()
}

/// A mobile number that looks made up: four zeros in the middle.
pub(super) fn mobile(chance: &mut Chance) -> String {
    let prefix = chance.pick(&["133", "138", "150", "158", "177", "186", "189", "199"]);
    format!("{prefix}0000{:04}", chance.below(10_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wangqian_rules::check::Mobile;

    const YOUNGEST: Date = Date::constant(2005, 9, 1);

    #[test]
    fn id_numbers_are_valid_and_tell_the_gender() {
        let (mut numbers, mut chance) = (IdNumbers::default(), Chance::new(1));
        for gender in [Gender::Male, Gender::Female] {
            let number = numbers.draw("320106", YOUNGEST, gender, &mut chance);
            let id = IdNumber::parse(&number, Date::constant(2027, 1, 1)).unwrap();
            assert_eq!(id.gender(), gender);
            assert!(id.birth_date() <= YOUNGEST);
        }
    }

    #[test]
    fn no_id_number_is_drawn_twice() {
        let (mut numbers, mut chance) = (IdNumbers::default(), Chance::new(1));
        for _ in 0..5_000 {
            numbers.draw("320106", YOUNGEST, Gender::Male, &mut chance);
        }
        assert_eq!(numbers.0.len(), 5_000);
    }

    #[test]
    fn credit_codes_are_valid_and_differ() {
        let codes: HashSet<_> = (0..1_000).map(|number| credit_code("320106", number)).collect();
        assert_eq!(codes.len(), 1_000);
        assert!(codes.iter().all(|code| CreditCode::parse(code).is_ok()));
    }

    #[test]
    fn mobile_numbers_are_valid() {
        let mut chance = Chance::new(1);
        assert!((0..100).all(|_| Mobile::parse(&mobile(&mut chance)).is_ok()));
    }

    #[test]
    fn places_are_counties_of_the_province() {
        let places = places(Codes::builtin(), "53");
        assert!(places.contains(&"530102".to_owned()) && !places.contains(&"530100".to_owned()));
        assert!(places.iter().all(|place| place.starts_with("53")));
    }
}
