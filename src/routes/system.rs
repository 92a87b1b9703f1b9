//! Which system this is, and where the other one is.

use crate::{state::AppState, system::System};
use actix_web::web;
use wangqian_protocol::system::SystemInfo;

/// `GET /system`.
pub async fn show(state: web::Data<AppState>) -> web::Json<SystemInfo> {
    web::Json(match &state.system {
        System::Both => SystemInfo { platform: true, ems: true, other: None },
        System::Platform { ems } => SystemInfo { platform: true, ems: false, other: Some(ems.pages.clone()) },
        System::Ems { platform } => SystemInfo { platform: false, ems: true, other: Some(platform.pages.clone()) },
    })
}
