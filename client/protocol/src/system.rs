//! Which of the two systems a server is.

use crate::session::Entrance;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /system`: whoever has both holds them in one server.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SystemInfo {
    /// 「网签平台」 is served here.
    pub platform: bool,
    /// 「就业管理系统」 is served here.
    pub ems: bool,
    /// Address of the other system's pages, when it is another server.
    pub other: Option<String>,
    /// The identity provider at which people may sign in instead.
    pub oidc: Option<OidcInfo>,
    /// Where somebody who forgot the password can have a code sent to their phone: `POST /password-reset`.
    pub password_reset: Vec<Entrance>,
}

/// An identity provider, for the sign-in page.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OidcInfo {
    /// 「统一身份认证」 …
    pub name: String,
    /// Where it may be used: `GET /session/oidc/{entrance}` leads there.
    pub entrances: Vec<Entrance>,
}
