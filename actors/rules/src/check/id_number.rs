//! 公民身份号码 (GB 11643-1999): 6 digits of region, 8 of birth date, 3 of sequence, 1 check character.

use super::mask::{masked, masked_debug};
use super::text::TextFault;
use super::width::compact;
use jiff::civil::Date;
use thiserror::Error;

/// Weights of the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character for each weighted sum modulo 11.
const CHECK_CHARACTERS: &[u8; 11] = b"10X98765432";

/// 男 or 女, as the sequence number tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    Male,
    Female,
}

impl Gender {
    /// The code of table `gender`.
    pub const fn code(self) -> &'static str {
        match self {
            Gender::Male => "1",
            Gender::Female => "2",
        }
    }
}

/// A number whose province, birth date and check character are right.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber {
    text: String,
    birth_date: Date,
}

masked_debug!(IdNumber);

/// What is wrong with an ID number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdNumberError {
    #[error("身份证号{0}")]
    Text(#[from] TextFault),
    #[error("身份证号应为 18 位")]
    Length,
    #[error("身份证号前 17 位应为数字，最后一位应为数字或 X")]
    Characters,
    #[error("身份证号前两位不是有效的省级行政区划代码，请核对")]
    Province,
    #[error("身份证号第 7 至 14 位不是有效的出生日期（年年年年月月日日），请核对")]
    BirthDate,
    #[error("身份证号中的出生日期晚于今天，请核对")]
    BirthInFuture,
    #[error("身份证号最后一位校验码不正确，请逐位核对")]
    CheckCharacter,
}

impl IdNumber {
    /// Checks and normalises; the region is checked by province only, since it is the code at first registration.
    ///
    /// # Errors
    /// The first rule broken, from the left.
    pub fn parse(text: &str, today: Date) -> Result<IdNumber, IdNumberError> {
        let text = compact(text)?;
        check_shape(&text)?;
        if !is_province(&text[..2]) {
            return Err(IdNumberError::Province);
        }
        let birth_date = birth_date(&text[6..14]).ok_or(IdNumberError::BirthDate)?;
        if birth_date > today {
            return Err(IdNumberError::BirthInFuture);
        }
        if check_character(&text[..17]) != text.chars().last() {
            return Err(IdNumberError::CheckCharacter);
        }
        Ok(IdNumber { text, birth_date })
    }

    /// The 18 characters for 17 digits; `None` unless they are 17 digits.
    pub fn with_check_digit(first17: &str) -> Option<String> {
        check_character(first17).map(|check| format!("{first17}{check}"))
    }

    /// All 18 characters, `X` upper-case.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn birth_date(&self) -> Date {
        self.birth_date
    }

    /// The 17th digit: odd 男, even 女.
    pub fn gender(&self) -> Gender {
        if self.text.as_bytes()[16] % 2 == 1 { Gender::Male } else { Gender::Female }
    }

    /// 「1101**********1234」.
    pub fn masked(&self) -> String {
        masked(&self.text, 4, 4)
    }
}

fn check_shape(text: &str) -> Result<(), IdNumberError> {
    if text.chars().count() != 18 {
        return Err(IdNumberError::Length);
    }
    let (body, check) = text.as_bytes().split_at(17);
    let shaped = text.is_ascii() && body.iter().all(u8::is_ascii_digit) && matches!(check[0], b'0'..=b'9' | b'X');
    if shaped { Ok(()) } else { Err(IdNumberError::Characters) }
}

/// GB/T 2260 provinces; 83 is used for 台湾 residents' permits.
fn is_province(code: &str) -> bool {
    matches!(
        code.as_bytes(),
        [b'1', b'1'..=b'5']
            | [b'2', b'1'..=b'3']
            | [b'3', b'1'..=b'7']
            | [b'4', b'1'..=b'6']
            | [b'5', b'0'..=b'4']
            | [b'6', b'1'..=b'5']
            | [b'7', b'1']
            | [b'8', b'1'..=b'3']
    )
}

pub(super) fn birth_date(yyyymmdd: &str) -> Option<Date> {
    let year = yyyymmdd.get(..4)?.parse().ok()?;
    let month = yyyymmdd.get(4..6)?.parse().ok()?;
    let day = yyyymmdd.get(6..)?.parse().ok()?;
    Date::new(year, month, day).ok()
}

