//! What happened how often: a simulation that never meets what it is for proves nothing.

use std::collections::BTreeMap;

#[derive(Default)]
pub struct Tally(BTreeMap<&'static str, u64>);

impl Tally {
    pub fn saw(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub fn add(&mut self, other: &Self) {
        for (what, times) in &other.0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    /// Of these, what was never seen.
    pub fn never(&self, expected: &[&'static str]) -> Vec<&'static str> {
        expected.iter().copied().filter(|what| !self.0.contains_key(what)).collect()
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(what, times)| writeln!(f, "{times:>9} {what}"))
    }
}

/// What every longer run must meet.
pub const SOMETIMES: [&str; 72] = [
    "crash",
    "crash with a commit in flight",
    "an entity goes to sleep",
    "the clock is set back on restart",
    "a letter is lost or late and leaves a gap",
    "a letter is repeated",
    "a letter is sent again",
    "a poisoned letter is set aside",
    "a timer fires",
    "a timer fires again",
    "commit: refused as busy",
    "commit: refused as read-only",
    "commit: outcome unknown",
    "several commits share a sync",
    "an entity runs ahead of the disk",
    "a step rests on one that failed",
    "a repeated command gets its first reply",
    "a person asks again",
    "acknowledged",
    "not_found",
    "not_on_roster",
    "stale_version",
    "already_decided",
    "not_your_stage",
    "invitation_expired",
    "invitation_pending",
    "case_in_process",
    "already_effective",
    "route_locked",
    "invited",
    "in_review_department",
    "in_review_school",
    "effective",
    "declined",
    "expired",
    "withdrawn",
    "rejected",
    "taken_back",
    "returned",
    "voided",
    "resubmit",
    "verdict_held",
    "undo_too_late",
    "stamp_awaited",
    "in_second_review_department",
    "in_second_review_school",
    "taken_back_second",
    "returned_second",
    "rejected_second",
    "asked_employer",
    "rescinded",
    "not_graduated",
    "overtaken",
    "rescission_open",
    "rescission_limit",
    "not_permitted",
    "form_fixed",
    "online_signing",
    "offline_signing",
    "backfill",
    "destination",
    "online_rescission",
    "offline_rescission",
    "forced",
    "approved unilaterally",
    "the employer's fields amended",
    "the job category amended",
    "stamped by the paper's link",
    "a verdict on a rescission waits",
    "a verdict on a rescission is taken back",
    "a held verdict ends an agreement",
    "an item of a batch is decided",
];
