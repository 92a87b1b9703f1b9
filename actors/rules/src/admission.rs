//! The school's word on whether a graduate may begin or submit a case.

use crate::{
    refusal::Refusal,
    review::{AgreementKind, Route},
    roster_row::RosterRow,
};
use serde::{Deserialize, Serialize};

/// The school's word that a case may begin or be submitted, with what the graduate's case has to know of the school.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Admission {
    pub school_name: String,
    /// For the kinds that have an agreement.
    pub agreement_kind: Option<AgreementKind>,
    pub route: Route,
    pub graduate: RosterRow,
}

/// The school's answer when it is asked to admit. A no travels on like a yes: the entity that decides may know the command already and
/// repeat its first answer.
pub type SchoolsWord = Result<Admission, Refusal>;
