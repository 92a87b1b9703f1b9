//! A request's number, which the client is told, and its span, which carries the number to every line logged meanwhile: in handlers, in the
//! actors that they ask, in the work on a file. No address, query, header or body: they may name somebody.
//!
//! An answer that the server itself is to blame for is logged here, once, with its cause. Of the others a line is written only with
//! `RUST_LOG=info,wangqian::requests=debug`: at ten thousand a second it would cost more than the answers.

use crate::{
    error::{self, ApiError},
    state::AppState,
};
use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
    web,
};
use std::time::{Duration, Instant};
use tracing::Instrument;

/// A request's number.
#[derive(Clone)]
pub struct RequestId(pub String);

/// Stands for the route of an address that leads nowhere.
pub const NO_ROUTE: &str = "none";

/// Gives every request a number and puts it into the answer's head, and into the problem if it is one: handlers' errors know
/// neither it nor their reader. The route is the pattern.
pub async fn number(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = uuid::Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let pattern = request.match_pattern();
    let route = pattern.as_deref().unwrap_or(NO_ROUTE);
    let span = tracing::info_span!("request", number = %id, method = %request.method(), route);
    let (begun, numbered) = (Instant::now(), named(request, next, &id).instrument(span.clone()));
    let response = numbered.await?;
    let took = begun.elapsed();
    if let Some(state) = response.request().app_data::<web::Data<AppState>>() {
        state.times.requested(route, response.status().as_u16(), took);
    }
    span.in_scope(|| note(&response, took));
    Ok(response)
}

async fn named(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    id: &str,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(request).await?;
    let audience = error::audience(response.request());
    let refused = response.response().error().and_then(|error| error.as_error::<ApiError>());
    let problem = refused.map(|error| error.response(id, audience));
    let mut response = match problem {
        Some(problem) => response.into_response(problem),
        None => response.map_into_boxed_body(),
    };
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(response)
}

/// 503 is a matter of load, of a full disk or of another system: it warns.
fn note(response: &ServiceResponse<BoxBody>, took: Duration) {
    let (status, duration_ms) = (response.status().as_u16(), took.as_millis() as u64);
    match status {
        503 => tracing::warn!(status, duration_ms, cause = cause(response), "put off"),
        500.. => tracing::error!(status, duration_ms, cause = cause(response), "failed"),
        _ => tracing::debug!(status, duration_ms, "served"),
    }
}

fn cause(response: &ServiceResponse<BoxBody>) -> Option<String> {
    let told = response.response().extensions().get::<ApiError>().map(ApiError::cause);
    told.or_else(|| response.response().error().map(ToString::to_string))
}
