//! `/metrics`, on its own address: what operators watch and load testers read.

use crate::{startup::ListenError, state::AppState};
use actix_web::{App, HttpResponse, HttpServer, dev::Server, web};
use std::{fmt::Write, net::SocketAddr};

/// Serves the figures until the process ends.
pub fn serve(listen: SocketAddr, state: web::Data<AppState>) -> Result<Server, ListenError> {
    let server = HttpServer::new(move || App::new().app_data(state.clone()).route("/metrics", web::get().to(figures)));
    let bound = server.workers(1).disable_signals().bind(listen).map_err(ListenError::of(listen, "--metrics-listen"))?;
    Ok(bound.run())
}

async fn figures(state: web::Data<AppState>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text(&state).await)
}

/// Prometheus text: a line of help, a line of type, the value.
async fn text(state: &AppState) -> String {
    let health = state.runtime.store().health();
    let gauges = [
        ("entities_awake", "Entities with an actor", state.runtime.registry().awake() as u64),
        ("letters_unsettled", "Letters sent and not yet acknowledged", state.runtime.courier().unsettled() as u64),
        ("sockets_open", "Open WebSockets", state.screens.sockets.len() as u64),
        ("subscriptions", "Topics followed by sockets", state.screens.hub.subscriptions() as u64),
        (
            "clock_off_ms",
            "How far the machine's clock is from the time that is gone by; not 0 for long: set it right",
            state.runtime.wall().0.abs_diff(state.runtime.now().0),
        ),
        ("store_writable", "1 while commits are taken", u64::from(health.writable)),
        (
            "store_checkpoint_damaged",
            "1 once a row is not as it was written: start again to rebuild",
            u64::from(health.checkpoint_damaged),
        ),
        ("store_checkpoint_rebuilt", "1 when this start rebuilt the checkpoint store", u64::from(health.checkpoint_rebuilt)),
        (
            "files_lost",
            "Uploaded files that are named and not on the disk: restore them from a backup",
            state.files.lost() as u64,
        ),
        ("store_free_bytes", "Free space of the data directory", health.free_bytes),
        ("store_backlog_records", "Records on disk, not yet in the checkpoint store", health.backlog_records),
        ("store_journal_bytes", "Size of the journal", health.journal_bytes),
    ];
    let counters = [
        ("store_commits_total", "Commits acknowledged", health.commits),
        ("store_syncs_total", "fdatasync calls: commits per sync is the mean group", health.syncs),
    ];
    let mut text = String::new();
    for (kind, figures) in [("gauge", gauges.as_slice()), ("counter", counters.as_slice())] {
        for (name, help, value) in figures {
            let _infallible =
                writeln!(text, "# HELP wangqian_{name} {help}\n# TYPE wangqian_{name} {kind}\nwangqian_{name} {value}");
        }
    }
    text.push_str(&state.notices.figures().await);
    text
}
