//! 「协议编号」: the school numbers its agreements in the order in which it hears of them.
//!
//! School code (5 digits), cohort (2), serial (8), check digit (1). The school is one writer, so no two agreements get one number, and
//! what it has numbered once keeps its number whatever becomes of it.

use super::{Event, School};
use crate::{
    case::{CaseRow, Phase, Status},
    ids::*,
};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The number of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AgreementNumber {
    pub school: SchoolId,
    pub cohort: u16,
    /// From 1, within school and cohort.
    pub serial: u32,
}

/// Why a text is no number of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number of an agreement: 16 digits of which the last one checks the others")]
pub struct NoNumber;

const CENTURY: u16 = 2000;
const DIGITS: usize = 16;

impl AgreementNumber {
    fn digits(self) -> String {
        format!("{:05}{:02}{:08}", self.school.0, self.cohort % 100, self.serial)
    }
}

impl fmt::Display for AgreementNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        write!(f, "{digits}{}", check_digit(&digits))
    }
}

impl FromStr for AgreementNumber {
    type Err = NoNumber;

    fn from_str(text: &str) -> Result<Self, NoNumber> {
        if text.len() != DIGITS || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NoNumber);
        }
        let part = |from: usize, to: usize| text[from..to].parse::<u32>().map_err(|_| NoNumber);
        let cohort = CENTURY + u16::try_from(part(5, 7)?).map_err(|_| NoNumber)?;
        let number = Self { school: SchoolId(part(0, 5)?), cohort, serial: part(7, 15)? };
        if number.to_string() == text { Ok(number) } else { Err(NoNumber) }
    }
}

/// ISO 7064 MOD 11,10: one wrong digit is found, and two that were exchanged.
fn check_digit(digits: &str) -> u8 {
    let step = |product: u8, digit: u8| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    };
    let product = digits.bytes().map(|byte| byte - b'0').fold(10, step);
    (11 - product) % 10
}

/// The numbers that a school has given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    of_cases: OrdMap<CaseId, (u16, u32)>,
    cases: OrdMap<(u16, u32), CaseId>,
}

impl Numbers {
    /// The case of a cohort's serial.
    pub fn case(&self, number: AgreementNumber) -> Option<CaseId> {
        self.cases.get(&(number.cohort, number.serial)).copied()
    }

    /// Cohort and serial of a case.
    pub(super) fn of(&self, case: CaseId) -> Option<(u16, u32)> {
        self.of_cases.get(&case).copied()
    }

    pub(super) fn put(&mut self, case: CaseId, cohort: u16, serial: u32) {
        self.of_cases.insert(case, (cohort, serial));
        self.cases.insert((cohort, serial), case);
    }

    fn next(&self, cohort: u16) -> u32 {
        let newest = self.cases.range((cohort, 0)..=(cohort, u32::MAX)).next_back();
        newest.map_or(1, |((_, serial), _)| serial.saturating_add(1))
    }
}

impl School {
    /// The number of a case's agreement, once it has one.
    pub fn agreement_number(&self, school: SchoolId, case: CaseId) -> Option<AgreementNumber> {
        self.numbers.of(case).map(|(cohort, serial)| AgreementNumber { school, cohort, serial })
    }

    /// A number for an agreement that has come so far as to be printed: it holds, or waits to be signed on paper.
    pub(super) fn numbers_agreement(&self, row: &CaseRow) -> Option<Event> {
        let printed =
            matches!(row.status, Status::Effective | Status::Open(Phase::Second, _) | Status::InReview(Phase::Second, _));
        let due = printed && row.kind.facts().issues_agreement() && self.numbers.of(row.case).is_none();
        let cohort = row.graduate.cohort;
        due.then(|| Event::AgreementNumbered { case: row.case, cohort, serial: self.numbers.next(cohort) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn number(serial: u32) -> AgreementNumber {
        AgreementNumber { school: SchoolId(10001), cohort: 2027, serial }
    }

    #[test]
    #[doc = "SIG-05"]
    fn sig_05_a_number_is_written_and_read() {
        assert_eq!(check_digit("0794"), 5, "the example of the standard");
        for serial in [1, 421, 99_999_999] {
            let written = number(serial).to_string();
            assert_eq!((written.len(), written.parse()), (DIGITS, Ok(number(serial))), "{written}");
        }
        assert_eq!(number(421).to_string()[..15], *"100012700000421");
    }

    #[test]
    #[doc = "SIG-05"]
    fn sig_05_a_wrong_digit_and_two_exchanged_are_found() {
        let written = number(421).to_string();
        for place in 0..DIGITS {
            for digit in '0'..='9' {
                let mut wrong: Vec<_> = written.chars().collect();
                wrong[place] = digit;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(wrong.parse::<AgreementNumber>().is_ok(), wrong == written, "{wrong}");
            }
        }
        for text in ["", "1000127000004211234", "10001270000042１", "abcdefghijklmnop"] {
            assert_eq!(text.parse::<AgreementNumber>(), Err(NoNumber), "{text}");
        }
    }

    #[test]
    #[doc = "SIG-05"]
    fn sig_05_serials_go_on_within_their_cohort() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.next(2027), 1);
        numbers.put(CaseId(Uuid::from_u128(1)), 2027, 1);
        numbers.put(CaseId(Uuid::from_u128(2)), 2028, 7);
        assert_eq!((numbers.next(2027), numbers.next(2028), numbers.next(2026)), (2, 8, 1));
        assert_eq!(numbers.case(number(1)), Some(CaseId(Uuid::from_u128(1))));
    }
}
