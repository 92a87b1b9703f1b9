//! Kills the server again and again while people use it, and checks that it kept every promise.

mod act;
mod batches;
mod check;
mod choice;
mod crowd;
mod deliver;
mod documents;
mod driver;
mod flights;
mod history;
mod messages;
mod pages;
mod paper;
mod pictures;
mod played;
mod powercut;
mod result;
mod settle;
mod views;
mod work;

use crate::{
    error::LoadError,
    far::{Far, ems::Ems, providers::Providers},
    findings::Fault,
    http::Connection,
    report::{self, Latencies, rounded},
    spawn::{Home, Server},
    target::{OwnServerArgs, read_people},
};
use crowd::Crowd;
use deliver::{Book, Stage};
use flights::Pending;
use messages::Outboxes;
use rand::{Rng, SeedableRng, rngs::SmallRng};
use settle::Resolved;
use std::{
    cell::RefCell,
    collections::BTreeSet,
    ops::Range,
    path::Path,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use uuid::{Builder, Uuid};

/// `wangqian-load torture`.
#[derive(Clone, Debug, clap::Args)]
pub struct TortureArgs {
    /// How many times to kill the server.
    #[arg(long, default_value_t = 20)]
    cycles: usize,
    /// Cut the power instead: images of what the disk holds at a moment, each checked as if the power had gone then. Needs root and
    /// loop devices.
    #[arg(long, conflicts_with_all = ["cycles", "ems_outages", "provider_outages"])]
    power_cut: bool,
    /// How many images to take.
    #[arg(long, default_value_t = 20, requires = "power_cut")]
    images: usize,
    /// People at work at the same time.
    #[arg(long, default_value_t = 32)]
    people_at_work: usize,
    /// The employment management system is another server, which fails in every way a server can.
    #[arg(long)]
    ems_outages: bool,
    /// Notices leave by WeChat and SMS, whose providers fail in every way a server can.
    #[arg(long)]
    provider_outages: bool,
    /// A torture always starts its own server; accepted because the other commands ask for it.
    #[arg(long)]
    spawn: bool,
    #[command(flatten)]
    own: OwnServerArgs,
}

/// Time a server lives, milliseconds.
const LIFE_MS: Range<u64> = 200..3000;
/// So often the server is killed while it carries out a batch: so long after its start was sent, microseconds.
const AMBUSHES: f64 = 0.6;
const AMBUSH_US: Range<u64> = 0..20_000;

/// Runs the cycles and prints the result; `true` when every promise was kept.
pub async fn run(args: &TortureArgs) -> Result<bool, LoadError> {
    if args.power_cut {
        return powercut::run(args).await;
    }
    let directory = args.own.temporary_directory()?;
    let mut torture = Torture::prepare(args, directory.path()).await?;
    if let Err(error) = torture.cycles().await {
        let fault = Fault::broken(format!("cycle {} could not be ended: {error}", torture.cycles));
        torture.book.borrow_mut().findings.add(&fault);
    }
    let report = torture.report();
    let clean = torture.book.borrow().findings.is_clean() && torture.refused_to_open == 0;
    torture.end().await?;
    report::print(&report)?;
    if !clean {
        keep(directory);
    }
    Ok(clean)
}

fn keep(directory: TempDir) {
    eprintln!("the server's data and log stay in {}", directory.keep().display());
}

struct Torture<'a> {
    args: &'a TortureArgs,
    home: Home,
    crowd: Crowd,
    book: RefCell<Book>,
    random: SmallRng,
    cycles: usize,
    resolved: Resolved,
    restarts: Latencies,
    refused_to_open: usize,
    cases_checked: usize,
    /// `None` once it refused to open.
    server: Option<Server>,
    ems: Option<Far<Ems>>,
    providers: Option<Providers>,
    outboxes: Outboxes,
    /// How long the last wait for the EMS and for the messages took, seconds.
    settled: (Option<f64>, Option<f64>),
}

impl<'a> Torture<'a> {
    async fn prepare(args: &'a TortureArgs, directory: &Path) -> Result<Self, LoadError> {
        let (notes, data) = (directory.to_owned(), directory.join("data"));
        let mut home = Home { binary: args.own.binary()?, notes, data, ems: None, notices: None, paces: vec![] };
        let ems = played::ems(args, directory, &mut home).await?;
        let mut providers = played::providers(args, directory, &mut home).await?;
        let server = Server::start(&home, Some(args.own.generate())).await?;
        let people = read_people(&home.people_file())?;
        let crowd = Crowd::gather(server.site(), people, work::people(args.cycles)).await?;
        if let Some(providers) = &mut providers {
            messages::bind(server.site(), &crowd).await?;
            providers.server_is_at(server.site());
            providers.be_moody(args.own.seed);
        }
        Ok(Self {
            args,
            home,
            crowd,
            book: RefCell::default(),
            random: SmallRng::seed_from_u64(args.own.seed),
            cycles: 0,
            resolved: Resolved::default(),
            restarts: Latencies::default(),
            refused_to_open: 0,
            cases_checked: 0,
            server: Some(server),
            ems,
            providers,
            outboxes: Outboxes::default(),
            settled: (None, None),
        })
    }

