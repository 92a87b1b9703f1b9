//! Requests to the provider over HTTP.

use super::{
    Trouble,
    description::Way,
    said::{Distrust, Place},
};
use crate::http_client;
use openidconnect::{
    ClientSecret,
    url::{Url, form_urlencoded},
};
use reqwest::{Client, RequestBuilder, StatusCode, header};
use std::{io, time::Duration};

const TIMEOUT: Duration = Duration::from_secs(15);
/// Description, keys and tokens are a few kilobytes.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// Our name and secret at the provider.
pub struct Credentials {
    pub id: String,
    pub secret: Option<ClientSecret>,
}

/// An answer.
pub struct Heard {
    pub status: StatusCode,
    pub body: Vec<u8>,
}

impl Heard {
    /// The body of an answer that went well.
    pub fn well(self, place: Place) -> Result<Vec<u8>, Distrust> {
        if self.status.is_success() {
            Ok(self.body)
        } else {
            Err(Distrust::new(place, "status", format!("is {}", self.status)))
        }
    }
}

/// Asks the provider.
pub struct Caller(Client);

impl Caller {
    pub fn new() -> io::Result<Self> {
        http_client::client(TIMEOUT).map(Self)
    }

    pub async fn get(&self, url: Url, place: Place) -> Result<Heard, Trouble> {
        heard(self.0.get(url), place).await
    }

    /// As somebody who gave this token.
    pub async fn get_as(&self, access: &str, url: Url, place: Place) -> Result<Heard, Trouble> {
        heard(self.0.get(url).bearer_auth(access), place).await
    }

    /// At the token endpoint, as this client.
    pub async fn exchange(&self, url: Url, way: Way, us: &Credentials, fields: &[(&str, &str)]) -> Result<Heard, Trouble> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let mut request = self.0.post(url).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        match (way, &us.secret) {
            (Way::Basic, Some(secret)) => request = request.basic_auth(written(&us.id), Some(written(secret.secret()))),
            (Way::Post, Some(secret)) => {
                form.append_pair("client_id", &us.id).append_pair("client_secret", secret.secret());
            }
            _ => {
                form.append_pair("client_id", &us.id);
            }
        }
        heard(request.body(form.finish()), Place::TokenAnswer).await
    }
}

/// As in a form: RFC 6749 wants it so before it is put into the header.
fn written(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

async fn heard(request: RequestBuilder, place: Place) -> Result<Heard, Trouble> {
    let silent = |error: String| {
        tracing::warn!(%place, error, "the identity provider does not answer");
        Trouble::Unreachable
    };
    let sent = request.header(header::ACCEPT, "application/json").send().await;
    let mut answer = sent.map_err(|error| silent(error.without_url().to_string()))?;
    let status = answer.status();
    let body = http_client::body(&mut answer, ANSWER_BYTES_MAX).await.map_err(|error| silent(error.to_string()))?;
    Ok(Heard { status, body })
}
