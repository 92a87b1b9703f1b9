//! A provider's description of itself (OpenID Connect Discovery 1.0), as far as it is needed.

use super::said::{Distrust, Place, Said};
use openidconnect::{core::CoreJsonWebKeySet, url::Url};

/// Where it describes itself, below its address.
const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// The provider.
pub struct Description {
    pub issuer: String,
    pub authorization: Url,
    pub token: Url,
    pub userinfo: Option<Url>,
    pub keys_at: Url,
    /// How clients prove who they are; nothing said is nothing known.
    ways: Vec<String>,
}

/// How the client proves who it is at the token endpoint (RFC 6749, 2.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Basic,
    Post,
    /// A client without a secret says who it is.
    Open,
}

pub fn address(issuer: &str) -> String {
    format!("{}{WELL_KNOWN}", issuer.trim_end_matches('/'))
}

impl Description {
    pub fn parse(issuer: &str, bytes: &[u8]) -> Result<Self, Distrust> {
        let said = Said::parse(Place::Description, bytes)?;
        let own = said.text("issuer")?;
        if own.trim_end_matches('/') != issuer.trim_end_matches('/') {
            return Err(said.distrust("issuer", format!("is not {issuer}")));
        }
        let url = |field| Url::parse(said.text(field)?).map_err(|_| said.distrust(field, "is no address"));
        Ok(Self {
            issuer: own.to_owned(),
            authorization: url("authorization_endpoint")?,
            token: url("token_endpoint")?,
            userinfo: url("userinfo_endpoint").ok(),
            keys_at: url("jwks_uri")?,
            ways: said
                .texts("token_endpoint_auth_methods_supported")
                .unwrap_or_default()
                .into_iter()
                .map(str::to_owned)
                .collect(),
        })
    }

    /// The ways that a client with a secret takes, the first first: those that the provider names; if it names none, both that are usual.
    pub fn ways(&self) -> Vec<Way> {
        let usual = [("client_secret_basic", Way::Basic), ("client_secret_post", Way::Post)];
        let named = usual.into_iter().filter(|(name, _)| self.ways.iter().any(|way| way == name));
        let named: Vec<_> = named.map(|(_, way)| way).collect();
        if named.is_empty() { vec![Way::Basic, Way::Post] } else { named }
    }
}

pub fn keys(bytes: &[u8]) -> Result<CoreJsonWebKeySet, Distrust> {
    serde_json::from_slice(bytes).map_err(|_| Distrust::new(Place::Keys, "keys", "is no list of keys"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(more: &str) -> Result<Description, Distrust> {
        let addresses = r#""authorization_endpoint":"https://id/a","token_endpoint":"https://id/t","jwks_uri":"https://id/k""#;
        Description::parse("https://id", format!(r#"{{"issuer":"https://id/",{addresses}{more}}}"#).as_bytes())
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_client_proves_itself_as_the_provider_says() {
        let ways = |named: &str| described(&format!(r#","token_endpoint_auth_methods_supported":{named}"#)).unwrap().ways();
        assert_eq!(ways(r#"["client_secret_post"]"#), [Way::Post]);
        assert_eq!(ways(r#"["private_key_jwt","client_secret_post","client_secret_basic"]"#), [Way::Basic, Way::Post]);
        assert_eq!(described("").unwrap().ways(), [Way::Basic, Way::Post]);
        assert_eq!(ways(r#"["none"]"#), [Way::Basic, Way::Post]);
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_what_is_not_needed_of_a_description_may_look_as_it_likes() {
        let odd = r#","scopes_supported":"openid profile","claims_parameter_supported":"true","subject_types_supported":null"#;
        assert_eq!(described(odd).unwrap().issuer, "https://id/");
        let other = Description::parse("https://other", br#"{"issuer":"https://id"}"#).err().unwrap();
        assert_eq!(other.to_string(), "the provider's description: issuer is not https://other");
    }
}
