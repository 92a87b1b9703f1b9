//! Codes of authenticator apps (RFC 6238): SHA-1, six digits, thirty seconds, as every app makes them; and the picture an app
//! learns its key from.

use super::{activation, sealing::SealingKey};
use crate::{error::ApiError, percent};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use qrcode::{Color, QrCode};
use sha1::Sha1;
use std::fmt::{self, Write};
use wangqian_rules::{
    account::second_factor::{Proof, SecondFactor},
    check::width,
    ids::AccountId,
    time::UnixMs,
};
use wangqian_runtime::Runtime;

const STEP_MS: i64 = 30_000;
/// Steps that a phone's clock may be off, either way.
const SKEW: u64 = 1;
const DIGITS: usize = 6;
/// Name of the platform in the app.
const ISSUER: &str = "网签";

/// The key that app and server share.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub [u8; 20]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A new key.
///
/// # Errors
/// When the machine has no random numbers to give.
pub fn draw() -> Result<Secret, getrandom::Error> {
    let mut secret = [0; 20];
    getrandom::fill(&mut secret)?;
    Ok(Secret(secret))
}

fn step_at(now: UnixMs) -> u64 {
    u64::try_from(now.0 / STEP_MS).unwrap_or_default()
}

/// The code of a step.
pub fn code(secret: &Secret, step: u64) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&secret.0) else { return String::new() };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 0xf);
    let number = u32::from_be_bytes([hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]]);
    format!("{:0DIGITS$}", number % 1_000_000)
}

/// The times that a phone may show: the server's, and its machine's while the server doubts that one.
pub fn times(runtime: &Runtime) -> [UnixMs; 2] {
    [runtime.now(), runtime.wall()]
}

/// The step that a typed code belongs to, if it is of now or nearly.
pub fn step_of(secret: &Secret, typed: &str, times: [UnixMs; 2]) -> Option<u64> {
    let digits = width::compact(typed).unwrap_or_default();
    times.into_iter().find_map(|now| {
        let newest = step_at(now) + SKEW;
        (newest.saturating_sub(2 * SKEW)..=newest).rev().find(|step| code(secret, *step) == digits)
    })
}

/// The account's key was sealed with another key than the server has now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedElsewhere;

impl From<SealedElsewhere> for ApiError {
    fn from(_: SealedElsewhere) -> Self {
        Self::SealedElsewhere
    }
}

/// What a typed code proves, if it is one: six digits are the app's, everything else is taken for a recovery code.
pub fn proof(
    key: &SealingKey,
    whose: AccountId,
    factor: &SecondFactor,
    typed: &str,
    times: [UnixMs; 2],
) -> Result<Option<Proof>, SealedElsewhere> {
    let letters = width::compact(typed).unwrap_or_default();
    if letters.len() == DIGITS && letters.bytes().all(|letter| letter.is_ascii_digit()) {
        let secret = key.open(whose, &factor.secret).ok_or(SealedElsewhere)?;
        return Ok(step_of(&secret, typed, times).map(Proof::Step));
    }
    Ok(Some(Proof::Recovery(activation::digest_of(typed))))
}

/// RFC 4648 base 32, as apps take a key typed by hand.
pub fn base32(secret: &Secret) -> String {
    BASE32_NOPAD.encode(&secret.0)
}

/// The address that an app reads from the picture.
pub fn uri(secret: &Secret, account: &str) -> String {
    let (issuer, account) = (percent::encoded(ISSUER), percent::encoded(account));
    format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", base32(secret))
}

/// Width of the picture in modules, and the dark ones as the path of an SVG: nothing inline for the content security policy to
/// refuse. `None` for a text that is too long.
pub fn picture(text: &str) -> Option<(usize, String)> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    let mut path = String::new();
    for (y, line) in dark.chunks(width).enumerate() {
        let mut x = 0;
        for run in line.chunk_by(|one, next| one == next) {
            if run[0] {
                let _written = write!(path, "M{x} {y}h{0}v1h-{0}z", run.len());
            }
            x += run.len();
        }
    }
    Some((width, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 6238, appendix B.
    const RFC: Secret = Secret(*b"12345678901234567890");

    #[test]
    fn codes_are_those_of_the_rfc() {
        let of = |seconds: i64| code(&RFC, step_at(UnixMs(seconds * 1000)));
        let expected =
            [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")];
        for (seconds, digits) in expected {
            assert_eq!(of(seconds), digits, "at {seconds} s");
        }
    }

    #[test]
    fn a_phone_may_be_one_step_off_and_not_two() {
        let now = UnixMs(2_000_000_000_000);
        let step = step_at(now);
        let found: Vec<_> = (step - 3..=step + 3).map(|typed| step_of(&RFC, &code(&RFC, typed), [now; 2])).collect();
        assert_eq!(found, [None, None, Some(step - 1), Some(step), Some(step + 1), None, None]);
        assert_eq!(step_of(&RFC, "279 037", [now; 2]), Some(step));
        assert_eq!(
            step_of(&RFC, "279 037", [UnixMs(now.0 - 3_600_000), now]),
            Some(step),
            "an hour behind the machine's clock"
        );
        assert_eq!(step_of(&RFC, "", [now; 2]), None);
    }

    #[test]
    fn a_key_is_written_as_apps_read_it() {
        assert_eq!(base32(&RFC), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            uri(&RFC, "王 a"),
            "otpauth://totp/%E7%BD%91%E7%AD%BE:%E7%8E%8B%20a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E7%BD%91%E7%AD%BE"
        );
        assert_ne!(draw().unwrap(), draw().unwrap());
    }

    #[test]
    fn the_picture_has_the_three_corners_of_every_qr_code() {
        let (width, path) = picture(&uri(&RFC, "王老师")).unwrap();
        assert!(path.starts_with("M0 0h7v1h-7z") && path.contains(&format!("M{} 0h7v1h-7z", width - 7)), "{path}");
        assert!(path.contains(&format!("M0 {}h7v1h-7z", width - 1)));
        assert_eq!(picture(&"x".repeat(5_000)), None);
    }
}
