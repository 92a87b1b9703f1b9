//! The client that every outside system is called with.

use reqwest::{Client, redirect::Policy};
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

/// Has TLS speak by ring; once per process, and harmless where nobody is called. Without it no client can be built.
pub fn choose_tls() {
    static ONCE: Once = Once::new();
    // Fails when somebody else in this process chose before: theirs serves as well.
    ONCE.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
}
