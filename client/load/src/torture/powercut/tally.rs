//! What came of all power cuts so far.

use super::moment::Kind;
use crate::{
    findings::Findings,
    report::{Latencies, rounded},
    torture::{deliver::Book, history::History, settle::Resolved},
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Counts of a whole run.
pub struct Tally {
    began: Instant,
    /// Images that were checked, by what the server was about.
    kinds: BTreeMap<Kind, usize>,
    pub findings: Findings,
    refused: BTreeMap<String, u64>,
    busy: u64,
    frames: u64,
    acknowledged: u64,
    deeds: BTreeMap<&'static str, u64>,
    repeated: u64,
    pub resolved: Resolved,
    pub cases_checked: usize,
    batches: u64,
    batches_cut: u64,
    batched: u64,
    documents: u64,
    withdrawn_unseen: usize,
    pub refused_to_open: usize,
    pub not_whole: usize,
    pub rebuilt: usize,
    /// How long the newest first start took.
    pub first_start: Option<Duration>,
    pub openings: Latencies,
    pub imaging: Latencies,
}

/// The last line of the output; each field is explained in the README.
#[derive(Debug, Serialize)]
pub struct Report {
    images: usize,
    kinds: BTreeMap<Kind, usize>,
    seed: u64,
    acknowledged: u64,
    /// The same, by deed.
    deeds: BTreeMap<&'static str, u64>,
    lost: usize,
    duplicated: usize,
    invariants_broken: usize,
    refused_to_open: usize,
    not_whole: usize,
    rebuilt: usize,
    unknown_outcomes: u64,
    unknown_applied: u64,
    unknown_not_applied: u64,
    repeated: u64,
    refused: BTreeMap<String, u64>,
    busy: u64,
    frames: u64,
    cases_checked: usize,
    /// Batches that were begun, those that an image found under way, what they decided there; documents that were verified.
    batches: u64,
    batches_cut: u64,
    batched: u64,
    documents: u64,
    withdrawn_unseen: usize,
    restart_p50_ms: Option<f64>,
    restart_max_ms: Option<f64>,
    /// Taking an image, while the server worked.
    image_p50_ms: Option<f64>,
    image_max_ms: Option<f64>,
    seconds: f64,
}

impl Tally {
    pub fn begin() -> Self {
        Self {
            began: Instant::now(),
            kinds: BTreeMap::new(),
            findings: Findings::default(),
            refused: BTreeMap::new(),
            busy: 0,
            frames: 0,
            acknowledged: 0,
            deeds: BTreeMap::new(),
            repeated: 0,
            resolved: Resolved::default(),
            cases_checked: 0,
            batches: 0,
            batches_cut: 0,
            batched: 0,
            documents: 0,
            withdrawn_unseen: 0,
            refused_to_open: 0,
            not_whole: 0,
            rebuilt: 0,
            first_start: None,
            openings: Latencies::default(),
            imaging: Latencies::default(),
        }
    }

    pub fn checked(&mut self, kind: Kind) {
        *self.kinds.entry(kind).or_default() += 1;
    }

    pub fn images(&self) -> usize {
        self.kinds.values().sum()
    }

    pub fn is_clean(&self) -> bool {
        self.findings.is_clean() && self.refused_to_open + self.not_whole == 0
    }

    /// Commands that a life acknowledged beyond the history that it began with.
    pub fn lived(&mut self, history: &History, before: &History) {
        self.acknowledged += history.acknowledged - before.acknowledged;
        for (deed, times) in &history.deeds {
            let known = before.deeds.get(deed).copied().unwrap_or_default();
            *self.deeds.entry(deed).or_default() += times - known;
        }
    }

    /// Takes in what a book has beyond the history that it began with.
    pub fn add(&mut self, book: &Book, before: &History) {
        self.findings.add_counts(&book.findings);
        for (code, times) in &book.refused {
            *self.refused.entry(code.clone()).or_default() += times;
        }
        self.busy += book.busy;
        self.frames += book.frames;
        self.batches += book.batches_begun;
        self.batches_cut += book.batches_cut;
        self.batched += book.batched;
        self.documents += book.documents;
        self.repeated += book.history.repeated - before.repeated;
        let unseen = &book.history.withdrawn_unseen;
        self.withdrawn_unseen += unseen.difference(&before.withdrawn_unseen).count();
    }

    /// For whoever watches a long run.
    pub fn so_far(&self) -> String {
        let Self { kinds, findings, refused_to_open, not_whole, rebuilt, acknowledged, .. } = self;
        let Findings { lost, duplicated, invariants_broken, .. } = findings;
        format!(
            "{} images {kinds:?}, {acknowledged} acknowledged: {lost} lost, {duplicated} duplicated, {invariants_broken} broken, \
             {refused_to_open} refused, {not_whole} not whole; {rebuilt} rebuilt",
            self.images()
        )
    }

    pub fn report(&self, seed: u64) -> Report {
        Report {
            images: self.images(),
            kinds: self.kinds.clone(),
            seed,
            acknowledged: self.acknowledged,
            deeds: self.deeds.clone(),
            lost: self.findings.lost,
            duplicated: self.findings.duplicated,
            invariants_broken: self.findings.invariants_broken,
            refused_to_open: self.refused_to_open,
            not_whole: self.not_whole,
            rebuilt: self.rebuilt,
            unknown_outcomes: self.resolved.applied + self.resolved.not_applied,
            unknown_applied: self.resolved.applied,
            unknown_not_applied: self.resolved.not_applied,
            repeated: self.repeated,
            refused: self.refused.clone(),
            busy: self.busy,
            frames: self.frames,
            cases_checked: self.cases_checked,
            batches: self.batches,
            batches_cut: self.batches_cut,
            batched: self.batched,
            documents: self.documents,
            withdrawn_unseen: self.withdrawn_unseen,
            restart_p50_ms: self.openings.ms(50.0),
            restart_max_ms: self.openings.ms(100.0),
            image_p50_ms: self.imaging.ms(50.0),
            image_max_ms: self.imaging.ms(100.0),
            seconds: rounded(self.began.elapsed().as_secs_f64()),
        }
    }
}
