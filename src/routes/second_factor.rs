//! 「两步验证」: setting it up, its recovery codes, turning it off (ACC-01). Everything that changes it needs the password once more.

use crate::{
    auth::{
        activation::{self, ActivationCode},
        attempt::prove_again,
        totp,
    },
    error::{ApiError, ApiResult},
    rights::Caller,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, web};
use wangqian_protocol::account::*;
use wangqian_rules::{
    account::{
        Account, Command,
        second_factor::{self, RECOVERY_CODES},
    },
    refusal::{Refusal, invalid},
};

/// `POST /account/second-factor`: a key for the app. It is not the account's until a code of it came back.
pub async fn begin(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    body: Sent<ProveAgain>,
) -> ApiResult<web::Json<Enrolment>> {
    prove_again(&state, &request, caller.session.account, "password", body.into_inner().password).await?;
    let secret = totp::draw().map_err(|_| ApiError::Crowded)?;
    let me = super::session::describe(&state, &caller).await?;
    let uri = totp::uri(&secret, &me.name);
    let (qr_width, qr_path) = totp::picture(&uri).unwrap_or_default();
    let shown = Enrolment { secret: totp::base32(&secret), uri, qr_width, qr_path };
    state.sessions.enrolments.begin(caller.session.hash, secret, state.runtime.monotonic_ms())?;
    Ok(web::Json(shown))
}

/// `PUT /account/second-factor`: the app knows the key; from now on a sign-in needs its code. Answers the recovery codes.
pub async fn confirm(
    state: web::Data<AppState>,
    caller: Caller,
    body: Sent<ConfirmEnrolment>,
) -> ApiResult<web::Json<RecoveryCodes>> {
    let (enrolments, now) = (&state.sessions.enrolments, state.runtime.now());
    let under_way = enrolments.find(&caller.session.hash, state.runtime.monotonic_ms());
    let secret = under_way.ok_or_else(|| wrong("操作已超时，请重新开始设置"))?;
    let step = totp::step_of(&secret, &body.code, totp::times(&state.runtime))
        .ok_or_else(|| wrong("验证码不正确，请核对手机时间后输入当前的 6 位数字"))?;
    let (shown, recovery) = draw_recovery()?;
    let account = caller.session.account;
    let secret = state.sealing.seal(account, &secret).map_err(|_| ApiError::Crowded)?;
    let factor = second_factor::SecondFactor { secret, since: now, used_step: step, recovery };
    state.runtime.ask::<Account>(account, None, Command::SetSecondFactor(factor)).await?;
    enrolments.end(&caller.session.hash);
    Ok(web::Json(shown))
}

fn wrong(message: &str) -> Refusal {
    Refusal::Invalid(vec![invalid("code", message)])
}

/// `POST /account/second-factor/recovery-codes`: the old ones are void.
pub async fn renew_recovery(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    body: Sent<ProveAgain>,
) -> ApiResult<web::Json<RecoveryCodes>> {
    prove_again(&state, &request, caller.session.account, "password", body.into_inner().password).await?;
    let (shown, codes) = draw_recovery()?;
    state.runtime.ask::<Account>(caller.session.account, None, Command::RenewRecovery { codes }).await?;
    Ok(web::Json(shown))
}

/// `POST /account/second-factor/removal`.
pub async fn remove(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    body: Sent<ProveAgain>,
) -> ApiResult<HttpResponse> {
    prove_again(&state, &request, caller.session.account, "password", body.into_inner().password).await?;
    state.runtime.ask::<Account>(caller.session.account, None, Command::RemoveSecondFactor).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Codes as they are shown, and what the account keeps of them.
fn draw_recovery() -> ApiResult<(RecoveryCodes, Vec<[u8; 32]>)> {
    let drawn: Result<Vec<_>, _> = (0..RECOVERY_CODES).map(|_| ActivationCode::draw()).collect();
    let codes: Vec<String> = drawn.map_err(|_| ApiError::Crowded)?.iter().map(ToString::to_string).collect();
    let kept = codes.iter().map(|code| activation::digest_of(code)).collect();
    Ok((RecoveryCodes { codes }, kept))
}
