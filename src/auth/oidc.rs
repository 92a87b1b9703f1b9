//! Signing in at an identity provider (OpenID Connect, authorization code with PKCE): an alternative to the password.
//!
//! The provider says who somebody is; which account that is, and what it may do, is still ours. Who has set up a second factor here is
//! asked for it all the same.

mod provider;
mod visit;

pub use provider::Trouble;
pub use visit::Visit;

use crate::config::OidcArgs;
use openidconnect::{ClientId, ClientSecret, IssuerUrl, RedirectUrl};
use provider::Provider;
use std::io;
use wangqian_protocol::session::Entrance;

/// Where the provider sends people back to, below the address that they know.
pub const CALLBACK: &str = "/api/v1/session/oidc/callback";

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
        let provider = Provider::new(
            IssuerUrl::new(issuer.clone()).map_err(io::Error::other)?,
            ClientId::new(id.clone()),
            secret.map(|secret| ClientSecret::new(secret.trim().to_owned())),
            RedirectUrl::new(callback).map_err(io::Error::other)?,
            args.oidc_claim,
        )?;
        let entrances = args.oidc_entrances.iter().map(|entrance| (*entrance).into()).collect();
        Ok(Some(Self { provider, entrances, name: args.oidc_name.clone() }))
    }

    /// The entrances at which it may be used.
    pub fn entrances(&self) -> &[Entrance] {
        &self.entrances
    }

    /// Sends somebody to the provider: the address, and what their browser keeps meanwhile.
    pub async fn depart(&self, entrance: Entrance, now_ms: i64) -> Result<(String, Visit), Trouble> {
        let (url, state, nonce, verifier) = self.provider.authorize(now_ms).await?;
        Ok((url, Visit { entrance, state, nonce, verifier }))
    }

    /// Takes somebody back: the entrance they came through and the login that the provider vouches for. A code is worth something once:
    /// the provider sees to that.
    pub async fn arrive(&self, visit: Visit, code: String, now_ms: i64) -> Result<(Entrance, String), Trouble> {
        if !self.entrances.contains(&visit.entrance) {
            return Err(Trouble::TooLate);
        }
        let login = self.provider.login(code, visit.verifier, &visit.nonce, now_ms).await?;
        Ok((visit.entrance, login))
    }
}
