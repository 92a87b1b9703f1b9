//! What every command's request carries besides its body.

use crate::{auth::password::digest, error::ApiError, rights::Caller};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
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
/// can ask for somebody else's reply.
pub struct Key(pub Option<CommandKey>);

/// Longest key.
const KEY_BYTES_MAX: usize = 128;

impl Key {
    /// The key as the entity keeps it.
    pub fn of(&self, caller: &Caller) -> Option<CommandKey> {
        let CommandKey(sent) = self.0?;
        let bound = digest(&[sent.as_slice(), caller.session.account.0.as_bytes()].concat());
        let mut key = [0; 16];
        key.copy_from_slice(&bound[..16]);
        Some(CommandKey(key))
    }
}

impl FromRequest for Key {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.headers().get("idempotency-key") {
            None => Ok(Self(None)),
            Some(value) if value.is_empty() || value.len() > KEY_BYTES_MAX => {
                Err(ApiError::Malformed("Idempotency-Key 为 1 至 128 个字符。".to_owned()))
            }
            Some(value) => {
                let digest =
                    digest(&[value.as_bytes(), request.method().as_str().as_bytes(), request.path().as_bytes()].concat());
                let mut key = [0; 16];
                key.copy_from_slice(&digest[..16]);
                Ok(Self(Some(CommandKey(key))))
            }
        })
    }
}
