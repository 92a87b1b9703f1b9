//! `/metrics`, on its own address: what operators watch and load testers read.

mod figures;
mod times;

pub use figures::{FigureError, Figures};
pub use times::Times;

use crate::{startup::ListenError, state::AppState};
use actix_web::{App, HttpResponse, HttpServer, dev::Server, web};
use std::net::SocketAddr;

/// Serves the figures until the process ends.
pub fn serve(listen: SocketAddr, state: web::Data<AppState>) -> Result<Server, ListenError> {
    let server = HttpServer::new(move || App::new().app_data(state.clone()).configure(register));
    let bound = server.workers(1).disable_signals().bind(listen).map_err(ListenError::of(listen, "--metrics-listen"))?;
    Ok(bound.run())
}

/// The one address; whoever listens elsewhere has the state beside it.
pub fn register(config: &mut web::ServiceConfig) {
    config.route("/metrics", web::get().to(figures));
}

async fn figures(state: web::Data<AppState>) -> HttpResponse {
    match text(&state).await {
        Ok(text) => HttpResponse::Ok().content_type(figures::TEXT_FORMAT).body(text),
        Err(error) => {
            tracing::error!(%error, "the figures cannot be told");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// Everything that is counted and timed, as Prometheus reads it.
///
/// # Errors
/// Two figures have one name.
pub async fn text(state: &AppState) -> Result<String, FigureError> {
    let mut figures = Figures::default();
    running(&mut figures, state)?;
    stored(&mut figures, state)?;
    state.notices.tell(&mut figures).await?;
    state.times.tell(&mut figures)?;
    figures.text()
}

fn running(figures: &mut Figures, state: &AppState) -> Result<(), FigureError> {
    let (runtime, screens) = (&state.runtime, &state.screens);
    figures.gauge("entities_awake", "Entities with an actor", runtime.registry().awake() as u64)?;
    figures.gauge("letters_unsettled", "Letters sent and not yet acknowledged", runtime.courier().unsettled() as u64)?;
    figures.gauge("sockets_open", "Open WebSockets", screens.sockets.len() as u64)?;
    figures.gauge("subscriptions", "Topics followed by sockets", screens.hub.subscriptions() as u64)?;
    let clock_off_ms = runtime.wall().0.abs_diff(runtime.now().0);
    let help = "How far the machine's clock is from the time that is gone by; not 0 for long: set it right";
    figures.gauge("clock_off_ms", help, clock_off_ms)?;
    let help = "Uploaded files that are named and not on the disk: restore them from a backup";
    figures.gauge("files_lost", help, state.files.lost() as u64)
}

fn stored(figures: &mut Figures, state: &AppState) -> Result<(), FigureError> {
    let health = state.runtime.store().health();
    figures.gauge("store_writable", "1 while commits are taken", u64::from(health.writable))?;
    let help = "1 once a row is not as it was written: start again to rebuild";
    figures.gauge("store_checkpoint_damaged", help, u64::from(health.checkpoint_damaged))?;
    let help = "1 when this start rebuilt the checkpoint store";
    figures.gauge("store_checkpoint_rebuilt", help, u64::from(health.checkpoint_rebuilt))?;
    figures.gauge("store_free_bytes", "Free space of the data directory", health.free_bytes)?;
    let help = "Records on disk, not yet in the checkpoint store";
    figures.gauge("store_backlog_records", help, health.backlog_records)?;
    figures.gauge("store_journal_bytes", "Size of the journal", health.journal_bytes)?;
    figures.counter("store_commits_total", "Commits acknowledged", health.commits)?;
    figures.counter("store_syncs_total", "fdatasync calls: commits per sync is the mean group", health.syncs)
}
