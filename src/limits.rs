//! Bounds on what comes in, and the number that every request carries through logs and answers.

use crate::error::{self, ApiError};
use actix_web::{
    Error, HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{CONTENT_ENCODING, HeaderName, HeaderValue},
    middleware::Next,
    web,
};
use std::{
    any::Any,
    time::{Duration, Instant},
};
use tokio::net::TcpStream;
use tracing::Instrument;

/// Largest JSON body. The longest form with every field at its limit is a fifth of it.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
/// Largest file that is sent as a body; whoever reads it may bound it further.
pub const FILE_BYTES_MAX: usize = 10 << 20;
/// Largest frame a client may send.
pub const FRAME_BYTES_MAX: usize = 4 * 1024;
/// Time to send the head of a request.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// Time to send a whole request: actix has no such limit of its own for bodies.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// Time that a reader may leave the connection full. Its WebSocket cannot notice: nobody asks it for frames that have no room.
const STALL_MAX: Duration = Duration::from_secs(10);

/// Has the kernel end a connection whose reader does not read.
pub fn give_up_on_stalled(connection: &dyn Any) {
    let Some(stream) = connection.downcast_ref::<TcpStream>() else { return };
    let patience_ms = STALL_MAX.as_millis() as u32;
    if let Err(error) = rustix::net::sockopt::set_tcp_user_timeout(stream, patience_ms) {
        tracing::warn!(%error, "a connection has no limit on stalls");
    }
}

/// A request's number.
#[derive(Clone)]
pub struct RequestId(pub String);

/// Gives every request a number and puts it into the answer's head, and into the problem if it is one: handlers' errors know
/// neither it nor their reader. Every line logged meanwhile carries it; an answer that the server itself is to blame
/// for is logged here, once, with its cause. The route is the pattern, not the address: that may name somebody.
pub async fn name_requests(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = uuid::Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let route = request.match_pattern().unwrap_or_default();
    let span = tracing::info_span!("request", number = %id, method = %request.method(), route);
    let (begun, numbered) = (Instant::now(), named(request, next, &id).instrument(span.clone()));
    let response = numbered.await?;
    span.in_scope(|| note(&response, begun.elapsed()));
    Ok(response)
}

fn note(response: &ServiceResponse<BoxBody>, took: Duration) {
    let (status, duration_ms) = (response.status().as_u16(), took.as_millis() as u64);
    tracing::debug!(status, duration_ms, "served");
    let extensions = response.response().extensions();
    let cause = extensions.get::<ApiError>();
    match status {
        503 => tracing::warn!(status, duration_ms, ?cause, "put off"),
        500.. => tracing::error!(status, duration_ms, ?cause, "failed"),
        _ => {}
    }
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

/// Ends a request whose body does not arrive, or whose handler does not end, in time.
///
/// Wraps resources, behind the routing: in front of it nobody may keep the request.
pub async fn end_in_time(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let kept = request.request().clone();
    match tokio::time::timeout(BODY_TIMEOUT, next.call(request)).await {
        Ok(response) => response.map(ServiceResponse::map_into_boxed_body),
        Err(_) => {
            let problem = ApiError::TooSlow.response_to(&kept);
            Ok(ServiceResponse::new(kept, problem))
        }
    }
}

/// Bodies come as they are: a kilobyte that unpacks to a gigabyte is unpacked by nobody.
pub fn plain(request: &HttpRequest) -> Result<(), ApiError> {
    let packed = |value: &HeaderValue| !value.as_bytes().eq_ignore_ascii_case(b"identity");
    if request.headers().get_all(CONTENT_ENCODING).any(packed) { Err(ApiError::Encoded) } else { Ok(()) }
}

/// Addresses whose parts do not parse name nothing.
pub fn path() -> web::PathConfig {
    web::PathConfig::default().error_handler(|error, request| {
        let response = ApiError::from(wangqian_rules::refusal::Refusal::NotFound).response_to(request);
        actix_web::error::InternalError::from_response(error, response).into()
    })
}
