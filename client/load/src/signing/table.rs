//! The result by kind of case: in the last line, and as a table for people.

use super::{
    measured::{Measured, OfKind},
    verify::Verdict,
};
use crate::{
    findings::Findings,
    kind::CaseKind,
    report::{Latencies, rate},
};
use serde::Serialize;
use std::{collections::BTreeMap, time::Duration};

/// One kind's part of the result; each field is explained in the README.
#[derive(Debug, Serialize)]
pub struct Row {
    flows_ok: usize,
    flows_per_s: f64,
    flow_p50_ms: Option<f64>,
    flow_p99_ms: Option<f64>,
    commits_per_s: f64,
    commits_per_flow: f64,
    commit_p50_ms: Option<f64>,
    commit_p99_ms: Option<f64>,
    lost: usize,
    duplicated: usize,
    broken: usize,
    errors: usize,
}

impl Row {
    fn of(it: &OfKind, taken: Duration, found: &Findings) -> Self {
        let percentiles = |times: &Latencies| [times.ms(50.0), times.ms(99.0)];
        let ([flow_p50_ms, flow_p99_ms], [commit_p50_ms, commit_p99_ms]) =
            (percentiles(&it.flow_times), percentiles(&it.commit_times));
        Self {
            flows_ok: it.done.len(),
            flows_per_s: rate(it.done.len() as u64, taken),
            flow_p50_ms,
            flow_p99_ms,
            commits_per_s: rate(it.commit_times.count(), taken),
            commits_per_flow: crate::report::rounded(it.commit_times.count() as f64 / it.done.len().max(1) as f64),
            commit_p50_ms,
            commit_p99_ms,
            lost: found.lost,
            duplicated: found.duplicated + it.jumped_versions,
            broken: found.invariants_broken,
            errors: it.errors,
        }
    }

    /// Whether everything asked for was done, and is found afterwards as it has to be.
    pub fn is_clean(&self) -> bool {
        self.lost + self.duplicated + self.broken + self.errors == 0
    }
}

/// Rows of the kinds that were played.
pub fn rows(measured: &Measured, taken: Duration, verdict: &Verdict) -> BTreeMap<CaseKind, Row> {
    let nothing = Findings::default();
    let row = |(kind, it)| (kind, Row::of(it, taken, verdict.get(&kind).unwrap_or(&nothing)));
    measured.kinds().map(row).collect()
}

/// On standard error: the last line of the output stays what programs read.
pub fn show(rows: &BTreeMap<CaseKind, Row>) {
    eprintln!(
        "{:<19}{:>8}{:>10}{:>11}{:>10}{:>12}{:>12}{:>13}{:>13}{:>6}{:>6}{:>8}{:>8}",
        "",
        "flows",
        "flows/s",
        "commits/s",
        "per flow",
        "flow p50",
        "flow p99",
        "commit p50",
        "commit p99",
        "lost",
        "dup.",
        "broken",
        "errors"
    );
    for (kind, row) in rows {
        let Row { flows_ok, flows_per_s, commits_per_s, commits_per_flow, lost, duplicated, broken, errors, .. } = row;
        let [flow, flow_late, commit, commit_late] = [row.flow_p50_ms, row.flow_p99_ms, row.commit_p50_ms, row.commit_p99_ms]
            .map(|ms| format!("{:.1} ms", ms.unwrap_or_default()));
        eprintln!(
            "{:<19}{flows_ok:>8}{flows_per_s:>10.1}{commits_per_s:>11.1}{commits_per_flow:>10.2}{flow:>12}{flow_late:>12}{commit:>13}{commit_late:>13}\
             {lost:>6}{duplicated:>6}{broken:>8}{errors:>8}",
            kind.code()
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Fault;

    #[test]
    fn anything_that_is_missing_twice_or_not_done_is_not_clean() {
        let row = |found: Findings, errors| {
            Row::of(&OfKind { errors, ..OfKind::default() }, Duration::from_secs(1), &found).is_clean()
        };
        assert!(row(Findings::default(), 0));
        assert!(!row(Findings::default(), 1));
        assert!(!row(Findings::of([Fault::lost("")]), 0));
        assert!(!row(Findings::of([Fault::duplicated("")]), 0));
        assert!(!row(Findings::of([Fault::broken("")]), 0));
    }
}
