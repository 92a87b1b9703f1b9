//! 「查看完整号码」 and its record (EXT-08).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `POST /graduates/{graduate}/reveal`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// A code of `reveal_reasons`.
    pub reason: String,
}

/// The only answer of the interface that carries a graduate's full numbers.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Revealed {
    pub id_no: String,
    pub mobile: String,
}

/// Filters of `GET /reveals`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RevealQuery {
    pub cursor: Option<String>,
    /// 1 to 200, default 50.
    pub limit: Option<usize>,
}

/// One showing: who saw whose numbers, when and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RevealRow {
    pub seq: u64,
    pub at_ms: i64,
    /// 「张院长（计算机学院）」.
    pub who: String,
    pub graduate_name: String,
    pub exam_no: String,
    pub department: String,
    pub reason: String,
}

/// `GET /reveals`: newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RevealPage {
    pub rows: Vec<RevealRow>,
    pub total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
