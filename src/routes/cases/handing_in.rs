//! What a graduate hands in by a form: what it asks, the draft of it, and the case itself (DES-01 … DES-03).

use super::{
    command,
    on_case::{Changed, OnCase},
};
use crate::{
    convert, error::ApiResult, operations::admit, rights::Caller, routes::command::Key, sent::Sent, state::AppState, uploads,
};
use actix_web::{HttpResponse, web};
use std::sync::Arc;
use wangqian_protocol::form::{BeginCase, Beginning as Wire, Filled as WireFilled};
use wangqian_rules::{
    account::Account,
    case::{CaseKind, Filled},
    file::StoredFile,
    forms::FormCode,
    graduate::{self, Act, Graduate, handing_in::Beginning},
    ids::*,
    refusal::{Audience, Refusal, invalid},
};

/// `GET /kinds/{kind}`: the forms of a kind, what was begun of it, and why it cannot be begun now.
pub async fn kind(state: web::Data<AppState>, caller: Caller, kind: web::Path<String>) -> ApiResult<web::Json<Wire>> {
    let (me, kind) = (caller.graduate()?, handed_in_by_form(&kind)?);
    let graduate = state.runtime.read::<Graduate>(me).await?;
    let admission = state.school(me.school).await?.would_admit(me, kind);
    let obstacle = graduate.may_begin(kind, admission).err();
    Ok(web::Json(Wire {
        kind: kind.code().to_owned(),
        label: kind.facts().label.to_owned(),
        forms: kind.facts().forms.iter().map(|form| convert::form::form(form.form())).collect(),
        draft: graduate.draft(kind).map(convert::form::draft),
        obstacle: obstacle.map(|refusal| convert::settings::obstacle(&refusal, Audience::Graduate)),
        to_correct: graduate.open_case(kind).map(|case| case.id.to_string()),
    }))
}

/// `PUT /drafts/{kind}`.
pub async fn save_draft(
    state: web::Data<AppState>,
    caller: Caller,
    kind: web::Path<String>,
    body: Sent<WireFilled>,
) -> ApiResult<HttpResponse> {
    let (me, kind) = (caller.graduate()?, handed_in_by_form(&kind)?);
    let filled = Box::new(filled_in(&state, &caller, me, body.into_inner()).await?);
    state.runtime.ask::<Graduate>(me, None, graduate::Command::SaveDraft { kind, filled }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /drafts/{kind}`.
pub async fn drop_draft(state: web::Data<AppState>, caller: Caller, kind: web::Path<String>) -> ApiResult<HttpResponse> {
    let (me, kind) = (caller.graduate()?, handed_in_by_form(&kind)?);
    state.runtime.ask::<Graduate>(me, None, graduate::Command::DropDraft(kind)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /cases`: the school admits, the graduate decides.
pub async fn begin(state: web::Data<AppState>, caller: Caller, key: Key, body: Sent<BeginCase>) -> ApiResult<HttpResponse> {
    let me = caller.graduate()?;
    let BeginCase { kind, filled } = body.into_inner();
    let kind = handed_in_by_form(&kind)?;
    let filled = filled_in(&state, &caller, me, filled).await?;
    let admission = admit(&state.runtime, me, kind).await?;
    let beginning = Box::new(Beginning { case: CaseId(uuid::Uuid::now_v7()), kind, filled, admission });
    let begun = command(&state, &caller, me, key, graduate::Command::Begin(beginning)).await?;
    Ok(HttpResponse::Created().json(begun))
}

/// `POST /cases/{case}/submission`: what was taken back or returned, corrected.
pub async fn submit(on: OnCase, body: Sent<WireFilled>) -> Changed {
    let me = on.caller.graduate()?;
    let graduate = on.state.runtime.read::<Graduate>(me).await?;
    let kind = graduate.cases.get(&on.case).ok_or(Refusal::NotFound)?.kind;
    let filled = Box::new(filled_in(&on.state, &on.caller, me, body.into_inner()).await?);
    let admission = admit(&on.state.runtime, me, kind).await?;
    on.own(Act::Submit { filled, admission }).await
}

fn handed_in_by_form(code: &str) -> Result<CaseKind, Refusal> {
    CaseKind::from_code(code).filter(|kind| !kind.facts().forms.is_empty()).ok_or(Refusal::NotFound)
}

/// The form, with the files that its graduate handed in or named before.
async fn filled_in(state: &AppState, caller: &Caller, me: GraduateId, sent: WireFilled) -> ApiResult<Filled> {
    let no_form = || Refusal::Invalid(vec![invalid("form", "请选择类型")]);
    let form = FormCode::from_code(&sent.form).ok_or_else(no_form)?;
    let graduate = state.runtime.read::<Graduate>(me).await?;
    let account = state.runtime.read::<Account>(caller.session.account).await?;
    let known = |name: &String| -> Option<StoredFile> {
        let file = uploads::named(name)?;
        let named = graduate.files().find(|stored| stored.hash == file).copied();
        named.or_else(|| account.uploads.nameable(file, state.runtime.now()))
    };
    let gone = || Refusal::Invalid(vec![invalid("files", "有文件已失效，请重新上传")]);
    let files = sent.files.iter().map(known).collect::<Option<Vec<_>>>().ok_or_else(gone)?;
    Ok(Filled { form, answers: Arc::new(sent.answers.into_iter().collect()), files })
}
