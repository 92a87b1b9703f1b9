//! Bounds on what comes in and on how long it may take.

use crate::error::ApiError;
use actix_web::{
    Error, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{CONTENT_ENCODING, HeaderValue},
    middleware::Next,
    web,
};
use futures_util::FutureExt;
use std::{any::Any, panic::AssertUnwindSafe, time::Duration};
use tokio::net::TcpStream;
use wangqian_runtime::AskError;

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

/// Ends a request whose body does not arrive, or whose handler does not end, in time; and one whose handler panics: without this its
/// connection would end, and nobody could say which request it was.
///
/// Wraps resources, behind the routing: in front of it nobody may keep the request.
pub async fn end_in_time(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let kept = request.request().clone();
    // What handlers share is changed by functions that leave it whole; the rest of a handler goes with it.
    let handled = AssertUnwindSafe(async move { next.call(request).await }).catch_unwind();
    let error = match tokio::time::timeout(BODY_TIMEOUT, handled).await {
        Ok(Ok(response)) => return response.map(ServiceResponse::map_into_boxed_body),
        Ok(Err(_panic)) => ApiError::Ask(AskError::Panicked),
        Err(_elapsed) => ApiError::TooSlow,
    };
    let problem = error.response_to(&kept);
    Ok(ServiceResponse::new(kept, problem))
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
