//! Signing in at an identity provider (OpenID Connect, authorization code with PKCE): an alternative to the password.
//!
//! The provider says who somebody is; which account that is, and what it may do, is still ours. A person who has set up a second factor here
//! is asked for it all the same.

mod args;
mod call;
mod description;
mod provider;
mod said;
mod token;
mod visit;

pub use args::{Claim, OidcArgs, OidcEntrance};
pub use provider::Now;
pub use visit::Visit;

use call::Credentials;
use openidconnect::{ClientSecret, url::Url};
use provider::{Provider, Settings};
use std::io;
use wangqian_protocol::session::Entrance;

/// Where the provider sends people back to, below the address that they know.
const CALLBACK: &str = "/api/v1/session/oidc/callback";

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("the provider does not answer")]
    Unreachable,
    #[error("nobody is known to have left for the provider")]
    TooLate,
    #[error("the provider's word does not hold")]
    NotBelieved,
}

/// The identity provider, as the operator described it.
pub struct Oidc {
    provider: Provider,
    entrances: Vec<Entrance>,
    /// How the button calls it.
    pub name: String,
}

impl Oidc {
    /// `None`: the operator named no provider.
    ///
    /// # Errors
    /// When what was said does not make a client.
    pub fn new(args: &OidcArgs) -> io::Result<Option<Self>> {
        let (Some(issuer), Some(id), Some(public_url)) = (&args.oidc_issuer, &args.oidc_client_id, &args.oidc_public_url)
        else {
            return Ok(None);
        };
        let secret = args.oidc_client_secret_file.as_deref().map(std::fs::read_to_string).transpose()?;
        let callback = format!("{}{CALLBACK}", public_url.trim_end_matches('/'));
        for address in [issuer, &callback] {
            Url::parse(address).map_err(io::Error::other)?;
        }
        let provider = Provider::new(Settings {
            issuer: issuer.clone(),
            us: Credentials { id: id.clone(), secret: secret.map(|secret| ClientSecret::new(secret.trim().to_owned())) },
            callback,
            claim: args.oidc_claim,
            audiences: args.oidc_audiences.clone(),
        })?;
        let entrances = args.oidc_entrances.iter().map(|entrance| (*entrance).into()).collect();
        Ok(Some(Self { provider, entrances, name: args.oidc_name.clone() }))
    }

    /// The entrances at which it may be used.
    pub fn entrances(&self) -> &[Entrance] {
        &self.entrances
    }

    /// Sends somebody to the provider: the address, and what their browser keeps meanwhile.
    pub async fn depart(&self, entrance: Entrance, now: Now) -> Result<(String, Visit), Trouble> {
        self.provider.authorize(entrance, now).await
    }

    /// Takes somebody back: the login that the provider vouches for. A code is worth something once: the provider sees to that.
    pub async fn arrive(&self, visit: &Visit, code: &str, now: Now) -> Result<String, Trouble> {
        if !self.entrances.contains(&visit.entrance) {
            return Err(Trouble::TooLate);
        }
        self.provider.login(code, visit, now).await
    }
}
