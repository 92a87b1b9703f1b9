//! The talk with the identity provider, and how much of it is believed.

use super::{
    Claim, Trouble, Visit,
    call::{Caller, Credentials, Heard},
    description::{self, Description, Way},
    said::{Distrust, Place, Said},
    token::{self, Expected, Token},
};
use openidconnect::{CsrfToken, Nonce, PkceCodeChallenge, core::CoreJsonWebKeySet, url::Url};
use std::{io, sync::Arc};
use tokio::sync::Mutex;
use wangqian_protocol::session::Entrance;

/// How long the provider's description and keys are believed. A new key is taken up at once: what it signed fails, and is checked again
/// against keys read anew.
const FRESH_MS: i64 = 10 * 60 * 1000;
/// How long it is not asked again when it did not answer, however many people press the button.
const SILENT_MS: i64 = 5 * 1000;

/// How the operator described it.
pub(super) struct Settings {
    pub issuer: String,
    pub us: Credentials,
    pub callback: String,
    pub claim: Claim,
    /// Other audiences that a token may be made for.
    pub audiences: Vec<String>,
}

/// The two times that matter.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    pub monotonic_ms: i64,
    pub unix_ms: i64,
}

/// What the provider said of itself, or that it said nothing.
struct Known {
    provider: Result<Arc<Described>, Trouble>,
    /// Monotonic ms.
    until_ms: i64,
}

struct Described {
    description: Description,
    keys: CoreJsonWebKeySet,
}

/// The provider.
pub(super) struct Provider {
    caller: Caller,
    settings: Settings,
    /// One asks, the others wait for what it hears.
    known: Mutex<Option<Known>>,
}

impl Provider {
    pub(super) fn new(settings: Settings) -> io::Result<Self> {
        Ok(Self { caller: Caller::new()?, settings, known: Mutex::default() })
    }

