//! Documents of cases, for those who may see the case; permits to see whether one holds, and the public page that takes them.

pub mod found;
pub mod permits;
pub mod verification;

use crate::{
    error::ApiResult,
    papers::{receipt, rescission},
    percent,
    rights::Caller,
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, http::header, web};
use found::{Found, find};
use wangqian_protocol::document::PaperKey;
use wangqian_rules::{ids::*, refusal::Refusal};

/// `GET /cases/{case}/agreement.pdf` (SIG-05, OFF-02).
pub async fn agreement_pdf(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    case: web::Path<CaseId>,
) -> ApiResult<HttpResponse> {
    let found = find(&state, &caller, *case).await?;
    let (number, sheet) = found.agreement(&state, origin(&state, &request))?;
    let document = state.papers.make(move |fonts| sheet.pdf(fonts)).await?;
    Ok(download(&format!("就业协议书-{}-{number}.pdf", found.name), document))
}

/// `GET /cases/{case}/rescission.pdf`: 「解约确认书」 (RES-01).
pub async fn rescission_pdf(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    case: web::Path<CaseId>,
) -> ApiResult<HttpResponse> {
    let found = find(&state, &caller, *case).await?;
    let about = found.case.about.as_ref().ok_or(Refusal::NotFound)?;
    let agreement = found.graduate.cases.get(&about.case).ok_or(Refusal::NotFound)?;
    let number = if agreement.facts().issues_agreement() { Some(found.number_of(agreement)?) } else { None };
    let sheet = rescission(&found.case, agreement, number, &origin(&state, &request), state.runtime.codes())?;
    let document = state.papers.make(move |fonts| sheet.pdf(fonts)).await?;
    let of = number.map(|number| format!("-{number}")).unwrap_or_default();
    Ok(download(&format!("解约确认书-{}{of}.pdf", found.name), document))
}

/// `GET /cases/{case}/receipt.pdf` (EXT-22).
pub async fn receipt_pdf(state: web::Data<AppState>, caller: Caller, case: web::Path<CaseId>) -> ApiResult<HttpResponse> {
    let Found { case, name, number, .. } = find(&state, &caller, *case).await?;
    let sheet = receipt(&case, &name, number, state.runtime.codes(), state.papers.public().name());
    let document = state.papers.make(move |fonts| sheet.pdf(fonts)).await?;
    Ok(download(&format!("办理回执-{name}-{}.pdf", case.facts().label), document))
}

/// `GET /papers/key`: by what documents are verified.
pub async fn key(state: web::Data<AppState>) -> web::Json<PaperKey> {
    let public = state.papers.public();
    web::Json(PaperKey { name: public.name(), algorithm: "Ed25519".to_owned(), public_key: public.to_string() })
}

/// Where people reach this server: as the operator says, else as this request did.
pub fn origin(state: &AppState, request: &HttpRequest) -> String {
    state.origins.first().cloned().unwrap_or_else(|| {
        let connection = request.connection_info();
        format!("{}://{}", connection.scheme(), connection.host())
    })
}

/// A file with a Chinese name (RFC 5987).
fn download(name: &str, document: Vec<u8>) -> HttpResponse {
    let named = format!("attachment; filename=\"document.pdf\"; filename*=UTF-8''{}", percent::encoded(name));
    HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, named))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(document)
}
