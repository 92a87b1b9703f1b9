//! The kinds of cases that this tool plays through.

use serde::Serialize;

/// A kind of case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    OnlineSigning,
    Destination,
}

impl CaseKind {
    pub const ALL: [Self; 2] = [Self::OnlineSigning, Self::Destination];

    /// As the interface names it.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnlineSigning => "online_signing",
            Self::Destination => "destination",
        }
    }

    /// The kind of a row.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The first version that the school sees: a destination is handed in at once, an invitation is accepted first.
    pub fn school_sees_from(self) -> u64 {
        match self {
            Self::OnlineSigning => 2,
            Self::Destination => 1,
        }
    }
}

/// What the EMS is told of an agreement that was signed online.
pub const BY_AGREEMENT: &str = "10";
