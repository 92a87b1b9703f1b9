//! What the EMS has taken, and what is wrong with it (SYN-01): nothing lost, nothing twice, in order per graduate.

use crate::findings::Fault;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wangqian_protocol::link::{Cargo, Parcel};

/// Everything that ever arrived.
#[derive(Debug, Default)]
pub struct Ledger {
    links: BTreeMap<String, Link>,
    graduates: HashMap<String, Known>,
    faults: Vec<Fault>,
    /// Parcels that came again: their answers were lost, or the server died before it wrote them down.
    pub repeated: u64,
}

/// One school's link.
#[derive(Debug, Default)]
struct Link {
    /// Every parcel by its number, as it first came.
    parcels: BTreeMap<u64, String>,
}

/// What was last said of a graduate.
#[derive(Debug, Default)]
struct Known {
    revision: u64,
    case: Option<String>,
}

impl Ledger {
    /// Takes a batch: a number that came before must bring the same, a new one must be the next.
    pub fn take(&mut self, school: &str, parcels: Vec<Parcel>) {
        for Parcel { number, cargo } in parcels {
            let content = serde_json::to_string(&cargo).unwrap_or_default();
            let link = self.links.entry(school.to_owned()).or_default();
            let newest = link.parcels.last_key_value().map_or(0, |(number, _)| *number);
            match link.parcels.get(&number) {
                Some(before) => {
                    self.repeated += 1;
                    if *before != content {
                        self.faults.push(Fault::duplicated(format!("parcel {number} of {school}: {before}, then {content}")));
                    }
                    continue;
                }
                None if number != newest + 1 => {
                    self.faults.push(Fault::lost(format!("parcel {number} of {school} came after {newest}")));
                }
                None => {}
            }
            link.parcels.insert(number, content);
            self.note(cargo);
        }
    }

    /// A batch that is no batch.
    pub fn unreadable(&mut self, school: &str) {
        self.faults.push(Fault::broken(format!("{school} sent what nobody can read")));
    }

    /// Reports on a graduate are numbered 1, 2, 3 ….
    fn note(&mut self, cargo: Cargo) {
        let (graduate, revision, case) = match cargo {
            Cargo::Destination { graduate, revision, destination, .. } => {
                (graduate, revision, Some(destination.map(|it| it.case)))
            }
            Cargo::Contact { graduate, revision, .. } => (graduate, revision, None),
            other => return self.faults.push(Fault::broken(format!("the wrong way: {other:?}"))),
        };
        let known = self.graduates.entry(graduate.clone()).or_default();
        if revision != known.revision + 1 {
            let before = known.revision;
            self.faults.push(Fault::lost(format!("report {revision} on {graduate} came after {before}")));
        }
        known.revision = revision;
        if let Some(case) = case {
            known.case = case;
        }
    }

    /// Parcels taken, each once.
    pub fn taken(&self) -> usize {
        self.links.values().map(|link| link.parcels.len()).sum()
    }

    /// Whether exactly these agreements are in effect, as far as was reported.
    pub fn agrees(&self, effective: &BTreeSet<&str>) -> bool {
        self.effective() == *effective
    }

    /// What was found so far; each is told once.
    pub fn faults(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.faults)
    }

    /// What is wrong with what was reported, once nothing is on its way any more.
    pub fn against(&self, effective: &BTreeSet<&str>) -> Vec<Fault> {
        let reported = self.effective();
        let lost = effective.difference(&reported).map(|case| Fault::lost(format!("{case}: never reported to the EMS")));
        let invented = reported.difference(effective).map(|case| Fault::duplicated(format!("{case}: reported, not in effect")));
        lost.chain(invented).collect()
    }

    fn effective(&self) -> BTreeSet<&str> {
        self.graduates.values().filter_map(|known| known.case.as_deref()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Kind;

    fn parcel(number: u64, graduate: &str, revision: u64) -> Parcel {
        let (graduate, mobile, email) = (graduate.to_owned(), String::new(), String::new());
        Parcel { number, cargo: Cargo::Contact { graduate, revision, at_ms: 0, mobile, email } }
    }

    fn kinds(batches: Vec<Vec<Parcel>>) -> Vec<Kind> {
        let mut ledger = Ledger::default();
        batches.into_iter().for_each(|batch| ledger.take("10001", batch));
        ledger.faults().into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn what_comes_again_is_no_fault() {
        let batch = || vec![parcel(1, "a", 1), parcel(2, "b", 1), parcel(3, "a", 2)];
        assert_eq!(kinds(vec![batch(), batch(), vec![parcel(4, "b", 2)]]), []);
    }

    #[test]
    fn a_gap_an_overtaking_and_a_number_used_twice_are_faults() {
        assert_eq!(kinds(vec![vec![parcel(2, "a", 1)]]), [Kind::Lost]);
        assert_eq!(kinds(vec![vec![parcel(1, "a", 2)]]), [Kind::Lost]);
        assert_eq!(kinds(vec![vec![parcel(1, "a", 1)], vec![parcel(1, "b", 1)]]), [Kind::Duplicated]);
    }

    #[test]
    fn an_agreement_that_was_not_reported_is_lost_and_one_that_nobody_made_is_invented() {
        let effective: BTreeSet<&str> = ["x"].into();
        let ledger = Ledger::default();
        assert!(!ledger.agrees(&effective) && ledger.agrees(&BTreeSet::new()));
        assert_eq!(ledger.against(&effective).into_iter().map(|fault| fault.kind).collect::<Vec<_>>(), [Kind::Lost]);
    }
}
