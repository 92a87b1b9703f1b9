//! 「账号与安全」: what everybody does with their own account (ACC-01).

use crate::{
    auth::{
        attempt::prove_again,
        password,
        session::{self, Usage},
    },
    convert,
    error::{ApiError, ApiResult},
    rights::Caller,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, web};
use wangqian_protocol::{
    account::{AccountSecurity, ChangePassword, SecondFactor, SessionItem},
    session::Role,
};
use wangqian_rules::{
    account::{Account, Command, password as policy},
    refusal::Refusal,
};

/// `GET /account`.
pub async fn security(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<AccountSecurity>> {
    let account = session::account(&state, caller.session.account).await?;
    Ok(web::Json(AccountSecurity {
        sessions: sessions(&state, &caller, &account),
        password_length_min: caller.session.principal.entrance().password_length_min(),
        second_factor: (caller.role != Role::Graduate).then(|| second_factor(&state, &caller, &account)),
    }))
}

fn second_factor(state: &AppState, caller: &Caller, account: &Account) -> SecondFactor {
    let factor = account.second_factor.as_ref();
    SecondFactor {
        since_ms: factor.map(|factor| factor.since.0),
        recovery_left: factor.map_or(0, |factor| factor.recovery.len()),
        required: state.require_totp && caller.session.principal.is_staff(),
    }
}

/// Those that are not over; this page's own first, then the one used last.
fn sessions(state: &AppState, caller: &Caller, account: &Account) -> Vec<SessionItem> {
    let now = state.runtime.now();
    let mut items = Vec::new();
    for (hash, session) in account.sessions.iter().filter(|(_, session)| !session.is_over(now)) {
        let last_used = match state.sessions.usage(hash, &caller.session.principal, &state.runtime) {
            // Two clocks: what was used at once was not used before it began.
            Usage::At(at) => Some(at.max(session.started)),
            Usage::Earlier => None,
            Usage::Over => continue,
        };
        items.push(convert::session(hash, session, last_used, *hash == caller.session.hash));
    }
    items.sort_by_key(|item| (!item.here, std::cmp::Reverse(item.last_used_ms.unwrap_or(item.started_ms))));
    items
}

/// `DELETE /sessions/{session}`: one's own, also the one it is asked in. Others' are not found.
pub async fn end_session(state: web::Data<AppState>, caller: Caller, name: web::Path<String>) -> ApiResult<HttpResponse> {
    let account = session::account(&state, caller.session.account).await?;
    let hash = account.sessions.keys().find(|hash| convert::session_name(hash) == *name).ok_or(Refusal::NotFound)?;
    session::end(&state, caller.session.account, *hash).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /sessions`: all but the one it is asked in.
pub async fn end_other_sessions(state: web::Data<AppState>, caller: Caller) -> ApiResult<HttpResponse> {
    let command = Command::EndOtherSessions { keep: caller.session.hash };
    session::end_others(&state, &caller.session, command).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /account/password`: needs the old one, and ends the other sessions.
pub async fn change_password(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    body: Sent<ChangePassword>,
) -> ApiResult<HttpResponse> {
    let ChangePassword { current, password } = body.into_inner();
    let (id, entrance) = (caller.session.account, caller.session.principal.entrance());
    policy::check(id, entrance, &password).map_err(|error| Refusal::Invalid(vec![error]))?;
    prove_again(&state, &request, id, "current", current).await?;
    let phc = password::hash_in_turn(password).await?.ok_or(ApiError::Crowded)?;
    let command = Command::SetPassword { phc, keep: Some(caller.session.hash), mirror: state.system.mirror() };
    session::end_others(&state, &caller.session, command).await?;
    Ok(HttpResponse::NoContent().finish())
}
