//! 「档案信息登记」 and 「户口信息登记」: the modules' homes and lists (HOM-03, ARC-01).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /modules/{module}`: how far registration has got, within the reader's scope and for the cohorts that can still act (ROS-04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModuleHome {
    /// `archive`, `household`.
    pub module: String,
    pub label: String,
    /// Whether the school has opened it: before, there is something to look at and nothing to do.
    pub open: bool,
    /// 「仅校级审核」 or 「先院系再校级审核」.
    pub route_label: String,
    pub registered: usize,
    pub unregistered: usize,
    /// In the order of their names.
    pub departments: Vec<ModuleDepartment>,
}

/// One department's part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModuleDepartment {
    pub name: String,
    pub registered: usize,
    pub unregistered: usize,
}

/// Filters of `GET /modules/{module}/transfers`; absent means all.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TransferQuery {
    /// `registered` or `unregistered`.
    pub state: Option<String>,
    pub department: Option<String>,
    pub education_level: Option<String>,
    /// 「毕业届」; absent: those that can still act.
    pub cohort: Option<u16>,
    /// Part of a name, its pinyin or initials, part of a candidate number, or a whole ID number.
    pub q: Option<String>,
    /// Rows to leave out.
    pub offset: Option<usize>,
    /// 1 to 200, default 50.
    pub limit: Option<usize>,
}

/// One graduate in a module.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TransferRow {
    pub graduate: String,
    pub exam_no: String,
    pub name: String,
    pub department: String,
    pub major: String,
    pub education_level: String,
    pub cohort: u16,
    /// `registered` or `unregistered`.
    pub state: String,
    /// 「已登记」 or 「未登记」.
    pub state_label: String,
    /// Absent while nothing is registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered: Option<Registered>,
}

/// Where an archive or a household registration goes, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Registered {
    /// A code of `archive_transfer_type` or `household_transfer_type`.
    pub transfer_type: String,
    /// The receiver of the archive; a household has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    pub region: String,
    pub address: String,
    /// When it last changed.
    pub changed_at_ms: i64,
}

/// A part of a module's list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TransferPage {
    pub rows: Vec<TransferRow>,
    /// Rows matching the filter.
    pub total: usize,
    /// Cohorts to choose from; the newest first.
    pub cohorts: Vec<u16>,
}
