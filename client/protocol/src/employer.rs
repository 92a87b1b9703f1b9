//! Employers register, are verified by the province of their region, and keep their data (ACC-10).

use crate::case::{EmployerCard, Tone, TrailEntry};
use crate::settings::Obstacle;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `POST /employer/registration`: answered with the new account signed in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterEmployer {
    /// 统一社会信用代码.
    pub credit_code: String,
    /// Its check character is wrong and the licence shows it like that: the province verifies by the licence.
    #[serde(default)]
    pub credit_code_as_printed: bool,
    pub name: String,
    /// Code of `employer_nature`.
    pub nature: String,
    /// Code of `employer_industry`.
    pub industry: String,
    /// District or county, six digits.
    pub region: String,
    pub address: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    /// 4 to 40 letters, digits, `@`, `.`, `_`, `-`; somebody else's credit code is none.
    pub login: String,
    /// 12–128 characters.
    pub password: String,
}

/// `GET` and `PUT /employer/goal`: how many graduates the employer means to hire, 1–99999; `null` is no goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HiringGoal {
    #[schema(required)]
    pub goal: Option<u32>,
}

/// `PUT /employer/registration`: the whole form. The verified data stay in force until the change is verified.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendEmployer {
    pub name: String,
    pub nature: String,
    pub industry: String,
    pub region: String,
    pub address: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    /// Name of an uploaded file (`POST /uploads`, within the last 12 hours), at most 5 MB; absent: as before.
    #[serde(default)]
    pub licence: Option<String>,
}

/// `PUT /employer/contact`: takes effect at once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmployerContact {
    pub address: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
}

/// A file that a registration names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LicenceFile {
    /// For `GET /uploads/{file}`.
    pub file: String,
    /// `image/jpeg`, `image/png` or `application/pdf`.
    pub media_type: String,
    pub bytes: u64,
}

/// A registration, for the employer and for the province that verifies it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmployerRegistration {
    pub employer: String,
    /// The number that a change or decision must name in `If-Match`.
    pub version: u64,
    /// `draft`, `submitted`, `returned`, `verified`, `rejected`.
    pub state: String,
    pub state_label: String,
    pub tone: Tone,
    /// The form as it is filled in.
    pub card: EmployerCard,
    /// The credit code's check character is wrong: to be compared with the licence.
    pub credit_code_unchecked: bool,
    pub licence: Option<LicenceFile>,
    /// The data in force, once some were verified: the employer invites with them.
    pub in_force: Option<EmployerCard>,
    pub licence_in_force: Option<LicenceFile>,
    /// In which fields the two differ.
    pub changes: Vec<EmployerChange>,
    /// Why it was returned or rejected, while it is.
    pub reason: Option<String>,
    pub since_ms: i64,
    pub submitted_at_ms: Option<i64>,
    /// For the employer: in the way of filling it in, and of submitting it.
    pub edit_obstacle: Option<Obstacle>,
    pub submit_obstacle: Option<Obstacle>,
    /// For the province: `approve`, `return`, `reject`, as far as they are possible now.
    pub verdicts: Vec<String>,
    /// Newest last.
    pub trail: Vec<TrailEntry>,
}

/// One field of a change, codes by their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EmployerChange {
    pub field: String,
    pub label: String,
    pub before: String,
    pub now: String,
}

/// The answer to a command on a registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RegistrationChanged {
    pub version: u64,
    pub state: String,
    pub state_label: String,
}

/// Filters of `GET /province/employers`; absent means all.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EmployerQuery {
    /// `submitted`, `returned`, `verified`, `rejected`, `draft`.
    pub state: Option<String>,
    /// `first`: first registrations; `change`: changes of verified data.
    pub kind: Option<String>,
    /// Code of `employer_nature`.
    pub nature: Option<String>,
    /// Part of a name or credit code.
    pub q: Option<String>,
    pub cursor: Option<String>,
    /// 1 to 200, default 50.
    pub limit: Option<usize>,
}

/// One employer of the province's list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmployerRow {
    pub employer: String,
    pub version: u64,
    pub state: String,
    pub state_label: String,
    pub tone: Tone,
    /// A change of verified data; otherwise the first registration.
    pub is_change: bool,
    pub name: String,
    pub credit_code: String,
    /// Its check character is wrong: to be compared with the licence.
    pub credit_code_unchecked: bool,
    pub nature: String,
    pub industry: String,
    pub region: String,
    pub since_ms: i64,
    pub submitted_at_ms: Option<i64>,
    pub reviewer: Option<String>,
}

/// A page of the list: who waits longest first, everybody else newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmployerPage {
    pub rows: Vec<EmployerRow>,
    pub total: usize,
    /// How many wait, whatever the filter.
    pub waiting: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// `POST /province/employers/{employer}/decision`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "verdict", rename_all = "snake_case", deny_unknown_fields)]
pub enum DecideEmployer {
    Approve {},
    /// 2 to 200 characters, shown to the employer.
    Return {
        reason: String,
    },
    /// 2 to 200 characters, shown to the employer.
    Reject {
        reason: String,
    },
}
