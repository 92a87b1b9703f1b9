//! 考生号: 14 digits for those who entered by 高考; postgraduates may carry the 15 digits of their own examination.

use super::checked::checked_text;
use super::text::TextFault;
use super::width::compact;
use crate::codes::{LevelGroup, level_group};
use thiserror::Error;

/// 14 or 15 digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExamNo(String);

checked_text!(ExamNo);

/// What is wrong with a candidate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ExamNoError {
    #[error("考生号{0}")]
    Text(#[from] TextFault),
    #[error("本专科毕业生的考生号应为 14 位数字")]
    Undergraduate,
    #[error("研究生的考生号应为 14 位或 15 位数字")]
    Postgraduate,
}

impl ExamNo {
    /// Checks against the graduate's education level; a level we do not know may carry either length.
    ///
    /// # Errors
    /// The length this level has.
    pub fn parse(text: &str, education_level: &str) -> Result<ExamNo, ExamNoError> {
        let text = compact(text)?;
        let (longest, error) = match level_group(education_level) {
            Some(LevelGroup::Undergraduate) => (14, ExamNoError::Undergraduate),
            Some(LevelGroup::Postgraduate) | None => (15, ExamNoError::Postgraduate),
        };
        let shaped = (14..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if shaped { Ok(ExamNo(text)) } else { Err(error) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_follows_the_education_level() {
        let fourteen = "23320102150001";
        let fifteen = "102843210001234";
        for level in ["31", "41", "61"] {
            assert!(ExamNo::parse(fourteen, level).is_ok());
            assert_eq!(ExamNo::parse(fifteen, level), Err(ExamNoError::Undergraduate));
        }
        for level in ["01", "11"] {
            assert!(ExamNo::parse(fourteen, level).is_ok());
            assert_eq!(ExamNo::parse(fifteen, level).unwrap().as_str(), fifteen);
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "2332010215000", "2332010215000X", "2.33201E+13", "考生号十四位数字"] {
            assert_eq!(ExamNo::parse(text, "31"), Err(ExamNoError::Undergraduate), "{text}");
            assert_eq!(ExamNo::parse(text, "11"), Err(ExamNoError::Postgraduate), "{text}");
        }
    }
}
