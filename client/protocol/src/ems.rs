//! 「就业管理系统」: where a school's roster and accounts come from, and where results go.

use crate::{
    case::{ArchiveTransfer, HouseholdTransfer},
    session::Permissions,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Filters of `GET /ems/roster`; absent means all.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EmsRosterQuery {
    /// Part of a name, its pinyin or initials, part of a candidate number, or a whole ID number.
    pub q: Option<String>,
    pub department: Option<String>,
    /// Deleted rows instead of those that stand in the roster.
    pub removed: Option<bool>,
    pub cursor: Option<String>,
    /// Rows to leave out, of those that follow the cursor: any place of the list can be read at once.
    pub offset: Option<usize>,
    /// 1 to 200, default 50.
    pub limit: Option<usize>,
}

/// One row of the roster in the EMS.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsRosterRow {
    pub graduate: String,
    pub exam_no: String,
    pub name: String,
    pub id_no_masked: String,
    pub department: String,
    pub major: String,
    pub education_level: String,
    pub cohort: u16,
    /// One more with every change.
    pub revision: u64,
    pub removed_at_ms: Option<i64>,
    /// 「毕业去向」 as reported by the platform.
    pub destination: String,
}

/// One row with everything that may be edited.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsRosterDetail {
    pub row: EmsRosterRow,
    /// As they stand; the ID number is not among them.
    pub fields: EmsEdit,
    /// The graduate's own, which nobody else edits (ROS-02).
    pub mobile_masked: String,
    pub email: String,
    /// Without it there is nothing to say of a household.
    pub household_in_school: bool,
    pub papers: EmsPapers,
    /// Said again in `If-Match` by whoever edits them.
    pub papers_version: u64,
}

/// 「报到证及户档信息」: what hangs on a destination and may be edited in the EMS (SYN-02).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmsPapers {
    pub card: Option<EmsCard>,
    pub archive: Option<ArchiveTransfer>,
    pub household: Option<HouseholdTransfer>,
}

/// 「报到证」.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmsCard {
    pub organisation: String,
    /// Six digits.
    pub region: String,
}

/// The graduates who get activation codes: a whole department's, or those that are named.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmsActivation {
    pub department: Option<String>,
    #[serde(default)]
    pub graduates: Vec<String>,
    /// Also in place of passwords that were set: for who forgot theirs. Only of graduates that are named.
    #[serde(default)]
    pub resets: bool,
}

/// 「院校管理」 of a province.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsSchools {
    pub province: String,
    pub schools: Vec<EmsSchoolEntry>,
}

/// A school of the province.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsSchoolEntry {
    pub school: String,
    pub name: String,
    /// Rows that stand in the roster.
    pub graduates: usize,
    /// School users; departments' users are not counted.
    pub accounts: usize,
}

/// A school to be founded.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmsSchoolForm {
    /// Five digits.
    pub school: String,
    pub name: String,
}

/// A page of it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsRosterPage {
    pub rows: Vec<EmsRosterRow>,
    pub total: usize,
    pub departments: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Rows to be deleted (INV-01).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmsDelete {
    pub graduates: Vec<String>,
}

/// A corrected row: only what is named changes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmsEdit {
    pub name: Option<String>,
    /// 「身份证件类型」, as printed on the document.
    pub id_type: Option<String>,
    pub id_no: Option<String>,
    pub exam_no: Option<String>,
    pub gender: Option<String>,
    pub ethnicity: Option<String>,
    pub political_status: Option<String>,
    pub department: Option<String>,
    pub student_no: Option<String>,
    pub education_level: Option<String>,
    pub major: Option<String>,
    pub schooling_years: Option<String>,
    pub training_mode: Option<String>,
}

/// An upload under way, or over.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UploadJob {
    pub job: String,
    /// Rows of the file.
    pub rows: usize,
    /// Rows that the EMS has, and the platform too where both are one server.
    pub done: usize,
    pub finished: bool,
    pub report: UploadReport,
}

/// The outcome of the rows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct UploadReport {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub restored: usize,
    /// Of how many rows phone or e-mail stayed as it is known: they are the graduate's (ROS-02).
    pub contacts_kept: usize,
    /// Rows that were not taken, with every reason; the first five hundred of `refused_total`.
    pub refused: Vec<UploadRemark>,
    pub refused_total: usize,
    /// Remarks that refuse no row; the first five hundred of `notices_total`.
    pub notices: Vec<UploadRemark>,
    pub notices_total: usize,
    /// Departments of the file that no unlocked account with 「读写」 is named after (ACC-03).
    pub departments_without_account: Vec<String>,
}