    async fn cycles(&mut self) -> Result<(), LoadError> {
        while self.cycles < self.args.cycles {
            let Some(server) = self.server.take() else { return Ok(()) };
            self.cycles += 1;
            self.book.borrow_mut().begin_cycle();
            let busy = work::busy(self.cycles, self.crowd.graduates.len());
            work::renew_sessions(server.site(), &mut self.crowd, busy.clone(), &mut self.random).await?;
            self.work_until_killed(server, busy).await?;
            let pending = self.book.borrow().flights.pending();
            if let Some(providers) = self.providers.as_mut().filter(|_| self.cycles == self.args.cycles) {
                providers.be_well();
            }
            self.restart().await?;
            if let Some(server) = self.server.take() {
                self.check(&server, &pending).await?;
                self.server = Some(server);
            }
            eprintln!("cycle {}: {} acknowledged", self.cycles, self.book.borrow().history.acknowledged);
        }
        Ok(())
    }

    async fn work_until_killed(&mut self, server: Server, busy: Range<usize>) -> Result<(), LoadError> {
        let (site, life) = (server.site().clone(), self.random.random_range(LIFE_MS));
        let ambush = self.random.random_bool(AMBUSHES).then(|| {
            let within = Duration::from_micros(self.random.random_range(AMBUSH_US));
            (within, [(); 3].map(|()| Builder::from_random_bytes(self.random.random()).into_uuid()))
        });
        let seeds: Vec<u64> = (0..self.args.people_at_work).map(|_| self.random.random()).collect();
        let stage = Stage { site: &site, home: &self.home, crowd: &self.crowd, book: &self.book };
        let end = self.end_of_life(&stage, server, Duration::from_millis(life), ambush);
        work::work(&stage, busy, seeds, end).await?
    }

    /// After so long a life; or, in an ambush, so long after a batch was begun then.
    async fn end_of_life(
        &self,
        stage: &Stage<'_>,
        mut server: Server,
        life: Duration,
        ambush: Option<(Duration, [Uuid; 3])>,
    ) -> Result<(), LoadError> {
        tokio::time::sleep(life).await;
        if let Some((within, keys)) = ambush {
            batches::begin_before_the_end(stage, within, keys).await?;
        }
        if server.has_ended()? {
            self.book.borrow_mut().findings.add(&Fault::broken("the server ended by itself"));
            return Ok(());
        }
        server.kill().await?;
        Ok(self.book.borrow_mut().crashed(&self.home.notes)?)
    }

    async fn restart(&mut self) -> Result<(), LoadError> {
        match Server::start(&self.home, None).await {
            Ok(server) => {
                self.restarts.add(server.started_in());
                if let Some(providers) = &self.providers {
                    providers.server_is_at(server.site());
                }
                self.server = Some(server);
            }
            Err(LoadError::NotStarted { log }) => {
                eprintln!("refused to open: {log}");
                self.refused_to_open += 1;
            }
            Err(other) => return Err(other),
        }
        Ok(())
    }

    async fn check(&mut self, server: &Server, pending: &Pending) -> Result<(), LoadError> {
        for who in self.crowd.lost_sessions(server.site()).await? {
            self.book.borrow_mut().findings.add(&Fault::lost(format!("the session of {who:?}")));
            self.crowd.sign_in_again(&mut Connection::to(server.site()), who).await?;
        }
        let stage = Stage { site: server.site(), home: &self.home, crowd: &self.crowd, book: &self.book };
        self.resolved = self.resolved.and(settle::resolve(&stage, pending).await?);
        let is_last = self.cycles == self.args.cycles;
        let graduates = {
            let history = &self.book.borrow().history;
            let all = history.cases.values().filter(|_| is_last).map(|case| case.graduate);
            all.chain(history.touched_graduates()).collect::<BTreeSet<usize>>()
        };
        self.cases_checked += settle::check_all(&stage, &graduates).await?;
        self.check_far(server, is_last).await
    }

    /// The played servers took exactly what was done here.
    async fn check_far(&mut self, server: &Server, is_last: bool) -> Result<(), LoadError> {
        let began = Instant::now();
        if let Some(ems) = self.ems.as_ref() {
            let due = self.book.borrow().history.reported();
            let faults = settle::check_ems(ems, &due, is_last).await;
            self.book.borrow_mut().findings.add_all(faults);
            self.settled.0 = Some(rounded(began.elapsed().as_secs_f64()));
        }
        let began = Instant::now();
        if let Some(providers) = self.providers.as_ref() {
            let stage = Stage { site: server.site(), home: &self.home, crowd: &self.crowd, book: &self.book };
            let faults = self.outboxes.check(&stage, providers, is_last).await?;
            self.book.borrow_mut().findings.add_all(faults);
            self.settled.1 = Some(rounded(began.elapsed().as_secs_f64()));
        }
        Ok(())
    }

    async fn end(mut self) -> Result<(), LoadError> {
        match self.server.take() {
            Some(server) => server.stop().await,
            None => Ok(()),
        }
    }
}
