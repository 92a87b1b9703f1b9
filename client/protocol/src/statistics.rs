//! 「数据统计」 (STA-01). Rates are hundredths of a percent, rounded half up: 9742 is 97.42 %.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The graduates that `GET /statistics` and its file count; absent means all of the reader's.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatisticsQuery {
    /// Code of a characteristic; absent: the first that there is. A file has all of them.
    pub by: Option<String>,
    pub department: Option<String>,
    /// 「毕业届」; absent: the current one.
    pub cohort: Option<u16>,
}

/// The graduates that `GET /province/statistics` and its file count; absent means all of the province's.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProvinceStatisticsQuery {
    /// Code of a characteristic; absent: the first that there is. A file has all of them.
    pub by: Option<String>,
    /// One school, by its code.
    pub school: Option<String>,
    /// Of that school.
    pub department: Option<String>,
    /// 「毕业届」; absent: the newest that any school has.
    pub cohort: Option<u16>,
}

/// Everything that is counted of some graduates, with whom, how and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Statistics {
    /// The unit whose graduates are counted: 「示例大学 · 计算机学院」.
    pub scope: String,
    /// Absent where there is no roster.
    pub cohort: Option<u16>,
    /// To choose from, newest first.
    pub cohorts: Vec<u16>,
    /// The cut-off: what was so then.
    pub counted_at_ms: i64,
    /// Rows of the roster that were counted.
    pub graduates: usize,
    /// Cases that were counted.
    pub cases: usize,
    /// The name of the table by which destinations are grouped.
    pub grouping: String,
    pub figures: Vec<Figure>,
    /// The one that was asked for; in a file all of them.
    pub tables: Vec<FigureTable>,
    pub process: Process,
    /// The choices of `by`.
    pub characteristics: Vec<Characteristic>,
    /// Of the reader's graduates, to choose from.
    pub departments: Vec<String>,
    /// Of a province, to choose from.
    pub schools: Vec<CountedSchool>,
}

/// A count with its name and its definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    pub code: String,
    pub label: String,
    pub definition: String,
    pub count: usize,
    /// The rate's name, where it has one.
    pub rate_label: Option<String>,
    /// Of all graduates; absent where there are none, and for themselves.
    pub rate: Option<usize>,
    /// Whether it is a part of the figure before it that is none.
    pub part: bool,
}

/// Something that graduates can be counted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Characteristic {
    pub code: String,
    pub label: String,
}

/// A school of a province.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CountedSchool {
    pub school: String,
    pub name: String,
}

/// The counts by one characteristic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FigureTable {
    pub code: String,
    pub label: String,
    /// The graduates that it counts, in words.
    pub definition: String,
    pub columns: Vec<Characteristic>,
    pub rows: Vec<FigureRow>,
    pub sum: FigureRow,
    /// Whether its rows have a placement rate.
    pub with_placed: bool,
}

/// The graduates with one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FigureRow {
    /// The value's code; empty for whoever has none.
    pub code: String,
    pub label: String,
    pub total: usize,
    /// Of all that the table counts.
    pub share: Option<usize>,
    /// In the order of the columns.
    pub counts: Vec<usize>,
    /// 「毕业去向落实率」.
    pub placed: Option<usize>,
}

/// 「办理情况」.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Process {
    pub states: Vec<StateCount>,
    pub waiting: Vec<WaitingCount>,
    pub levels: Vec<LevelTimes>,
    pub rejected: Vec<ReasonCount>,
}

/// Cases of one kind in one state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StateCount {
    pub kind: String,
    pub kind_label: String,
    pub state: String,
    pub state_label: String,
    pub count: usize,
}

/// Cases of one kind that wait at one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WaitingCount {
    pub kind: String,
    pub kind_label: String,
    /// `department`, `school`.
    pub level: String,
    pub level_label: String,
    pub count: usize,
    pub oldest_since_ms: i64,
}

/// The decisions of one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LevelTimes {
    /// `department`, `school`.
    pub level: String,
    pub level_label: String,
    pub decided: usize,
    pub returned: usize,
    pub rejected: usize,
    /// Half of the decisions took no longer, from the submission on; minutes.
    pub median_min: u32,
    /// Nine of ten decisions took no longer.
    pub p90_min: u32,
}

/// Rejections for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReasonCount {
    pub code: String,
    pub label: String,
    pub count: usize,
}
