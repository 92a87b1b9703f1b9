//! Signing in and out (ACC-01).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `POST /session`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub entrance: Entrance,
    pub login: String,
    pub password: String,
}

/// The answer to `POST /session` and `POST /session/activation`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum SignedIn {
    Entered(Box<Me>),
    SecondFactor(SecondFactorNeeded),
}

/// The password was right; now comes the code, to `POST /session/code`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SecondFactorNeeded {
    /// Always `true`.
    pub second_factor_needed: bool,
    /// Repeated with the code; good for `valid_s` seconds.
    pub ticket: String,
    pub valid_s: u32,
}

/// `GET /session/oidc/callback`: how the identity provider sends somebody back. It may say more, which does not matter here.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OidcArrival {
    pub code: Option<String>,
    pub state: Option<String>,
}

/// `POST /session/code`: the second step of signing in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondStep {
    pub ticket: String,
    /// Six digits of the authenticator app, or a recovery code.
    pub code: String,
}

/// `POST /session/activation`: the first sign-in of an account that was opened with a one-time code.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Activate {
    pub entrance: Entrance,
    pub login: String,
    pub code: String,
    /// 12–128 characters, for school, department and province users 14–128.
    pub password: String,
}

/// Each role has its own entrance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Entrance {
    /// 「学校登录」: school and department users.
    School,
    /// 「学生登录」.
    Graduate,
    /// 「用人单位登录」.
    Employer,
    /// 「省级登录」.
    Province,
}

/// The signed-in user. Every state-changing request repeats `csrf` in `X-CSRF-Token`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// Opaque and always the same for this account, and for each record of a graduate who has several: what a page keeps on a device
    /// is kept under it.
    pub id: String,
    pub role: Role,
    /// The person or organisation, for the top bar.
    pub name: String,
    /// School, department or employer, for the line below.
    pub organisation: String,
    pub csrf: String,
    pub unread: usize,
    /// 「鉴证」 or 「审核」 for school and department users.
    pub review_word: Option<String>,
    /// `read_write`, `read_only` or `none` for 基本信息和就业信息, 档案信息, 户口信息.
    pub permissions: Option<Permissions>,
    /// The kinds of cases that a school or department user may see, in the order of menus.
    pub kinds: Vec<KindEntry>,
    /// The modules of school and department users, and why some cannot be entered (ACC-09).
    pub modules: Vec<ModuleEntry>,
    /// The operator demands a second factor that this user has not set up: nothing but `/account` is open until then.
    pub second_factor_missing: bool,
}

/// One list of cases, as menus name it; kinds that the guide handles on one page share one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KindEntry {
    /// Code of the list: `online_signing`, `backfill`, `rescission`, `destination`.
    pub kind: String,
    /// 「在线签约」: its tile's name.
    pub label: String,
    /// Codes of the kinds on it, of the code table `case_kinds`.
    pub kinds: Vec<String>,
    /// 「在线签约管理」: the name of its menu and list.
    pub menu: String,
    /// 「签约」, 「去向登记」: what its list speaks of.
    pub matter: String,
    /// The filter that its list opens with; of the code table `case_filters`.
    pub filter: String,
    /// Whether its cases are returned for correction: then there is a list of those that were (OFF-05).
    pub returns: bool,
    /// Whether some of its cases issue agreements: then all of them can be downloaded as one zip (EXT-13).
    pub agreements: bool,
}

/// One module of the switch at the top of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModuleEntry {
    /// `signing`, `archive`, `household`.
    pub module: String,
    pub label: String,
    /// Why it cannot be entered, and who can change that.
    pub closed: Option<crate::settings::Obstacle>,
}

/// The role of the signed-in user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Graduate,
    Employer,
    Department,
    School,
    Province,
}

/// One permission per area (ACC-04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Permissions {
    pub basic: String,
    pub archive: String,
    pub household: String,
}
