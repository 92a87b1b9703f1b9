//! 「代审设置」 (EXT-19).

use crate::{
    error::ApiResult,
    rights::{Caller, StaffCaller},
    routes::command::Key,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use jiff::civil::Date;
use wangqian_protocol::deputy::*;
use wangqian_rules::{
    form::day,
    ids::StaffId,
    refusal::{Refusal, invalid},
    school::{
        Command, School,
        deputies::{Deputy, HandOver, is_within},
    },
    time::UnixMs,
};

/// Of the newest that the page shows.
const SHOWN: usize = 100;

/// `GET /deputies`.
pub async fn list(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<DeputyPage>> {
    let (staff, now) = (caller.staff()?, state.runtime.now());
    let own = staff.staff.scope();
    let rows = staff.school.deputies.newest_first().filter(|one| is_within(&one.scope, &own));
    let rows = rows.take(SHOWN).map(|one| row(staff, one, now)).collect();
    Ok(web::Json(DeputyPage { rows, reviewers: reviewers(staff) }))
}

/// `POST /deputies`.
pub async fn set(state: web::Data<AppState>, caller: Caller, key: Key, body: Sent<SetDeputy>) -> ApiResult<HttpResponse> {
    let SetDeputy { of, to, from, until } = body.into_inner();
    let (from, until) = (date("from", &from)?, date("until", &until)?);
    let of = of.parse().map_err(|_| Refusal::NotFound)?;
    let to = to.parse().map_err(|_| Refusal::Invalid(vec![invalid("to", "请选择代审的同事")]))?;
    let wanted = HandOver { of, to, from, until };
    ask(&state, &caller, key, |staff| Command::HandOver { staff, wanted }).await
}

/// `POST /deputies/{number}/end`.
pub async fn end(state: web::Data<AppState>, caller: Caller, key: Key, number: web::Path<String>) -> ApiResult<HttpResponse> {
    let number = number.parse().map_err(|_| Refusal::NotFound)?;
    ask(&state, &caller, key, |staff| Command::EndHandOver { staff, number }).await
}

async fn ask(state: &AppState, caller: &Caller, key: Key, command: impl FnOnce(StaffId) -> Command) -> ApiResult<HttpResponse> {
    let staff = caller.staff()?;
    state.runtime.ask::<School>(staff.school_id, key.of(caller), command(staff.id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn date(field: &'static str, text: &str) -> Result<Date, Refusal> {
    day(text).ok_or_else(|| Refusal::Invalid(vec![invalid(field, "请选择日期")]))
}

fn row(staff: &StaffCaller, one: &Deputy, now: UnixMs) -> DeputyRow {
    let over = one.is_over(now);
    let (state, state_label) = match &one.ended {
        Some((at, by)) => ("over", format!("{at} 由{}提前结束", by.shown())),
        None if over => ("over", "已结束".to_owned()),
        None if one.runs(now) => ("running", "进行中".to_owned()),
        None => ("planned", "未开始".to_owned()),
    };
    DeputyRow {
        number: one.number,
        of: one.of_name.clone(),
        to: one.to_name.clone(),
        department: one.scope.department.clone(),
        from: one.from.date().to_string(),
        until: last_day(one),
        state: state.to_owned(),
        state_label,
        set_by: one.set_by.shown(),
        may_end: !over && staff.school.may_hand_over(staff.id, one.of).is_ok(),
    }
}

/// `until` is the first instant after it.
pub fn last_day(one: &Deputy) -> String {
    one.until.plus_days(-1).date().to_string()
}

/// The reader first, then, for a school's user, who of the departments can be stood in for.
fn reviewers(staff: &StaffCaller) -> Vec<Handing> {
    let school = &staff.school;
    let mut found: Vec<_> = school
        .staff
        .iter()
        .filter(|(id, _)| school.may_hand_over(staff.id, *id).is_ok())
        .map(|(id, one)| Handing {
            staff: id.to_string(),
            name: one.name.clone(),
            department: one.scope().department,
            you: id == staff.id,
            colleagues: school.deputies_of(id, one).map(colleague).collect(),
        })
        .filter(|one| one.you || !one.colleagues.is_empty())
        .collect();
    found.sort_by(|one, other| (!one.you, &one.department, &one.name).cmp(&(!other.you, &other.department, &other.name)));
    found
}

fn colleague((id, staff): (StaffId, &std::sync::Arc<wangqian_rules::school::staff::Staff>)) -> Colleague {
    Colleague { staff: id.to_string(), name: staff.name.clone() }
}
