//! A signed token (RFC 7515), and what an identity token must say to be believed (OpenID Connect Core 1.0, 3.1.3.7).

use super::said::{Distrust, Place, Said};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::{
    ClientSecret, JsonWebKey, JwsSigningAlgorithm,
    core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use serde_json::Value;
use std::panic::{self, AssertUnwindSafe};

/// How far two machines' clocks may be apart.
const LEEWAY_S: i64 = 60;

/// A token as it came.
pub struct Token<'a> {
    head: Said,
    pub said: Said,
    signed: &'a str,
    signature: Vec<u8>,
}

/// The issuer and the audience that a token must have.
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
        let is_by = |key: &CoreJsonWebKey| self.is_by(key, &algorithm);
        let signed = if algorithm.uses_shared_secret() {
            secret.is_some_and(|secret| is_by(&CoreJsonWebKey::new_symmetric(secret.secret().clone().into_bytes())))
        } else {
            let named = self.head.text("kid").ok();
            let may = |key: &&CoreJsonWebKey| named.is_none_or(|named| key.key_id().is_none_or(|id| id.as_str() == named));
            keys.keys().iter().filter(may).any(is_by)
        };
        if signed { Ok(()) } else { Err(self.head.distrust("signature", "is by none of the provider's keys")) }
    }

    /// The library panics over a signature or a key of an odd length: that is none.
    fn is_by(&self, key: &CoreJsonWebKey, algorithm: &CoreJwsSigningAlgorithm) -> bool {
        let verified = || key.verify_signature(algorithm, self.signed.as_bytes(), &self.signature).is_ok();
        panic::catch_unwind(AssertUnwindSafe(verified)).unwrap_or(false)
    }
}

/// Whether an identity token is meant for us, now, and for this visit. The rest of it is of no interest.
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

#[cfg(test)]
mod tests {
    use super::*;
    use openidconnect::core::CoreJsonCurveType;
    use proptest::prelude::*;

    /// RFC 7515, appendix A.2.
    const SIGNED: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    const MODULUS: &str = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_signature_holds_by_the_key_that_made_it_and_for_what_it_was_made() {
        let keys =
            |e: &str| serde_json::from_value(serde_json::json!({ "keys": [{ "kty": "RSA", "n": MODULUS, "e": e }] })).unwrap();
        let token = Token::read(Place::IdentityToken, SIGNED).unwrap();
        assert_eq!((token.said.text("iss"), token.check(&keys("AQAB"), None)), (Ok("joe"), Ok(())));
        let other = token.check(&keys("AQAD"), None).unwrap_err();
        assert_eq!(other.to_string(), "the identity token: signature is by none of the provider's keys");
        let changed = SIGNED.replace("eyJpc3MiOiJqb2Ui", "eyJpc3MiOiJqb2Qi");
        assert!(Token::read(Place::IdentityToken, &changed).is_ok_and(|token| token.check(&keys("AQAB"), None).is_err()));
    }

    proptest! {
        #[test]
        fn no_key_and_no_signature_make_it_panic(
            alg in prop::sample::select(vec!["RS256", "PS512", "ES256", "ES384", "ES512", "EdDSA", "HS256", "none"]),
            parts in prop::array::uniform2(prop::collection::vec(any::<u8>(), 0..70)),
            signature in prop::collection::vec(any::<u8>(), 0..140),
        ) {
            let [x, y] = parts;
            let part = |text: String| URL_SAFE_NO_PAD.encode(text);
            let token = format!("{}.{}.{}", part(format!(r#"{{"alg":"{alg}"}}"#)), part("{}".to_owned()), URL_SAFE_NO_PAD.encode(signature));
            let keys = vec![
                CoreJsonWebKey::new_rsa(x.clone(), y.clone(), None),
                CoreJsonWebKey::new_ec(x.clone(), y.clone(), CoreJsonCurveType::P256, None),
                CoreJsonWebKey::new_ec(x.clone(), y, CoreJsonCurveType::P384, None),
                CoreJsonWebKey::new_okp(x, CoreJsonCurveType::Ed25519, None),
            ];
            let token = Token::read(Place::IdentityToken, &token).unwrap();
            prop_assert!(token.check(&CoreJsonWebKeySet::new(keys), Some(&ClientSecret::new("s".to_owned()))).is_err());
        }
    }
}
