//! Which system this is, where the other one is, how else one may sign in, and how one gets in again.

use crate::{routes::password_reset, state::AppState, system::System};
use actix_web::web;
use wangqian_protocol::system::{OidcInfo, SystemInfo};

/// `GET /system`.
pub async fn show(state: web::Data<AppState>) -> web::Json<SystemInfo> {
    let oidc = state.oidc.as_ref().map(|oidc| OidcInfo { name: oidc.name.clone(), entrances: oidc.entrances().to_vec() });
    let (platform, ems, other) = match &state.system {
        System::Both => (true, true, None),
        System::Platform { ems } => (true, false, Some(ems.pages.clone())),
        System::Ems { platform } => (false, true, Some(platform.pages.clone())),
    };
    web::Json(SystemInfo { platform, ems, other, oidc, password_reset: password_reset::entrances(&state).to_vec() })
}
