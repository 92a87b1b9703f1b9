//! Calls to providers: bounded in time, and with the one difference that matters after a failure, whether anything was sent.

use crate::http_client;
use reqwest::RequestBuilder;

/// Answers are a few hundred bytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// An answer, whatever its status.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// No answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// There was no connection: nothing was sent.
    NotSent,
    /// Something may have been sent, and may have been taken.
    Unknown,
}

/// Sends a request and reads its answer whole.
pub async fn call(request: RequestBuilder) -> Result<Answer, NoAnswer> {
    let unanswered = |error: &reqwest::Error| if error.is_connect() { NoAnswer::NotSent } else { NoAnswer::Unknown };
    let mut response = request.send().await.map_err(|error| unanswered(&error))?;
    let body = http_client::body(&mut response, ANSWER_BYTES_MAX).await.map_err(|_| NoAnswer::Unknown)?;
    Ok(Answer { status: response.status().as_u16(), body })
}
