//! What the EMS has taken, and what is wrong with it (SYN-01): nothing lost, nothing twice, in order per graduate.

use crate::findings::Fault;
use std::collections::{BTreeMap, HashMap};
use wangqian_protocol::link::{Cargo, Destination, Parcel};

/// What the EMS was told of a case that took effect, or has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Of the destination: `10` for an agreement that was signed online.
    pub code: String,
    /// Whether it was said afterwards that it holds no more.
    pub ended: bool,
}

/// Everything that ever arrived.
#[derive(Debug, Default)]
pub struct Ledger {
    links: BTreeMap<String, Link>,
    graduates: HashMap<String, Known>,
    /// By case.
    cases: BTreeMap<String, Reported>,
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
        let (graduate, revision, destination) = match cargo {
            Cargo::Destination { graduate, revision, destination, .. } => (graduate, revision, Some(destination)),
            Cargo::Contact { graduate, revision, .. } => (graduate, revision, None),
            other => return self.faults.push(Fault::broken(format!("the wrong way: {other:?}"))),
        };
        let known = self.graduates.entry(graduate.clone()).or_default();
        if revision != known.revision + 1 {
            let before = known.revision;
            self.faults.push(Fault::lost(format!("report {revision} on {graduate} came after {before}")));
        }
        known.revision = revision;
        if let Some(destination) = destination {
            let before = std::mem::replace(&mut known.case, destination.as_ref().map(|it| it.case.clone()));
            let fault = match (before, destination) {
                (before, Some(now)) => self.holds(before.as_deref(), *now),
                (Some(before), None) => self.holds_no_more(&before),
                (None, None) => Some(Fault::duplicated(format!("{graduate} was reported without a destination, and had none"))),
            };
            self.faults.extend(fault);
        }
    }

    /// One destination never takes the place of another: the first one ends before.
    fn holds(&mut self, before: Option<&str>, now: Destination) -> Option<Fault> {
        let Destination { case, code, .. } = now;
        if let Some(before) = before.filter(|before| *before != case) {
            return Some(Fault::broken(format!("{case} was reported while {before} held")));
        }
        match self.cases.insert(case.clone(), Reported { code: code.clone(), ended: false }) {
            Some(Reported { ended: true, .. }) => Some(Fault::duplicated(format!("{case}: reported again after its end"))),
            Some(Reported { code: was, .. }) if was != code => {
                Some(Fault::broken(format!("{case}: reported as {was}, then as {code}")))
            }
            _ => None,
        }
    }

    fn holds_no_more(&mut self, case: &str) -> Option<Fault> {
        let Some(reported) = self.cases.get_mut(case) else {
            return Some(Fault::broken(format!("{case}: its end was reported, and not that it held")));
        };
        reported.ended = true;
        None
    }

    /// Parcels taken, each once.
    pub fn taken(&self) -> usize {
        self.links.values().map(|link| link.parcels.len()).sum()
    }

    /// Whether exactly this was reported.
    pub fn agrees(&self, due: &BTreeMap<String, Reported>) -> bool {
        self.cases == *due
    }

    /// What was found so far; each is told once.
    pub fn faults(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.faults)
    }

    /// What is wrong with what was reported, once nothing is on its way any more.
    pub fn against(&self, due: &BTreeMap<String, Reported>) -> Vec<Fault> {
        let told = |case: &String| self.cases.get(case);
        let wrong = due.iter().filter_map(|(case, due)| wrong(case, due, told(case)));
        let invented = self.cases.keys().filter(|case| !due.contains_key(*case));
        wrong.chain(invented.map(|case| Fault::duplicated(format!("{case}: reported, and never took effect")))).collect()
    }
}

fn wrong(case: &str, due: &Reported, told: Option<&Reported>) -> Option<Fault> {
    let Some(told) = told else { return Some(Fault::lost(format!("{case}: never reported to the EMS"))) };
    if told.code != due.code {
        return Some(Fault::broken(format!("{case}: reported as {}, and is {}", told.code, due.code)));
    }
    match (told.ended, due.ended) {
        (false, true) => Some(Fault::lost(format!("{case}: its end was never reported to the EMS"))),
        (true, false) => Some(Fault::duplicated(format!("{case}: its end was reported, and it holds"))),
        _ => None,
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

    fn destination(number: u64, revision: u64, case: Option<(&str, &str)>) -> Parcel {
        let text = String::new;
        let destination = case.map(|(case, code)| {
            Box::new(Destination {
                case: case.to_owned(),
                code: code.to_owned(),
                credit_code: text(),
                employer_name: text(),
                employer_nature: text(),
                employer_industry: text(),
                employer_region: text(),
                job_title: text(),
                job_category: text(),
                work_region: text(),
                archive: None,
                household: None,
            })
        });
        Parcel { number, cargo: Cargo::Destination { graduate: "a".to_owned(), revision, at_ms: 0, destination } }
    }

    fn due(code: &str, ended: bool) -> BTreeMap<String, Reported> {
        [("x".to_owned(), Reported { code: code.to_owned(), ended })].into()
    }

    #[test]
    fn the_right_code_and_the_right_end_have_to_arrive() {
        let after = |parcels: Vec<Parcel>, due: BTreeMap<String, Reported>| {
            let mut ledger = Ledger::default();
            ledger.take("10001", parcels);
            assert_eq!((ledger.faults(), ledger.agrees(&due)), (vec![], ledger.against(&due).is_empty()));
            ledger.against(&due).into_iter().map(|fault| fault.kind).collect::<Vec<_>>()
        };
        let holds = || destination(1, 1, Some(("x", "801")));
        let ends = || destination(2, 2, None);
        assert_eq!(after(vec![holds()], due("801", false)), []);
        assert_eq!(after(vec![holds(), ends()], due("801", true)), []);
        assert_eq!(after(vec![], due("801", false)), [Kind::Lost]);
        assert_eq!(after(vec![holds()], due("11", false)), [Kind::Broken]);
        assert_eq!(after(vec![holds()], due("801", true)), [Kind::Lost]);
        assert_eq!(after(vec![holds(), ends()], due("801", false)), [Kind::Duplicated]);
        assert_eq!(after(vec![holds()], BTreeMap::new()), [Kind::Duplicated]);
    }

    #[test]
    fn one_destination_ends_before_another_holds_and_none_comes_back() {
        let (x, y) = (Some(("x", "10")), Some(("y", "801")));
        assert_eq!(kinds(vec![vec![destination(1, 1, x), destination(2, 2, None), destination(3, 3, y)]]), []);
        assert_eq!(kinds(vec![vec![destination(1, 1, x), destination(2, 2, y)]]), [Kind::Broken]);
        assert_eq!(kinds(vec![vec![destination(1, 1, x), destination(2, 2, None), destination(3, 3, x)]]), [Kind::Duplicated]);
        assert_eq!(kinds(vec![vec![destination(1, 1, None)]]), [Kind::Duplicated]);
    }
}
