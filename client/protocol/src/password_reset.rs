//! 「忘记密码」: a new password by a code to the phone (ACC-01). `SystemInfo::password_reset` says at which entrances.

use crate::session::Entrance;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `POST /password-reset`: a code to the phone that is known of this login's holder.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskPhoneCode {
    pub entrance: Entrance,
    pub login: String,
}

/// The same for everybody, whether or not a code goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PhoneCodeAsked {
    /// Seconds until another can be asked for.
    pub again_in_s: u32,
    /// Seconds that a code is good.
    pub valid_s: u32,
}

/// `PUT /password-reset`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    pub entrance: Entrance,
    pub login: String,
    /// Six digits, from the newest message.
    pub code: String,
    /// 12–128 characters.
    pub password: String,
}
