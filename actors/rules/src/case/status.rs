//! Where a case stands. Every kind moves within the same states; its words for them stand in its row of the table.

use super::kinds::CaseKind;
use crate::review::Stage;
use serde::{Deserialize, Serialize};

/// A party to cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Party {
    Graduate,
    Employer,
    School,
}

/// Which of the things that a kind has reviewed one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Phase {
    First,
    Second,
}

/// Why something has to be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Why {
    /// It was taken back before any review.
    Withdrawn,
    /// A reviewer returned it for correction.
    Returned,
    /// The phase before was approved, and the next thing is waited for: the stamped agreement (OFF-02).
    Awaited,
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum End {
    Declined,
    Expired,
    Withdrawn,
    /// A reviewer said no.
    Rejected(Phase),
    /// It could not be offered: the graduate had left the roster, or may not sign online.
    Undeliverable,
    /// By its graduate, after it was effective (VOI-01).
    Voided,
    /// By a rescission that took effect (RES-01).
    Rescinded,
    /// By the agreement's own clause: its graduate did not graduate. No rescission, and counted as none.
    NotGraduated,
    /// A rescission whose agreement ended otherwise.
    Overtaken,
}

/// Where a case stands. Each kind uses the states that have a meaning for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// With whoever has to hand something in.
    Open(Phase, Why),
    /// Another party has to answer.
    Asked(Party),
    InReview(Phase, Stage),
    /// Reviewed: it holds.
    Effective,
    Ended(End),
    /// The graduate was deleted from the roster: whatever it was before is kept, and holds again when they come back (INV-01).
    Invalidated,
}

impl Status {
    /// Whether it is under review, so that nothing else may be begun (SIG-08).
    pub fn is_in_process(self) -> bool {
        matches!(self, Self::InReview(..))
    }

    /// Whether it keeps its graduate from beginning another one, for kinds that bind (SIG-08): a stamped agreement may come back any day.
    pub fn binds(self) -> bool {
        self.is_in_process() || matches!(self, Self::Effective | Self::Open(Phase::Second, _))
    }

    /// Stable code, as clients and filters name it; the same for every kind.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open(Phase::First, Why::Withdrawn) => "taken_back",
            Self::Open(Phase::First, Why::Returned) => "returned",
            Self::Open(Phase::First, Why::Awaited) => "awaited",
            Self::Open(Phase::Second, Why::Awaited) => "stamp_awaited",
            Self::Open(Phase::Second, Why::Withdrawn) => "taken_back_second",
            Self::Open(Phase::Second, Why::Returned) => "returned_second",
            Self::Asked(Party::Graduate) => "invited",
            Self::Asked(Party::Employer) => "asked_employer",
            Self::Asked(Party::School) => "asked_school",
            Self::InReview(Phase::First, Stage::Department) => "in_review_department",
            Self::InReview(Phase::First, Stage::School) => "in_review_school",
            Self::InReview(Phase::Second, Stage::Department) => "in_second_review_department",
            Self::InReview(Phase::Second, Stage::School) => "in_second_review_school",
            Self::Effective => "effective",
            Self::Ended(End::Declined) => "declined",
            Self::Ended(End::Expired) => "expired",
            Self::Ended(End::Withdrawn) => "withdrawn",
            Self::Ended(End::Rejected(Phase::First)) => "rejected",
            Self::Ended(End::Rejected(Phase::Second)) => "rejected_second",
            Self::Ended(End::Undeliverable) => "undeliverable",
            Self::Ended(End::Voided) => "voided",
            Self::Ended(End::Rescinded) => "rescinded",
            Self::Ended(End::NotGraduated) => "not_graduated",
            Self::Ended(End::Overtaken) => "overtaken",
            Self::Invalidated => "invalidated",
        }
    }

    /// The guide's words for it, for a case of this kind; the level is shown where two are stored.
    pub fn label(self, kind: CaseKind) -> &'static str {
        (kind.facts().label_of)(self)
    }
}
