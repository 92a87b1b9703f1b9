//! What the platform reported, one row a graduate (SYN-01). An older report that comes late changes nothing.

use crate::{
    exchange::{Destination, Report, Said},
    ids::*,
    time::UnixMs,
};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is reported of one graduate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    pub graduate: GraduateId,
    /// Of the newest report taken.
    pub revision: u64,
    pub at: UnixMs,
    /// `None`: 「待就业」.
    pub destination: Option<Destination>,
    pub mobile: Option<String>,
    pub email: Option<String>,
}

/// All rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger(OrdMap<GraduateId, Arc<Reported>>);

impl Ledger {
    /// In the roster's order.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<Reported>> {
        self.0.values()
    }

    /// What is reported of a graduate; `None`: nothing ever was.
    pub fn get(&self, id: GraduateId) -> Option<&Reported> {
        self.0.get(&id).map(Arc::as_ref)
    }

    /// The rows that newer reports change; several on one graduate are taken in their order.
    pub(super) fn take(&self, reports: Vec<Report>) -> Vec<Reported> {
        let mut ledger = self.clone();
        let mut news = Vec::new();
        for report in reports {
            let known = ledger.get(report.graduate);
            if known.is_some_and(|known| known.revision >= report.revision) {
                continue;
            }
            let row = with(known, report);
            ledger.put(Arc::new(row.clone()));
            news.push(row);
        }
        news
    }

    pub(super) fn shared(&self, id: GraduateId) -> Option<Arc<Reported>> {
        self.0.get(&id).cloned()
    }

    pub(super) fn put(&mut self, row: Arc<Reported>) {
        self.0.insert(row.graduate, row);
    }
}

fn with(known: Option<&Reported>, report: Report) -> Reported {
    let Report { graduate, revision, at, said } = report;
    let (destination, mobile, email) =
        known.map_or((None, None, None), |row| (row.destination.clone(), row.mobile.clone(), row.email.clone()));
    match said {
        Said::Destination(destination) => {
            Reported { graduate, revision, at, destination: destination.map(|it| *it), mobile, email }
        }
        Said::Contact { mobile, email } => {
            Reported { graduate, revision, at, destination, mobile: Some(mobile), email: Some(email) }
        }
    }
}
