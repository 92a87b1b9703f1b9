//! 统一社会信用代码 (GB 32100-2015): department, class, 6 digits of region, 9 of organisation code (GB 11714), 1 check.

use super::checked::checked_text;
use super::text::TextFault;
use super::width::compact;
use thiserror::Error;

/// The alphabet without I, O, S, V and Z; a character's place is its value.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Powers of 3 modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// GB 11714 weights of the eight characters before the organisation's own check character.
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// Registering departments, from 机构编制 (1) to 其他 (Y).
const DEPARTMENTS: &str = "123456789ANY";

/// A code whose department and region are right, and both check characters unless it was taken as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

checked_text!(CreditCode);

/// What is wrong with a credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CreditCodeError {
    #[error("统一社会信用代码{0}")]
    Text(#[from] TextFault),
    #[error("统一社会信用代码应为 18 位")]
    Length,
    #[error("统一社会信用代码只含数字和大写字母，且不含 I、O、S、V、Z，请核对是否与 1、0、5、U、2 混淆")]
    Characters,
    #[error("统一社会信用代码第 1 位不是有效的登记管理部门代码，请核对")]
    Department,
    #[error("统一社会信用代码第 3 至 8 位应为 6 位数字的行政区划代码")]
    Region,
    #[error("统一社会信用代码第 17 位（组织机构代码校验码）不正确，请逐位核对")]
    OrganisationCheck,
    #[error("统一社会信用代码最后一位校验码不正确，请逐位核对")]
    CheckCharacter,
}

impl CreditCodeError {
    /// Whether only a check character is wrong: a slip of the pen, or a licence that was issued like that.
    pub fn is_of_check(self) -> bool {
        matches!(self, Self::OrganisationCheck | Self::CheckCharacter)
    }
}

impl CreditCode {
    /// A code as its licence shows it, whatever its check characters: registries have issued some that fail their own rule (Xiamen
    /// before 2016, for one), and these are the codes of their holders. For somebody who says so deliberately (ACC-10).
    ///
    /// # Errors
    /// As [`Self::parse`], but for the check characters.
    pub fn as_printed(text: &str) -> Result<CreditCode, CreditCodeError> {
        let code = compact(text)?;
        check_shape(&code)?;
        Ok(CreditCode(code))
    }

    /// Whether the check characters are those of the rule; whoever verifies looks twice where they are not.
    pub fn fits_its_check(&self) -> bool {
        Self::parse(&self.0).is_ok()
    }

    /// Checks and normalises (case, spaces, hyphens).
    ///
    /// # Errors
    /// The first rule broken, from the left.
    pub fn parse(text: &str) -> Result<CreditCode, CreditCodeError> {
        let code = compact(text)?;
        check_shape(&code)?;
        if organisation_check(&code[8..16]) != code[16..].chars().next() {
            return Err(CreditCodeError::OrganisationCheck);
        }
        if check_character(&code[..17]) != code[17..].chars().next() {
            return Err(CreditCodeError::CheckCharacter);
        }
        Ok(CreditCode(code))
    }

    /// The 18 characters for the first 16; `None` unless they are 16 characters of the alphabet.
    pub fn with_check_digit(first16: &str) -> Option<String> {
        let organisation = organisation_check(first16.get(8..)?)?;
        let first17 = format!("{first16}{organisation}");
        check_character(&first17).map(|check| format!("{first17}{check}"))
    }
}

fn check_shape(code: &str) -> Result<(), CreditCodeError> {
    if code.chars().count() != 18 {
        return Err(CreditCodeError::Length);
    }
    if !code.bytes().all(|b| ALPHABET.contains(&b)) {
        return Err(CreditCodeError::Characters);
    }
    if !code.starts_with(|c| DEPARTMENTS.contains(c)) {
        return Err(CreditCodeError::Department);
    }
    if !code[2..8].bytes().all(|b| b.is_ascii_digit()) {
        return Err(CreditCodeError::Region);
    }
    Ok(())
}

/// The last character: weights modulo 31 over the first 17.
fn check_character(first17: &str) -> Option<char> {
    let value = |b: u8| ALPHABET.iter().position(|letter| *letter == b);
    let values: Vec<usize> = first17.bytes().map(value).collect::<Option<_>>()?;
    if values.len() != WEIGHTS.len() {
        return None;
    }
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    Some(char::from(ALPHABET[(31 - sum % 31) % 31]))
}

