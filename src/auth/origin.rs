//! That a request comes from our own page and not from another one in the same browser.

use crate::{error::ApiError, state::AppState};
use actix_web::{
    HttpRequest,
    http::header::{HOST, ORIGIN},
};

/// The `Origin` must be the host the request was sent to, or one the operator allowed. A browser always sends it with requests
/// that change something and with WebSocket handshakes, so one without it is refused.
pub fn check(request: &HttpRequest, state: &AppState) -> Result<(), ApiError> {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let origin = header(ORIGIN).ok_or(ApiError::Forgery)?;
    let own = header(HOST).is_some_and(|host| matches!(origin.split_once("://"), Some(("http" | "https", at)) if at == host));
    if own || state.origins.iter().any(|allowed| allowed == origin) { Ok(()) } else { Err(ApiError::Forgery) }
}
