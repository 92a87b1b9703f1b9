//! Signing in and out (ACC-01).

use crate::{
    auth::{
        Session, activation,
        attempt::Attempt,
        entry, password,
        pending::PATIENCE_MS,
        session::{self, Ticket},
        totp,
    },
    convert,
    error::{ApiError, ApiResult},
    rights::Caller,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, web};
use wangqian_protocol::session::{Activate, Entrance, Me, SecondFactorNeeded, SecondStep, SignIn};
use wangqian_rules::{
    account::{self, Account, Command, Principal, password as policy, second_factor::Proof},
    employer::Employer,
    graduate::Graduate,
    ids::AccountId,
    province::Province,
    refusal::Refusal,
};
use wangqian_runtime::AskError;

/// `POST /session`.
pub async fn sign_in(state: web::Data<AppState>, request: HttpRequest, body: Sent<SignIn>) -> ApiResult<HttpResponse> {
    let SignIn { entrance, login, password } = body.into_inner();
    // Held until a wrong guess is counted: a thousand guesses sent at once are not a thousand looked at.
    let turn = password::turn().await?;
    let attempt = Attempt::begin(&state, &request, AccountId::of_login(entrance_in(entrance), &login)).await?;
    if !attempt.has_password(password).await {
        attempt.failed(&state).await?;
        return Err(Refusal::WrongCredentials.into());
    }
    drop(turn);
    if attempt.account.locked {
        return Err(Refusal::AccountLocked.into());
    }
    admit(&state, &request, &attempt).await
}

/// `POST /session/activation`: the code is used up, the password is set, the person is signed in.
pub async fn activate(state: web::Data<AppState>, request: HttpRequest, body: Sent<Activate>) -> ApiResult<HttpResponse> {
    let Activate { entrance, login, code, password } = body.into_inner();
    let entrance = entrance_in(entrance);
    let attempt = Attempt::begin(&state, &request, AccountId::of_login(entrance, &login)).await?;
    policy::check(attempt.id, entrance, &password).map_err(|error| Refusal::Invalid(vec![error]))?;
    let code = activation::digest_of(&code);
    if let Err(refusal) = attempt.account.opened_by(&code) {
        attempt.failed(&state).await?;
        return Err(refusal.into());
    }
    let phc = password::hash_in_turn(password).await?.ok_or(ApiError::Crowded)?;
    let activate = Command::Activate { code, phc, mirror: state.system.mirror() };
    state.runtime.ask::<Account>(attempt.id, None, activate).await?;
    admit(&state, &request, &attempt).await
}

/// `POST /session/code`: the second step, for who has a second factor.
pub async fn second_step(state: web::Data<AppState>, request: HttpRequest, body: Sent<SecondStep>) -> ApiResult<HttpResponse> {
    let SecondStep { ticket, code } = body.into_inner();
    // As for passwords: guesses are looked at one after the other, so that each is counted before the next.
    let _turn = password::turn().await?;
    let (ticket, times) = (password::digest(ticket.as_bytes()), totp::times(&state.runtime));
    let Ticket { account, holder } =
        state.sessions.tickets.find(&ticket, state.runtime.monotonic_ms()).ok_or(Refusal::SignInAgain)?;
    let attempt = Attempt::begin(&state, &request, account).await?;
    // Meanwhile the password may have been changed, or a one-time code given in its place: what was proved proves nothing now.
    if attempt.account.holder.as_ref() != Some(&holder) {
        return Err(Refusal::SignInAgain.into());
    }
    let factor = attempt.account.second_factor.as_ref();
    let proof = factor.map(|factor| totp::proof(&state.sealing, account, factor, &code, times)).transpose()?.flatten();
    let entered = enter(&state, &request, &attempt, proof.unwrap_or(Proof::Password)).await;
    match &entered {
        Ok(_) => state.sessions.tickets.end(&ticket),
        Err(ApiError::Ask(AskError::Refused(Refusal::WrongCode))) => attempt.failed(&state).await?,
        Err(_) => {}
    }
    entered
}

