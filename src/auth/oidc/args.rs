//! What the operator says of an identity provider.

use clap::{Args, ValueEnum};
use std::path::PathBuf;
use wangqian_protocol::session::Entrance;

/// An identity provider at which people may sign in instead of giving a password here.
#[derive(Args, Clone, Debug)]
pub struct OidcArgs {
    /// Its issuer address (OpenID Connect Discovery), e.g. `https://id.example.edu.cn`.
    #[arg(long, env = "WANGQIAN_OIDC_ISSUER", requires_all = ["oidc_client_id", "oidc_public_url"])]
    pub oidc_issuer: Option<String>,
    #[arg(long, env = "WANGQIAN_OIDC_CLIENT_ID", requires = "oidc_issuer")]
    pub oidc_client_id: Option<String>,
    /// File with the client's secret; a public client has none.
    #[arg(long, env = "WANGQIAN_OIDC_CLIENT_SECRET_FILE", requires = "oidc_issuer")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// Address that people know this server by; the provider sends them back to `…/api/v1/session/oidc/callback` below it.
    #[arg(long, env = "WANGQIAN_OIDC_PUBLIC_URL", requires = "oidc_issuer")]
    pub oidc_public_url: Option<String>,
    /// The claim that is the login here.
    #[arg(long, env = "WANGQIAN_OIDC_CLAIM", default_value = "preferred_username")]
    pub oidc_claim: Claim,
    /// Other audiences that an identity token may name besides this client when it does not say (`azp`) that this client asked for it.
    #[arg(long, env = "WANGQIAN_OIDC_AUDIENCES", value_delimiter = ',', requires = "oidc_issuer")]
    pub oidc_audiences: Vec<String>,
    /// The entrances at which it may be used.
    #[arg(long, env = "WANGQIAN_OIDC_ENTRANCES", value_delimiter = ',', default_value = "school,graduate")]
    pub oidc_entrances: Vec<OidcEntrance>,
    /// How the sign-in page calls it.
    #[arg(long, env = "WANGQIAN_OIDC_NAME", default_value = "统一身份认证")]
    pub oidc_name: String,
}

/// A claim of the identity token that can be a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Claim {
    Sub,
    PreferredUsername,
}

/// An entrance whose people an identity provider may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OidcEntrance {
    School,
    Graduate,
    Province,
}

impl From<OidcEntrance> for Entrance {
    fn from(entrance: OidcEntrance) -> Self {
        match entrance {
            OidcEntrance::School => Self::School,
            OidcEntrance::Graduate => Self::Graduate,
            OidcEntrance::Province => Self::Province,
        }
    }
}
