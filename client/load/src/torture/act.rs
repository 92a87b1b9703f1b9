//! What people do, and what each deed makes of a case.

use super::crowd::Who;
use crate::{api::Command, destination::Destination, kind::CaseKind, people::Route};
use std::fmt;

/// A deed on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Invite,
    Accept,
    Decline,
    Withdraw,
    Amend,
    Register(Destination),
    TakeBack,
    SubmitAgain(Destination),
    Return,
    /// By a reviewer, during the review.
    Correct(Destination),
    Void,
    Approve,
    Reject,
}

/// The kinds that a torture plays.
pub const PLAYED: [CaseKind; 2] = [CaseKind::OnlineSigning, CaseKind::Destination];

impl Act {
    /// The state a case is in after this deed, when the deed is allowed in `before` (`None`: no case yet).
    pub fn leads_to(self, kind: CaseKind, before: Option<&str>, route: Route) -> Option<&'static str> {
        let peculiar = match kind {
            CaseKind::OnlineSigning => self.in_signing(before, route),
            CaseKind::Destination => self.in_registration(before, route),
            _ => return None,
        };
        peculiar.or(match (self, before) {
            (Self::Approve, Some("in_review_department")) => Some("in_review_school"),
            (Self::Approve, Some("in_review_school")) => Some("effective"),
            (Self::Reject, Some("in_review_department" | "in_review_school")) => Some("rejected"),
            _ => None,
        })
    }

    fn in_signing(self, before: Option<&str>, route: Route) -> Option<&'static str> {
        match (self, before) {
            (Self::Invite, None) => Some("invited"),
            (Self::Accept, Some("invited")) => Some(first_stage(route)),
            (Self::Decline, Some("invited")) => Some("declined"),
            (Self::Withdraw, Some("invited")) => Some("withdrawn"),
            (Self::Amend, Some("effective")) => Some("effective"),
            _ => None,
        }
    }

    fn in_registration(self, before: Option<&str>, route: Route) -> Option<&'static str> {
        match (self, before) {
            (Self::Register(_), None) => Some(first_stage(route)),
            (Self::SubmitAgain(_), Some("taken_back" | "returned")) => Some(first_stage(route)),
            // Nobody at any level may have decided.
            (Self::TakeBack, Some(state)) if state == first_stage(route) => Some("taken_back"),
            (Self::Return, Some("in_review_department" | "in_review_school")) => Some("returned"),
            (Self::Correct(_), Some("in_review_department")) => Some("in_review_department"),
            (Self::Correct(_), Some("in_review_school")) => Some("in_review_school"),
            (Self::Void, Some("effective")) => Some("voided"),
            _ => None,
        }
    }

    /// What the case is about from this deed on.
    pub fn hands_in(self) -> Option<Destination> {
        match self {
            Self::Register(destination) | Self::SubmitAgain(destination) | Self::Correct(destination) => Some(destination),
            _ => None,
        }
    }

    /// Whether the graduate gets a notice of it (NOT-01): of everything others did that changes what holds.
    pub fn is_noticed(self) -> bool {
        match self {
            Self::Invite | Self::Withdraw | Self::Amend => true,
            Self::Approve | Self::Reject | Self::Return | Self::Correct(_) => true,
            Self::Accept | Self::Decline => false,
            Self::Register(_) | Self::SubmitAgain(_) | Self::TakeBack | Self::Void => false,
        }
    }

    /// Whether that notice is sent to the graduate's WeChat too (NOT-01; guide §15).
    pub fn leaves_the_inbox(self) -> bool {
        self.is_noticed() && self != Self::Withdraw
    }

    /// By how many channels it is sent then: what staff change goes by SMS too.
    pub fn channels(self) -> u64 {
        if matches!(self, Self::Amend | Self::Correct(_)) { 2 } else { 1 }
    }

    /// Its name in the result.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Withdraw => "withdraw",
            Self::Amend => "amend",
            Self::Register(_) => "register",
            Self::TakeBack => "take_back",
            Self::SubmitAgain(_) => "submit_again",
            Self::Return => "return",
            Self::Correct(_) => "correct",
            Self::Void => "void",
            Self::Approve => "approve",
            Self::Reject => "reject",
        }
    }
}

