//! An employer and its registration (ACC-10): everything but registering itself, which nobody is signed in for.

pub mod board;
pub mod register;

use crate::{
    auth::phone,
    convert,
    error::ApiResult,
    rights::Caller,
    routes::command::{Key, Seen},
    sent::Sent,
    state::AppState,
    uploads,
};
use actix_web::{HttpResponse, web};
use wangqian_protocol::employer::*;
use wangqian_rules::{
    account::Account,
    employer::{self, Employer},
    file::StoredFile,
    ids::*,
    province::Province,
    refusal::{Refusal, invalid},
};
use wangqian_runtime::AskError;

/// `GET /employer/registration`.
pub async fn registration(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<EmployerRegistration>> {
    let employer = state.runtime.read::<Employer>(caller.employer()?).await?;
    Ok(web::Json(convert::employer::registration(employer.registration()?, state.runtime.codes())))
}

/// `PUT /employer/registration`.
pub async fn amend(
    state: web::Data<AppState>,
    caller: Caller,
    seen: Seen,
    key: Key,
    body: Sent<AmendEmployer>,
) -> ApiResult<web::Json<RegistrationChanged>> {
    let sent = body.into_inner();
    let licence = match &sent.licence {
        Some(name) => Some(handed_in(&state, &caller, name).await?),
        None => None,
    };
    let form = Box::new(convert::employer::form_in(sent));
    phone::before_change(&state, caller.session.account, &form.contact.phone).await?;
    ask(&state, &caller, key, employer::Command::Amend { seen: seen.0, form, licence }).await
}

/// `PUT /employer/contact`.
pub async fn set_contact(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    body: Sent<EmployerContact>,
) -> ApiResult<web::Json<RegistrationChanged>> {
    let contact = Box::new(convert::employer::contact_in(body.into_inner()));
    phone::before_change(&state, caller.session.account, &contact.phone).await?;
    ask(&state, &caller, key, employer::Command::SetContact(contact)).await
}

/// `GET /employer/goal`.
pub async fn goal(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<HiringGoal>> {
    let employer = state.runtime.read::<Employer>(caller.employer()?).await?;
    Ok(web::Json(HiringGoal { goal: employer.goal }))
}

/// `PUT /employer/goal`.
pub async fn set_goal(state: web::Data<AppState>, caller: Caller, key: Key, body: Sent<HiringGoal>) -> ApiResult<HttpResponse> {
    let command = employer::Command::SetGoal(body.goal);
    state.runtime.ask::<Employer>(caller.employer()?, key.of(&caller), command).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /employer/registration/submission`: to the province of the region that was filled in.
pub async fn submit(
    state: web::Data<AppState>,
    caller: Caller,
    seen: Seen,
    key: Key,
) -> ApiResult<web::Json<RegistrationChanged>> {
    let employer = state.runtime.read::<Employer>(caller.employer()?).await?;
    let verifier = verifier(&state, &employer.registration()?.filing.card.region).await?;
    ask(&state, &caller, key, employer::Command::Submit { seen: seen.0, verifier }).await
}

async fn verifier(state: &AppState, region: &str) -> Result<Option<ProvinceId>, AskError> {
    let Some(id) = ProvinceId::of_region(region) else { return Ok(None) };
    let province = state.runtime.read::<Province>(id).await?;
    Ok(Some(id).filter(|_| !province.name.is_empty()))
}

/// A file that this account handed in lately. Whatever else it may be called, it is not there.
async fn handed_in(state: &AppState, caller: &Caller, name: &str) -> ApiResult<StoredFile> {
    let account = state.runtime.read::<Account>(caller.session.account).await?;
    let file = uploads::named(name).and_then(|file| account.uploads.nameable(file, state.runtime.now()));
    // A file that the disk lost since must not be what somebody else has to look at.
    match file {
        Some(file) if state.files.read(file.hash).await.is_ok() => Ok(file),
        _ => Err(Refusal::Invalid(vec![invalid("licence", "没有找到上传的文件，请重新上传")]).into()),
    }
}

async fn ask(
    state: &AppState,
    caller: &Caller,
    key: Key,
    command: employer::Command,
) -> ApiResult<web::Json<RegistrationChanged>> {
    match state.runtime.ask::<Employer>(caller.employer()?, key.of(caller), command).await? {
        employer::Reply::Registration { version, state } => Ok(web::Json(convert::employer::changed(version, state))),
        _ => Err(Refusal::NotFound.into()),
    }
}
