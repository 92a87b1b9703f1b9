//! The school's word on whether a graduate may begin or submit a case.

use crate::{
    codes::Codes,
    refusal::Refusal,
    review::{AgreementKind, Route},
    roster_row::RosterRow,
    time::UnixMs,
    workdays,
};
use serde::{Deserialize, Serialize};

/// The school's word that a case may begin or be submitted, with what the graduate's case has to know of the school.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Admission {
    pub school_name: String,
    /// For the kinds that have an agreement.
    pub agreement_kind: Option<AgreementKind>,
    pub route: Route,
    pub rescission: RescissionRule,
    pub graduate: RosterRow,
}

/// How a school lets its graduates ask for the end of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RescissionRule {
    /// 「学生可提交解约申请次数」 (RES-06).
    pub limit: u8,
    /// Working days in which the other side is to answer, before a school may be asked to force it (EXT-16).
    pub answer_days: u8,
}

impl RescissionRule {
    /// Until when a request that is made now is to be answered.
    pub fn answer_by(self, now: UnixMs, codes: &Codes) -> UnixMs {
        workdays::after(now, self.answer_days, codes)
    }
}

/// The school's answer when it is asked to admit. A no travels on like a yes: the entity that decides may know the command already and
/// repeat its first answer.
pub type SchoolsWord = Result<Admission, Refusal>;
