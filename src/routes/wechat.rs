//! 「绑定微信」: the graduate's own WeChat, recognised by the official account (NOT-01; guide §15).

use crate::{
    auth::password::digest,
    error::{ApiError, ApiResult},
    notices::wechat::{NotRecognised, Wechat},
    rights::Caller,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use wangqian_protocol::delivery::{BindWechat, WechatAuthorization, WechatBinding};
use wangqian_rules::{
    graduate::{Command, Graduate},
    refusal::{Refusal, invalid},
};

/// `GET /account/wechat`.
pub async fn show(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<WechatBinding>> {
    let graduate = state.runtime.read::<Graduate>(caller.graduate()?).await?;
    let account = state.notices.wechat.as_ref();
    Ok(web::Json(WechatBinding {
        available: account.is_some(),
        account_name: account.map(|account| account.account_name().to_owned()).unwrap_or_default(),
        bound_since_ms: graduate.wechat.as_ref().map(|binding| binding.since.0),
        follows: graduate.wechat.as_ref().is_some_and(|binding| binding.follows),
    }))
}

/// `POST /account/wechat`: begins; only the session that began can end it.
pub async fn begin(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<WechatAuthorization>> {
    let account = account(&state)?;
    let mut secret = [0; 16];
    getrandom::fill(&mut secret).map_err(|_| ApiError::Crowded)?;
    let word = hex::encode(secret);
    let url = account.authorize_url(&word).ok_or(Refusal::NotFound)?;
    state.notices.recognising.begin(caller.session.hash, digest(word.as_bytes()), state.runtime.monotonic_ms())?;
    Ok(web::Json(WechatAuthorization { url }))
}

/// `PUT /account/wechat`: back from WeChat.
pub async fn bind(state: web::Data<AppState>, caller: Caller, body: Sent<BindWechat>) -> ApiResult<HttpResponse> {
    let (account, session) = (account(&state)?, caller.session.hash);
    let expected = state.notices.recognising.find(&session, state.runtime.monotonic_ms());
    if expected != Some(digest(body.state.as_bytes())) {
        return Err(again("state", "这次绑定已失效，请重新绑定"));
    }
    state.notices.recognising.end(&session);
    let openid = account.recognise(&body.code).await.map_err(|error| match error {
        NotRecognised::BadCode => again("code", "微信没有认出您，请重新绑定"),
        NotRecognised::Unreachable => again("code", "暂时无法连接微信，请稍后重新绑定"),
    })?;
    state.runtime.ask::<Graduate>(caller.graduate()?, None, Command::BindWechat { openid }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /account/wechat`.
pub async fn unbind(state: web::Data<AppState>, caller: Caller) -> ApiResult<HttpResponse> {
    let command = Command::UnbindWechat { only: None };
    state.runtime.ask::<Graduate>(caller.graduate()?, None, command).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn account(state: &AppState) -> Result<&Wechat, Refusal> {
    state.notices.wechat.as_ref().ok_or(Refusal::NotFound)
}

fn again(field: &'static str, words: &str) -> ApiError {
    Refusal::Invalid(vec![invalid(field, words)]).into()
}
