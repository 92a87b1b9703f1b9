//! Files go up before a command names them, and come back to those entitled.

use crate::{
    auth::address,
    error::{ApiError, ApiResult},
    intake::{NotDone, Sender},
    rights::Caller,
    sent::FileBody,
    state::AppState,
    uploads::{self, Fit, Unfit},
};
use actix_web::{HttpRequest, HttpResponse, body::SizedStream, http::header, web};
use std::net::IpAddr;
use wangqian_protocol::upload::Uploaded;
use wangqian_rules::{
    account::{Account, Command, Principal},
    employer::Employer,
    file::{FileKind, StoredFile},
    graduate::Graduate,
    ids::{AccountId, FileHash},
    province::Province,
    refusal::Refusal,
};
use wangqian_runtime::AskError;
use wangqian_storage::{
    CommitError,
    blobs::{BlobError, Pieces},
};

/// A file does nothing where it is looked at: no script, no form, no origin.
const POLICY: &str = "default-src 'none'; sandbox";

/// `POST /uploads`. The same file twice is one.
pub async fn put(state: web::Data<AppState>, request: HttpRequest, caller: Caller, body: FileBody) -> ApiResult<HttpResponse> {
    room(&state, &caller).await?;
    let file = match body.sender {
        Sender::Stranger => {
            keep_of_stranger(&state, (caller.session.account, address::of_client(&request, &state)), body).await?
        }
        Sender::Known => keep(&state, state.files.examine(body.sender, body.bytes.clone()).await).await?,
    };
    state.runtime.ask::<Account>(caller.session.account, None, Command::NoteUpload(file)).await?;
    Ok(HttpResponse::Created().json(Uploaded {
        file: uploads::name_of(file.hash),
        media_type: file.kind.media_type().to_owned(),
        bytes: file.bytes,
    }))
}

/// Stores a file of a stranger, within what an account and its network may hand in.
pub async fn keep_of_stranger(state: &AppState, (party, from): (AccountId, IpAddr), body: FileBody) -> ApiResult<StoredFile> {
    writable(state)?;
    let bytes = body.bytes.len();
    state.quotas.uploads.hands_in(party, from, bytes, state.runtime.monotonic_ms())?;
    let examined = state.files.examine(Sender::Stranger, body.bytes.clone()).await;
    if examined == Err(NotDone::Crowded) {
        state.quotas.uploads.sent_away(party, from, bytes);
    }
    keep(state, examined).await
}

async fn keep(state: &AppState, examined: Result<Result<Fit, Unfit>, NotDone>) -> ApiResult<StoredFile> {
    let fit = examined?.map_err(ApiError::File)?;
    state.files.keep(fit).await.map_err(stored)
}

fn writable(state: &AppState) -> ApiResult<()> {
    let health = state.runtime.store().health();
    match health.writable {
        true => Ok(()),
        false => Err(ApiError::Ask(AskError::NotCommitted(CommitError::ReadOnly(health.reason)))),
    }
}

/// Refuses before anything is stored: on a disk that takes no writes, and beyond the account's quota.
async fn room(state: &AppState, caller: &Caller) -> ApiResult<()> {
    writable(state)?;
    let account = state.runtime.read::<Account>(caller.session.account).await?;
    Ok(account.uploads.may_add(state.runtime.now())?)
}

/// Trying again helps only where the store is not there for a moment.
fn stored(error: BlobError) -> ApiError {
    let cause = error.to_string();
    match error {
        BlobError::Damaged(_) | BlobError::Missing(_) => ApiError::FileDamaged { cause },
        BlobError::Store(_) | BlobError::Io(_) => ApiError::FilesAway { cause },
    }
}

/// `GET /uploads/{file}`: as a download; what is nobody's business does not exist.
pub async fn get(state: web::Data<AppState>, caller: Caller, file: web::Path<String>) -> ApiResult<HttpResponse> {
    let file = uploads::named(&file).ok_or(Refusal::NotFound)?;
    if !may_read(&state, &caller, file).await? {
        return Err(Refusal::NotFound.into());
    }
    send(&state, file).await
}

/// A file, to somebody who may have it.
pub async fn send(state: &AppState, file: FileHash) -> ApiResult<HttpResponse> {
    let (pieces, kind) = state.files.stream(file).await.map_err(stored)?;
    Ok(download(file, kind.map_err(ApiError::File)?, pieces))
}

/// The account that handed it in, the party whose registration, case or draft names it, and the province that verifies a registration.
async fn may_read(state: &AppState, caller: &Caller, file: FileHash) -> Result<bool, AskError> {
    let account = state.runtime.read::<Account>(caller.session.account).await?;
    Ok(account.uploads.contains(file)
        || match caller.session.principal {
            Principal::Employer(id) => state.runtime.read::<Employer>(id).await?.files().any(|named| named == file),
            Principal::Province(id) => state.runtime.read::<Province>(id).await?.employers.name_file(file),
            Principal::Graduate(id) => state.runtime.read::<Graduate>(id).await?.files().any(|named| named.hash == file),
            Principal::Staff { .. } => false,
        })
}

fn download(file: FileHash, kind: FileKind, Pieces { bytes, pieces, .. }: Pieces) -> HttpResponse {
    let name = &uploads::name_of(file)[..12];
    HttpResponse::Ok()
        .content_type(kind.media_type())
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{}\"", kind.extension())))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header(("Cross-Origin-Resource-Policy", "same-origin"))
        .body(SizedStream::new(bytes, pieces))
}
