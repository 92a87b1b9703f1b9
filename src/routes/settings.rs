//! 「签约设置」 and 「登记设置」. Each change is one command; whether the caller may make it is decided in the school's step.

use crate::{
    convert,
    convert::settings as view,
    error::ApiResult,
    rights::{Caller, StaffCaller},
    routes::command::Key,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use wangqian_protocol::settings::*;
use wangqian_rules::{
    module::{Module, Switch},
    refusal::{Refusal, invalid},
    school::{self, School, settings::Setting},
};

/// `GET /settings`.
pub async fn signing(caller: Caller) -> ApiResult<web::Json<SigningSettings>> {
    let staff = caller.staff()?;
    Ok(web::Json(convert::signing_settings(staff.school_id, &staff.school)))
}

/// `GET /settings/modules/{module}`: for whoever may enter the module (ACC-09).
pub async fn module(caller: Caller, module: web::Path<String>) -> ApiResult<web::Json<ModuleSettings>> {
    let StaffCaller { school, id, .. } = caller.staff()?;
    let module = module_named(&module)?;
    school.may_enter(*id, module)?;
    Ok(web::Json(view::of_module(school, *id, module)))
}

/// `PUT /settings/switches/{switch}`.
pub async fn set_switch(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    switch: web::Path<String>,
    body: Sent<SetSwitch>,
) -> ApiResult<HttpResponse> {
    let switch = Switch::from_code(&switch).ok_or(Refusal::NotFound)?;
    configure(&state, &caller, key, if body.open { Setting::Open(switch) } else { Setting::Close(switch) }).await
}

/// `PUT /settings/modules/{module}/route`.
pub async fn set_route(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    module: web::Path<String>,
    body: Sent<SetRoute>,
) -> ApiResult<HttpResponse> {
    let route = view::route_in(&body.route).ok_or_else(|| unknown("route", "请选择审核方式"))?;
    configure(&state, &caller, key, Setting::Route(module_named(&module)?, route)).await
}

/// `PUT /settings/rescission-limit`.
pub async fn set_rescission_limit(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    body: Sent<SetRescissionLimit>,
) -> ApiResult<HttpResponse> {
    configure(&state, &caller, key, Setting::RescissionLimit(convert::small(body.limit))).await
}

/// `PUT /settings/answer-days`: of requests for rescission from then on.
pub async fn set_answer_days(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    body: Sent<SetAnswerDays>,
) -> ApiResult<HttpResponse> {
    configure(&state, &caller, key, Setting::AnswerWithin(convert::small(body.days))).await
}

/// `PUT /settings/overdue`.
pub async fn set_overdue(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    body: Sent<SetOverdue>,
) -> ApiResult<HttpResponse> {
    configure(&state, &caller, key, Setting::OverdueAfter(convert::small(body.days))).await
}

/// `POST /settings/handlers`.
pub async fn submit_handler(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    body: Sent<SubmitHandler>,
) -> ApiResult<HttpResponse> {
    let SubmitHandler { level, handler } = body.into_inner();
    let whom = view::handler_for(&level).ok_or_else(|| unknown("level", "请选择适用的学历层次"))?;
    configure(&state, &caller, key, Setting::Handler(whom, view::handler_in(handler))).await
}

fn module_named(code: &str) -> Result<Module, Refusal> {
    Module::from_code(code).ok_or(Refusal::NotFound)
}

fn unknown(field: &'static str, message: &str) -> Refusal {
    Refusal::Invalid(vec![invalid(field, message)])
}

async fn configure(state: &AppState, caller: &Caller, key: Key, setting: Setting) -> ApiResult<HttpResponse> {
    let staff = caller.staff()?;
    let command = school::Command::Configure { staff: staff.id, setting };
    state.runtime.ask::<School>(staff.school_id, key.of(caller), command).await?;
    Ok(HttpResponse::NoContent().finish())
}
