//! Where everything meets: from arguments to a running server, and back down in order.

use crate::{
    auth::{Sessions, oidc::Oidc},
    batches,
    code_tables::{self, TablesError},
    config::ServerArgs,
    credit::{CreditRegistry, RegistryError},
    demo, endpoints,
    exchange::Exchange,
    http_client::choose_tls,
    intake::Intake,
    jobs::{invitations::Bulks, rosters::Uploads},
    limits,
    metrics::Times,
    notices::{NoticeConfig, Notices},
    openapi,
    papers::Papers,
    quotas::Quotas,
    requests, rights,
    routes::{codes::Description, health},
    screens::{Crowd, LiveScreens},
    state::AppState,
    statistics::Counter,
    system::System,
    uploads::Files,
    waiting::Paces,
    web as pages,
    workers::Carriers,
    zips::Zips,
};
use actix_web::{
    App, HttpServer,
    dev::{Server, ServerHandle},
    middleware::{Compress, DefaultHeaders, from_fn},
    web,
};
use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use wangqian_runtime::{AskError, Clock, Runtime, RuntimeOptions};
use wangqian_storage::{ReadError, Store, blobs::Blobs};

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the store cannot be read: {0}")]
    Store(#[from] ReadError),
    #[error("the outboxes cannot be taken up: {0}")]
    Notices(#[from] AskError),
    #[error(transparent)]
    Tables(#[from] TablesError),
    #[error(transparent)]
    CreditRegistry(#[from] RegistryError),
    #[error(transparent)]
    Listen(#[from] ListenError),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Why nothing listens at an address.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    #[error(
        "{address} is in use by another program, perhaps another wangqian: stop that one, or choose another address with {option}"
    )]
    Taken { address: SocketAddr, option: &'static str },
    #[error("cannot listen at {address} ({error}): choose an address of this machine with {option}")]
    Other { address: SocketAddr, option: &'static str, error: io::Error },
}

impl ListenError {
    /// Of an address that this option named.
    pub fn of(address: SocketAddr, option: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |error| match error.kind() {
            io::ErrorKind::AddrInUse => Self::Taken { address, option },
            _ => Self::Other { address, option, error },
        }
    }
}

/// A server that is bound and takes requests once it runs.
pub struct Application {
    server: Server,
    address: SocketAddr,
    state: web::Data<AppState>,
}

/// Time for letters on their way to arrive when the server goes down; the rest goes out at the next start.
const PATIENCE: Duration = Duration::from_secs(10);
/// Time for requests under way to end.
const SHUTDOWN_S: u64 = 10;

impl Application {
    /// Starts the machinery on a store and binds. Within an actix system.
    pub async fn build(
        args: &ServerArgs,
        system: System,
        store: Arc<dyn Store>,
        blobs: Blobs,
        clock: Arc<dyn Clock>,
        times: Arc<Times>,
    ) -> Result<Self, StartError> {
        choose_tls();
        let codes = Arc::new(code_tables::read(args.codes.as_deref())?);
        let stopwatch = Arc::clone(&times) as _;
        let options =
            RuntimeOptions { arbiters: args.arbiters, awake_max: args.awake_max, stopwatch, ..RuntimeOptions::default() };
        let runtime = Runtime::start(store, clock, codes, options).await?;
        let sessions = Arc::new(Sessions::begin(runtime.monotonic_ms()));
        let exchange = Exchange::new(&runtime, &system)?;
        let notices = Notices::new(&runtime, NoticeConfig::read(args.notices.as_deref())?)?;
        let invented = args.credit.demo.then(|| demo::registrations(&runtime));
        let credit = CreditRegistry::new(&args.credit.options(invented)?, runtime.codes())?;
        let crowd = Crowd::of(args.sockets_per_account, args.connections_max);
        let screens = LiveScreens::start(&runtime, Arc::clone(&sessions), Arc::clone(&notices), crowd);
        runtime.show_on(Arc::clone(&screens) as _);
        let carriers = Carriers {
            exchange: Arc::clone(&exchange),
            notices: Arc::clone(&notices),
            batches: batches::Workers::new(&runtime),
        };
        runtime.wake_up(Arc::new(carriers));
        exchange.resume().await?;
        notices.resume().await?;
        let intake = Intake::default();
        let state = web::Data::new(AppState {
            runtime,
            sessions,
            screens,
            exchange,
            system,
            oidc: Oidc::new(&args.oidc)?,
            notices,
            uploads: Uploads::default(),
            bulks: Bulks::default(),
            credit,
            sealing: args.sealing_key()?,
            papers: Papers::new(&args.data, args.papers_key_file.as_ref(), args.fonts.as_deref())?,
            zips: Zips::default(),
            files: Files::on(blobs, Arc::clone(&intake.workshop)),
            paces: Paces::default(),
            intake,
            quotas: Quotas::default(),
            counter: Counter::default(),
            times,
            ready: AtomicBool::new(false),
            origins: args.origins.clone(),
            secure_cookies: args.secure_cookies,
            require_totp: args.require_totp,
            behind_proxy: args.behind_proxy,
        });
        let (server, address) = bind(args, &state)?;
        Ok(Self { server, address, state })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What the handlers share.
    pub fn state(&self) -> &web::Data<AppState> {
        &self.state
    }

    /// Serves until `stop` is ready, then goes down in order: not ready, sockets told to come back, what providers
    /// answered written down, requests ended, letters delivered.
    pub async fn run(self, stop: impl Future<Output = ()>) -> io::Result<()> {
        let Self { server, state, .. } = self;
        let handle = server.handle();
        state.ready.store(true, Ordering::Relaxed);
        let serving = actix_web::rt::spawn(server);
        stop.await;
        go_down(&state, &handle).await;
        serving.await.unwrap_or(Ok(()))
    }
}

async fn go_down(state: &AppState, handle: &ServerHandle) {
    state.ready.store(false, Ordering::Relaxed);
    state.notices.stop();
    state.screens.sockets.restarting();
    // Before the server's threads end: a call may run over a connection that one of them opened.
    state.notices.stopped().await;
    handle.stop(true).await;
    let left = state.runtime.drain(PATIENCE).await;
    tracing::info!(letters_left = left, "drained");
}

fn bind(args: &ServerArgs, state: &web::Data<AppState>) -> Result<(Server, SocketAddr), StartError> {
    let (state, secure) = (state.clone(), args.secure_cookies);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .app_data(limits::path())
            .app_data(Description(openapi::document))
            .wrap(security_headers(secure))
            .service(
                web::scope(rights::BASE)
                    .wrap(from_fn(endpoints::gate))
                    .wrap(from_fn(requests::number))
                    .wrap(Compress::default())
                    .configure(|config| endpoints::register(config, &state.system)),
            )
            .route("/livez", web::get().to(health::live))
            .route("/readyz", web::get().to(health::ready))
            .default_service(web::get().to(pages::file))
    })
    .on_connect(|connection, _| limits::give_up_on_stalled(connection))
    .workers(args.workers)
    .max_connections(args.connections_max)
    .client_request_timeout(limits::HEAD_TIMEOUT)
    .shutdown_timeout(SHUTDOWN_S)
    .disable_signals()
    .bind(args.listen)
    .map_err(ListenError::of(args.listen, "--listen"))?;
    let address = server.addrs().first().copied().unwrap_or(args.listen);
    Ok((server.run(), address))
}

fn security_headers(secure: bool) -> DefaultHeaders {
    let headers = DefaultHeaders::new()
        .add(("Content-Security-Policy", pages::CONTENT_SECURITY_POLICY))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("Referrer-Policy", "same-origin"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Cache-Control", "no-store"));
    if secure { headers.add(("Strict-Transport-Security", "max-age=31536000")) } else { headers }
}
