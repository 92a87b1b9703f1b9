//! Many invitations in one file (SIG-09).

use crate::{
    bulk,
    error::{ApiError, ApiResult},
    import::{BeginError, template},
    jobs::invitations::Bulk,
    rights::Caller,
    routes::{command::Key, xlsx},
    sent::FileBody,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use std::sync::Arc;
use wangqian_protocol::bulk::{BulkJob, BulkPreview};
use wangqian_rules::refusal::Refusal;

/// `GET /invitations/template`.
pub async fn template(state: web::Data<AppState>, _: Caller) -> ApiResult<HttpResponse> {
    let schools = bulk::schools(&state).await?;
    let written = web::block(move || template::invitations(state.runtime.codes(), &schools)).await;
    let file = written.ok().and_then(Result::ok).ok_or_else(|| ApiError::Malformed("模板暂时无法生成。".to_owned()))?;
    Ok(xlsx::attached("批量邀约模板.xlsx", file))
}

/// `POST /invitations/bulk`: the body is the file.
pub async fn upload(state: web::Data<AppState>, caller: Caller, key: Key, body: FileBody) -> ApiResult<HttpResponse> {
    let job = bulk::begin(state, caller.employer()?, key.of(&caller), file(&body)?).await?;
    Ok(HttpResponse::Accepted().json(job))
}

/// `POST /invitations/bulk/preview`: the same file, tried and not sent.
pub async fn preview(state: web::Data<AppState>, caller: Caller, body: FileBody) -> ApiResult<web::Json<BulkPreview>> {
    Ok(web::Json(bulk::preview(state, caller.employer()?, file(&body)?).await?))
}

fn file(body: &FileBody) -> ApiResult<web::Bytes> {
    Some(&body.bytes).filter(|file| file.len() <= bulk::FILE_BYTES_MAX).cloned().ok_or(ApiError::TooLarge)
}

impl From<BeginError> for ApiError {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::File(error) => Self::Malformed(error.to_string()),
            BeginError::Crowded => Self::FilesWaiting,
            BeginError::Ask(error) => error.into(),
        }
    }
}

/// `GET /invitations/bulk/{job}`.
pub async fn progress(state: web::Data<AppState>, caller: Caller, job: web::Path<uuid::Uuid>) -> ApiResult<web::Json<BulkJob>> {
    Ok(web::Json(own(&state, &caller, *job)?.shown()))
}

/// `GET /invitations/bulk/{job}/returned`: the rows that were not sent, to be corrected and uploaded again.
pub async fn returned(state: web::Data<AppState>, caller: Caller, job: web::Path<uuid::Uuid>) -> ApiResult<HttpResponse> {
    let bulk = own(&state, &caller, *job)?;
    let file = bulk::returned(state, bulk).await?.ok_or(Refusal::UploadRunning)?;
    Ok(xlsx::attached("未发出的签约邀请.xlsx", file))
}

fn own(state: &AppState, caller: &Caller, job: uuid::Uuid) -> Result<Arc<Bulk>, Refusal> {
    state.bulks.get(job, caller.employer()?).ok_or(Refusal::NotFound)
}
