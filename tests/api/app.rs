//! The whole server in a box: on a free port, on a thread and actix system of its own, with a clock that the test moves.
//!
//! Dropping the app asserts what must hold after every test: no letter is left undelivered or dead, and nothing the server ever
//! said contains an ID number or a phone number of a graduate.

use crate::{
    answer::Transcript,
    held_store::HeldStore,
    users::{Site, User},
    world,
};
use actix_web::{rt::System, web};
use clap::Parser;
use std::{
    cell::OnceCell,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::sync::oneshot;
use wangqian::{
    config::{EmsArgs, ServeArgs, ServerArgs},
    metrics::Times,
    startup::Application,
    state::AppState,
};
use wangqian_rules::time::UnixMs;
use wangqian_runtime::{Clock, ManualClock, Runtime};
use wangqian_storage::{FakeStore, LocalStore, OpenError, Options, Store, blobs::Blobs};

/// 1 March 2027, 09:00 at the platform.
const MORNING: UnixMs = UnixMs(1_803_862_800_000);
/// How long anything may take that has to happen by itself.
pub const DEADLINE: Duration = Duration::from_secs(20);

pub const HOUR_MS: i64 = 3_600_000;
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// The command line of a server.
#[derive(Parser)]
pub enum Program {
    Serve(ServeArgs),
    Ems(EmsArgs),
}

impl Program {
    pub fn parts(self) -> (ServerArgs, wangqian::system::System) {
        match self {
            Self::Serve(args) => (args.server.clone(), args.system().unwrap()),
            Self::Ems(args) => (args.server.clone(), args.system().unwrap()),
        }
    }
}

/// What outlives a restart.
enum Disk {
    /// The store in memory; what lies beside it is in the directory.
    Memory(Arc<FakeStore>, TempDir),
    Directory(TempDir),
    /// Somebody else's, who removes it.
    Elsewhere(PathBuf),
}

impl Disk {
    fn memory() -> Self {
        Self::Memory(Arc::new(FakeStore::new()), TempDir::new().unwrap())
    }

    fn path(&self) -> &Path {
        match self {
            Self::Memory(_, directory) | Self::Directory(directory) => directory.path(),
            Self::Elsewhere(path) => path,
        }
    }
}

/// A running server.
pub struct TestApp {
    /// Uploaded files; they outlive a restart.
    pub blobs: Blobs,
    pub address: SocketAddr,
    pub clock: Arc<ManualClock>,
    pub store: Arc<HeldStore>,
    pub state: web::Data<AppState>,
    transcript: Arc<Transcript>,
    /// `serve` or `ems`, and what follows.
    command: Vec<String>,
    disk: Option<Disk>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl TestApp {
    /// The small world in memory.
    pub async fn spawn() -> Self {
        Self::spawn_with(&[]).await
    }

    /// The same, with more on the command line.
    pub async fn spawn_with(arguments: &[&str]) -> Self {
        Self::with_world(Disk::memory(), arguments).await
    }

    /// With nobody in it. The command is `serve` or `ems`, and what follows.
    pub async fn spawn_empty(command: &[&str]) -> Self {
        let command = command.iter().map(|&word| word.to_owned()).collect();
        let (disk, clock) = (Disk::memory(), Arc::new(ManualClock::at(MORNING)));
        Self::start(disk, command, clock, Arc::default(), Blobs::in_memory()).await
    }

    /// The small world on the real store.
    pub async fn spawn_on_disk() -> Self {
        Self::with_world(Disk::Directory(TempDir::new().unwrap()), &[]).await
    }

    /// A server on a directory of its own, with the same clock.
    pub async fn beside(&self, data: &Path) -> Self {
        let (clock, transcript) = (Arc::clone(&self.clock), Arc::clone(&self.transcript));
        Self::start(Disk::Elsewhere(data.to_owned()), self.command.clone(), clock, transcript, Blobs::in_memory()).await
    }

    /// Where the server keeps its data.
    pub fn data(&self) -> &Path {
        self.disk.as_ref().unwrap().path()
    }

    async fn with_world(disk: Disk, arguments: &[&str]) -> Self {
        let command = ["serve"].iter().chain(arguments).map(|&word| word.to_owned()).collect();
        let app = Self::start(disk, command, Arc::new(ManualClock::at(MORNING)), Arc::default(), Blobs::in_memory()).await;
        world::fill(app.runtime()).await;
        app
    }

    async fn start(
        disk: Disk,
        command: Vec<String>,
        clock: Arc<ManualClock>,
        transcript: Arc<Transcript>,
        blobs: Blobs,
    ) -> Self {
        let times = Arc::new(Times::new().unwrap());
        let store = HeldStore::over(match &disk {
            Disk::Memory(fake, _) => Arc::clone(fake) as Arc<dyn Store>,
            Disk::Directory(_) | Disk::Elsewhere(_) => open(disk.path(), &times).await,
        });
        let small = ["--listen", "127.0.0.1:0", "--workers", "1", "--arbiters", "2"].map(str::to_owned);
        let data = ["--data".to_owned(), disk.path().to_str().unwrap().to_owned()];
        let line = ["wangqian".to_owned()].into_iter().chain(command.iter().cloned()).chain(small).chain(data);
        let (server, system) = Program::parse_from(line).parts();
        let (tell, told) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let (on, files, at) = (Arc::clone(&store), blobs.clone(), Arc::clone(&clock));
        let thread = thread::spawn(move || run(&server, system, (on, files, at, times), stopped, &tell));
        let (address, state) = told.recv().unwrap();
        let (disk, stop, thread) = (Some(disk), Some(stop), Some(thread));
        Self { blobs, address, clock, store, state, transcript, command, disk, stop, thread }
    }

    /// Goes down as on SIGTERM and comes up on the same disk. People who were signed in still are.
    pub async fn restart(mut self) -> Self {
        self.stop().await;
        let disk = self.disk.take().unwrap();
        self.store.unplug();
        if let Disk::Memory(fake, _) = &disk {
            fake.crash();
        }
        let (command, clock) = (self.command.clone(), Arc::clone(&self.clock));
        let (transcript, blobs) = (Arc::clone(&self.transcript), self.blobs.clone());
        drop(self);
        Self::start(disk, command, clock, transcript, blobs).await
    }

    /// Asks the server to stop; ends when it has.
    pub async fn stop(&mut self) {
        self.ask_to_stop();
        let thread = self.thread.take().unwrap();
        tokio::task::spawn_blocking(move || thread.join()).await.unwrap().unwrap();
    }

    /// The signal alone; once.
    pub fn ask_to_stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.send(()).unwrap();
        }
    }

    pub fn runtime(&self) -> &Runtime {
        &self.state.runtime
    }

    /// Where users find it.
    pub fn site(&self) -> Site {
        Site { address: self.address, transcript: Arc::clone(&self.transcript) }
    }

    /// A browser in which nobody is signed in.
    pub fn anonymous(&self) -> User {
        User::anonymous(self.site())
    }

    /// Waits until every letter has arrived.
    pub async fn settle(&self) {
        tokio::time::timeout(DEADLINE, self.runtime().settled()).await.expect("letters arrive");
    }

    /// Moves the clock on.
    pub fn pass(&self, ms: i64) {
        self.clock.advance_ms(ms);
    }

    /// Moves the clock on and fires what became due, as the server does every second. Returns how many timers took effect.
    pub async fn pass_and_fire(&self, ms: i64) -> usize {
        self.pass(ms);
        let fired = self.runtime().fire_due_timers(self.clock.now()).await;
        self.settle().await;
        fired
    }

    /// The store in memory, to break it.
    pub fn fake(&self) -> &FakeStore {
        match &self.disk {
            Some(Disk::Memory(fake, _)) => fake,
            _ => panic!("this app runs on a real disk"),
        }
    }

    /// Everything the server said so far.
    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }
}

