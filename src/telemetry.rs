//! Logs: JSON lines on standard error, without personal data; the level by `RUST_LOG`.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    panic::PanicHookInfo,
};
use tracing_subscriber::{EnvFilter, fmt, fmt::MakeWriter, util::SubscriberInitExt};

/// Starts logging, of panics too. A second call does nothing.
pub fn start() {
    start_on(std::io::stderr);
    std::panic::set_hook(Box::new(note_panic));
}

/// Starts logging to somewhere else, and leaves panics alone.
pub fn start_on(writer: impl for<'w> MakeWriter<'w> + Send + Sync + 'static) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn"));
    let _already_started = fmt().json().with_env_filter(filter).with_writer(writer).finish().try_init();
}

/// Logs a panic where it happens, under the number of the request that it happens for. Of its words only those that stand in the
/// code: what was formatted into them may be somebody's.
pub fn note_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    let words = panic.payload().downcast_ref::<&'static str>();
    let backtrace = Backtrace::capture();
    let backtrace = (backtrace.status() == BacktraceStatus::Captured).then(|| backtrace.to_string());
    tracing::error!(place, words, backtrace, "panicked");
}
