//! The deeds of people. `moves` has the effect of each on a case, `told` the notice of it to the graduate.

mod moves;
mod told;

pub use moves::{is_at_a_department, is_in_review, is_open, is_platforms};

use super::{crowd::Who, paper::Paper};
use crate::{api::Command, destination::Destination, kind::CaseKind};
use std::fmt;

/// A deed on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Invite,
    Accept,
    Decline,
    /// By an employer: its invitation, or its request for a rescission.
    Withdraw,
    /// A form, for a case of its own or for the end of an agreement.
    HandIn(Paper),
    /// By a graduate, of what was handed in or asked for.
    TakeBack,
    SubmitAgain(Paper),
    GiveUp,
    /// The image of the stamped agreement.
    Stamp(Side),
    /// For the end of an agreement that was signed online.
    Ask(Side),
    /// To its end.
    Agree(Side),
    Refuse(Side),
    Force,
    Return,
    /// By a reviewer, during the review.
    Correct(Destination),
    Void,
    Approve,
    ApproveUnilaterally,
    Reject,
    /// By the school, after its approval.
    Amend,
    NotGraduated,
    /// By the platform: a rescission took effect.
    Rescinded,
    /// By the platform: the agreement that a rescission is about ended otherwise.
    Overtaken,
}

/// A party to an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Graduate,
    Employer,
}

impl Side {
    /// The person on this side.
    pub fn who(self, graduate: usize, employer: Option<usize>) -> Option<Who> {
        match self {
            Self::Graduate => Some(Who::Graduate(graduate)),
            Self::Employer => employer.map(Who::Employer),
        }
    }
}

impl Act {
    /// What the case is about from this deed on.
    pub fn hands_in(self) -> Option<Paper> {
        match self {
            Self::HandIn(paper) | Self::SubmitAgain(paper) => Some(paper),
            Self::Correct(destination) => Some(Paper::Destination(destination)),
            _ => None,
        }
    }

    /// Its name in the result.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Withdraw => "withdraw",
            Self::HandIn(paper) => paper.name(),
            Self::TakeBack => "take_back",
            Self::SubmitAgain(_) => "submit_again",
            Self::GiveUp => "give_up",
            Self::Stamp(Side::Graduate) => "stamp",
            Self::Stamp(Side::Employer) => "stamp_by_employer",
            Self::Ask(Side::Graduate) => "ask_rescission",
            Self::Ask(Side::Employer) => "ask_rescission_by_employer",
            Self::Agree(_) => "agree",
            Self::Refuse(_) => "refuse",
            Self::Force => "force",
            Self::Return => "return",
            Self::Correct(_) => "correct",
            Self::Void => "void",
            Self::Approve => "approve",
            Self::ApproveUnilaterally => "approve_unilaterally",
            Self::Reject => "reject",
            Self::Amend => "amend",
            Self::NotGraduated => "not_graduated",
            Self::Rescinded => "rescinded",
            Self::Overtaken => "overtaken",
        }
    }
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
    /// The employer that takes part in it, or will.
    pub employer: Option<usize>,
    /// The agreement that a rescission is to end.
    pub about: Option<String>,
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
pub mod tests {
    use super::*;
    use crate::{
        agreement::{Agreement, Stamped},
        destination::Form,
        rescission::{Rescission, Signed},
    };

    pub const UNEMPLOYED: Destination = Destination { form: Form::Unemployed, corrected: false };

    /// Each deed, with every paper and by every side that there is.
    pub fn all() -> Vec<Act> {
        let agreements = [Stamped::Later, Stamped::Already].map(|stamped| Paper::Agreement(Agreement::at_first(stamped)));
        let papers = [Paper::Destination(UNEMPLOYED), Paper::Rescission(Rescission::at_first(Signed::OnPaper))];
        let by_sides = [Side::Graduate, Side::Employer]
            .into_iter()
            .flat_map(|side| [Act::Stamp(side), Act::Ask(side), Act::Agree(side), Act::Refuse(side)]);
        let by_papers = papers.into_iter().chain(agreements).flat_map(|paper| [Act::HandIn(paper), Act::SubmitAgain(paper)]);
        let others = [
            Act::Invite,
            Act::Accept,
            Act::Decline,
            Act::Withdraw,
            Act::TakeBack,
            Act::GiveUp,
            Act::Force,
            Act::Return,
            Act::Correct(UNEMPLOYED),
            Act::Void,
            Act::Approve,
            Act::ApproveUnilaterally,
            Act::Reject,
            Act::Amend,
            Act::NotGraduated,
            Act::Rescinded,
            Act::Overtaken,
        ];
        others.into_iter().chain(by_sides).chain(by_papers).collect()
    }

    #[test]
    fn a_side_is_a_person_where_there_is_one() {
        assert_eq!(Side::Graduate.who(3, None), Some(Who::Graduate(3)));
        assert_eq!([None, Some(2)].map(|employer| Side::Employer.who(3, employer)), [None, Some(Who::Employer(2))]);
    }
}
