//! Telephone numbers of the mainland: mobile, landline, and the numbers that organisations print for their callers.

use super::checked::checked_text;
use super::mask::{masked, masked_debug};
use super::width::{ascii, compact};
use thiserror::Error;

/// 手机号: 11 digits from 13 to 19.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mobile(String);

checked_text!(Mobile);

/// 固定电话: `010-62770334`, with `-8001` behind it for an extension.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Landline(String);

checked_text!(Landline);

/// 服务号码: `400-820-8820`, `800-…`, or a short one of 95 and 96. Many employers print no other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceNumber(String);

checked_text!(ServiceNumber);

/// Any of them, where a form takes all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phone {
    Mobile(Mobile),
    Landline(Landline),
    Service(ServiceNumber),
}

masked_debug!(ServiceNumber);
masked_debug!(Mobile);
masked_debug!(Landline);

/// What is wrong with a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhoneError {
    #[error("手机号应为 11 位数字，以 13 至 19 开头")]
    Mobile,
    #[error("固定电话应为“区号-号码”，如 010-12345678，分机号以“-”接在后面")]
    Landline,
    #[error("服务号码应为 400、800 开头的 10 位号码，或 95、96 开头的短号")]
    Service,
    #[error("电话应为 11 位手机号、“区号-号码”形式的固定电话，或 400、95 等服务号码")]
    NoPhone,
}

impl Mobile {
    /// Checks and normalises (`+86`, spaces, hyphens).
    ///
    /// # Errors
    /// [`PhoneError::Mobile`].
    pub fn parse(text: &str) -> Result<Mobile, PhoneError> {
        let text = ascii(text).map_err(|_| PhoneError::Mobile)?;
        let digits: String = national(&text).0.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let shaped = digits.len() == 11 && is_digits(&digits) && matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..]);
        if shaped { Ok(Mobile(digits)) } else { Err(PhoneError::Mobile) }
    }

    /// 「138****1234」.
    pub fn masked(&self) -> String {
        masked(&self.0, 3, 4)
    }
}

impl Landline {
    /// Checks and normalises to `area-number[-extension]`.
    ///
    /// # Errors
    /// [`PhoneError::Landline`].
    pub fn parse(text: &str) -> Result<Landline, PhoneError> {
        let text = ascii(text).map_err(|_| PhoneError::Landline)?.replace(['(', ')'], "-").replace("转", "-");
        let (number, abroad) = national(&text);
        let mut parts: Vec<String> =
            number.split('-').map(|part| part.replace(' ', "")).filter(|part| !part.is_empty()).collect();
        if let (true, Some(first)) = (abroad, parts.first_mut()) {
            restore_trunk_zero(first);
        }
        normalised_landline(&parts).map(Landline).ok_or(PhoneError::Landline)
    }

    /// The first 3 and last 4 characters.
    pub fn masked(&self) -> String {
        masked(&self.0, 3, 4)
    }
}

impl ServiceNumber {
    /// Checks and normalises to `400-820-8820`, or to the digits of a short number.
    ///
    /// # Errors
    /// [`PhoneError::Service`].
    pub fn parse(text: &str) -> Result<ServiceNumber, PhoneError> {
        let digits = compact(text).map_err(|_| PhoneError::Service)?;
        match digits.as_bytes() {
            _ if !is_digits(&digits) => Err(PhoneError::Service),
            [b'4' | b'8', b'0', b'0', ..] if digits.len() == 10 => {
                Ok(ServiceNumber(format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..])))
            }
            [b'9', b'5' | b'6', ..] if (5..=8).contains(&digits.len()) => Ok(ServiceNumber(digits)),
            _ => Err(PhoneError::Service),
        }
    }

    /// The first 3 and last 4 characters.
    pub fn masked(&self) -> String {
        masked(&self.0, 3, 4)
    }
}

impl Phone {
    /// A mobile number, a landline or a service number.
    ///
    /// # Errors
    /// [`PhoneError::NoPhone`].
    pub fn parse(text: &str) -> Result<Phone, PhoneError> {
        let mobile = Mobile::parse(text).map(Phone::Mobile);
        let landline = mobile.or_else(|_| Landline::parse(text).map(Phone::Landline));
        landline.or_else(|_| ServiceNumber::parse(text).map(Phone::Service)).map_err(|_| PhoneError::NoPhone)
    }

    /// The normalised number.
    pub fn as_str(&self) -> &str {
        match self {
            Phone::Mobile(mobile) => mobile.as_str(),
            Phone::Landline(landline) => landline.as_str(),
            Phone::Service(service) => service.as_str(),
        }
    }

    /// The first 3 and last 4 characters.
    pub fn masked(&self) -> String {
        masked(self.as_str(), 3, 4)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        match phone {
            Phone::Mobile(mobile) => mobile.into(),
            Phone::Landline(landline) => landline.into(),
            Phone::Service(service) => service.into(),
        }
    }
}