/// The organisation code's ninth character: weights modulo 11, letters counted from A = 10.
fn organisation_check(first8: &str) -> Option<char> {
    let values: Vec<u32> = first8.chars().map(|c| c.to_digit(36)).collect::<Option<_>>()?;
    if values.len() != ORGANISATION_WEIGHTS.len() {
        return None;
    }
    let sum: u32 = values.iter().zip(ORGANISATION_WEIGHTS).map(|(value, weight)| value * weight).sum();
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Codes of well-known companies, a state office and a university, as they publish them.
    const PUBLISHED: [&str; 5] =
        ["914403001922038216", "9144030071526726XG", "91330100799655058B", "91110000802100433B", "91110000100017643K"];

    fn refused(text: &str) -> CreditCodeError {
        CreditCode::parse(text).unwrap_err()
    }

    #[test]
    fn published_codes_are_accepted_and_made_again_from_their_first_16() {
        for code in PUBLISHED {
            assert_eq!(CreditCode::parse(code).unwrap().as_str(), code);
            assert_eq!(CreditCode::with_check_digit(&code[..16]).as_deref(), Some(code));
        }
    }

    #[test]
    fn spaces_hyphens_case_and_width_do_not_matter() {
        let code = CreditCode::parse(" 9144 0300-7152６７26xg ").unwrap();
        assert_eq!(code.as_str(), "9144030071526726XG");
    }

    #[test]
    fn each_part_is_checked() {
        assert_eq!(refused("91440300715267"), CreditCodeError::Length);
        assert_eq!(refused("9144O30071526726XG"), CreditCodeError::Characters);
        assert_eq!(refused("统一社会信用代码统一社会信用代码统一"), CreditCodeError::Characters);
        assert_eq!(refused("B144030071526726XG"), CreditCodeError::Department);
        assert_eq!(refused("91440A0071526726XG"), CreditCodeError::Region);
        assert_eq!(refused("91440300715267261G"), CreditCodeError::OrganisationCheck);
        assert_eq!(refused("9144030071526726XH"), CreditCodeError::CheckCharacter);
    }

    #[test]
    #[doc = "ACC-10"]
    fn acc_10_a_code_is_taken_as_printed_when_only_its_check_is_wrong() {
        for (printed, fits) in [("9144030071526726XG", true), ("9144030071526726XH", false), ("91440300715267261G", false)] {
            let code = CreditCode::as_printed(printed).unwrap();
            assert_eq!((code.as_str(), code.fits_its_check()), (printed, fits));
        }
        for text in ["91440300715267", "9144O30071526726XG", "B144030071526726XG", "91440A0071526726XG"] {
            let error = CreditCode::as_printed(text).unwrap_err();
            assert!(!error.is_of_check(), "{text}");
            assert_eq!(error, refused(text));
        }
    }

    #[test]
    fn check_digits_are_made_for_16_characters_of_the_alphabet_only() {
        assert_eq!(CreditCode::with_check_digit("914403007152672"), None);
        assert_eq!(CreditCode::with_check_digit("91440300715267信"), None);
        assert_eq!(CreditCode::with_check_digit("9144O30071526726"), None);
    }

    prop_compose! {
        fn valid()(department in "[1-9ANY]", class in "[1-9]", region in "[0-9]{6}",
                   organisation in "[0-9A-HJ-NP-RTUWXY]{8}") -> String {
            CreditCode::with_check_digit(&format!("{department}{class}{region}{organisation}")).unwrap()
        }
    }

    proptest! {
        #[test]
        fn a_made_code_is_accepted(code in valid()) {
            let made = CreditCode::parse(&code).unwrap();
            prop_assert_eq!(made.as_str(), code);
        }

        #[test]
        fn any_single_changed_character_is_refused(code in valid(), position in 0usize..18, change in 1usize..31) {
            let mut bytes = code.into_bytes();
            let value = ALPHABET.iter().position(|letter| *letter == bytes[position]).unwrap();
            bytes[position] = ALPHABET[(value + change) % 31];
            let changed = String::from_utf8(bytes).unwrap();
            prop_assert!(CreditCode::parse(&changed).is_err());
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}") {
            let _ = CreditCode::parse(&text);
        }
    }
}
