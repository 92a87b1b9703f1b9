//! What the lanes saw.

use super::{flow::Flow, pushes::Commit};
use crate::{kind::CaseKind, report::Latencies};
use std::{collections::BTreeMap, time::Instant};
use wangqian_protocol::case::CaseChanged;

/// A flow whose last commit was acknowledged.
#[derive(Clone)]
pub struct Done {
    pub slot: usize,
    pub kind: CaseKind,
    pub case: String,
    pub version: u64,
    pub state: &'static str,
    pub proof: Option<String>,
    /// Number of the picture that it shows.
    pub picture: u64,
}

impl Done {
    /// The same once a rescission of it took effect (RES-01).
    pub fn rescinded(&self) -> Self {
        Self { version: self.version + 1, state: "rescinded", ..self.clone() }
    }
}

/// Counts and times of one kind of flows.
#[derive(Default)]
pub struct OfKind {
    pub done: Vec<Done>,
    pub commit_times: Latencies,
    pub flow_times: Latencies,
    /// Answers whose version was not one more than the last.
    pub jumped_versions: usize,
    /// Flows that did not get where they were to lead.
    pub errors: usize,
}

/// Counts and times of one lane, or of all.
#[derive(Default)]
pub struct Measured {
    kinds: [OfKind; CaseKind::ALL.len()],
    pub commits: Vec<Commit>,
    pub upload_times: Latencies,
    pub requests: u64,
    /// Requests that came before what the other party did had arrived, and were made again.
    pub awaited_letters: u64,
    pub refused: BTreeMap<String, u64>,
    /// Places in the plan of flows that did not get where they were to lead.
    pub failed: Vec<usize>,
}

impl OfKind {
    fn add(&mut self, other: Self) {
        self.done.extend(other.done);
        self.commit_times.add_all(&other.commit_times);
        self.flow_times.add_all(&other.flow_times);
        self.jumped_versions += other.jumped_versions;
        self.errors += other.errors;
    }
}

impl Measured {
    pub fn and(mut self, other: Self) -> Self {
        self.kinds.iter_mut().zip(other.kinds).for_each(|(all, one)| all.add(one));
        self.commits.extend(other.commits);
        self.upload_times.add_all(&other.upload_times);
        self.requests += other.requests;
        self.failed.extend(other.failed);
        self.awaited_letters += other.awaited_letters;
        for (code, count) in other.refused {
            *self.refused.entry(code).or_default() += count;
        }
        self
    }

    fn of(&mut self, kind: CaseKind) -> &mut OfKind {
        &mut self.kinds[kind as usize]
    }

    /// By kind, as far as there was any.
    pub fn kinds(&self) -> impl Iterator<Item = (CaseKind, &OfKind)> {
        let some = |(_, it): &(CaseKind, &OfKind)| it.commit_times.count() + it.errors as u64 > 0;
        CaseKind::ALL.into_iter().zip(&self.kinds).filter(some)
    }

    /// Every flow that got where it was to lead.
    pub fn done_flows(&self) -> impl Iterator<Item = &Done> {
        self.kinds.iter().flat_map(|kind| &kind.done)
    }

    /// The same, when nothing else is asked for.
    pub fn into_done(self) -> impl Iterator<Item = Done> {
        self.kinds.into_iter().flat_map(|kind| kind.done)
    }

    pub fn done(&mut self, flow: &Flow, changed: &CaseChanged, sent: Instant, now: Instant) {
        let kind = flow.errand.kind();
        self.commits.push(Commit::new(kind, changed, now));
        let all = self.of(kind);
        all.commit_times.add(now - sent);
        all.jumped_versions += usize::from(changed.version != flow.version() + 1);
    }

    pub fn refused(&mut self, code: String) {
        *self.refused.entry(code).or_default() += 1;
    }

    /// A flow did not get where it was to lead.
    pub fn failed(&mut self, flow: &Flow) {
        self.of(flow.errand.kind()).errors += 1;
        self.failed.push(flow.slot);
    }

    pub fn over(&mut self, flow: Flow) {
        let picture = flow.picture();
        let Flow { slot, errand, proof, seen, began, .. } = flow;
        let (kind, state) = (errand.kind(), errand.goal());
        let all = self.of(kind);
        all.flow_times.add(began.elapsed());
        let done = seen.map(|seen| Done { slot, kind, case: seen.case, version: seen.version, state, proof, picture });
        all.done.extend(done);
    }

    /// Everything of all kinds together.
    pub fn sum<T: std::iter::Sum>(&self, what: impl Fn(&OfKind) -> T) -> T {
        self.kinds.iter().map(what).sum()
    }

    /// Latencies of all kinds together.
    pub fn times(&self, which: impl Fn(&OfKind) -> &Latencies) -> Latencies {
        self.kinds.iter().fold(Latencies::default(), |mut all, kind| {
            all.add_all(which(kind));
            all
        })
    }
}
