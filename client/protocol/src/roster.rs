//! 「学生名单管理」 (ROS-01).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Filters of `GET /roster`; absent means all.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RosterQuery {
    pub department: Option<String>,
    pub major: Option<String>,
    pub education_level: Option<String>,
    /// 「毕业届」; earlier ones than the current see their records only (ROS-03).
    pub cohort: Option<u16>,
    /// Part of a name, its pinyin or initials, part of a candidate number, or a whole ID number.
    pub q: Option<String>,
    pub cursor: Option<String>,
    /// Rows to leave out, of those that follow the cursor: any place of the list can be read at once.
    pub offset: Option<usize>,
    /// 1 to 200, default 50.
    pub limit: Option<usize>,
}

/// One graduate of the roster.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RosterRow {
    pub graduate: String,
    pub exam_no: String,
    pub name: String,
    pub id_no_masked: String,
    pub department: String,
    pub major: String,
    pub education_level: String,
    pub training_mode: String,
    pub cohort: u16,
    /// 「毕业去向」 in words: 「待就业」 until something is effective.
    pub destination: String,
}

/// 「详细」: one graduate's basic information, and what became of their signings.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RosterDetail {
    pub row: RosterRow,
    pub graduate: crate::case::GraduateCard,
    pub class_name: String,
    pub origin_region: String,
    pub archive_in_school: bool,
    pub household_in_school: bool,
    /// The submitted ones, newest first.
    pub cases: Vec<crate::case::CaseRow>,
}

/// Filters of `GET /roster/invalidated`; absent means all.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InvalidatedQuery {
    /// Part of a name, its pinyin or initials, part of a candidate number, or a whole ID number.
    pub q: Option<String>,
    pub department: Option<String>,
    /// Rows to leave out: any place of the list can be read at once.
    pub offset: Option<usize>,
    /// 1 to 200, default 50.
    pub limit: Option<usize>,
}

/// One graduate who was deleted from the roster (INV-01).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct InvalidatedRow {
    pub graduate: String,
    pub exam_no: String,
    pub name: String,
    pub department: String,
    pub removed_at_ms: i64,
    /// Labels of what the graduate's cases were before; newest first.
    pub former: Vec<String>,
}

/// 「失效信息管理」.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct InvalidatedPage {
    pub rows: Vec<InvalidatedRow>,
    /// Rows matching the filter, over all pages.
    pub total: usize,
    /// Departments to choose from.
    pub departments: Vec<String>,
}

/// A page of the roster.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RosterPage {
    pub rows: Vec<RosterRow>,
    /// Rows matching the filter, over all pages.
    pub total: usize,
    /// 「专业」 to choose from, in the reader's scope and the chosen department.
    pub majors: Vec<String>,
    /// Cohorts to choose from; the first is the current one, which alone can act (ROS-03).
    pub cohorts: Vec<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
