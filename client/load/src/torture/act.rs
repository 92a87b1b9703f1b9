//! What people do, and what each deed makes of a case.

use super::crowd::Who;
use crate::{api::Command, people::Route};
use std::fmt;

/// A deed on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Invite,
    Accept,
    Decline,
    Withdraw,
    Approve,
    Reject,
    ChangeJobCategory,
}

impl Act {
    /// The state a case is in after this deed, when the deed is allowed in `before` (`None`: no case yet).
    pub fn leads_to(self, before: Option<&str>, route: Route) -> Option<&'static str> {
        match (self, before) {
            (Self::Invite, None) => Some("invited"),
            (Self::Accept, Some("invited")) => Some(match route {
                Route::DepartmentThenSchool => "in_review_department",
                Route::SchoolOnly => "in_review_school",
            }),
            (Self::Decline, Some("invited")) => Some("declined"),
            (Self::Withdraw, Some("invited")) => Some("withdrawn"),
            (Self::Approve, Some("in_review_department")) => Some("in_review_school"),
            (Self::Approve, Some("in_review_school")) => Some("effective"),
            (Self::Reject, Some("in_review_department" | "in_review_school")) => Some("rejected"),
            (Self::ChangeJobCategory, Some("effective")) => Some("effective"),
            _ => None,
        }
    }

    /// Whether the graduate gets a notice of it (NOT-01): of everything others did that changes what holds.
    pub fn is_noticed(self) -> bool {
        match self {
            Self::Invite | Self::Withdraw | Self::Approve | Self::Reject | Self::ChangeJobCategory => true,
            Self::Accept | Self::Decline => false,
        }
    }

    /// Whether that notice is sent to the graduate's WeChat too (NOT-01; guide §15).
    pub fn leaves_the_inbox(self) -> bool {
        self.is_noticed() && self != Self::Withdraw
    }

    /// By how many channels it is sent then: what staff change goes by SMS too.
    pub fn channels(self) -> u64 {
        if self == Self::ChangeJobCategory { 2 } else { 1 }
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
    /// Whose case it is.
    pub graduate: usize,
    pub employer: usize,
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

    #[test]
    fn the_department_comes_first_only_on_the_two_level_route() {
        assert_eq!(Act::Accept.leads_to(Some("invited"), Route::SchoolOnly), Some("in_review_school"));
        assert_eq!(Act::Accept.leads_to(Some("invited"), Route::DepartmentThenSchool), Some("in_review_department"));
    }

    const ALL: [Act; 7] =
        [Act::Invite, Act::Accept, Act::Decline, Act::Withdraw, Act::Approve, Act::Reject, Act::ChangeJobCategory];

    #[test]
    fn what_has_ended_does_not_move() {
        for state in ["declined", "withdrawn", "rejected", "expired", "undeliverable"] {
            assert!(ALL.iter().all(|act| act.leads_to(Some(state), Route::SchoolOnly).is_none()), "{state}");
        }
    }

    #[test]
    fn a_graduate_hears_of_what_others_do_and_not_of_their_own_deeds() {
        let silent: Vec<_> = ALL.into_iter().filter(|act| !act.is_noticed()).collect();
        assert_eq!(silent, [Act::Accept, Act::Decline]);
    }
}
