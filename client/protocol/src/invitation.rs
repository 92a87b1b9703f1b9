//! The request that starts an online signing, from an employer (SIG-01).

use crate::{case::Terms, settings::Obstacle};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `POST /graduates/lookup`: is there such a graduate? A body, because an ID number must not stand in an address.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// Five-digit school code.
    pub school: String,
    pub name: String,
    /// Candidate number (「考生号」) or ID number.
    pub number: String,
}

/// The graduate that was found; `graduate` is what an invitation names.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Found {
    pub graduate: String,
    pub name: String,
    pub school_name: String,
    pub department: String,
    pub major: String,
    pub education_level: String,
    pub cohort: u16,
    /// Whether the household was moved to the school: the household block of the form is offered only then.
    pub household_in_school: bool,
    /// Why this graduate may not be invited now; nothing when they may.
    pub obstacle: Option<Obstacle>,
}

/// `POST /invitations`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    pub school: String,
    pub name: String,
    pub number: String,
    /// Days the graduate has to answer, 1–30; 5 when absent.
    #[serde(default)]
    pub valid_days: Option<u32>,
    pub terms: Terms,
}

/// `GET /schools`: whom an employer can look for graduates at.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SchoolList {
    pub schools: Vec<SchoolItem>,
}

/// One school.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SchoolItem {
    pub school: String,
    pub name: String,
    /// Whether online signing is open there.
    pub signing_open: bool,
}
