//! What the lanes saw.

use super::{flow::Flow, pushes::Commit};
use crate::report::Latencies;
use std::{collections::BTreeMap, time::Instant};
use wangqian_protocol::case::CaseChanged;

/// A flow whose last commit was acknowledged.
pub struct Effective {
    pub slot: usize,
    pub case: String,
    pub version: u64,
}

/// Counts and times of one lane, or of all.
#[derive(Default)]
pub struct Measured {
    pub effective: Vec<Effective>,
    pub commits: Vec<Commit>,
    pub commit_times: Latencies,
    pub flow_times: Latencies,
    pub requests: u64,
    /// Requests that came before what the other party did had arrived, and were made again.
    pub awaited_letters: u64,
    /// Answers whose version was not one more than the last.
    pub jumped_versions: usize,
    pub refused: BTreeMap<String, u64>,
    /// Flows that did not become effective.
    pub errors: usize,
}

impl Measured {
    pub fn and(mut self, other: Self) -> Self {
        self.effective.extend(other.effective);
        self.commits.extend(other.commits);
        self.commit_times.add_all(&other.commit_times);
        self.flow_times.add_all(&other.flow_times);
        self.requests += other.requests;
        self.awaited_letters += other.awaited_letters;
        self.jumped_versions += other.jumped_versions;
        self.errors += other.errors;
        for (code, count) in other.refused {
            *self.refused.entry(code).or_default() += count;
        }
        self
    }

    pub fn done(&mut self, changed: &CaseChanged, before: u64, sent: Instant, now: Instant) {
        self.commit_times.add(now - sent);
        self.commits.push(Commit::new(&changed.case, changed.version, now));
        self.jumped_versions += usize::from(changed.version != before + 1);
    }

    pub fn refused(&mut self, code: String) {
        *self.refused.entry(code).or_default() += 1;
    }

    pub fn effective(&mut self, flow: Flow) {
        self.flow_times.add(flow.began.elapsed());
        if let Some(seen) = flow.seen {
            self.effective.push(Effective { slot: flow.slot, case: seen.case, version: seen.version });
        }
    }
}
