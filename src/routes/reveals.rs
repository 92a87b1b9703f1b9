//! 「查看完整号码」: written down, then shown (EXT-08).

use crate::{
    error::ApiResult,
    rights::{Caller, StaffCaller},
    routes::{
        command::Key,
        window::{Order, Paging},
    },
    sent::{Asked, Sent},
    state::AppState,
};
use actix_web::web;
use wangqian_protocol::reveal::*;
use wangqian_rules::{
    caller::Caller as Acting,
    graduate::Graduate,
    ids::GraduateId,
    refusal::{Refusal, invalid},
    school::{Command, School, reveals, reveals::RevealReason},
};

/// `POST /graduates/{graduate}/reveal`.
pub async fn reveal(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    graduate: web::Path<String>,
    body: Sent<Reveal>,
) -> ApiResult<web::Json<Revealed>> {
    let staff = caller.staff()?;
    let graduate: GraduateId = graduate.parse().map_err(|()| Refusal::NotFound)?;
    // Before anything is said of the form: whether somebody else's graduate exists is nobody's business.
    if !is_responsible(staff, graduate) {
        return Err(Refusal::NotFound.into());
    }
    let reason =
        RevealReason::of_code(&body.reason).ok_or_else(|| Refusal::Invalid(vec![invalid("reason", "请选择查看原因")]))?;
    let command = Command::Reveal { staff: staff.id, graduate, reason };
    state.runtime.ask::<School>(staff.school_id, key.of(&caller), command).await?;
    let graduate = state.runtime.read::<Graduate>(graduate).await?;
    let profile = graduate.profile.as_ref().ok_or(Refusal::NotFound)?;
    let mobile = graduate.reached_at().map(|contact| contact.mobile).unwrap_or_default();
    Ok(web::Json(Revealed { id_no: profile.id_no.clone(), mobile }))
}

/// `GET /reveals`: newest first, of the graduates that the caller is responsible for.
pub async fn list(caller: Caller, query: Asked<RevealQuery>) -> ApiResult<web::Json<RevealPage>> {
    let staff = caller.staff()?;
    let paging = Paging::of(query.cursor.as_deref(), None, query.limit)?;
    let rows: Vec<_> = staff.school.reveals.newest_first().filter_map(|reveal| row(staff, reveal)).collect();
    let (page, next) = paging.page(&rows, Order::Falling, |row| row.seq);
    Ok(web::Json(RevealPage { rows: page.to_vec(), total: rows.len(), next }))
}

/// Whether the graduate is within the user's scope; also who has left the roster since.
fn is_responsible(staff: &StaffCaller, graduate: GraduateId) -> bool {
    let row = staff.school.roster.known(graduate);
    row.is_some_and(|row| staff.staff.scope().contains(&row.department, row.level))
}

/// The record as the page shows it, of the reader's own graduates.
fn row(staff: &StaffCaller, reveal: &reveals::Reveal) -> Option<RevealRow> {
    let graduate = staff.school.roster.known(reveal.graduate).filter(|_| is_responsible(staff, reveal.graduate))?;
    let (name, department) = (reveal.staff_name.clone(), reveal.department.clone());
    Some(RevealRow {
        seq: reveal.seq,
        at_ms: reveal.at.0,
        who: Acting::Staff { staff: reveal.staff, name, department }.shown(),
        graduate_name: reveal.graduate_name.clone(),
        exam_no: graduate.exam_no.clone(),
        department: graduate.department.clone(),
        reason: if reveal.exported {
            format!("{}（导出名单）", reveal.reason.label())
        } else {
            reveal.reason.label().to_owned()
        },
    })
}
