//! Where providers report to. Nobody is signed in here: an event is signed, a push of receipts knows the address.

use crate::{
    auth::password::digest,
    error::{ApiError, ApiResult},
    notices::{
        sms::receipts::{self, Report},
        wechat::events::{self, Event},
    },
    state::AppState,
};
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use wangqian_rules::{
    follower::{Command, Follower},
    ids::FollowerId,
    refusal::Refusal,
};
use wangqian_runtime::AskError;

/// What WeChat signs a call with.
#[derive(Deserialize)]
pub struct Signature {
    #[serde(default)]
    signature: String,
    #[serde(default)]
    timestamp: String,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    echostr: String,
}

/// `GET /providers/wechat`: the official account asks whether we are we.
pub async fn greet(state: web::Data<AppState>, query: web::Query<Signature>) -> ApiResult<HttpResponse> {
    signed(&state, &query)?;
    Ok(HttpResponse::Ok().content_type("text/plain").body(query.echostr.clone()))
}

/// `POST /providers/wechat`: an event. What we cannot write down now is not answered with success, so that it comes again.
pub async fn event(state: web::Data<AppState>, query: web::Query<Signature>, body: web::Bytes) -> ApiResult<HttpResponse> {
    signed(&state, &query)?;
    if body.len() > events::EVENT_BYTES_MAX {
        return Err(ApiError::TooLarge);
    }
    if let Some((openid, event)) = events::parse(&body) {
        take(&state, FollowerId::of_openid(&openid), event).await?;
    }
    Ok(HttpResponse::Ok().content_type("text/plain").body("success"))
}

fn signed(state: &AppState, Signature { signature, timestamp, nonce, .. }: &Signature) -> Result<(), Refusal> {
    let account = state.notices.wechat.as_ref().ok_or(Refusal::NotFound)?;
    let good = events::is_signed(account.callback_token(), timestamp, nonce, signature);
    if good { Ok(()) } else { Err(Refusal::NotFound) }
}

async fn take(state: &AppState, follower: FollowerId, event: Event) -> Result<(), AskError> {
    match event {
        Event::Follows(follows) => state.runtime.ask::<Follower>(follower, None, Command::Follows(follows)).await.map(drop),
        Event::Receipt(receipt) => {
            let known = state.runtime.read::<Follower>(follower).await?;
            for graduate in &known.graduates {
                if state.notices.take_receipt(graduate.school, receipt.clone()).await? {
                    break;
                }
            }
            Ok(())
        }
    }
}

/// `POST /providers/sms/{key}`: a batch of receipts.
pub async fn receipts(
    state: web::Data<AppState>,
    key: web::Path<String>,
    body: web::Json<Vec<Report>>,
) -> ApiResult<HttpResponse> {
    let account = state.notices.sms.as_ref().ok_or(Refusal::NotFound)?;
    // By their digests, so that the time it takes tells nothing of the key.
    if digest(key.as_bytes()) != digest(account.receipt_key().as_bytes()) {
        return Err(Refusal::NotFound.into());
    }
    for (school, receipt) in body.iter().filter_map(receipts::receipt) {
        state.notices.take_receipt(school, receipt).await?;
    }
    Ok(HttpResponse::Ok().json(serde_json::json!({ "code": 0, "msg": "成功" })))
}
