//! What is said to the identity provider, and believed of it.

use crate::{config::Claim, http_client};
use openidconnect::{
    AccessToken, AsyncHttpClient, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope, TokenResponse,
    core::{CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata, CoreUserInfoClaims},
    http,
};
use std::{future::Future, io, pin::Pin, sync::Arc, time::Duration};
use tokio::sync::Mutex;

/// How long the provider's description and keys are believed. A new key is taken up at once: what it signed fails, and is checked again
/// against keys read anew.
const FRESH_MS: i64 = 10 * 60 * 1000;
/// How long it is not asked again when it did not answer, however many people press the button.
const SILENT_MS: i64 = 5 * 1000;
const TIMEOUT: Duration = Duration::from_secs(15);
/// Description, keys and tokens are a few kilobytes.
const ANSWER_BYTES_MAX: usize = 1 << 20;

type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

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

/// What the provider said of itself, or that it said nothing.
struct Known {
    client: Result<Arc<Client>, Trouble>,
    /// Monotonic ms.
    until_ms: i64,
}

/// The provider.
pub(super) struct Provider {
    http: Http,
    issuer: IssuerUrl,
    id: ClientId,
    secret: Option<ClientSecret>,
    callback: RedirectUrl,
    claim: Claim,
    /// One asks, the others wait for what it hears.
    known: Mutex<Option<Known>>,
}

impl Provider {
    pub(super) fn new(
        issuer: IssuerUrl,
        id: ClientId,
        secret: Option<ClientSecret>,
        callback: RedirectUrl,
        claim: Claim,
    ) -> io::Result<Self> {
        Ok(Self { http: Http::new()?, issuer, id, secret, callback, claim, known: Mutex::default() })
    }

    /// Where to send somebody, with what must come back.
    pub(super) async fn authorize(&self, now_ms: i64) -> Result<(String, String, Nonce, PkceCodeVerifier), Trouble> {
        let client = self.client(now_ms).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok((url.into(), state.secret().clone(), nonce, verifier))
    }

    /// The login that the provider vouches for.
    pub(super) async fn login(
        &self,
        code: String,
        verifier: PkceCodeVerifier,
        nonce: &Nonce,
        now_ms: i64,
    ) -> Result<String, Trouble> {
        let client = self.client(now_ms).await?;
        let exchange = client.exchange_code(AuthorizationCode::new(code)).map_err(|_| Trouble::NotBelieved)?;
        let answer = exchange.set_pkce_verifier(verifier).request_async(&self.http).await.map_err(|error| {
            tracing::info!(%error, "the identity provider gave no token");
            Trouble::NotBelieved
        })?;
        let token = answer.id_token().ok_or(Trouble::NotBelieved)?;
        if let Ok(claims) = token.claims(&client.id_token_verifier(), nonce) {
            return self.named(&client, claims, answer.access_token()).await;
        }
        // Signed with a newer key than is known here: believed, if the keys read anew say so.
        *self.known.lock().await = None;
        let renewed = self.client(now_ms).await?;
        let claims = token.claims(&renewed.id_token_verifier(), nonce).map_err(|error| {
            tracing::warn!(%error, "an identity token does not hold");
            Trouble::NotBelieved
        })?;
        self.named(&renewed, claims, answer.access_token()).await
    }

    /// The claim that is the login. Many providers put a profile's claims not into the token but where it is asked for.
    async fn named(&self, client: &Client, claims: &CoreIdTokenClaims, access: &AccessToken) -> Result<String, Trouble> {
        match (self.claim, claims.preferred_username()) {
            (Claim::Sub, _) => Ok(claims.subject().to_string()),
            (Claim::PreferredUsername, Some(name)) => Ok(name.to_string()),
            (Claim::PreferredUsername, None) => {
                let question = client.user_info(access.clone(), Some(claims.subject().clone()));
                let question = question.map_err(|_| Trouble::NotBelieved)?;
                let answer: CoreUserInfoClaims = question.request_async(&self.http).await.map_err(|error| {
                    tracing::warn!(%error, "the identity provider does not say who somebody is");
                    Trouble::NotBelieved
                })?;
                answer.preferred_username().map(|name| name.to_string()).ok_or(Trouble::NotBelieved)
            }
        }
    }

    async fn client(&self, now_ms: i64) -> Result<Arc<Client>, Trouble> {
        let mut known = self.known.lock().await;
        if let Some(known) = known.as_ref().filter(|known| now_ms < known.until_ms) {
            return known.client.clone();
        }
        let client = self.discover().await;
        let fresh_ms = if client.is_ok() { FRESH_MS } else { SILENT_MS };
        *known = Some(Known { client: client.clone(), until_ms: now_ms + fresh_ms });
        client
    }

    async fn discover(&self) -> Result<Arc<Client>, Trouble> {
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await.map_err(|error| {
            tracing::warn!(%error, "the identity provider does not describe itself");
            Trouble::Unreachable
        })?;
        let client = CoreClient::from_provider_metadata(metadata, self.id.clone(), self.secret.clone());
        Ok(Arc::new(client.set_redirect_uri(self.callback.clone())))
    }
}

/// Our HTTP client in the words of the library.
struct Http(reqwest::Client);

impl Http {
    fn new() -> io::Result<Self> {
        http_client::client(TIMEOUT).map(Self)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Self::Error>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let sent = self.0.request(parts.method, parts.uri.to_string()).headers(parts.headers).body(body).send();
            let mut answer = sent.await.map_err(io::Error::other)?;
            let mut response = http::Response::builder().status(answer.status());
            for (name, value) in answer.headers() {
                response = response.header(name, value);
            }
            let body = http_client::body(&mut answer, ANSWER_BYTES_MAX).await.map_err(io::Error::other)?;
            response.body(body).map_err(io::Error::other)
        })
    }
}
