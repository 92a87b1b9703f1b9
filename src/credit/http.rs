//! A registry behind HTTP: bounded in time, in size and in how many questions are under way.

use super::{RegistryError, Unreachable, status_code};
use crate::http_client::{self, BodyError};
use reqwest::{Client, StatusCode};
use serde::Deserialize;
use std::time::Duration;
use tokio::sync::Semaphore;
use wangqian_rules::codes::Codes;

/// Questions at once; more wait, within their own time.
const ASKING_MAX: usize = 8;
/// Longest answer.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// The registry's address and our way there.
pub(super) struct HttpRegistry {
    url: String,
    timeout: Duration,
    client: Client,
    asking: Semaphore,
}

#[derive(Deserialize)]
struct Answer {
    status: String,
}

impl HttpRegistry {
    pub(super) fn new(url: &str, timeout: Duration) -> Result<Self, RegistryError> {
        let client = http_client::client(timeout).map_err(|error| RegistryError::Client(error.to_string()))?;
        let url = url.trim_end_matches('/').to_owned();
        Ok(Self { url, timeout, client, asking: Semaphore::new(ASKING_MAX) })
    }

    /// The employer's status as a code of ours.
    pub(super) async fn status(&self, credit_code: &str, codes: &Codes) -> Result<String, Unreachable> {
        let asked = async {
            let _turn = self.asking.acquire().await.map_err(|_| Unreachable::NoConnection)?;
            self.ask(credit_code, codes).await
        };
        tokio::time::timeout(self.timeout, asked).await.unwrap_or(Err(Unreachable::TooSlow))
    }

    async fn ask(&self, credit_code: &str, codes: &Codes) -> Result<String, Unreachable> {
        let request = self.client.get(format!("{}/{credit_code}", self.url)).header("accept", "application/json");
        let mut response = request.send().await.map_err(|_| Unreachable::NoConnection)?;
        if response.status() != StatusCode::OK {
            return Err(Unreachable::Status(response.status().as_u16()));
        }
        let body = http_client::body(&mut response, ANSWER_BYTES_MAX).await.map_err(|error| match error {
            BodyError::Broken(_) => Unreachable::NoConnection,
            BodyError::TooLong(most) => Unreachable::TooLong(most),
        })?;
        let answer: Answer = serde_json::from_slice(&body).map_err(|_| Unreachable::Garbage)?;
        status_code(&answer.status, codes).ok_or(Unreachable::Garbage)
    }
}
