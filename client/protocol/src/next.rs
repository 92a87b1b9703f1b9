//! The next step of a reader (HOM-04, EXT-11): said by the server, shown by pages as it is.

use crate::case::CaseRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The next step with one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Advice {
    pub text: String,
    /// Whether the next move is the reader's.
    pub yours: bool,
}

/// `GET /next`: the one thing that a graduate's home is about.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NextThing {
    /// `answer`, `wait`, `signed`, `nothing`, `correct`, `closed`, `draft`.
    pub kind: String,
    /// The matter, in a line.
    pub lead: String,
    pub title: String,
    /// The thing to do, or the office to ask; may be empty.
    pub text: String,
    /// The case that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<CaseRow>,
    /// For `draft`: the form that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<BegunForm>,
    /// The name of the way to it.
    pub way_in: String,
    /// Invitations beside it that can be answered.
    pub more: usize,
    /// How far it is; empty without a case.
    pub steps: Vec<Step>,
}

/// A form that a graduate has begun and not handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BegunForm {
    /// A kind of case.
    pub kind: String,
    pub form: String,
}

/// One step of a signing, as its graduate sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Step {
    pub title: String,
    /// When it was done; absent while it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<i64>,
    pub progress: Progress,
    /// The level that is at it now, or the step to come; may be empty.
    pub note: String,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    Done,
    Now,
    Ahead,
    Failed,
}