/// Where a case waits after its submission.
fn first_stage(route: Route) -> &'static str {
    match route {
        Route::DepartmentThenSchool => "in_review_department",
        Route::SchoolOnly => "in_review_school",
    }
}

/// What the platform does by itself: an invitation's time is over, or it could not be delivered.
pub fn is_platforms(before: Option<&str>, after: &str) -> bool {
    before == Some("invited") && matches!(after, "expired" | "undeliverable")
}

/// Whether a case keeps its graduate from beginning another one (SIG-08).
pub fn binds(state: &str) -> bool {
    matches!(state, "in_review_department" | "in_review_school" | "effective")
}

/// What may come of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Another one may have been first.
    Either,
    /// It names an old version, or its sender has no business with the case.
    Refusal,
}

/// A command somebody sends.
#[derive(Clone, Debug)]
pub struct Sent {
    pub who: Who,
    pub act: Act,
    pub kind: CaseKind,
    /// Whose case it is.
    pub graduate: usize,
    /// The other party of an invitation.
    pub employer: Option<usize>,
    pub command: Command,
    pub expectation: Expectation,
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { who, act, command, .. } = self;
        write!(f, "{act:?} by {who:?} at {} seen as {:?} with key {}", command.path, command.version, command.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destination::Form;

    const UNEMPLOYED: Destination = Destination { form: Form::Unemployed, corrected: false };
    const ALL: [Act; 13] = [
        Act::Invite,
        Act::Accept,
        Act::Decline,
        Act::Withdraw,
        Act::Amend,
        Act::Register(UNEMPLOYED),
        Act::TakeBack,
        Act::SubmitAgain(UNEMPLOYED),
        Act::Return,
        Act::Correct(UNEMPLOYED),
        Act::Void,
        Act::Approve,
        Act::Reject,
    ];

    #[test]
    fn the_department_comes_first_only_on_the_two_level_route() {
        let states = |route| {
            let accepted = Act::Accept.leads_to(CaseKind::OnlineSigning, Some("invited"), route);
            [accepted, Act::Register(UNEMPLOYED).leads_to(CaseKind::Destination, None, route)]
        };
        assert_eq!(states(Route::SchoolOnly), [Some("in_review_school"); 2]);
        assert_eq!(states(Route::DepartmentThenSchool), [Some("in_review_department"); 2]);
    }

    #[test]
    fn what_has_ended_does_not_move() {
        for state in ["declined", "withdrawn", "rejected", "expired", "undeliverable", "voided"] {
            for kind in PLAYED {
                assert!(ALL.iter().all(|act| act.leads_to(kind, Some(state), Route::SchoolOnly).is_none()), "{state}");
            }
        }
    }

    #[test]
    #[doc = "DES-03"]
    fn a_registration_is_taken_back_only_before_any_review() {
        let taken_back = |state, route| Act::TakeBack.leads_to(CaseKind::Destination, Some(state), route);
        assert_eq!(taken_back("in_review_department", Route::DepartmentThenSchool), Some("taken_back"));
        assert_eq!(taken_back("in_review_school", Route::DepartmentThenSchool), None);
        assert_eq!(taken_back("in_review_school", Route::SchoolOnly), Some("taken_back"));
    }

    #[test]
    fn no_kind_knows_the_deeds_of_the_other() {
        let knows = |act: &Act, kind| {
            let states = ["invited", "in_review_school", "taken_back", "returned", "effective"].map(Some);
            states.into_iter().chain([None]).any(|state| act.leads_to(kind, state, Route::SchoolOnly).is_some())
        };
        let by_both: Vec<_> = ALL.iter().filter(|act| PLAYED.iter().all(|kind| knows(act, *kind))).collect();
        assert_eq!(by_both, [&Act::Approve, &Act::Reject]);
    }

    #[test]
    fn a_graduate_hears_of_what_others_do_and_not_of_their_own_deeds() {
        let silent: Vec<_> = ALL.into_iter().filter(|act| !act.is_noticed()).map(Act::name).collect();
        assert_eq!(silent, ["accept", "decline", "register", "take_back", "submit_again", "void"]);
    }
}
