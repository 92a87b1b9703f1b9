//! Signing in at the identity provider: there and back (ACC-01).

use crate::{
    auth::{
        attempt::Attempt,
        oidc::{Oidc, Trouble},
        session,
    },
    error::{ApiError, ApiResult},
    state::AppState,
};
use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    web,
};
use wangqian_protocol::session::{Entrance, OidcArrival};
use wangqian_rules::{account::second_factor::Proof, ids::AccountId, refusal::Refusal};

/// Ties the way back to the browser that left: a stranger's code handed to somebody signs nobody in.
const COOKIE: &str = "wq_oidc";
const MINUTES: i64 = 5;

/// `GET /session/oidc/{entrance}`: on to the provider.
pub async fn depart(state: web::Data<AppState>, entrance: web::Path<Entrance>) -> ApiResult<HttpResponse> {
    let oidc = state.oidc.as_ref().filter(|oidc| oidc.entrances().contains(&entrance)).ok_or(Refusal::NotFound)?;
    let departure = oidc.depart(*entrance, state.runtime.monotonic_ms()).await?;
    let cookie = cookie(&state, departure.state, Duration::minutes(MINUTES));
    Ok(HttpResponse::SeeOther().cookie(cookie).insert_header(("Location", departure.url)).finish())
}

/// `GET /session/oidc/callback`: back from the provider. A person's browser is at this address, so every end is a page.
pub async fn arrive(
    state: web::Data<AppState>,
    request: HttpRequest,
    query: web::Query<OidcArrival>,
) -> ApiResult<HttpResponse> {
    let oidc = state.oidc.as_ref().ok_or(Refusal::NotFound)?;
    let mut ending = match enter(&state, oidc, &request, query.into_inner()).await {
        Ok(Entered::In(cookie)) => HttpResponse::SeeOther().cookie(cookie).insert_header(("Location", "/")).finish(),
        // Behind the `#`: no server's log has it.
        Ok(Entered::Ticket(ticket)) => to_page(&format!("/login#ticket={ticket}")),
        Err(why) => to_page(&format!("/login?oidc={}", why.code())),
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
    fn from(_: ApiError) -> Self {
        Self::Later
    }
}

async fn enter(state: &AppState, oidc: &Oidc, request: &HttpRequest, arrival: OidcArrival) -> Result<Entered, Why> {
    let kept = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned()).ok_or(Why::TooLate)?;
    if arrival.state.as_deref() != Some(kept.as_str()) {
        return Err(Why::TooLate);
    }
    let code = arrival.code.ok_or(Why::Declined)?;
    let (entrance, login) = oidc.arrive(&kept, code, state.runtime.monotonic_ms()).await?;
    let id = AccountId::of_login(super::session::entrance_in(entrance), &login);
    let attempt = Attempt::begin(state, request, id).await?;
    if attempt.account.holder.is_none() {
        return Err(Why::NoAccount);
    }
    if attempt.account.locked {
        return Err(Why::Locked);
    }
    if attempt.account.second_factor.is_some() {
        return Ok(Entered::Ticket(session::ticket(state, id)?));
    }
    let (_, cookie) = session::start(state, id, attempt.place(request), Proof::Password).await?;
    attempt.succeeded(state);
    Ok(Entered::In(cookie))
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
