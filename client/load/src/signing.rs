//! Durable flows of every kind with pushes on: agreements online and on paper, destinations, and the ends of agreements, each led to
//! where it takes effect.

mod cast;
mod errand;
mod flow;
mod lane;
mod measured;
mod mix;
mod on_paper;
mod outage;
mod plan;
mod prelude;
mod pushes;
mod registering;
mod rescinding;
mod table;
mod verify;
mod watch;

use crate::{
    error::LoadError,
    findings::Findings,
    http::Site,
    kind::CaseKind,
    people::Route,
    photo::Photo,
    report::{self, rate},
    target::{Target, TargetArgs},
};
use cast::Cast;
use flow::Stage;
use futures_util::future::join_all;
use lane::Lane;
use measured::Measured;
use mix::Mix;
use plan::Plan;
use prelude::Prelude;
use pushes::PushLatencies;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};
use verify::Verdict;
use watch::Watchers;

/// `wangqian-load signing`.
#[derive(Clone, Debug, clap::Args)]
pub struct SigningArgs {
    #[command(flatten)]
    target: TargetArgs,
    /// Connections; each has one request in flight.
    #[arg(long, default_value_t = 64)]
    concurrency: usize,
    /// How many flows to run.
    #[arg(long, required_unless_present_any = ["seconds", "ems_down"], conflicts_with = "seconds")]
    flows: Option<usize>,
    /// How long to run flows; every graduate has at most one.
    #[arg(long)]
    seconds: Option<u64>,
    /// Run flows for so many seconds while the employment management system, another server, answers nothing; then it does.
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "120", requires = "spawn")]
    #[arg(conflicts_with_all = ["flows", "seconds"])]
    ems_down: Option<u64>,
    /// The kinds of cases, each with its share of the graduates, e.g. `online_signing=70,destination=30`; or `all`, with equal ones.
    #[arg(long, default_value = "online_signing")]
    kinds: Mix,
    /// Whose graduates sign: those of schools with this review, or of all.
    #[arg(long, default_value = "mixed")]
    route: RouteChoice,
    /// Flows that one connection looks after in turn.
    #[arg(long, default_value_t = 2)]
    in_hand: usize,
    /// Of so many graduates one has an open socket and waits for its push before accepting.
    #[arg(long, default_value_t = 50)]
    graduate_sockets: usize,
    /// Pictures are photos of paper, 1,600 × 1,200 pixels and some hundred kB, instead of the smallest there can be.
    #[arg(long)]
    photos: bool,
}

/// Which schools take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum RouteChoice {
    SchoolOnly,
    DepartmentThenSchool,
    Mixed,
}

impl RouteChoice {
    fn takes(self, route: Route) -> bool {
        match self {
            Self::SchoolOnly => route == Route::SchoolOnly,
            Self::DepartmentThenSchool => route == Route::DepartmentThenSchool,
            Self::Mixed => true,
        }
    }
}

/// Runs the flows, reads everything again, and prints the result; `true` when all were done and are found as they have to be.
pub async fn run(args: &SigningArgs) -> Result<bool, LoadError> {
    if let Some(seconds) = args.ems_down {
        return outage::run(args, Duration::from_secs(seconds)).await;
    }
    let target = Target::open(&args.target).await?;
    let plan = Plan::of(&target.people, |route| args.route.takes(route), &args.kinds, args.flows)?;
    let cast = Cast::sign_in(&target.site, &target.people, &plan).await?;
    let prelude = Prelude::play(args, &target.site, (&target.people, &plan, &cast)).await;
    let (watchers, offers) = Watchers::open(&target.site, &plan, &cast, args.graduate_sockets).await?;
    let stage = Stage::new(&target.people, &plan, &cast, offers, &prelude);
    let until = args.seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let cpu_before = target.cpu_time()?;
    let (measured, taken) = act(args, &target.site, &stage, until, 0).await;
    let cpu = target.cpu_time()?.saturating_sub(cpu_before);
    let agreements = prelude.afterwards(&measured);
    let verdict = verify::read_again(&target.site, (&plan, &cast), &measured, &agreements).await?;
    let pushes = watchers.close().await.join(&measured.commits);
    let report = Report::of(&measured, (taken, cpu), &verdict, &pushes);
    table::show(&report.kinds);
    report::print(&report)?;
    target.close().await?;
    Ok(report.kinds.values().all(table::Row::is_clean))
}

