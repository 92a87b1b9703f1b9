//! Bounds on what comes in, and the number that every request carries through logs and answers.

use crate::error::ApiError;
use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    error::{JsonPayloadError, QueryPayloadError},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
    web,
};
use std::time::Duration;

/// Largest JSON body. The longest form with every field at its limit is a fifth of it.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
/// Largest frame a client may send.
pub const FRAME_BYTES_MAX: usize = 4 * 1024;
/// Time to send the head of a request.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// Time to send a whole request: actix has no such limit of its own for bodies.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// A request's number.
#[derive(Clone)]
pub struct RequestId(pub String);

/// Gives every request a number and puts it into the answer's head.
pub async fn name_requests(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = uuid::Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.call(request).await?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(response)
}

/// Ends a request whose body does not arrive, or whose handler does not end, in time.
pub async fn end_in_time(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    match tokio::time::timeout(BODY_TIMEOUT, next.call(request)).await {
        Ok(response) => response,
        Err(_) => Err(actix_web::error::ErrorRequestTimeout("the request took too long")),
    }
}

/// JSON bodies: bounded, of the right type, with known fields only.
pub fn json() -> web::JsonConfig {
    web::JsonConfig::default().limit(BODY_BYTES_MAX).error_handler(|error, request| {
        let refused = match &error {
            JsonPayloadError::OverflowKnownLength { .. } | JsonPayloadError::Overflow { .. } => ApiError::TooLarge,
            JsonPayloadError::ContentType => ApiError::Malformed("请求内容须为 application/json。".to_owned()),
            error => ApiError::Malformed(format!("请求内容不是所要求的 JSON：{error}")),
        };
        let response = refused.response_to(request);
        actix_web::error::InternalError::from_response(error, response).into()
    })
}

/// Query strings with known fields only.
pub fn query() -> web::QueryConfig {
    web::QueryConfig::default().error_handler(|error: QueryPayloadError, request| {
        let response = ApiError::Malformed(format!("查询条件有误：{error}")).response_to(request);
        actix_web::error::InternalError::from_response(error, response).into()
    })
}

/// Addresses whose parts do not parse name nothing.
pub fn path() -> web::PathConfig {
    web::PathConfig::default().error_handler(|error, request| {
        let response = ApiError::from(wangqian_rules::refusal::Refusal::NotFound).response_to(request);
        actix_web::error::InternalError::from_response(error, response).into()
    })
}
