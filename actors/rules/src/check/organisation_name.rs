//! 单位名称: one spelling per name, so that equal names are equal texts.

use super::checked::checked_text;
use super::han::without_gaps_between_han;
use super::text::{self, TextFault};
use super::width::half;
use thiserror::Error;

/// 2 to 100 characters, brackets and letters half-width, single spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationName(String);

checked_text!(OrganisationName);

/// What is wrong with an organisation's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OrganisationNameError {
    #[error("单位名称{0}")]
    Text(#[from] TextFault),
    #[error("单位名称应为 2 至 100 个字，与公章一致")]
    Length,
    #[error("单位名称应含汉字或字母")]
    Characters,
}

impl OrganisationName {
    /// Checks and normalises (width, spaces).
    ///
    /// # Errors
    /// The first rule broken.
    pub fn parse(text: &str) -> Result<OrganisationName, OrganisationNameError> {
        let name = without_gaps_between_han(&half(&text::line(text)?.text));
        if !(2..=100).contains(&name.chars().count()) {
            return Err(OrganisationNameError::Length);
        }
        if name.chars().any(char::is_alphabetic) { Ok(OrganisationName(name)) } else { Err(OrganisationNameError::Characters) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> OrganisationNameError {
        OrganisationName::parse(text).unwrap_err()
    }

    #[test]
    fn two_spellings_of_one_name_become_equal() {
        let full = OrganisationName::parse("　ＡＢＣ（中国）　　有限公司 ").unwrap();
        assert_eq!(full.as_str(), "ABC(中国) 有限公司");
        assert_eq!(OrganisationName::parse("ABC(中国) 有限公司").unwrap(), full);
    }

    #[test]
    fn names_too_short_too_long_or_unreadable_are_refused() {
        assert!(OrganisationName::parse(&"名".repeat(100)).is_ok());
        assert_eq!(refused(""), OrganisationNameError::Length);
        assert_eq!(refused("名"), OrganisationNameError::Length);
        assert_eq!(refused(&"名".repeat(101)), OrganisationNameError::Length);
        assert_eq!(refused("12345"), OrganisationNameError::Characters);
        assert_eq!(refused("中国\u{fffd}公司"), OrganisationNameError::Text(TextFault::Lost('\u{fffd}')));
        assert_eq!(refused("中国\u{7}公司"), OrganisationNameError::Text(TextFault::Control('\u{7}')));
    }
}
