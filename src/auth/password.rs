//! Passwords (Argon2id) and one-time codes. Checking costs time and memory on purpose, so only two are checked at once: a flood
//! of sign-ins cannot eat the server.

use crate::error::ApiError;
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use sha2::{Digest, Sha256};
use std::sync::{
    LazyLock,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Semaphore;
use wangqian_rules::account::Credential;

/// Checks running at once.
static RUNNING: Semaphore = Semaphore::const_new(2);
static WAITING: AtomicUsize = AtomicUsize::new(0);
/// Checks that may wait for their turn; more are told to come back.
const WAITING_MAX: usize = 256;

/// Checked when there is no such account, so that the answer takes as long as for one that exists.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody has this password").unwrap_or_default());

/// A new hash, at the strength of the OWASP minimum (19 MiB, 2 passes). `None` when the random source fails.
pub fn hash(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// A hash that costs next to nothing: for generated people in load tests, whose password everybody knows.
pub fn cheap_hash(password: &str) -> Option<String> {
    let params = argon2::Params::new(8, 1, 1, None).ok()?;
    let argon2 = Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    argon2.hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// SHA-256: enough for codes and tokens that are random and long.
pub fn digest(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// Whether a password fits. Takes as long when there is no credential. The caller holds a [`turn`].
pub async fn fits(credential: Option<Credential>, password: String) -> bool {
    let check = tokio::task::spawn_blocking(move || {
        let (phc, real) = match &credential {
            Some(Credential::Password(phc)) => (phc.as_str(), true),
            Some(Credential::ActivationCode(_)) | None => (NOBODY.as_str(), false),
        };
        let matches =
            PasswordHash::new(phc).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        matches && real
    });
    check.await.unwrap_or(false)
}

/// A new hash, made in turn with the checks.
pub async fn hash_in_turn(password: String) -> Result<Option<String>, ApiError> {
    let _turn = turn().await?;
    Ok(tokio::task::spawn_blocking(move || hash(&password)).await.unwrap_or_default())
}

/// One of the few checks that run at once.
pub async fn turn() -> Result<tokio::sync::SemaphorePermit<'static>, ApiError> {
    if WAITING.fetch_add(1, Ordering::Relaxed) >= WAITING_MAX {
        WAITING.fetch_sub(1, Ordering::Relaxed);
        return Err(ApiError::Crowded);
    }
    let turn = RUNNING.acquire().await;
    WAITING.fetch_sub(1, Ordering::Relaxed);
    turn.map_err(|_| ApiError::Crowded)
}
