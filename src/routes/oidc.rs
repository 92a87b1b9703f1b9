//! Signing in at the identity provider: there and back (ACC-01).

use crate::{
    auth::{
        attempt::Attempt,
        entry,
        oidc::{Oidc, Trouble, Visit},
        session,
    },
    error::{ApiError, ApiResult},
    sent::Asked,
    state::AppState,
};
use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    web,
};
use wangqian_protocol::session::{Entrance, OidcArrival};
use wangqian_rules::{account::second_factor::Proof, ids::AccountId, refusal::Refusal};
use wangqian_runtime::AskError;

/// Ties the way back to the browser that left: a stranger's code handed to somebody signs nobody in.
const COOKIE: &str = "wq_oidc";
const MINUTES: i64 = 5;

/// `GET /session/oidc/{entrance}`: on to the provider.
pub async fn depart(state: web::Data<AppState>, entrance: web::Path<Entrance>) -> ApiResult<HttpResponse> {
    let oidc = state.oidc.as_ref().filter(|oidc| oidc.entrances().contains(&entrance)).ok_or(Refusal::NotFound)?;
    Ok(match oidc.depart(*entrance, state.runtime.monotonic_ms()).await {
        Ok((url, visit)) => HttpResponse::SeeOther()
            .cookie(cookie(&state, visit.kept(), Duration::minutes(MINUTES)))
            .insert_header(("Location", url))
            .finish(),
        Err(trouble) => turned_away(&trouble.into()),
    })
}

/// `GET /session/oidc/callback`: back from the provider. A person's browser is at this address, so every end is a page.
pub async fn arrive(state: web::Data<AppState>, request: HttpRequest, query: Asked<OidcArrival>) -> ApiResult<HttpResponse> {
    let oidc = state.oidc.as_ref().ok_or(Refusal::NotFound)?;
    let mut ending = match enter(&state, oidc, &request, query.into_inner()).await {
        Ok(Entered::In(cookie)) => HttpResponse::SeeOther().cookie(cookie).insert_header(("Location", "/")).finish(),
        // Behind the `#`: no server's log has it.
        Ok(Entered::Ticket(ticket)) => to_page(&format!("/login#ticket={ticket}")),
        Err(why) => turned_away(&why),
    };
    // The visit is over, however it ended. A cookie that cannot be written would only lie there for its minutes.
    let _written = ending.add_cookie(&cookie(&state, String::new(), Duration::ZERO));
    Ok(ending)
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

async fn enter(state: &AppState, oidc: &Oidc, request: &HttpRequest, arrival: OidcArrival) -> Result<Entered, Why> {
    let kept = request.cookie(COOKIE);
    let visit = kept.and_then(|cookie| Visit::parse(cookie.value())).ok_or(Why::TooLate)?;
    if arrival.state.as_ref() != Some(&visit.state) {
        return Err(Why::TooLate);
    }
    let code = arrival.code.ok_or(Why::Declined)?;
    let (entrance, login) = oidc.arrive(visit, code, state.runtime.monotonic_ms()).await?;
    let id = AccountId::of_login(super::session::entrance_in(entrance), &login);
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

fn cookie(state: &AppState, value: String, age: Duration) -> Cookie<'static> {
    let path = crate::auth::oidc::CALLBACK;
    Cookie::build(COOKIE, value)
        .path(path)
        .max_age(age)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.secure_cookies)
        .finish()
}
