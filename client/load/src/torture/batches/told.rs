//! What a batch says of its items, looked at by itself: each once, and its counts are theirs.

use super::Chosen;
use crate::findings::Fault;
use std::collections::BTreeSet;
use wangqian_protocol::batch::{Batch, BatchItem};

/// Everything that is wrong with a batch that is over.
pub fn faults(chosen: &Chosen, batch: &Batch, items: &[BatchItem]) -> Vec<Fault> {
    let id = &batch.batch;
    let mut faults = Vec::new();
    let of = |fates: &[&str]| items.iter().filter(|item| fates.contains(&item.fate.as_str())).count();
    let (done, not) = (of(&["done"]), of(&["changed", "blocked"]));
    let reasons: usize = batch.reasons.iter().map(|reason| reason.count).sum();
    let counted = [batch.items, batch.done, batch.not, batch.will_do, reasons];
    let all_are_told = items.len() == chosen.items && done + not == chosen.items;
    if counted != [chosen.items, done, not, 0, not] || !all_are_told {
        let listed = items.len();
        faults
            .push(Fault::broken(format!("{id}: {} chosen, {listed} listed, {done} done, {not} not; {batch:?}", chosen.items)));
    }
    let mut seen = BTreeSet::new();
    for BatchItem { case, fate, why, .. } in items {
        if !seen.insert(case) {
            faults.push(Fault::duplicated(format!("{case}: twice in batch {id}")));
        }
        let is_explained = why.as_ref().is_some_and(|why| !why.is_empty());
        if is_explained == (fate == "done") {
            faults.push(Fault::broken(format!("{case}: {fate} in batch {id}, because of {why:?}")));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        findings::Kind,
        torture::{act::Act, crowd::Who},
    };
    use wangqian_protocol::batch::BatchReason;

    fn item(case: &str, fate: &str) -> BatchItem {
        let text = String::new;
        BatchItem {
            case: case.to_owned(),
            exam_no: text(),
            graduate_name: text(),
            department: text(),
            subject: text(),
            state_label: text(),
            fate: fate.to_owned(),
            why: (fate != "done").then(|| "学院审核通过".to_owned()),
        }
    }

    fn kinds(done: usize, not: usize, items: &[BatchItem]) -> Vec<Kind> {
        let text = String::new;
        let reason = BatchReason { code: text(), text: text(), changed: true, count: not };
        let batch = Batch {
            batch: "x".to_owned(),
            stand: "over".to_owned(),
            verdict: "approve".to_owned(),
            reason: text(),
            acts_for: None,
            chosen_at_ms: 0,
            begun_at_ms: Some(0),
            ended_at_ms: Some(0),
            items: 2,
            will_do: 0,
            done,
            not,
            reasons: (not > 0).then_some(reason).into_iter().collect(),
        };
        let chosen = Chosen { who: Who::School(0), act: Act::Approve, items: 2, started: true };
        faults(&chosen, &batch, items).into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    #[doc = "EXT-07"]
    fn each_item_is_told_once_and_the_counts_are_theirs() {
        assert_eq!(kinds(1, 1, &[item("a", "done"), item("b", "changed")]), []);
        assert_eq!(kinds(2, 0, &[item("a", "done"), item("b", "blocked")]), [Kind::Broken]);
        assert_eq!(kinds(1, 0, &[item("a", "done")]), [Kind::Broken]);
        assert_eq!(kinds(2, 0, &[item("a", "done"), item("a", "done")]), [Kind::Duplicated]);
        assert_eq!(kinds(1, 0, &[item("a", "done"), item("b", "will_do")]), [Kind::Broken]);
        let untold = BatchItem { why: None, ..item("b", "blocked") };
        assert_eq!(kinds(1, 1, &[item("a", "done"), untold]), [Kind::Broken]);
    }
}
