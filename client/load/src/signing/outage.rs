//! Signing while the employment management system answers nothing, and how what waited gets there afterwards (SYN-01).

use super::{
    SigningArgs, act,
    cast::Cast,
    flow::Stage,
    measured::{Done, Measured},
    plan::Plan,
    prelude::Prelude,
    verify::{self, Verdict},
    watch::Watchers,
};
use crate::{
    api,
    error::LoadError,
    far::{
        Far, Mood,
        ems::{Ems, Reported},
    },
    findings::{Fault, Kind},
    http::{Connection, Site},
    kind::BY_AGREEMENT,
    report::{self, rate, rounded},
    target::Target,
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use wangqian_protocol::ems::SyncState;

const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// The backlog is read like this by somebody at each school.
const READ_EVERY: Duration = Duration::from_secs(1);
/// Longer than any drain should take.
const DRAINED_WITHIN: Duration = Duration::from_secs(600);

/// What the schools' pages say of the way to the EMS.
#[derive(Clone, Copy, Debug, Default)]
struct Way {
    carried: u64,
    waiting: usize,
}

/// How the backlog went.
#[derive(Clone, Copy, Debug, Default)]
struct Drain {
    /// Until the server tried again, once the EMS answered.
    looked_again: Duration,
    /// From then until everything was there.
    took: Duration,
}

/// Runs flows for as long as the EMS is down, lets it answer, waits for the rest, and prints the result; `true` when nothing is missing,
/// twice, in a wrong order or undone.
pub async fn run(args: &SigningArgs, down: Duration) -> Result<bool, LoadError> {
    let (target, mut ems) = Target::reporting(&args.target).await?;
    ems.be(Mood::HangsUp);
    let plan = Plan::of(&target.people, |route| args.route.takes(route), &args.kinds, None)?;
    let cast = Cast::sign_in(&target.site, &target.people, &plan).await?;
    let prelude = Prelude::play(args, &target.site, (&target.people, &plan, &cast)).await;
    let (watchers, offers) = Watchers::open(&target.site, &plan, &cast, args.graduate_sockets).await?;
    let stage = Stage::new(&target.people, &plan, &cast, offers, &prelude);
    let until = Instant::now() + down;
    let mut peak = 0;
    let (measured, taken) = tokio::select! {
        done = act(args, &target.site, &stage, Some(until), 0) => done,
        error = watch_backlog(&target.site, &cast, &mut peak) => return Err(error),
    };
    tokio::time::sleep_until(until.into()).await;
    let way = read_way(&target.site, &cast).await?;
    ems.be(Mood::Well);
    let agreements = prelude.afterwards(&measured);
    let due = due(&measured, &agreements, &plan);
    let drain = drain(&ems, &due).await;
    let verdict = verify::read_again(&target.site, (&plan, &cast), &measured, &agreements).await?;
    watchers.close().await;
    let mut report = Report::of(&measured, taken, (way, peak.max(way.waiting)), (drain, ems.ledger().taken() as u64));
    let (on_the_way, in_the_end) = faults(&ems, &due);
    report.blame(&verdict, &on_the_way, &in_the_end);
    report::print(&report)?;
    target.close().await?;
    Ok(report.is_clean())
}

/// What the EMS has to be told of every flow, and nothing else.
fn due(measured: &Measured, agreements: &[Done], plan: &Plan) -> BTreeMap<String, Reported> {
    let reported =
        |code: &str, done: &Done| (done.case.clone(), Reported { code: code.to_owned(), ended: done.state != "effective" });
    let flows = measured.done_flows().filter_map(|flow| Some((plan.slots[flow.slot].errand.reported_as()?, flow)));
    let agreements = agreements.iter().map(|agreement| (BY_AGREEMENT, agreement));
    flows.chain(agreements).map(|(code, done)| reported(code, done)).collect()
}

async fn watch_backlog(site: &Site, cast: &Cast, peak: &mut usize) -> LoadError {
    loop {
        match read_way(site, cast).await {
            Ok(way) => *peak = way.waiting.max(*peak),
            Err(error) => return error,
        }
        tokio::time::sleep(READ_EVERY).await;
    }
}

/// `GET /sync` of every school, together.
async fn read_way(site: &Site, cast: &Cast) -> Result<Way, LoadError> {
    let (mut connection, mut all) = (Connection::to(site), Way::default());
    for school in cast.schools.values() {
        let state: SyncState = api::read(&mut connection, &school.school, "/sync", "the way to the EMS").await?;
        for link in state.links.iter().filter(|link| link.direction == "to_ems") {
            all.carried += link.carried;
            all.waiting += link.waiting;
        }
    }
    Ok(all)
}

/// Waits until the EMS knows of everything.
async fn drain(ems: &Far<Ems>, due: &BTreeMap<String, Reported>) -> Drain {
    let began = Instant::now();
    while ems.ledger().taken() == 0 && !due.is_empty() && began.elapsed() < DRAINED_WITHIN {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    let first = Instant::now();
    while !knows(ems, due) && began.elapsed() < DRAINED_WITHIN {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Drain { looked_again: first - began, took: first.elapsed() }
}

/// Counting is cheap and comparing is not.
fn knows(ems: &Far<Ems>, due: &BTreeMap<String, Reported>) -> bool {
    let ledger = ems.ledger();
    ledger.taken() >= due.len() && ledger.agrees(due)
}

/// What was wrong with what came to the EMS, and with what is there now.
fn faults(ems: &Far<Ems>, due: &BTreeMap<String, Reported>) -> (Vec<Fault>, Vec<Fault>) {
    let mut ledger = ems.ledger();
    (ledger.faults(), ledger.against(due))
}

fn count(faults: &[Fault], kind: Kind) -> usize {
    faults.iter().filter(|fault| fault.kind == kind).count()
}

/// The last line of the output; each field is explained in the README.
#[derive(Debug, Serialize)]
struct Report {
    flows_ok: usize,
    flows_per_s: f64,
    commit_p50_ms: Option<f64>,
    commit_p99_ms: Option<f64>,
    seconds: f64,
    carried_while_down: u64,
    waiting_at_the_end: usize,
    peak_backlog: usize,
    ems_taken: u64,
    looked_again_s: f64,
    drain_s: f64,
    drained_per_s: f64,
    lost: usize,
    duplicated: usize,
    broken: usize,
    out_of_order: usize,
    errors: usize,
}

impl Report {
    fn of(measured: &Measured, taken: Duration, (way, peak): (Way, usize), (drain, ems_taken): (Drain, u64)) -> Self {
        let (flows, commit_times) = (measured.done_flows().count(), measured.times(|kind| &kind.commit_times));
        Self {
            flows_ok: flows,
            flows_per_s: rate(flows as u64, taken),
            commit_p50_ms: commit_times.ms(50.0),
            commit_p99_ms: commit_times.ms(99.0),
            seconds: rounded(taken.as_secs_f64()),
            carried_while_down: way.carried,
            waiting_at_the_end: way.waiting,
            peak_backlog: peak,
            ems_taken,
            looked_again_s: rounded(drain.looked_again.as_secs_f64()),
            drain_s: rounded(drain.took.as_secs_f64()),
            drained_per_s: rate(ems_taken, drain.took),
            lost: 0,
            duplicated: measured.sum(|kind| kind.jumped_versions),
            broken: 0,
            out_of_order: 0,
            errors: measured.sum(|kind| kind.errors),
        }
    }

    /// What came to the EMS in a wrong order, and what is missing or twice, here or there.
    fn blame(&mut self, verdict: &Verdict, on_the_way: &[Fault], in_the_end: &[Fault]) {
        on_the_way.iter().chain(in_the_end).for_each(|fault| eprintln!("{:?}: {}", fault.kind, fault.what));
        self.out_of_order += count(on_the_way, Kind::Lost);
        self.lost += count(in_the_end, Kind::Lost);
        for faults in [on_the_way, in_the_end] {
            self.duplicated += count(faults, Kind::Duplicated);
            self.broken += count(faults, Kind::Broken);
        }
        for found in verdict.values() {
            self.lost += found.lost;
            self.duplicated += found.duplicated;
            self.broken += found.invariants_broken;
        }
    }

    fn is_clean(&self) -> bool {
        self.lost + self.duplicated + self.broken + self.out_of_order + self.errors == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{findings::Findings, kind::CaseKind};

    #[test]
    fn a_gap_on_the_way_is_no_order_and_a_gap_in_the_end_a_loss() {
        let nothing = (Way::default(), 0);
        let mut report = Report::of(&Measured::default(), Duration::ZERO, nothing, (Drain::default(), 0));
        let verdict = Verdict::from([(CaseKind::Destination, Findings::of([Fault::lost("e")]))]);
        report.blame(&verdict, &[Fault::lost("a"), Fault::duplicated("b")], &[Fault::lost("c"), Fault::duplicated("d")]);
        assert_eq!((report.out_of_order, report.lost, report.duplicated, report.broken), (1, 2, 2, 0));
        assert!(!report.is_clean());
    }
}