/// Lanes draw keys by their numbers: no two that run against one server have the same.
async fn act(
    args: &SigningArgs,
    site: &Site,
    stage: &Stage<'_>,
    until: Option<Instant>,
    first_lane: usize,
) -> (Measured, Duration) {
    let photo = args.photos.then(|| Arc::new(Photo::taken()));
    let began = Instant::now();
    let numbers = (first_lane..).take(args.concurrency);
    let lanes = numbers.map(|number| Lane::new(site, number as u64, args.in_hand, photo.clone()).run(stage, until));
    let lanes = join_all(lanes).await;
    (lanes.into_iter().fold(Measured::default(), Measured::and), began.elapsed())
}

/// The last line of the output; each field is explained in the README.
#[derive(Debug, Serialize)]
struct Report {
    flows_ok: usize,
    flows_per_s: f64,
    flow_p50_ms: Option<f64>,
    flow_p99_ms: Option<f64>,
    commits_per_s: f64,
    commit_p50_ms: Option<f64>,
    commit_p99_ms: Option<f64>,
    requests_per_s: f64,
    cpu_ms_per_commit: f64,
    push_p50_ms: Option<f64>,
    push_p99_ms: Option<f64>,
    push_me_p99_ms: Option<f64>,
    push_queue_p99_ms: Option<f64>,
    push_samples: u64,
    push_omitted: u64,
    push_gaps: u64,
    abridged_frames: u64,
    frames_per_s: f64,
    upload_p50_ms: Option<f64>,
    upload_p99_ms: Option<f64>,
    lost: usize,
    duplicated: usize,
    broken: usize,
    errors: usize,
    kinds: BTreeMap<CaseKind, table::Row>,
    awaited_letters: u64,
    refused: BTreeMap<String, u64>,
    seconds: f64,
}

impl Report {
    fn of(measured: &Measured, (taken, cpu): (Duration, Duration), verdict: &Verdict, pushes: &PushLatencies) -> Self {
        let (flows, flow_times) = (measured.done_flows().count(), measured.times(|kind| &kind.flow_times));
        let commit_times = measured.times(|kind| &kind.commit_times);
        let found = |which: fn(&Findings) -> usize| verdict.values().map(which).sum::<usize>();
        Self {
            flows_ok: flows,
            flows_per_s: rate(flows as u64, taken),
            flow_p50_ms: flow_times.ms(50.0),
            flow_p99_ms: flow_times.ms(99.0),
            commits_per_s: rate(measured.commits.len() as u64, taken),
            commit_p50_ms: commit_times.ms(50.0),
            commit_p99_ms: commit_times.ms(99.0),
            requests_per_s: rate(measured.requests, taken),
            cpu_ms_per_commit: report::rounded(cpu.as_secs_f64() * 1000.0 / measured.commits.len().max(1) as f64),
            push_p50_ms: pushes.all().ms(50.0),
            push_p99_ms: pushes.all().ms(99.0),
            push_me_p99_ms: pushes.me.ms(99.0),
            push_queue_p99_ms: pushes.queue.ms(99.0),
            push_samples: pushes.all().count(),
            push_omitted: pushes.omitted,
            push_gaps: pushes.gaps,
            abridged_frames: pushes.abridged,
            frames_per_s: rate(pushes.frames, taken),
            upload_p50_ms: measured.upload_times.ms(50.0),
            upload_p99_ms: measured.upload_times.ms(99.0),
            lost: found(|it| it.lost),
            duplicated: found(|it| it.duplicated) + measured.sum(|kind| kind.jumped_versions),
            broken: found(|it| it.invariants_broken),
            errors: measured.sum(|kind| kind.errors),
            kinds: table::rows(measured, taken, verdict),
            awaited_letters: measured.awaited_letters,
            refused: measured.refused.clone(),
            seconds: report::rounded(taken.as_secs_f64()),
        }
    }
}
