//! What every command's request carries besides its body.

use crate::{auth::password::digest, error::ApiError, rights::Caller, sent::BodyDigest};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::header::{HeaderValue, IF_MATCH},
};
use std::future::{Ready, ready};
use wangqian_runtime::core::CommandKey;

/// `If-Match: "3"`: the version that the decision was made on.
pub struct Seen(pub u64);

impl FromRequest for Seen {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.headers().get("if-match").map(|value| value.to_str().unwrap_or_default()) {
            None => Err(ApiError::VersionRequired),
            Some(tag) => tag
                .trim()
                .trim_matches('"')
                .parse()
                .map(Self)
                .map_err(|_| ApiError::Malformed("If-Match 须为条目的版本号，如 \"3\"。".to_owned())),
        })
    }
}

/// `Idempotency-Key`: the same key is the same intention. Bound to the account and the address it was sent to, so that nobody
/// can ask for somebody else's reply, and to what was sent: another body or version under the same key is refused.
pub struct Key {
    /// SHA-256 of the key and the address.
    sent: Option<[u8; 32]>,
    request: HttpRequest,
}

/// Longest key.
const KEY_BYTES_MAX: usize = 128;

impl Key {
    /// The key as the entity keeps it.
    pub fn of(&self, caller: &Caller) -> Option<CommandKey> {
        let intention = digest(&[self.sent?.as_slice(), caller.session.account.0.as_bytes()].concat());
        Some(CommandKey::new(&intention, &self.asked()))
    }

    /// The body has been read by now: every extractor runs before its handler.
    fn asked(&self) -> [u8; 32] {
        let body = self.request.extensions().get::<BodyDigest>().map_or([0; 32], |body| body.0);
        let seen = self.request.headers().get(IF_MATCH).map(HeaderValue::as_bytes).unwrap_or_default();
        digest(&[body.as_slice(), seen].concat())
    }
}

impl FromRequest for Key {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = |sent| Self { sent, request: request.clone() };
        ready(match request.headers().get("idempotency-key") {
            None => Ok(key(None)),
            Some(value) if value.is_empty() || value.len() > KEY_BYTES_MAX => {
                Err(ApiError::Malformed("Idempotency-Key 为 1 至 128 个字符。".to_owned()))
            }
            Some(value) => {
                let address = [request.method().as_str().as_bytes(), request.path().as_bytes()].concat();
                Ok(key(Some(digest(&[value.as_bytes(), &address].concat()))))
            }
        })
    }
}