/// A remark on a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UploadRemark {
    /// As the spreadsheet numbers it; the header is 1.
    pub row: u32,
    /// Empty for the whole row.
    pub column: String,
    pub message: String,
}

/// A school or department user.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsAccount {
    pub account: String,
    /// The number that a change names: it rises with every change.
    pub revision: u64,
    pub login: String,
    pub name: String,
    /// Absent for school users.
    pub department: Option<String>,
    /// `undergraduate`, `postgraduate`; absent: all levels (ACC-07).
    pub level: Option<String>,
    pub permissions: Permissions,
    pub locked: bool,
    /// Whether the user has ever come in with the code they were given; absent where the platform is another server.
    pub opened: Option<bool>,
    /// The department matches no department of the roster: its user sees nothing (ACC-03).
    pub matches_nobody: bool,
    /// Whether the reader may change it: only the level above may (ACC-05).
    pub editable: bool,
    /// Cases that could be decided by nobody if this account no longer may (SET-07).
    pub sole_reviewer: Option<EmsSoleReviewer>,
}

/// An account without which nobody can decide.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsSoleReviewer {
    /// The department, or the school's level, in words.
    pub of: String,
    /// Cases that wait there now; absent where the platform is another server.
    pub waiting: Option<usize>,
}

/// A department of the roster that no account can decide for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EmsUnattended {
    pub department: String,
    /// Cases that wait there now; absent where the platform is another server.
    pub waiting: Option<usize>,
    /// It has an account that could, which nobody has opened yet.
    pub unopened: bool,
}

/// All accounts of a school.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsAccounts {
    pub accounts: Vec<EmsAccount>,
    /// Departments of the roster, as written.
    pub departments: Vec<String>,
    /// Departments that no unlocked account with 「读写」 is named after (ACC-03, SET-07); for a province, levels of the school itself.
    pub unattended: Vec<EmsUnattended>,
    /// Whether departments review before the school does; absent where the platform is another server.
    pub two_levels: Option<bool>,
    /// The most that the reader can give; absent for who makes none.
    pub most: Option<EmsAccountMost>,
}

/// The most that a reader can give: no account is above its maker's level and permissions (ACC-04, ACC-07).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsAccountMost {
    /// Absent: all levels.
    pub level: Option<String>,
    pub permissions: Permissions,
}

/// An account to be made, or as it is to be.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmsAccountForm {
    pub name: String,
    /// Absent: a school user.
    pub department: Option<String>,
    pub level: Option<String>,
    pub permissions: Permissions,
    #[serde(default)]
    pub locked: bool,
}

/// A one-time code: shown once, kept nowhere.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmsCode {
    pub account: String,
    pub login: String,
    pub activation_code: String,
}

/// Both ways between the platform and the EMS.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SyncState {
    pub links: Vec<SyncLink>,
}

/// One way.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SyncLink {
    /// `to_ems`, `to_platform`.
    pub direction: String,
    pub carried: u64,
    pub waiting: usize,
    pub oldest_since_ms: Option<i64>,
    /// Attempts in a row that failed.
    pub attempts: u32,
    pub error: Option<String>,
    pub refused: Vec<SyncParcel>,
}

/// The two systems laid side by side, graduate by graduate (EXT-15).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SyncDifferences {
    /// Graduates that were compared.
    pub graduates: usize,
    /// All differences; `rows` are the first of them.
    pub total: usize,
    pub rows: Vec<SyncDifference>,
}

/// One thing that the two do not agree on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SyncDifference {
    pub graduate: String,
    pub name: String,
    pub exam_no: String,
    /// In words: 「名单」, 「毕业去向」 …
    pub aspect: String,
    pub platform: String,
    pub ems: String,
    /// Something about this graduate still waits to be carried.
    pub on_the_way: bool,
}

/// Something that the other side did not take.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SyncParcel {
    pub number: u64,
    /// Whom it is about, in words.
    pub subject: String,
    pub since_ms: i64,
    pub reason: String,
}
