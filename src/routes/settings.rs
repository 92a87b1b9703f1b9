//! 「签约设置」.

use crate::{convert, error::ApiResult, rights::Caller};
use actix_web::web;
use wangqian_protocol::settings::SigningSettings;

/// `GET /settings`.
pub async fn signing(caller: Caller) -> ApiResult<web::Json<SigningSettings>> {
    let staff = caller.staff()?;
    Ok(web::Json(convert::signing_settings(staff.school_id, &staff.school)))
}
