//! The entries of the lists' filters of states: those that the guide prints, what waits at a level, and each single state.

use super::{Asks, CaseKind, End, List, Phase, Status};
use crate::review::Stage;
use std::collections::BTreeSet;

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    pub list: &'static List,
    pub code: String,
    pub label: &'static str,
    pub covers: Vec<(CaseKind, Status)>,
}

/// Cases that wait at a level, of every kind and phase: as tiles count them.
pub fn waiting(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Department => ("waiting_department", "等待学院审核"),
        Stage::School => ("waiting_school", "等待学校审核"),
    }
}

/// All entries, list by list: the one that a list opens with first.
pub fn entries() -> Vec<Entry> {
    List::all().into_iter().flat_map(of_list).collect()
}

/// The entries that a school's list can have rows under.
pub fn of_schools() -> impl Iterator<Item = Entry> {
    let heard_of = |(kind, status): &(CaseKind, Status)| school_hears(*kind, *status);
    entries().into_iter().filter(move |entry| entry.covers.iter().any(heard_of))
}

/// Whether a school ever hears of a case of this kind in this state: what expires unanswered is between the parties until it is accepted.
fn school_hears(kind: CaseKind, status: Status) -> bool {
    let before_acceptance =
        matches!(status, Status::Asked(_) | Status::Ended(End::Declined | End::Expired | End::Withdrawn | End::Undeliverable));
    kind.facts().asks != Some(Asks::Expires) || !before_acceptance
}

/// The states that the filter of this code covers: an entry of some list, or one state of every kind that uses it.
pub fn covered(code: &str) -> Option<Vec<(CaseKind, Status)>> {
    let of_entries = entries().into_iter().filter(|entry| entry.code == code).flat_map(|entry| entry.covers);
    let uses = |kind: CaseKind| kind.facts().states.iter().map(move |status| (kind, *status));
    let of_kinds = CaseKind::all().flat_map(uses).filter(|(_, status)| status.code() == code);
    let states: BTreeSet<_> = of_entries.chain(of_kinds).collect();
    (!states.is_empty()).then(|| states.into_iter().collect())
}

fn of_list(list: &'static List) -> Vec<Entry> {
    let kinds: Vec<_> = list.kinds().collect();
    let mut printed: Vec<_> = kinds.iter().flat_map(|kind| printed(list, *kind)).collect();
    printed.sort_by_key(|entry| entry.code != list.filter);
    let levels = [Stage::Department, Stage::School].map(|stage| at_level(list, &kinds, stage));
    let several = kinds.len() > 1;
    let single = kinds.iter().flat_map(|kind| single(list, *kind, several));
    printed.into_iter().chain(levels).chain(single).collect()
}

fn printed(list: &'static List, kind: CaseKind) -> impl Iterator<Item = Entry> {
    kind.facts().filters.iter().map(move |filter| {
        let covers = filter.states.iter().map(|status| (kind, *status)).collect();
        Entry { list, code: filter.code.to_owned(), label: filter.label, covers }
    })
}

fn at_level(list: &'static List, kinds: &[CaseKind], stage: Stage) -> Entry {
    let (code, label) = waiting(stage);
    let phases = |kind: &CaseKind| {
        let kind = *kind;
        [Phase::First, Phase::Second].map(|phase| (kind, Status::InReview(phase, stage)))
    };
    let used = |(kind, status): &(CaseKind, Status)| kind.facts().states.contains(status);
    Entry { list, code: code.to_owned(), label, covers: kinds.iter().flat_map(phases).filter(used).collect() }
}

/// A state of one kind; where kinds share a list, the code says of which.
fn single(list: &'static List, kind: CaseKind, several: bool) -> impl Iterator<Item = Entry> {
    kind.facts().states.iter().map(move |status| {
        let code = if several { format!("{}.{}", kind.code(), status.code()) } else { status.code().to_owned() };
        Entry { list, code, label: status.label(kind), covers: vec![(kind, *status)] }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "SIG-02, SIG-08, RES-05"]
    fn a_school_is_offered_no_state_of_which_it_never_hears() {
        let offered: BTreeSet<_> = of_schools().map(|entry| entry.code).collect();
        let all: BTreeSet<_> = entries().into_iter().map(|entry| entry.code).collect();
        let unheard: Vec<_> = all.difference(&offered).map(String::as_str).collect();
        assert_eq!(
            unheard,
            ["declined", "expired", "invited", "undeliverable", "withdrawn"].map(|it| format!("online_signing.{it}"))
        );
        assert!(offered.contains("rescission_asked_by_graduate") && offered.contains("offline_signing.withdrawn"));
    }
}
