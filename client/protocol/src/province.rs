//! The province's page: its agreement type and its schools.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /province`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProvinceHome {
    pub name: String,
    /// `two_party`, `three_party`, or absent while not set.
    pub agreement_kind: Option<String>,
    /// 两方协议, 三方协议 (SET-01).
    pub agreement_kinds: Vec<AgreementChoice>,
    /// Archive and household (SET-06).
    pub modules: Vec<ProvinceModule>,
    pub schools: Vec<ProvinceSchool>,
    /// Employers that wait to be verified (ACC-10).
    pub employers_waiting: usize,
    /// Since when the longest waiting one does; absent when none does.
    pub employers_waiting_since_ms: Option<i64>,
}

/// One agreement type a province can set.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AgreementChoice {
    /// `two_party`, `three_party`.
    pub kind: String,
    pub chosen: bool,
    /// In the way of choosing it.
    pub obstacle: Option<crate::settings::Obstacle>,
}

/// A module that the province opens for its schools, once and for good.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProvinceModule {
    /// `archive`, `household`.
    pub module: String,
    pub label: String,
    pub opened: bool,
    /// Schools that have opened it themselves.
    pub schools: usize,
}

/// `PUT /province/agreement-kind`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAgreementKind {
    /// `two_party` or `three_party`.
    pub kind: String,
}

/// One school as its province sees it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProvinceSchool {
    pub school: String,
    pub name: String,
    pub signing_open: bool,
    pub graduates: usize,
    pub in_review: usize,
    pub effective: usize,
    /// How long the oldest item has been waiting, ms; absent when nothing waits.
    pub oldest_waiting_since_ms: Option<i64>,
}