/// Waits for something that happens by itself and tells nobody.
pub async fn eventually(what: &str, holds: impl Fn() -> bool) {
    let mut looks = tokio::time::interval(Duration::from_millis(2));
    let watch = async {
        while !holds() {
            looks.tick().await;
        }
    };
    tokio::time::timeout(DEADLINE, watch).await.unwrap_or_else(|_| panic!("in vain waited for: {what}"));
}

/// The directory is free once the last thread of the server before has ended.
async fn open(directory: &Path, times: &Times) -> Arc<dyn Store> {
    let usual = Options { on_sync: times.of_syncs(), ..Options::default() };
    let small = Options { segment_bytes: 1 << 20, cache_bytes: 4 << 20, free_bytes_to_write: 1 << 20, ..usual };
    let opened = OnceCell::new();
    eventually("the store is free", || match LocalStore::open(directory, small.clone()) {
        Err(OpenError::InUse(_)) => false,
        result => opened.set(result.unwrap()).is_ok(),
    })
    .await;
    opened.into_inner().unwrap()
}

type Running = (SocketAddr, web::Data<AppState>);
/// What the binary makes before the server.
type Beneath = (Arc<HeldStore>, Blobs, Arc<ManualClock>, Arc<Times>);

/// The server's thread: as the binary does it, from the store on.
fn run(
    args: &ServerArgs,
    kind: wangqian::system::System,
    (store, blobs, clock, times): Beneath,
    stopped: oneshot::Receiver<()>,
    tell: &std::sync::mpsc::Sender<Running>,
) {
    let system = System::new();
    system.block_on(async move {
        let app = Application::build(args, kind, store, blobs, clock, times).await.unwrap();
        tell.send((app.address(), app.state().clone())).unwrap();
        app.run(async { drop(stopped.await) }).await.unwrap();
        System::current().stop();
    });
    // Ends the arbiters too, so that nothing holds the store any more.
    system.run().unwrap();
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        // What a stopped server had not delivered lies on its disk, and goes out at the next start.
        if self.thread.is_some() {
            let until = Instant::now() + DEADLINE;
            while self.runtime().courier().unsettled() > 0 && Instant::now() < until {
                thread::yield_now();
            }
            assert_eq!(self.runtime().courier().unsettled(), 0, "letters left undelivered");
        }
        if let Some(Disk::Memory(fake, _)) = &self.disk {
            assert_eq!(fake.dead_letters_now(), [], "letters that could not be taken in");
        }
        self.transcript.assert_nothing_private();
    }
}
