//! The things that a kind of case has reviewed one after the other: what is handed in each time, and what a reviewer may do with it.

/// One of the things that are reviewed.
#[derive(Debug)]
pub struct PhaseFacts {
    pub hands_in: HandsIn,
    pub review: ReviewFacts,
    /// Whether whoever handed it in may take it back before any review (OFF-03, DES-03).
    pub withdrawable: bool,
    /// Whether its last approval issues an agreement, which names a 「协议经办人」 (SET-05).
    pub issues_agreement: bool,
    /// Whether its review is called 「鉴证」 where agreements are of two parties (SET-01).
    pub certified: bool,
}

impl super::Kind {
    /// Whether the platform makes an agreement of it that can be downloaded (SIG-05, OFF-02).
    pub fn issues_agreement(&self) -> bool {
        self.phases.iter().any(|phase| phase.issues_agreement)
    }
}

/// The subject of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandsIn {
    /// Another party's yes.
    Answer,
    /// A form with its proof, by the graduate.
    Form,
    /// The image of the stamped agreement, by the graduate or the employer (OFF-02).
    Stamped,
}

/// The choices of a reviewer besides approving and rejecting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewFacts {
    /// 「退回修改」.
    pub returns: bool,
    /// The reviewer corrects what was handed in (DES-02).
    pub corrects: bool,
    /// 「学生单方面解约」, by a school user (RES-04).
    pub unilateral: bool,
}

impl ReviewFacts {
    /// Pass and fail only.
    pub const PASS_OR_FAIL: Self = Self { returns: false, corrects: false, unilateral: false };
    /// With 「退回修改」.
    pub const RETURNS: Self = Self { returns: true, ..Self::PASS_OR_FAIL };
}
