//! Bodies and queries as callers send them: bounded, of the right type, with known fields only. A refusal names the field that is
//! wrong, in Chinese: a person reads it as well as a program.

mod file;
mod misshapen;

pub use file::FileBody;

use crate::{
    auth::password::digest,
    error::{ApiError, ApiResult},
    limits::BODY_BYTES_MAX,
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev, http::header::CONTENT_LENGTH, web};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use std::{
    future::{Ready, ready},
    ops::Deref,
};

/// SHA-256 of the body of a request, among its extensions once [`Sent`] has read it.
pub struct BodyDigest(pub [u8; 32]);

/// A body of JSON.
pub struct Sent<T>(T);

/// A query.
pub struct Asked<T>(T);

impl<T> Sent<T> {
    /// The content.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Asked<T> {
    /// The filters.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Sent<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Deref for Asked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Sent<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let (request, body) = (request.clone(), web::Payload::from_request(request, payload).into_inner());
        Box::pin(async move {
            if !is_json(&request) {
                return Err(ApiError::Malformed("请求内容须为 application/json。".to_owned()));
            }
            if declared_length(&request).is_some_and(|length| length > BODY_BYTES_MAX) {
                return Err(ApiError::TooLarge);
            }
            let body = whole(body.map_err(|_| cut_off())?, BODY_BYTES_MAX).await?;
            request.extensions_mut().insert(BodyDigest(digest(&body)));
            parsed(&body).map(Self)
        })
    }
}

/// A body as it was sent, of at most so many bytes; nothing unpacks it on the way.
pub async fn whole(body: web::Payload, bytes_max: usize) -> ApiResult<web::Bytes> {
    let read = body.to_bytes_limited(bytes_max).await;
    read.map_err(|_| ApiError::TooLarge)?.map_err(|_| cut_off())
}

fn cut_off() -> ApiError {
    ApiError::Malformed("请求内容没有完整收到，请重试。".to_owned())
}

/// A body that somebody else has read.
pub fn parsed<T: DeserializeOwned>(body: &[u8]) -> ApiResult<T> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| misshapen::in_json(&error.path().to_string(), error.inner()))?;
    json.end().map_err(|error| misshapen::in_json("", &error))?;
    Ok(value)
}

fn is_json(request: &HttpRequest) -> bool {
    let kind = request.mime_type().ok().flatten();
    kind.is_some_and(|kind| kind.subtype() == "json" || kind.suffix().is_some_and(|suffix| suffix == "json"))
}

fn declared_length(request: &HttpRequest) -> Option<usize> {
    request.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl<T: DeserializeOwned> FromRequest for Asked<T> {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let query = request.query_string();
        ready(read::<T>(query).map(Self).map_err(|error| {
            let field = misshapen::culprit(query, &error, |without| read::<T>(without).err());
            misshapen::in_query(field.as_deref().unwrap_or_default(), &error)
        }))
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, String> {
    web::Query::<T>::from_query(query).map(web::Query::into_inner).map_err(|error| match error {
        actix_web::error::QueryPayloadError::Deserialize(error) => error.to_string(),
        other => other.to_string(),
    })
}
