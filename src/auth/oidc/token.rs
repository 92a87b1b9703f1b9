//! A signed token (RFC 7515), and what an identity token must say to be believed (OpenID Connect Core 1.0, 3.1.3.7).

use super::said::{Distrust, Place, Said};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::{
    ClientSecret, JsonWebKey, JwsSigningAlgorithm,
    core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use serde_json::Value;

/// How far two machines' clocks may be apart.
const LEEWAY_S: i64 = 60;

/// A token as it came.
pub struct Token<'a> {
    head: Said,
    pub said: Said,
    signed: &'a str,
    signature: Vec<u8>,
}

/// Whom a token must have been made by, and for.
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub client: &'a str,
    /// Others that it may be made for as well.
    pub audiences: &'a [String],
    pub nonce: &'a str,
    pub now_s: i64,
}

impl<'a> Token<'a> {
    /// Takes it apart; nothing of it is believed yet.
    pub fn read(place: Place, token: &'a str) -> Result<Self, Distrust> {
        let distrust = |why: &str| Distrust::new(place, "token", why);
        let (signed, signature) = token.trim().rsplit_once('.').ok_or_else(|| distrust("is not signed"))?;
        let (head, body) = signed.split_once('.').ok_or_else(|| distrust("is not signed"))?;
        if body.contains('.') {
            return Err(distrust("is encrypted"));
        }
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).map_err(|_| distrust("is no base 64"));
        let (head, said) = (Said::parse(place, &bytes(head)?)?, Said::parse(place, &bytes(body)?)?);
        Ok(Self { head, said, signed, signature: bytes(signature)? })
    }

    /// Whether one of these keys made the signature. The token says which key and which way: that only chooses among the keys that
    /// the provider publishes, and the secret is never one of them.
    pub fn check(&self, keys: &CoreJsonWebKeySet, secret: Option<&ClientSecret>) -> Result<(), Distrust> {
        if self.head.has("crit") {
            return Err(self.head.distrust("crit", "asks for what is not known here"));
        }
        let algorithm = Value::from(self.head.text("alg")?);
        let algorithm: CoreJwsSigningAlgorithm =
            serde_json::from_value(algorithm).map_err(|_| self.head.distrust("alg", "is not known here"))?;
        let is_by = |key: &CoreJsonWebKey| key.verify_signature(&algorithm, self.signed.as_bytes(), &self.signature).is_ok();
        let signed = if algorithm.uses_shared_secret() {
            secret.is_some_and(|secret| is_by(&CoreJsonWebKey::new_symmetric(secret.secret().clone().into_bytes())))
        } else {
            let named = self.head.text("kid").ok();
            let may = |key: &&CoreJsonWebKey| named.is_none_or(|named| key.key_id().is_none_or(|id| id.as_str() == named));
            keys.keys().iter().filter(may).any(is_by)
        };
        if signed { Ok(()) } else { Err(self.head.distrust("signature", "is by none of the provider's keys")) }
    }
}

/// Whether an identity token is meant for us, now, and for this visit. What else it says is of no interest.
pub fn believe(said: &Said, expected: &Expected<'_>) -> Result<(), Distrust> {
    if said.text("iss")? != expected.issuer {
        return Err(said.distrust("iss", format!("is not {}", expected.issuer)));
    }
    audience(said, expected)?;
    if said.seconds("exp")? <= expected.now_s - LEEWAY_S {
        return Err(said.distrust("exp", "is over; do both machines tell the same time?"));
    }
    if said.text("nonce")? != expected.nonce {
        return Err(said.distrust("nonce", "is not that of this visit"));
    }
    Ok(())
}

/// For us alone, or for others too if we are who asked for it or the operator trusts them.
fn audience(said: &Said, expected: &Expected<'_>) -> Result<(), Distrust> {
    let audiences = said.texts("aud")?;
    if !audiences.contains(&expected.client) {
        return Err(said.distrust("aud", format!("does not name the client {}", expected.client)));
    }
    if said.has("azp") {
        let ours = said.text("azp")? == expected.client;
        return if ours { Ok(()) } else { Err(said.distrust("azp", format!("is not the client {}", expected.client))) };
    }
    let trusted = |audience: &&str| *audience == expected.client || expected.audiences.iter().any(|known| known == audience);
    if audiences.iter().all(trusted) {
        return Ok(());
    }
    Err(said.distrust("aud", "names others as well, azp does not name this client, and --oidc-audiences does not name them"))
}
