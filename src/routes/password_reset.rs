//! 「忘记密码」: a new password by a code that goes to the holder's phone, where text messages are configured (ACC-01).
//!
//! Asking for a code is answered alike for everybody, whether or not there is such a login. Entering it signs nobody in: whoever has a
//! second factor still needs it at the sign-in that follows.

use crate::{
    auth::{address, attempt::Attempt, password, phone_code},
    error::{ApiError, ApiResult},
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, web};
use wangqian_protocol::{
    password_reset::{AskPhoneCode, PhoneCodeAsked, ResetPassword},
    session::Entrance,
};
use wangqian_rules::{
    account::{
        Account, Command, password as policy,
        phone_codes::{PAUSE_MS, VALID_MS},
    },
    check::width,
    ids::AccountId,
    refusal::Refusal,
};

/// Entrances whose people's phones are known: see [`crate::auth::phone`].
const ENTRANCES: [Entrance; 2] = [Entrance::Graduate, Entrance::Employer];

/// Where it is offered: nowhere without the platform, which knows the phones, or without the SMS provider.
pub fn entrances(state: &AppState) -> &'static [Entrance] {
    let offered = state.system.serves("/password-reset") && state.notices.offers_phone_codes();
    if offered { &ENTRANCES } else { &[] }
}

/// `POST /password-reset`. Slowed per address, whatever comes of it.
pub async fn ask_code(state: web::Data<AppState>, request: HttpRequest, body: Sent<AskPhoneCode>) -> ApiResult<HttpResponse> {
    let AskPhoneCode { entrance, login } = body.into_inner();
    if !entrances(&state).contains(&entrance) || !state.notices.sends_phone_codes().await? {
        return Err(Refusal::PhoneCodesUnavailable.into());
    }
    let (from, attempts, now_ms) =
        (address::of_client(&request, &state), &state.sessions.attempts, state.runtime.monotonic_ms());
    attempts.may_ask_code(from, now_ms)?;
    attempts.asks_code(from, now_ms);
    let id = AccountId::of_login(super::session::entrance_in(entrance), &login);
    actix_web::rt::spawn(phone_code::send(state.clone(), id));
    let [again_in_s, valid_s] = [PAUSE_MS, VALID_MS].map(|ms| (ms / 1000) as u32);
    Ok(HttpResponse::Accepted().json(PhoneCodeAsked { again_in_s, valid_s }))
}

/// `PUT /password-reset`: the code is used up, the password is set, every session ends.
pub async fn reset(state: web::Data<AppState>, request: HttpRequest, body: Sent<ResetPassword>) -> ApiResult<HttpResponse> {
    let ResetPassword { entrance, login, code, password } = body.into_inner();
    let entrance = super::session::entrance_in(entrance);
    let id = AccountId::of_login(entrance, &login);
    policy::check(id, entrance, &password).map_err(|error| Refusal::Invalid(vec![error]))?;
    // As for passwords: guesses are looked at one after the other, so that each is counted before the next.
    let turn = password::turn().await?;
    let attempt = Attempt::begin(&state, &request, id).await?;
    let typed = width::compact(&code).unwrap_or_default();
    let Some(code) = attempt.phone_code(typed, state.runtime.now()).await else {
        attempt.missed_phone_code(&state).await?;
        return Err(Refusal::WrongPhoneCode.into());
    };
    drop(turn);
    let phc = password::hash_in_turn(password).await?.ok_or(ApiError::Crowded)?;
    let command = Command::ResetPassword { code, phc, mirror: state.system.mirror() };
    state.runtime.ask::<Account>(id, None, command).await?;
    attempt.code_was_right(&state);
    Ok(HttpResponse::NoContent().finish())
}
