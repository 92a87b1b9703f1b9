//! The client that every outside system is called with.

use reqwest::{Client, Response, redirect::Policy};
use std::{io, sync::Once, time::Duration};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// No proxy of the environment's, roots of the system, and no redirects: where the operator sends us is where we go.
///
/// # Errors
/// When this machine has no client to give.
pub fn client(timeout: Duration) -> io::Result<Client> {
    choose_tls();
    let builder = Client::builder().connect_timeout(CONNECT_TIMEOUT).timeout(timeout);
    builder.no_proxy().redirect(Policy::none()).build().map_err(io::Error::other)
}

/// Why an answer's body was not read whole.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    #[error(transparent)]
    Broken(#[from] reqwest::Error),
    #[error("longer than {0} bytes")]
    TooLong(usize),
}

/// The whole body of an answer that is at most so many bytes long: nobody outside decides how much memory is taken here.
///
/// # Errors
/// When it is longer, or ends early.
pub async fn body(answer: &mut Response, bytes_max: usize) -> Result<Vec<u8>, BodyError> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if body.len() + chunk.len() > bytes_max {
            return Err(BodyError::TooLong(bytes_max));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Has TLS speak by ring; once per process, and harmless where nobody is called. Without it no client can be built.
pub fn choose_tls() {
    static ONCE: Once = Once::new();
    // Fails when somebody else in this process chose before: theirs serves as well.
    ONCE.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
}
