//! 「账号与安全」: one's own sessions, password and second factor (ACC-01).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /account`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AccountSecurity {
    /// The session of this page first, then the one used last.
    pub sessions: Vec<SessionItem>,
    /// Shortest password, in characters.
    pub password_length_min: usize,
    /// Absent for who cannot have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactor>,
}

/// 「两步验证」.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SecondFactor {
    /// Absent while it is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since_ms: Option<i64>,
    /// Recovery codes not used yet.
    pub recovery_left: usize,
    /// The operator demands it.
    pub required: bool,
}

/// `POST /account/second-factor` and what else needs the password once more.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProveAgain {
    pub password: String,
}

/// The key that an authenticator app has to learn; it counts once a code of it came back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Enrolment {
    /// For who types it: base 32.
    pub secret: String,
    /// For a link on the phone itself.
    pub uri: String,
    /// Width of the QR code in modules.
    pub qr_width: usize,
    /// Its dark modules as the path of an SVG.
    pub qr_path: String,
}

/// `PUT /account/second-factor`: a code of the app that learnt the key.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEnrolment {
    pub code: String,
}

/// Shown once; each is good once, in place of the app's code.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}

/// One browser that is signed in to the account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SessionItem {
    /// Names the session; is no key to it.
    pub session: String,
    /// 「Windows 电脑 · Edge 浏览器」.
    pub device: String,
    /// The part of the address that its owner recognises.
    pub address: String,
    pub started_ms: i64,
    /// Absent when it was not used since the server started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_ms: Option<i64>,
    /// When it ends, however busy it is.
    pub ends_ms: i64,
    /// 「本机」.
    pub here: bool,
}

/// `PUT /account/password`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    pub current: String,
    /// At least as long as `AccountSecurity` says, at most 128 characters.
    pub password: String,
}

/// `PUT /contact`: a graduate's own phone and e-mail (ROS-02).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub mobile: String,
    /// May be empty.
    pub email: String,
}

/// `GET /contact`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ContactShown {
    pub mobile_masked: String,
    pub email: String,
}
