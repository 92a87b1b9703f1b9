//! `application/problem+json` (RFC 9457): why a request was refused.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A refusal a person can read and a program can switch on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the `code` is the type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable, snake_case: `already_decided`, `stale_version`, `invalid_field` …
    pub code: String,
    /// The refusal or the event, in Chinese.
    pub title: String,
    /// The next step for the reader, in Chinese.
    pub detail: String,
    /// For `stale_version` and `already_decided`: what happened meanwhile, in Chinese (who, when, what).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened: Option<String>,
    /// For `invalid_field` and `malformed`: which fields, and what is wrong with each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// To quote to the operator; also in the `X-Request-Id` header.
    pub request_id: String,
}

/// One field that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// Path in the request, e.g. `terms.salary_monthly`.
    pub field: String,
    /// The fault, and the values that are allowed, in Chinese.
    pub message: String,
}
