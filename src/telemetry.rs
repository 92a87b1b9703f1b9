//! Logs: JSON lines on standard error, without personal data; the level by `RUST_LOG`.

use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging. A second call does nothing.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn"));
    let _already_started = fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