/// The password was right: in, or on to the second step.
async fn admit(state: &AppState, request: &HttpRequest, attempt: &Attempt) -> ApiResult<HttpResponse> {
    if attempt.account.second_factor.is_none() {
        return enter(state, request, attempt, Proof::Password).await;
    }
    let (ticket, valid_s) = (session::ticket(state, attempt)?, (PATIENCE_MS / 1000) as u32);
    Ok(HttpResponse::Ok().json(SecondFactorNeeded { second_factor_needed: true, ticket, valid_s }))
}

async fn enter(state: &AppState, request: &HttpRequest, attempt: &Attempt, proof: Proof) -> ApiResult<HttpResponse> {
    let (session, cookie) = entry::enter(state, request, attempt, proof).await?;
    let caller = Caller::of_session(state, session).await?;
    Ok(HttpResponse::Ok().cookie(cookie).json(describe(state, &caller).await?))
}

/// `GET /session`.
pub async fn me(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<Me>> {
    Ok(web::Json(describe(&state, &caller).await?))
}

/// `DELETE /session`.
pub async fn sign_out(state: web::Data<AppState>, caller: Caller) -> ApiResult<HttpResponse> {
    session::end(&state, caller.session.account, caller.session.hash).await?;
    Ok(HttpResponse::NoContent().cookie(session::removal(&state)).finish())
}

/// The entrance as the rules call it.
pub(super) fn entrance_in(entrance: Entrance) -> account::Entrance {
    match entrance {
        Entrance::School => account::Entrance::School,
        Entrance::Graduate => account::Entrance::Graduate,
        Entrance::Employer => account::Entrance::Employer,
        Entrance::Province => account::Entrance::Province,
    }
}

/// Who a caller is, for the page.
pub(super) async fn describe(state: &AppState, caller: &Caller) -> ApiResult<Me> {
    let (name, organisation, unread) = names(state, &caller.session, caller).await?;
    let staff = caller.staff().ok();
    Ok(Me {
        id: state.sealing.name(caller.session.account, caller.graduate().ok()),
        role: caller.role,
        name,
        organisation,
        csrf: caller.session.csrf.clone(),
        unread,
        review_word: staff.and_then(|staff| staff.school.settings.agreement_kind).map(|kind| kind.review_word().to_owned()),
        permissions: staff.map(|staff| convert::permissions(&staff.staff.permissions)),
        kinds: staff.map(|staff| convert::kinds(&staff.staff.permissions)).unwrap_or_default(),
        modules: staff.map(|staff| convert::settings::modules(&staff.school, staff.id)).unwrap_or_default(),
        second_factor_missing: caller.second_factor_missing,
    })
}

async fn names(state: &AppState, session: &Session, caller: &Caller) -> ApiResult<(String, String, usize)> {
    Ok(match session.principal {
        Principal::Graduate(id) => {
            let graduate = state.runtime.read::<Graduate>(id).await?;
            let name = graduate.profile.as_ref().map(|profile| profile.name.clone()).unwrap_or_default();
            (name, state.school(id.school).await?.settings.name.clone(), graduate.inbox.unread())
        }
        Principal::Employer(id) => {
            let employer = state.runtime.read::<Employer>(id).await?;
            let card = employer.card.as_deref();
            let contact = card.map(|card| card.contact_name.clone()).unwrap_or_default();
            (contact, card.map(|card| card.name.clone()).unwrap_or_default(), employer.inbox.unread())
        }
        Principal::Staff { .. } => {
            let staff = caller.staff()?;
            let school = &staff.school.settings.name;
            let organisation = staff.staff.scope().department.map_or_else(|| school.clone(), |name| format!("{school} {name}"));
            (staff.staff.name.clone(), organisation, 0)
        }
        Principal::Province(id) => {
            let province = state.runtime.read::<Province>(id).await?;
            (province.name.clone(), province.name.clone(), 0)
        }
    })
}
