//! Kills the server again and again while people use it, and checks that it kept every promise.

mod act;
mod check;
mod choice;
mod crowd;
mod deliver;
mod driver;
mod history;
mod messages;
mod pages;
mod played;
mod powercut;
mod settle;
mod views;

use crate::{
    error::LoadError,
    far::{Far, ems::Ems, providers::Providers},
    findings::Fault,
    http::Connection,
    report::{self, Latencies, rounded},
    spawn::{Home, Server},
    target::{OwnServerArgs, read_people},
};
use choice::Chooser;
use crowd::{Crowd, Who};
use deliver::{Book, Stage};
use driver::{Driver, Left};
use futures_util::future::{join_all, join3};
use messages::Outboxes;
use powercut::{Disk, Snapshot};
use rand::{Rng, SeedableRng, rngs::SmallRng};
use serde::Serialize;
use settle::Resolved;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// `wangqian-load torture`.
#[derive(Clone, Debug, clap::Args)]
pub struct TortureArgs {
    /// How many times to kill the server.
    #[arg(long, default_value_t = 20)]
    cycles: usize,
    /// Cut the power instead: keep only what the disk holds. Needs root and loop devices.
    #[arg(long)]
    power_cut: bool,
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
/// Graduates that everybody is busy with during one cycle.
const BUSY: usize = 200;
/// New ones among them in each cycle: those who have signed have little left to do.
const NEW_EACH_CYCLE: usize = 100;

/// The last line of the output; each field is explained in the README.
#[derive(Debug, Serialize)]
struct Report {
    cycles: usize,
    power_cut: bool,
    seed: u64,
    acknowledged: u64,
    lost: usize,
    duplicated: usize,
    invariants_broken: usize,
    refused_to_open: usize,
    unknown_outcomes: u64,
    unknown_applied: u64,
    unknown_not_applied: u64,
    repeated: u64,
    refused: BTreeMap<String, u64>,
    busy: u64,
    frames: u64,
    cases_checked: usize,
    /// Offers of which their graduates heard nothing but that they were withdrawn.
    withdrawn_unseen: usize,
    /// Parcels that the EMS took, and those that came to it again; absent when it is no other server.
    ems_taken: Option<usize>,
    ems_repeated: Option<u64>,
    ems_settled_s: Option<f64>,
    messages_settled_s: Option<f64>,
    /// Messages that the providers took, and those that came again; absent when nothing leaves the inboxes.
    wechat_taken: Option<usize>,
    wechat_repeated: Option<u64>,
    sms_taken: Option<usize>,
    /// By channel and state, in the end.
    messages: BTreeMap<String, usize>,
    restart_p50_ms: Option<f64>,
    restart_max_ms: Option<f64>,
}

/// Runs the cycles and prints the result; `true` when every promise was kept.
pub async fn run(args: &TortureArgs) -> Result<bool, LoadError> {
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
    /// Unmounted after the server is gone.
    disk: Option<Disk>,
    ems: Option<Far<Ems>>,
    providers: Option<Providers>,
    outboxes: Outboxes,
    /// How long the last wait for the EMS and for the messages took, seconds.
    settled: (Option<f64>, Option<f64>),
}

impl<'a> Torture<'a> {
    async fn prepare(args: &'a TortureArgs, directory: &Path) -> Result<Self, LoadError> {
        let disk = if args.power_cut { Some(Disk::make(directory).await?) } else { None };
        let data = disk.as_ref().map_or_else(|| directory.join("data"), Disk::data);
        let mut home = Home { binary: args.own.binary()?, notes: directory.to_owned(), data, ems: None, notices: None };
        let ems = played::ems(args, directory, &mut home).await?;
        let mut providers = played::providers(args, directory, &mut home).await?;
        let server = Server::start(&home, Some(args.own.generate())).await?;
        let people = read_people(&home.people_file())?;
        let crowd = Crowd::gather(server.site(), people, BUSY + NEW_EACH_CYCLE * args.cycles).await?;
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
            disk,
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
            self.book.borrow_mut().history.begin_cycle();
            self.renew_a_session(&server).await?;
            let left = self.work_until_killed(server).await?;
            if let Some(providers) = self.providers.as_mut().filter(|_| self.cycles == self.args.cycles) {
                providers.be_well();
            }
            self.restart().await?;
            if let Some(server) = self.server.take() {
                self.check(&server, &left).await?;
                self.server = Some(server);
            }
            eprintln!("cycle {}: {} acknowledged", self.cycles, self.book.borrow().history.acknowledged);
        }
        Ok(())
    }

    /// Sessions are durable too: somebody always has a fresh one when the server dies.
    async fn renew_a_session(&mut self, server: &Server) -> Result<(), LoadError> {
        let mut connection = Connection::to(server.site());
        let busy = self.busy();
        let newcomers = [Who::Employer(0), Who::School(0), Who::Graduate(self.random.random_range(busy))];
        for who in newcomers {
            self.crowd.sign_in_again(&mut connection, who).await?;
        }
        Ok(())
    }

    fn busy(&self) -> Range<usize> {
        let all = self.crowd.graduates.len();
        let first = (NEW_EACH_CYCLE * (self.cycles - 1)).min(all.saturating_sub(BUSY));
        first..(first + BUSY).min(all)
    }

