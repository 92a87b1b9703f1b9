//! By whose hand something of a case is done, where more than one party may.

use crate::{caller::Caller, case::*, ids::EmployerId, refusal::Refusal};

/// One party, as the edge knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hand {
    Graduate,
    /// Signed in here.
    Employer {
        id: EmployerId,
        name: String,
    },
    /// By the link on the printed agreement (OFF-02): whoever holds the paper.
    Paper,
}

impl Hand {
    /// The party that it is.
    pub fn party(&self) -> Party {
        match self {
            Self::Graduate => Party::Graduate,
            Self::Employer { .. } | Self::Paper => Party::Employer,
        }
    }

    /// As the history names it. `graduate` is the graduate's name.
    pub(super) fn caller(&self, case: &Case, graduate: &str) -> Caller {
        match self {
            Self::Graduate => Caller::Graduate { name: graduate.to_owned() },
            Self::Employer { name, .. } => Caller::Employer { name: name.clone() },
            Self::Paper => Caller::Employer { name: format!("{}（凭协议书二维码）", case.subject()) },
        }
    }

    /// Whether the case is this party's business at all.
    pub(super) fn expect_party_to(&self, case: &Case) -> Result<(), Refusal> {
        match self {
            Self::Employer { id, .. } if case.employer_id() != Some(*id) => Err(Refusal::NotFound),
            _ => Ok(()),
        }
    }
}