    /// Where to send somebody, and what is to be kept until they are back.
    pub(super) async fn authorize(&self, entrance: Entrance, now: Now) -> Result<(String, Visit), Trouble> {
        let described = self.described(now).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (CsrfToken::new_random(), Nonce::new_random());
        let mut url = described.description.authorization.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.us.id)
            .append_pair("redirect_uri", &self.settings.callback)
            .append_pair("scope", "openid profile")
            .append_pair("state", state.secret())
            .append_pair("nonce", nonce.secret())
            .append_pair("code_challenge", challenge.as_str())
            .append_pair("code_challenge_method", challenge.method().as_str());
        Ok((url.into(), Visit { entrance, state: state.secret().clone(), nonce, verifier }))
    }

    /// The login that the provider vouches for.
    pub(super) async fn login(&self, code: &str, visit: &Visit, now: Now) -> Result<String, Trouble> {
        let described = self.described(now).await?;
        let answer = self.exchanged(&described.description, code, visit).await?;
        let identity = Token::read(Place::IdentityToken, answer.text("id_token").map_err(distrusted)?).map_err(distrusted)?;
        let described = self.signed(described, &identity, now).await?;
        let expected = Expected {
            issuer: &described.description.issuer,
            client: &self.settings.us.id,
            audiences: &self.settings.audiences,
            nonce: visit.nonce.secret(),
            now_s: now.unix_ms / 1000,
        };
        token::believe(&identity.said, &expected).map_err(distrusted)?;
        self.named(&described, &identity.said, &answer).await
    }

    /// The provider's answer to a code.
    async fn exchanged(&self, provider: &Description, code: &str, visit: &Visit) -> Result<Said, Trouble> {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.settings.callback),
            ("code_verifier", visit.verifier.secret()),
        ];
        let us = &self.settings.us;
        let ways = if us.secret.is_some() { provider.ways() } else { vec![Way::Open] };
        let mut refused = Distrust::new(Place::TokenAnswer, "error", "is unknown");
        for way in ways {
            let heard = self.caller.exchange(provider.token.clone(), way, us, &fields).await?;
            if heard.status.is_success() {
                return Said::parse(Place::TokenAnswer, &heard.body).map_err(distrusted);
            }
            refused = refusal(&heard);
            // Our name was not understood: the code is as good as before, and there may be another way to say it.
            if heard.status != reqwest::StatusCode::UNAUTHORIZED && !refused.why.contains("invalid_client") {
                break;
            }
        }
        Err(distrusted(refused))
    }

    /// The provider with a key that made this signature. One that is newer than those known here is read, once.
    async fn signed(&self, described: Arc<Described>, token: &Token<'_>, now: Now) -> Result<Arc<Described>, Trouble> {
        let secret = self.settings.us.secret.as_ref();
        if token.check(&described.keys, secret).is_ok() {
            return Ok(described);
        }
        *self.known.lock().await = None;
        let renewed = self.described(now).await?;
        token.check(&renewed.keys, secret).map_err(distrusted)?;
        Ok(renewed)
    }

    /// The claim that is the login. Many providers put a profile's claims not into the token but where it is asked for.
    async fn named(&self, described: &Described, identity: &Said, answer: &Said) -> Result<String, Trouble> {
        let subject = identity.name("sub").map_err(distrusted)?;
        if self.settings.claim == Claim::Sub {
            return Ok(subject);
        }
        if let Ok(name) = identity.name("preferred_username") {
            return Ok(name);
        }
        let nowhere =
            || distrusted(Distrust::new(Place::IdentityToken, "preferred_username", "is missing, and there is no userinfo"));
        let url = described.description.userinfo.clone().ok_or_else(nowhere)?;
        let access = answer.text("access_token").map_err(distrusted)?;
        let heard = self.caller.get_as(access, url, Place::UserInfo).await?;
        self.profile(described, &subject, heard).map_err(distrusted)
    }

    /// The name in what the provider tells of somebody, in the open or signed.
    fn profile(&self, described: &Described, subject: &str, heard: Heard) -> Result<String, Distrust> {
        let body = heard.well(Place::UserInfo)?;
        let said = if body.trim_ascii_start().starts_with(b"{") {
            Said::parse(Place::UserInfo, &body)?
        } else {
            let text = std::str::from_utf8(&body).unwrap_or_default();
            let token = Token::read(Place::UserInfo, text)?;
            token.check(&described.keys, self.settings.us.secret.as_ref())?;
            token.said
        };
        if said.name("sub")? == subject {
            said.name("preferred_username")
        } else {
            Err(said.distrust("sub", "is somebody else"))
        }
    }

    async fn described(&self, now: Now) -> Result<Arc<Described>, Trouble> {
        let mut known = self.known.lock().await;
        if let Some(known) = known.as_ref().filter(|known| now.monotonic_ms < known.until_ms) {
            return known.provider.clone();
        }
        let provider = self.discover().await.map(Arc::new);
        let fresh_ms = if provider.is_ok() { FRESH_MS } else { SILENT_MS };
        *known = Some(Known { provider: provider.clone(), until_ms: now.monotonic_ms + fresh_ms });
        provider
    }

    async fn discover(&self) -> Result<Described, Trouble> {
        let issuer = &self.settings.issuer;
        let undescribed = |distrust| {
            distrusted(distrust);
            Trouble::Unreachable
        };
        let url = Url::parse(&description::address(issuer)).map_err(|_| Trouble::Unreachable)?;
        let heard = self.caller.get(url, Place::Description).await?;
        let body = heard.well(Place::Description).map_err(undescribed)?;
        let description = Description::parse(issuer, &body).map_err(undescribed)?;
        let heard = self.caller.get(description.keys_at.clone(), Place::Keys).await?;
        let keys = heard.well(Place::Keys).and_then(|body| description::keys(&body)).map_err(undescribed)?;
        Ok(Described { description, keys })
    }
}

/// Why the token endpoint gave nothing: its code, which is one of a few words (RFC 6749, 5.2). Its description may name somebody.
fn refusal(heard: &Heard) -> Distrust {
    let said = Said::parse(Place::TokenAnswer, &heard.body);
    let code = said.as_ref().ok().and_then(|said| said.text("error").ok()).unwrap_or("not said");
    let code: String = code.chars().filter(|sign| sign.is_ascii_alphanumeric() || "_-".contains(*sign)).take(40).collect();
    Distrust::new(Place::TokenAnswer, "error", format!("is {code}, status {}", heard.status))
}

/// For the operator: what is wrong, and where.
fn distrusted(Distrust { place, field, why }: Distrust) -> Trouble {
    tracing::warn!(%place, field, why, "the identity provider is not believed");
    Trouble::NotBelieved
}