    async fn work_until_killed(&mut self, server: Server) -> Result<Vec<Left>, LoadError> {
        let (site, busy, life) = (server.site().clone(), self.busy(), self.random.random_range(LIFE_MS));
        let seeds: Vec<u64> = (0..self.args.people_at_work).map(|_| self.random.random()).collect();
        let stage = Stage { site: &site, crowd: &self.crowd, book: &self.book };
        let pages = pages::open(&stage, busy.clone()).await?;
        let drivers = seeds.into_iter().map(|seed| {
            let chooser = Chooser::new(&self.crowd, busy.clone(), SmallRng::seed_from_u64(seed));
            Driver::new(&stage, chooser).run()
        });
        let end = self.end_of_life(server, Duration::from_millis(life));
        let (left, (), end) = join3(join_all(drivers), pages::watch(&stage, pages), end).await;
        if let (Some(disk), Some(snapshot)) = (&self.disk, end?) {
            disk.restore(snapshot).await?;
        }
        Ok(left)
    }

    async fn end_of_life(&self, mut server: Server, life: Duration) -> Result<Option<Snapshot>, LoadError> {
        tokio::time::sleep(life).await;
        if server.has_ended()? {
            self.book.borrow_mut().findings.add(&Fault::broken("the server ended by itself"));
            return Ok(None);
        }
        let Some(disk) = &self.disk else { return server.kill().await.map(|()| None) };
        server.freeze().await?;
        let snapshot = disk.snapshot().await;
        server.kill().await?;
        snapshot.map(Some)
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

    async fn check(&mut self, server: &Server, left: &[Left]) -> Result<(), LoadError> {
        for who in self.crowd.lost_sessions(server.site()).await? {
            self.book.borrow_mut().findings.add(&Fault::lost(format!("the session of {who:?}")));
            self.crowd.sign_in_again(&mut Connection::to(server.site()), who).await?;
        }
        let stage = Stage { site: server.site(), crowd: &self.crowd, book: &self.book };
        self.resolved = self.resolved.and(settle::resolve(&stage, left).await?);
        let is_last = self.cycles == self.args.cycles;
        let graduates = {
            let history = &self.book.borrow().history;
            let touched = history.touched.iter().filter_map(|id| history.cases.get(id));
            let all = history.cases.values().filter(|_| is_last);
            touched.chain(all).map(|case| case.graduate).collect::<BTreeSet<usize>>()
        };
        self.cases_checked += settle::check_all(&stage, &graduates).await?;
        self.check_far(server, is_last).await
    }

    /// What others took is what was done here.
    async fn check_far(&mut self, server: &Server, is_last: bool) -> Result<(), LoadError> {
        let began = Instant::now();
        if let Some(ems) = self.ems.as_ref() {
            let effective = self.book.borrow().history.effective();
            let faults = settle::check_ems(ems, &effective, is_last).await;
            self.book.borrow_mut().findings.add_all(faults);
            self.settled.0 = Some(rounded(began.elapsed().as_secs_f64()));
        }
        let began = Instant::now();
        if let Some(providers) = self.providers.as_ref() {
            let stage = Stage { site: server.site(), crowd: &self.crowd, book: &self.book };
            let faults = self.outboxes.check(&stage, providers, is_last).await?;
            self.book.borrow_mut().findings.add_all(faults);
            self.settled.1 = Some(rounded(began.elapsed().as_secs_f64()));
        }
        Ok(())
    }

    fn report(&self) -> Report {
        let book = self.book.borrow();
        Report {
            cycles: self.cycles,
            power_cut: self.args.power_cut,
            seed: self.args.own.seed,
            acknowledged: book.history.acknowledged,
            lost: book.findings.lost,
            duplicated: book.findings.duplicated,
            invariants_broken: book.findings.invariants_broken,
            refused_to_open: self.refused_to_open,
            unknown_outcomes: self.resolved.applied + self.resolved.not_applied,
            unknown_applied: self.resolved.applied,
            unknown_not_applied: self.resolved.not_applied,
            repeated: book.history.repeated,
            refused: book.refused.clone(),
            busy: book.busy,
            frames: book.frames,
            cases_checked: self.cases_checked,
            withdrawn_unseen: book.history.withdrawn_unseen.len(),
            ems_taken: self.ems.as_ref().map(|ems| ems.ledger().taken()),
            ems_repeated: self.ems.as_ref().map(|ems| ems.ledger().repeated),
            ems_settled_s: self.settled.0,
            messages_settled_s: self.settled.1,
            wechat_taken: self.providers.as_ref().map(|providers| providers.wechat().len()),
            wechat_repeated: self.providers.as_ref().map(|providers| providers.wechat().repeated),
            sms_taken: self.providers.as_ref().map(|providers| providers.sms().len()),
            messages: self.outboxes.states.clone(),
            restart_p50_ms: self.restarts.ms(50.0),
            restart_max_ms: self.restarts.ms(100.0),
        }
    }

    async fn end(mut self) -> Result<(), LoadError> {
        match self.server.take() {
            Some(server) => server.stop().await,
            None => Ok(()),
        }
    }
}
