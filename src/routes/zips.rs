//! All agreements of a list in one zip (EXT-13, SIG-05): offered, asked for, followed, and sent to whom asked. Asking for it comes first, so
//! that a refusal is read on the page and not found in a list of downloads.

use crate::{
    error::ApiResult,
    percent,
    rights::Caller,
    routes::{cases::filter::Filter, command::Key, papers::origin},
    sent::Asked,
    state::AppState,
    zips::{AGREEMENTS_MAX, Sending, listed},
};
use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{Method, header},
    web,
};
use uuid::Uuid;
use wangqian_protocol::{
    case::CaseQuery,
    zip::{AgreementZips, ZipOffer},
};
use wangqian_rules::refusal::Refusal;
use wangqian_runtime::core::CommandKey;

/// `GET /agreement-zips/offer`.
pub async fn offer(state: web::Data<AppState>, caller: Caller, query: Asked<CaseQuery>) -> ApiResult<web::Json<ZipOffer>> {
    Ok(web::Json(offered(&state, &caller, Filter::parse(&query)?).await?))
}

/// `POST /agreement-zips`: the browser comes for the file next.
pub async fn ask(state: web::Data<AppState>, caller: Caller, key: Key, query: Asked<CaseQuery>) -> ApiResult<HttpResponse> {
    let filter = Filter::parse(&query)?;
    let ZipOffer { agreements, .. } = offered(&state, &caller, filter.clone()).await?;
    match agreements {
        0 => return Err(Refusal::NoAgreements.into()),
        found if found > AGREEMENTS_MAX => return Err(Refusal::TooManyAgreements { found, most: AGREEMENTS_MAX }.into()),
        _ => {}
    }
    let id = key.of(&caller).map_or_else(Uuid::new_v4, |CommandKey(key)| Uuid::from_bytes(key));
    let zip = state.zips.ask((id, caller.session.account), filter, agreements, state.runtime.monotonic_ms())?;
    Ok(HttpResponse::Created().json(zip))
}

/// `GET /agreement-zips`.
pub async fn list(state: web::Data<AppState>, caller: Caller) -> web::Json<AgreementZips> {
    let newest = state.zips.newest(caller.session.account, state.runtime.monotonic_ms());
    web::Json(AgreementZips { zips: newest.into_iter().collect() })
}

/// `GET /agreement-zips/{zip}/file`: begun anew whenever it is asked for.
pub async fn file(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    zip: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    if request.method() == Method::HEAD {
        return Ok(head(&state).finish());
    }
    let under_way = state.zips.begin(*zip, caller.session.account, state.runtime.monotonic_ms())?;
    let origin = origin(&state, &request);
    let sending = Sending::begin(state.clone(), &caller, origin, under_way).await?;
    Ok(head(&state).streaming(sending.stream()))
}

/// Nothing on the way is to pack it once more, or to keep it.
fn head(state: &AppState) -> HttpResponseBuilder {
    let name = percent::encoded(&format!("就业协议书-{}.zip", state.runtime.now().date()));
    let mut head = HttpResponse::Ok();
    head.content_type("application/zip")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"agreements.zip\"; filename*=UTF-8''{name}"),
        ))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header((header::ACCEPT_RANGES, "none"))
        // A proxy that took it all at once would have it drawn for nobody, and on its disk.
        .insert_header(("X-Accel-Buffering", "no"))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    head
}

async fn offered(state: &AppState, caller: &Caller, filter: Filter) -> ApiResult<ZipOffer> {
    let listed = listed(state, caller, filter).await?;
    let agreements = listed.iter().filter(|it| it.number.is_some()).count();
    Ok(ZipOffer { agreements, without: listed.len() - agreements })
}
