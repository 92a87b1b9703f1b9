//! 「用人单位注册」: a new employer, its account, and the first session, in this order (ACC-10).
//!
//! A registration that ends half way can be begun again: a credit code whose account was never opened is soon free for the next who
//! registers it.

use crate::{
    auth::{address, attempt::Attempt, password, session},
    convert,
    error::{ApiError, ApiResult},
    rights::Caller,
    routes::session::describe,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, web};
use std::sync::Arc;
use wangqian_protocol::employer::{AmendEmployer, RegisterEmployer};
use wangqian_rules::{
    account::{self, Account, Credential, Entrance, Holder, Principal, login, password as policy, second_factor::Proof},
    case::EmployerCard,
    check::CreditCode,
    codes::Codes,
    employer::{self, Employer, registering::Unfinished},
    ids::AccountId,
    refusal::{FieldError, Refusal, invalid},
};
use wangqian_runtime::AskError;

/// What was sent, checked.
struct Applicant {
    card: EmployerCard,
    account: AccountId,
    password: String,
}

/// `POST /employer/registration`. Slowed per address, whatever comes of it: it could tell which credit codes are registered.
pub async fn register(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: Sent<RegisterEmployer>,
) -> ApiResult<HttpResponse> {
    let (from, attempts) = (address::of_client(&request, &state), &state.sessions.attempts);
    attempts.may_register(from, state.runtime.monotonic_ms())?;
    let applicant = Applicant::checked(body.into_inner(), state.runtime.codes()).map_err(Refusal::Invalid)?;
    attempts.registers(from, state.runtime.monotonic_ms());
    let attempt = Attempt::begin(&state, &request, applicant.account).await?;
    if attempt.account.holder.is_some() {
        return Err(login_taken().into());
    }
    found(&state, applicant).await?;
    let (session, cookie) = session::start(&state, attempt.id, attempt.place(&request), Proof::Password).await?;
    let caller = Caller::of_session(&state, session).await?;
    Ok(HttpResponse::Created().cookie(cookie).json(describe(&state, &caller).await?))
}

impl Applicant {
    /// Every field that does not hold, at once.
    fn checked(sent: RegisterEmployer, codes: &Codes) -> Result<Self, Vec<FieldError>> {
        let RegisterEmployer { credit_code, credit_code_as_printed, login, password, .. } = &sent;
        let mut errors = Vec::new();
        let code = credit_code_in(credit_code, *credit_code_as_printed).unwrap_or_else(|error| {
            errors.push(error);
            String::new()
        });
        let login = login::chosen(login, &code).unwrap_or_else(|error| {
            errors.push(error);
            String::new()
        });
        let account = AccountId::of_login(Entrance::Employer, &login);
        errors.extend(policy::check(account, Entrance::Employer, password).err());
        let password = password.clone();
        match convert::employer::form_in(form_of(sent)).checked(&code, codes) {
            Ok(card) if errors.is_empty() => Ok(Self { card, account, password }),
            Ok(_) => Err(errors),
            Err(wrong) => Err(errors.into_iter().chain(wrong).collect()),
        }
    }
}

/// A code whose check is wrong is most likely a slip: it is asked for again before it is taken as it is.
fn credit_code_in(text: &str, as_printed: bool) -> Result<String, FieldError> {
    let wrong = |message: String| invalid("credit_code", message);
    match CreditCode::parse(text) {
        Ok(code) => Ok(code.into()),
        Err(error) if error.is_of_check() && as_printed => {
            CreditCode::as_printed(text).map(String::from).map_err(|error| wrong(error.to_string()))
        }
        Err(error) if error.is_of_check() => Err(wrong(format!("{error}；证照上确实如此的，请勾选「证照上的代码就是如此」"))),
        Err(error) => Err(wrong(error.to_string())),
    }
}

fn form_of(sent: RegisterEmployer) -> AmendEmployer {
    let RegisterEmployer { name, nature, industry, region, address, contact_name, contact_phone, contact_email, .. } = sent;
    AmendEmployer { name, nature, industry, region, address, contact_name, contact_phone, contact_email, licence: None }
}

/// The employer first: an account that opened before it could look into somebody else's.
async fn found(state: &AppState, applicant: Applicant) -> ApiResult<()> {
    let Applicant { card, account, password } = applicant;
    let id = card.id;
    let known = state.runtime.read::<Employer>(id).await?;
    let unfinished = unfinished(state, &known).await?;
    if known.registration.is_some() && unfinished.is_none() {
        return Err(Refusal::CreditCodeTaken.into());
    }
    let phc = password::hash_in_turn(password).await?.ok_or(ApiError::Crowded)?;
    let register = employer::Command::Register { card: Box::new(card), account: Some(account), unfinished };
    state.runtime.ask::<Employer>(id, None, register).await?;
    let holder = Holder { principal: Principal::Employer(id), credential: Credential::Password(phc) };
    match state.runtime.ask::<Account>(account, None, account::Command::Open(holder)).await {
        Err(AskError::Refused(Refusal::AlreadyExists)) => Err(login_taken().into()),
        opened => Ok(opened.map(drop)?),
    }
}

/// Registered with an account that is nobody's, or somebody else's.
async fn unfinished(state: &AppState, employer: &Arc<Employer>) -> Result<Option<Unfinished>, AskError> {
    let registered = employer.registration.as_ref().and_then(|it| Some((it.account?, it.filing.card.id)));
    let Some((account, employer)) = registered else { return Ok(None) };
    let holder = state.runtime.read::<Account>(account).await?.holder.as_ref().map(|holder| holder.principal.clone());
    Ok(match holder {
        Some(holder) if holder == Principal::Employer(employer) => None,
        holder => Some(Unfinished { account, for_ever: holder.is_some() }),
    })
}

fn login_taken() -> Refusal {
    Refusal::Invalid(vec![invalid("login", "该登录名已被使用，请换一个")])
}
