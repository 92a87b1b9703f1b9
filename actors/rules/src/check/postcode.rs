//! 邮政编码.

use super::checked::checked_text;
use super::width::compact;
use thiserror::Error;

/// Six digits, not all zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(String);

checked_text!(Postcode);

/// The text is no postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("邮政编码应为 6 位数字，且不能全为 0")]
pub struct PostcodeError;

impl Postcode {
    /// Checks and normalises (width, spaces at the ends).
    ///
    /// # Errors
    /// [`PostcodeError`].
    pub fn parse(text: &str) -> Result<Postcode, PostcodeError> {
        let text = compact(text).map_err(|_| PostcodeError)?;
        let shaped = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) && text != "000000";
        if shaped { Ok(Postcode(text)) } else { Err(PostcodeError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_are_a_postcode() {
        assert_eq!(Postcode::parse(" ２10093").unwrap().as_str(), "210093");
        for text in ["", "21009", "2100933", "21009a", "000000", "六位数"] {
            assert_eq!(Postcode::parse(text), Err(PostcodeError), "{text}");
        }
    }
}