pub(super) fn check_character(first17: &str) -> Option<char> {
    let digits: Vec<u32> = first17.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    if digits.len() != WEIGHTS.len() {
        return None;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    Some(char::from(CHECK_CHARACTERS[(sum % 11) as usize]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = Date::constant(2027, 6, 15);
    /// The sample printed in the standard.
    const SAMPLE: &str = "11010519491231002X";

    fn refused(text: &str) -> IdNumberError {
        IdNumber::parse(text, TODAY).unwrap_err()
    }

    #[test]
    fn the_sample_of_the_standard_is_read() {
        let id = IdNumber::parse(" １1010519491231002x ", TODAY).unwrap();
        assert_eq!(id.as_str(), SAMPLE);
        assert_eq!(id.birth_date(), Date::constant(1949, 12, 31));
        assert_eq!(id.gender(), Gender::Female);
        assert_eq!(id.masked(), "1101**********002X");
    }

    #[test]
    fn debug_output_hides_the_number() {
        let id = IdNumber::parse(SAMPLE, TODAY).unwrap();
        assert_eq!(format!("{id:?}"), "IdNumber(\"1101**********002X\")");
    }

    #[test]
    fn each_part_is_checked() {
        assert_eq!(refused("110105491231002"), IdNumberError::Length);
        assert_eq!(refused(""), IdNumberError::Length);
        assert_eq!(refused("1101051949123100XX"), IdNumberError::Characters);
        assert_eq!(refused("身份证号身份证号身份证号身份证号身份"), IdNumberError::Characters);
        assert_eq!(refused("99010519491231002X"), IdNumberError::Province);
        assert_eq!(refused("11010519490231002X"), IdNumberError::BirthDate);
        assert_eq!(refused("110105194912310021"), IdNumberError::CheckCharacter);
    }

    #[test]
    fn a_birth_date_after_today_is_refused_and_today_is_not() {
        let text = IdNumber::with_check_digit("11010520270615002").unwrap();
        assert!(IdNumber::parse(&text, TODAY).is_ok());
        let yesterday = Date::constant(2027, 6, 14);
        assert_eq!(IdNumber::parse(&text, yesterday), Err(IdNumberError::BirthInFuture));
    }

    #[test]
    fn check_digits_are_made_for_17_digits_only() {
        assert_eq!(IdNumber::with_check_digit("11010519491231002").as_deref(), Some(SAMPLE));
        assert_eq!(IdNumber::with_check_digit("1101051949123100"), None);
        assert_eq!(IdNumber::with_check_digit("1101051949123100X"), None);
    }

    prop_compose! {
        fn valid()(province in prop::sample::select(vec!["11", "32", "44", "65"]), county in 0u32..10_000,
                   year in 1950i16..2010, month in 1i8..=12, day in 1i8..=28, sequence in 0u32..1000) -> String {
            let first17 = format!("{province}{county:04}{year}{month:02}{day:02}{sequence:03}");
            IdNumber::with_check_digit(&first17).unwrap()
        }
    }

    proptest! {
        #[test]
        fn a_made_number_is_accepted(text in valid()) {
            let made = IdNumber::parse(&text, TODAY).unwrap();
            prop_assert_eq!(made.as_str(), text);
        }

        #[test]
        fn any_single_changed_character_is_refused(text in valid(), position in 0usize..18, change in 1u8..10) {
            let mut bytes = text.into_bytes();
            bytes[position] = match bytes[position] {
                b'X' => b'0' + change,
                digit => b'0' + (digit - b'0' + change) % 10,
            };
            let changed = String::from_utf8(bytes).unwrap();
            prop_assert!(IdNumber::parse(&changed, TODAY).is_err());
        }

        #[test]
        fn no_text_panics_and_no_error_repeats_it(text in "\\PC{0,24}") {
            if let Err(error) = IdNumber::parse(&text, TODAY) {
                prop_assert!(text.chars().count() < 4 || !error.to_string().contains(&text));
            }
        }
    }
}
