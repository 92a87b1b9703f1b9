//! The result of a torture by kills.

use super::Torture;
use serde::Serialize;
use std::collections::BTreeMap;

/// The last line of the output; each field is explained in the README.
#[derive(Debug, Serialize)]
pub struct Report {
    cycles: usize,
    seed: u64,
    acknowledged: u64,
    /// The same, by deed.
    deeds: BTreeMap<&'static str, u64>,
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
    /// Batches that were begun, those that a kill found under way, what they decided; documents that were verified.
    batches: u64,
    batches_cut: u64,
    batched: u64,
    documents: u64,
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

impl Torture<'_> {
    /// Of everything so far.
    pub(super) fn report(&self) -> Report {
        let book = self.book.borrow();
        Report {
            cycles: self.cycles,
            seed: self.args.own.seed,
            acknowledged: book.history.acknowledged,
            deeds: book.history.deeds.clone(),
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
            batches: book.batches_begun,
            batches_cut: book.batches_cut,
            batched: book.batched,
            documents: book.documents,
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
}
