//! Where providers report to. Providers do not sign in: an event is signed, a push of receipts knows the address.

use crate::{
    auth::password::digest,
    error::{ApiError, ApiResult},
    notices::{
        sms::receipts,
        wechat::events::{self, Event},
    },
    sent::{self, Asked},
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
pub async fn greet(state: web::Data<AppState>, query: Asked<Signature>) -> ApiResult<HttpResponse> {
    signed(&state, &query)?;
    // Not good for an event any more.
    state.notices.taken.insert(&query.signature, (), state.runtime.now());
    Ok(HttpResponse::Ok().content_type("text/plain").body(query.echostr.clone()))
}

/// `POST /providers/wechat`: an event. One that cannot be written down now is not answered with success, so that it comes again.
pub async fn event(state: web::Data<AppState>, query: Asked<Signature>, body: web::Payload) -> ApiResult<HttpResponse> {
    signed(&state, &query)?;
    let body = sent::whole(body, events::EVENT_BYTES_MAX).await?;
    // The signature says nothing of the body: whoever saw it could say something else with it. The account itself repeats a call
    // only if it did not hear that it was taken.
    if state.notices.taken.insert(&query.signature, (), state.runtime.now())
        && let Some((openid, event)) = events::parse(&body)
        && let Err(error) = take(&state, FollowerId::of_openid(&openid), event).await
    {
        state.notices.taken.remove(&query.signature);
        return Err(error.into());
    }
    Ok(HttpResponse::Ok().content_type("text/plain").body("success"))
}

fn signed(state: &AppState, Signature { signature, timestamp, nonce, .. }: &Signature) -> Result<(), Refusal> {
    let account = state.notices.wechat.as_ref().ok_or(Refusal::NotFound)?;
    let good = events::is_signed(account.callback_token(), timestamp, nonce, signature)
        && events::is_fresh(timestamp, state.runtime.now());
    if good { Ok(()) } else { Err(Refusal::NotFound) }
}

async fn take(state: &AppState, follower: FollowerId, event: Event) -> Result<(), AskError> {
    match event {
        Event::Follows { follows, at_s } => {
            state.runtime.ask::<Follower>(follower, None, Command::Follows { follows, at_s }).await.map(drop)
        }
        Event::Receipt(receipt) => {
            if let Some(school) = state.notices.sent_for(&receipt) {
                return state.notices.take_receipt(school, receipt).await.map(drop);
            }
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
pub async fn receipts(state: web::Data<AppState>, key: web::Path<String>, body: web::Payload) -> ApiResult<HttpResponse> {
    let account = state.notices.sms.as_ref().ok_or(Refusal::NotFound)?;
    // By their digests, so that the time it takes tells nothing of the key.
    if digest(key.as_bytes()) != digest(account.receipt_key().as_bytes()) {
        return Err(Refusal::NotFound.into());
    }
    let body = sent::whole(body, receipts::PUSH_BYTES_MAX).await?;
    let reports = receipts::reports(&body).ok_or_else(|| ApiError::Malformed("请求内容须为 JSON 数组。".to_owned()))?;
    for (school, receipt) in reports.iter().filter_map(receipts::receipt) {
        state.notices.take_receipt(school, receipt).await?;
    }
    Ok(HttpResponse::Ok().json(serde_json::json!({ "code": 0, "msg": "成功" })))
}
