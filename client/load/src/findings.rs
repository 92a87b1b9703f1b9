//! What was found to be wrong.

use serde::Serialize;

/// The promise that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something acknowledged or shown is not there any more.
    Lost,
    /// Something took effect twice, or without anybody being told.
    Duplicated,
    /// An invariant does not hold.
    Broken,
}

/// One wrong thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: Kind,
    pub what: String,
}

impl Fault {
    pub fn lost(what: impl Into<String>) -> Self {
        Self { kind: Kind::Lost, what: what.into() }
    }

    pub fn duplicated(what: impl Into<String>) -> Self {
        Self { kind: Kind::Duplicated, what: what.into() }
    }

    pub fn broken(what: impl Into<String>) -> Self {
        Self { kind: Kind::Broken, what: what.into() }
    }
}

/// How many of each; the first ones are told to whoever watches.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Findings {
    pub lost: usize,
    pub duplicated: usize,
    pub invariants_broken: usize,
    #[serde(skip)]
    told: usize,
}

const MOST_TOLD: usize = 50;

impl Findings {
    pub fn add(&mut self, fault: &Fault) {
        match fault.kind {
            Kind::Lost => self.lost += 1,
            Kind::Duplicated => self.duplicated += 1,
            Kind::Broken => self.invariants_broken += 1,
        }
        if self.told < MOST_TOLD {
            self.told += 1;
            eprintln!("{:?}: {}", fault.kind, fault.what);
        }
    }

    /// With these and no others.
    #[cfg(test)]
    pub fn of(faults: impl IntoIterator<Item = Fault>) -> Self {
        let mut findings = Self::default();
        findings.add_all(faults);
        findings
    }

    pub fn add_all(&mut self, faults: impl IntoIterator<Item = Fault>) {
        faults.into_iter().for_each(|fault| self.add(&fault));
    }

    /// Counts what others found, and told.
    pub fn add_counts(&mut self, others: &Self) {
        self.lost += others.lost;
        self.duplicated += others.duplicated;
        self.invariants_broken += others.invariants_broken;
    }

    pub fn is_clean(&self) -> bool {
        self.lost + self.duplicated + self.invariants_broken == 0
    }
}
