//! Signing in at the identity provider: there and back (ACC-01).

use crate::{
    auth::{
        attempt::Attempt,
        entry,
        oidc::{Now, Oidc, Trouble, Visit},
        session,
    },
    error::{ApiError, ApiResult},
    sent::Asked,
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, cookie::Cookie, web};
use wangqian_protocol::session::{Entrance, OidcArrival};
use wangqian_rules::{account::second_factor::Proof, ids::AccountId, refusal::Refusal};
use wangqian_runtime::AskError;

/// `GET /session/oidc/{entrance}`: on to the provider.
pub async fn depart(
    state: web::Data<AppState>,
    request: HttpRequest,
    entrance: web::Path<Entrance>,
) -> ApiResult<HttpResponse> {
    let oidc = state.oidc.as_ref().filter(|oidc| oidc.entrances().contains(&entrance)).ok_or(Refusal::NotFound)?;
    let (url, visit) = match oidc.depart(*entrance, now(&state)).await {
        Ok(way) => way,
        Err(trouble) => return Ok(turned_away(&trouble.into())),
    };
    let mut leaving = HttpResponse::SeeOther();
    for cookie in visit.leaving(&request, state.secure_cookies) {
        leaving.cookie(cookie);
    }
    Ok(leaving.insert_header(("Location", url)).finish())
}

/// `GET /session/oidc/callback`: back from the provider. A person's browser is at this address, so every end is a page.
pub async fn arrive(state: web::Data<AppState>, request: HttpRequest, query: Asked<OidcArrival>) -> ApiResult<HttpResponse> {
    let oidc = state.oidc.as_ref().ok_or(Refusal::NotFound)?;
    let OidcArrival { code, state: returned } = query.into_inner();
    // Ties the way back to the browser that left: a stranger's code handed to somebody signs nobody in, and ends no visit.
    let Some(visit) = returned.and_then(|returned| Visit::of(&request, &returned)) else {
        return Ok(turned_away(&Why::TooLate));
    };
    let mut ending = match enter(&state, oidc, &request, &visit, code).await {
        Ok(Entered::In(cookie)) => HttpResponse::SeeOther().cookie(cookie).insert_header(("Location", "/")).finish(),
        // Behind the `#`: no server's log has it.
        Ok(Entered::Ticket(ticket)) => to_page(&format!("/login#ticket={ticket}")),
        Err(why) => turned_away(&why),
    };
    // The visit is over, however it ended. A cookie that cannot be written would only lie there for its minutes.
    let _written = ending.add_cookie(&visit.ended(state.secure_cookies));
    Ok(ending)
}

fn now(state: &AppState) -> Now {
    Now { monotonic_ms: state.runtime.monotonic_ms(), unix_ms: state.runtime.now().0 }
}

enum Entered {
    In(Cookie<'static>),
    Ticket(String),
}

/// Why somebody came back and is not in: the page says it in words.
enum Why {
    /// They went away from the provider's page, or it would not have them.
    Declined,
    TooLate,
    Unreachable,
    NotBelieved,
    /// The provider knows them and we have no such account.
    NoAccount,
    Locked,
    Later,
}

impl Why {
    fn code(&self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::TooLate => "too_late",
            Self::Unreachable => "unreachable",
            Self::NotBelieved => "not_believed",
            Self::NoAccount => "no_account",
            Self::Locked => "locked",
            Self::Later => "later",
        }
    }
}

impl From<Trouble> for Why {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Unreachable => Self::Unreachable,
            Trouble::TooLate => Self::TooLate,
            Trouble::NotBelieved => Self::NotBelieved,
        }
    }
}

impl From<ApiError> for Why {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Ask(AskError::Refused(Refusal::AccountLocked)) => Self::Locked,
            _ => Self::Later,
        }
    }
}

async fn enter(
    state: &AppState,
    oidc: &Oidc,
    request: &HttpRequest,
    visit: &Visit,
    code: Option<String>,
) -> Result<Entered, Why> {
    let code = code.ok_or(Why::Declined)?;
    let login = oidc.arrive(visit, &code, now(state)).await?;
    let id = AccountId::of_login(super::session::entrance_in(visit.entrance), &login);
    let attempt = Attempt::begin(state, request, id).await?;
    if attempt.account.holder.is_none() {
        return Err(Why::NoAccount);
    }
    if attempt.account.locked {
        return Err(Why::Locked);
    }
    if attempt.account.second_factor.is_some() {
        return Ok(Entered::Ticket(session::ticket(state, &attempt)?));
    }
    let (_, cookie) = entry::enter(state, request, &attempt, Proof::Password).await?;
    Ok(Entered::In(cookie))
}

fn turned_away(why: &Why) -> HttpResponse {
    to_page(&format!("/login?oidc={}", why.code()))
}

fn to_page(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header(("Location", address)).finish()
}
