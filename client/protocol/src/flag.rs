//! Flagged employers (预警单位): a school's own flags, and the warnings that a reader sees (FLG).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /flags`: every employer that the school ever flagged, flagged ones first, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FlagPage {
    pub flags: Vec<FlagRow>,
}

/// One employer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FlagRow {
    pub employer: String,
    pub name: String,
    pub credit_code: String,
    /// 「预警类型」 with what is said beside it; absent once the flag was lifted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grounds: Option<String>,
    /// 「标记学校数」: schools whose flag stands.
    pub schools: usize,
    /// Oldest first.
    pub history: Vec<FlagStep>,
}

/// One step of a flag's history.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FlagStep {
    pub at_ms: i64,
    pub who: String,
    /// 「标记」 or 「解除」.
    pub what: String,
    pub note: String,
}

/// `POST /flags`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FlagEmployer {
    pub employer: String,
    /// Code of `flag_reasons`.
    pub reason: String,
    /// Required for `other`; at most 200 characters.
    #[serde(default)]
    pub details: String,
}

/// `POST /flags/{employer}/lifting`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LiftFlag {
    /// 2–200 characters.
    pub reason: String,
}

/// Which employers: `GET /flags/employers`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EmployerQuery {
    /// A whole credit code, or part of the name of an employer that the school's graduates sign with.
    pub q: String,
}

/// Employers to flag.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmployerMatches {
    pub employers: Vec<EmployerMatch>,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmployerMatch {
    pub employer: String,
    pub name: String,
    pub credit_code: String,
    /// The school flags it already.
    pub flagged: bool,
}

/// Of whom to be warned: `GET /warnings`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WarningQuery {
    /// Employers' ids, separated by commas; at most 200.
    pub employers: String,
}

/// The employers asked for that the reader is warned of.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Warnings {
    pub warnings: Vec<Warning>,
}

/// A warning (FLG-02, FLG-03).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Warning {
    pub employer: String,
    /// Why the reader's own school flags it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<String>,
    /// How many schools flag it, once they are so many that everybody is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schools: Option<usize>,
}

/// `GET /cases/{case}/registration`: what the enterprise credit registry says of the employer (SIG-03).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EmployerStanding {
    /// Code of `employer_reg_status`.
    pub state: String,
    pub label: String,
    pub tone: StandingTone,
    /// When the registry was asked; absent when it did not answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_at_ms: Option<i64>,
    /// The employer of this credit code that is registered here, whom a warning names; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
}

/// The meaning of a registration's state to a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandingTone {
    Fine,
    Warning,
    Unknown,
}
