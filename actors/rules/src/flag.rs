//! Flagged employers (预警单位, FLG; guide §4-12): why a school flags one. The school owns its flags, the employer the set of the
//! schools that did.

use crate::{check::text, fields::Fields, refusal::Refusal};
use serde::{Deserialize, Serialize};

/// Schools from which on everybody is warned (FLG-03).
pub const SCHOOLS_FOR_EVERYBODY: usize = 5;

/// 「预警类型」.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlagReason {
    Violation,
    Fake,
    Discrimination,
    FalseAdvertising,
    Other,
}

impl FlagReason {
    /// In the order of the form.
    pub const ALL: [Self; 5] = [Self::Violation, Self::Fake, Self::Discrimination, Self::FalseAdvertising, Self::Other];

    /// Stable; part of the interface.
    pub fn code(self) -> &'static str {
        match self {
            Self::Violation => "violation",
            Self::Fake => "fake",
            Self::Discrimination => "discrimination",
            Self::FalseAdvertising => "false_advertising",
            Self::Other => "other",
        }
    }

    /// In the guide's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Violation => "违规单位",
            Self::Fake => "虚假单位",
            Self::Discrimination => "就业歧视",
            Self::FalseAdvertising => "虚假宣传",
            Self::Other => "其他",
        }
    }

    /// The reason with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// A reason with what is said beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    pub reason: FlagReason,
    pub details: String,
}

impl Grounds {
    /// As they are kept.
    ///
    /// # Errors
    /// Every field that does not hold: 「其他」 says what.
    pub fn checked(self) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        let least = if self.reason == FlagReason::Other { 2 } else { 0 };
        if least > 0 && text::is_blank(&self.details) {
            fields.refuse("details", "预警类型为「其他」时，请写明具体情况");
        }
        let details = fields.lines("details", &self.details, least..=200);
        fields.finish(Self { details, ..self })
    }

    /// 「其他：拖欠工资」.
    pub fn shown(&self) -> String {
        let (label, details) = (self.reason.label(), self.details.trim());
        if details.is_empty() { label.to_owned() } else { format!("{label}：{details}") }
    }
}
