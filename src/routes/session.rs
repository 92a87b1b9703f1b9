//! Signing in and out (ACC-01).

use crate::{
    auth::{Session, password, session},
    convert,
    error::{ApiError, ApiResult},
    people::activation,
    rights::Caller,
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, web};
use std::{net::IpAddr, sync::Arc};
use wangqian_protocol::session::{Activate, Entrance, Me, SignIn};
use wangqian_rules::{
    account::{self, Account, Command, Credential, Principal},
    employer::Employer,
    graduate::Graduate,
    ids::AccountId,
    province::Province,
    refusal::{Refusal, invalid},
};

/// `POST /session`.
pub async fn sign_in(state: web::Data<AppState>, request: HttpRequest, body: web::Json<SignIn>) -> ApiResult<HttpResponse> {
    let SignIn { entrance, login, password } = body.into_inner();
    // Held until a wrong guess is counted: a thousand guesses sent at once are not a thousand looked at.
    let turn = password::turn().await?;
    let attempt = Attempt::begin(&state, &request, entrance, &login).await?;
    let credential = attempt.account.holder.as_ref().map(|holder| holder.credential.clone());
    if !password::fits(credential, password).await {
        return attempt.fail(&state).await;
    }
    drop(turn);
    if attempt.account.locked {
        return Err(Refusal::AccountLocked.into());
    }
    attempt.succeed(&state).await
}

/// `POST /session/activation`: the code is used up, the password is set, the person is signed in.
pub async fn activate(state: web::Data<AppState>, request: HttpRequest, body: web::Json<Activate>) -> ApiResult<HttpResponse> {
    let Activate { entrance, login, code, password } = body.into_inner();
    let attempt = Attempt::begin(&state, &request, entrance, &login).await?;
    check_password(&password)?;
    let expected = attempt.account.holder.as_ref().map(|holder| &holder.credential);
    let Some(Credential::ActivationCode(hash)) = expected else { return attempt.fail(&state).await };
    if activation::digest_of(&code) != *hash {
        return attempt.fail(&state).await;
    }
    let phc = password::hash_in_turn(password).await?.ok_or(ApiError::Crowded)?;
    state.runtime.ask::<Account>(attempt.id, None, Command::SetPassword { phc }).await?;
    attempt.succeed(&state).await
}

fn check_password(password: &str) -> Result<(), Refusal> {
    if password::LENGTH.contains(&password.chars().count()) {
        return Ok(());
    }
    Err(Refusal::Invalid(vec![invalid("password", "密码长度为 12 至 128 个字符")]))
}

/// `GET /session`.
pub async fn me(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<Me>> {
    Ok(web::Json(describe(&state, &caller).await?))
}

/// `DELETE /session`.
pub async fn sign_out(state: web::Data<AppState>, caller: Caller) -> ApiResult<HttpResponse> {
    session::end(&state, &caller.session).await?;
    Ok(HttpResponse::NoContent().cookie(session::removal(&state)).finish())
}

/// One try to sign in.
struct Attempt {
    id: AccountId,
    account: Arc<Account>,
    address: IpAddr,
}

impl Attempt {
    /// Refused while the account or the address has to wait.
    async fn begin(state: &AppState, request: &HttpRequest, entrance: Entrance, login: &str) -> ApiResult<Self> {
        let address = request.peer_addr().map_or(IpAddr::from([0; 4]), |peer| peer.ip());
        let id = AccountId::of_login(entrance_in(entrance), login);
        state.sessions.attempts.may_try(address, id, state.runtime.monotonic_ms())?;
        let account = session::account(state, id).await?;
        account.may_try(state.runtime.now())?;
        Ok(Self { id, account, address })
    }

    async fn fail(self, state: &AppState) -> ApiResult<HttpResponse> {
        let (attempts, now_ms) = (&state.sessions.attempts, state.runtime.monotonic_ms());
        attempts.failed(self.address, now_ms);
        if self.account.holder.is_some() {
            state.runtime.ask::<Account>(self.id, None, Command::RecordFailure).await?;
        } else {
            attempts.nobody(self.id, now_ms);
        }
        Err(Refusal::WrongCredentials.into())
    }

    async fn succeed(self, state: &AppState) -> ApiResult<HttpResponse> {
        state.sessions.attempts.succeeded(self.address);
        let (session, cookie) = session::start(state, self.id).await?;
        let caller = Caller::of_session(state, session).await?;
        Ok(HttpResponse::Ok().cookie(cookie).json(describe(state, &caller).await?))
    }
}

fn entrance_in(entrance: Entrance) -> account::Entrance {
    match entrance {
        Entrance::School => account::Entrance::School,
        Entrance::Graduate => account::Entrance::Graduate,
        Entrance::Employer => account::Entrance::Employer,
        Entrance::Province => account::Entrance::Province,
    }
}

async fn describe(state: &AppState, caller: &Caller) -> ApiResult<Me> {
    let (name, organisation, unread) = names(state, &caller.session, caller).await?;
    let staff = caller.staff().ok();
    Ok(Me {
        role: caller.role,
        name,
        organisation,
        csrf: caller.session.csrf.clone(),
        unread,
        review_word: staff.and_then(|staff| staff.school.settings.agreement_kind).map(|kind| kind.review_word().to_owned()),
        permissions: staff.map(|staff| convert::permissions(&staff.staff.permissions)),
        modules: staff.map(|staff| convert::settings::modules(&staff.school, staff.id)).unwrap_or_default(),
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
