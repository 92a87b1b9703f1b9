//! 学号: whatever numbers a school gives.

use super::checked::checked_text;
use super::text::TextFault;
use super::width::ascii;
use thiserror::Error;

/// 1 to 20 characters without spaces, in half-width.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudentNo(String);

checked_text!(StudentNo);

/// Why a text is no student number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StudentNoError {
    #[error("学号{0}")]
    Text(#[from] TextFault),
    #[error("学号应为 1 至 20 个字")]
    Length,
}

impl StudentNo {
    /// Checks and normalises (width, spaces).
    ///
    /// # Errors
    /// The first rule broken.
    pub fn parse(text: &str) -> Result<StudentNo, StudentNoError> {
        let number = ascii(text)?.replace(' ', "");
        if (1..=20).contains(&number.chars().count()) { Ok(StudentNo(number)) } else { Err(StudentNoError::Length) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_number_become_equal() {
        for typed in ["Z351", "\u{200b}Z351", "Ｚ３５１", " Z 351 "] {
            assert_eq!(StudentNo::parse(typed).unwrap().as_str(), "Z351");
        }
        assert_eq!(StudentNo::parse("\u{200b}"), Err(StudentNoError::Length));
        assert_eq!(StudentNo::parse("Z\n351"), Err(StudentNoError::Text(TextFault::LineBreak)));
    }
}
