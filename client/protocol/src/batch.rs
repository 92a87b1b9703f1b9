//! One decision on many items (EXT-07): chosen, looked through, carried out.

use crate::case::{CaseQuery, Review};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `POST /batches`: what is to be decided, and how. Exactly one of `query` and `cases`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChooseBatch {
    /// Everything that this filter finds, over all pages; at most 20 000 items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<CaseQuery>,
    /// With `query`: what it finds and is left out; at most 500.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// Single rows, at the versions that the reader saw; at most 500.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<SeenCase>>,
    pub verdict: Review,
}

/// A row as it was on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenCase {
    pub case: String,
    pub version: u64,
}

/// A batch: before it is begun, what stands in the way; afterwards, how far it is and what became of the items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Batch {
    pub batch: String,
    /// `chosen`, `under_way`, `stopped` or `over`.
    pub stand: String,
    /// `approve`, `return` or `reject`.
    pub verdict: String,
    /// The common reason, in words; empty for an approval.
    pub reason: String,
    /// The colleagues in whose place it is decided, 「王老师」, 「王老师、周老师」 (EXT-19).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acts_for: Option<String>,
    pub chosen_at_ms: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begun_at_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at_ms: Option<i64>,
    /// All items.
    pub items: usize,
    /// Nothing stands in the way of these; before the end, what is still to be decided.
    pub will_do: usize,
    pub done: usize,
    /// Kept back.
    pub not: usize,
    /// The reasons that keep them back, most first.
    pub reasons: Vec<BatchReason>,
}

/// Why some items are not decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BatchReason {
    /// The refusal's.
    pub code: String,
    pub text: String,
    /// The items are not what they were when they were listed.
    pub changed: bool,
    pub count: usize,
}

/// `GET /batches`: the reader's own ones that were begun, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BatchList {
    pub batches: Vec<Batch>,
}

/// Filters of `GET /batches/{batch}/items`; absent means all.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BatchItemQuery {
    /// `will_do`, `done`, `changed` or `blocked`.
    pub fate: Option<String>,
    /// Items to leave out.
    pub offset: Option<usize>,
    /// 1 to 200, default 50.
    pub limit: Option<usize>,
}

/// Items of a batch, in the order in which they were chosen.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BatchItems {
    pub rows: Vec<BatchItem>,
    /// Items matching the filter.
    pub total: usize,
}

/// One item, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BatchItem {
    pub case: String,
    pub exam_no: String,
    pub graduate_name: String,
    pub department: String,
    /// The other side: an employer, a school, a place.
    pub subject: String,
    /// Its state now, in the guide's words.
    pub state_label: String,
    /// `will_do`, `done`, `changed` or `blocked`.
    pub fate: String,
    /// Why it is not decided, and what happened to it; absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}
