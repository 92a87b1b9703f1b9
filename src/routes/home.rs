//! Homes (HOM-01, HOM-02).

use crate::{
    convert,
    error::ApiResult,
    rights::{Caller, StaffCaller},
    state::AppState,
};
use actix_web::web;
use wangqian_protocol::queue::StaffHome;
use wangqian_rules::caller::Caller as By;

/// `GET /home`.
pub async fn staff(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<StaffHome>> {
    let staff = caller.staff()?;
    let today = state.runtime.now().date();
    Ok(web::Json(StaffHome {
        counts: convert::counts(&staff.school, &staff.staff.scope(), staff.staff.stage()),
        decided_today: decided_on(staff, today),
        handlers: convert::handlers(&staff.school.settings),
        settings: convert::signing_settings(staff.school_id, &staff.school),
    }))
}

/// Rows whose last change was this user's decision on that day.
fn decided_on(staff: &StaffCaller, day: jiff::civil::Date) -> usize {
    let me = By::Staff { staff: staff.id, name: staff.staff.name.clone(), department: staff.staff.scope().department }.shown();
    let rows = staff.school.cases.rows();
    rows.filter(|row| row.reviewer.as_deref() == Some(me.as_str()) && row.since.date() == day).count()
}
