//! Logs: JSON lines on standard error, without personal data; the level by `RUST_LOG`.

use tracing_subscriber::{EnvFilter, fmt, fmt::MakeWriter, util::SubscriberInitExt};

/// Starts logging. A second call does nothing.
pub fn start() {
    start_on(std::io::stderr);
}

/// The same to somewhere else.
pub fn start_on(writer: impl for<'w> MakeWriter<'w> + Send + Sync + 'static) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn"));
    let _already_started = fmt().json().with_env_filter(filter).with_writer(writer).finish().try_init();
}