/// The number without the country code, and whether it had one.
fn national(text: &str) -> (&str, bool) {
    let stripped = ["+86", "0086", "86-", "86 "].into_iter().find_map(|prefix| text.strip_prefix(prefix));
    (stripped.unwrap_or(text).trim_start_matches([' ', '-']), stripped.is_some())
}

/// Behind `+86` the area code is written without its leading 0.
fn restore_trunk_zero(area: &mut String) {
    if !area.starts_with('0') {
        area.insert(0, '0');
    }
}

fn normalised_landline(parts: &[String]) -> Option<String> {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (area, number, extension) = match parts.as_slice() {
        [joined] => split_area(joined).map(|(area, number)| (area, number, None))?,
        [area, number] if area.len() <= 4 => (*area, *number, None),
        [joined, extension] => split_area(joined).map(|(area, number)| (area, number, Some(*extension)))?,
        [area, number, extension] => (*area, *number, Some(*extension)),
        _ => return None,
    };
    let shaped = matches!(area.len(), 3 | 4)
        && area.starts_with('0')
        && matches!(number.len(), 7 | 8)
        && extension.is_none_or(|extension| matches!(extension.len(), 1..=6) && is_digits(extension))
        && is_digits(area)
        && is_digits(number);
    shaped.then(|| extension.map_or(format!("{area}-{number}"), |extension| format!("{area}-{number}-{extension}")))
}

/// 010 and 02x have three digits, all others four.
fn split_area(joined: &str) -> Option<(&str, &str)> {
    let length = if joined.starts_with("01") || joined.starts_with("02") { 3 } else { 4 };
    joined.split_at_checked(length)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mobile_number_is_normalised_and_masked() {
        for text in ["13812341234", "+86 138-1234-1234", "0086 13812341234", "86-13812341234", "１３８12341234"] {
            assert_eq!(Mobile::parse(text).map(|mobile| mobile.as_str().to_owned()).as_deref(), Ok("13812341234"), "{text}");
        }
        let mobile = Mobile::parse("13812341234").unwrap();
        assert_eq!(mobile.masked(), "138****1234");
        assert_eq!(format!("{mobile:?}"), "Mobile(\"138****1234\")");
    }

    #[test]
    fn other_numbers_are_no_mobile_numbers() {
        for text in ["", "1381234123", "138123412345", "12812341234", "23812341234", "1381234123a", "手机号十一位数字呀"]
        {
            assert_eq!(Mobile::parse(text), Err(PhoneError::Mobile), "{text}");
        }
    }

    #[test]
    fn a_landline_is_normalised_to_area_number_extension() {
        for (text, normal) in [
            ("010-62770334", "010-62770334"),
            ("01062770334", "010-62770334"),
            ("(0571)8820 1234", "0571-88201234"),
            ("0451-86413151-8001", "0451-86413151-8001"),
            ("02087654321转12", "020-87654321-12"),
            ("+86 10 62770334", "010-62770334"),
            ("+86-571-88201234", "0571-88201234"),
            ("09031234567", "0903-1234567"),
        ] {
            assert_eq!(Landline::parse(text).map(|line| line.as_str().to_owned()).as_deref(), Ok(normal), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_landlines() {
        for text in ["", "62770334", "010-123456", "010-123456789", "10-62770334", "010-62770334-1234567", "零一零-62770334"]
        {
            assert_eq!(Landline::parse(text), Err(PhoneError::Landline), "{text}");
        }
    }

    #[test]
    fn a_phone_is_either_kind() {
        assert!(matches!(Phone::parse("13812341234"), Ok(Phone::Mobile(_))));
        assert!(matches!(Phone::parse("010-62770334"), Ok(Phone::Landline(_))));
        assert_eq!(Phone::parse("110"), Err(PhoneError::NoPhone));
    }

    #[test]
    #[doc = "ACC-10"]
    fn acc_10_an_employer_may_print_a_service_number() {
        for (typed, kept) in [
            ("400-820-8820", "400-820-8820"),
            ("400 820 8820", "400-820-8820"),
            ("4008208820", "400-820-8820"),
            ("４００–８２０–８８２０", "400-820-8820"),
            ("800-810-8888", "800-810-8888"),
            ("95588", "95588"),
        ] {
            assert_eq!(Phone::parse(typed).map(String::from).as_deref(), Ok(kept), "{typed}");
        }
        for typed in ["400-820-882", "401-820-8820", "9558", "400-820-88200"] {
            assert_eq!(Phone::parse(typed), Err(PhoneError::NoPhone), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn every_mobile_number_of_the_range_is_accepted(digits in "1[3-9][0-9]{9}") {
            let mobile = Mobile::parse(&digits).unwrap();
            prop_assert_eq!(mobile.as_str(), digits);
        }

        #[test]
        fn normalising_twice_changes_nothing(text in "0[1-9][0-9]{1,2}-?[0-9]{7,8}(-[0-9]{1,6})?") {
            if let Ok(once) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(once.as_str()).unwrap(), once);
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}") {
            let _ = Phone::parse(&text);
        }
    }
}
