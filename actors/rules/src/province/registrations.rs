//! Employers that a province verifies (ACC-10): their rows, and which of them wait. A count is the length of a set.

use crate::{
    employer::registration::{EmployerRow, State},
    ids::*,
    time::UnixMs,
};
use imbl::{OrdMap, OrdSet};
use std::sync::Arc;

/// The rows, with what is derived from them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Registrations {
    rows: OrdMap<EmployerId, Arc<EmployerRow>>,
    /// Since when each waits.
    waiting: OrdSet<(UnixMs, EmployerId)>,
    files: OrdSet<(FileHash, EmployerId)>,
}

impl Registrations {
    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = &EmployerRow> {
        self.rows.values().map(Arc::as_ref)
    }

    /// One employer's row.
    pub fn get(&self, employer: EmployerId) -> Option<&Arc<EmployerRow>> {
        self.rows.get(&employer)
    }

    /// How many wait to be verified.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Since when the longest waiting one waits.
    pub fn oldest(&self) -> Option<UnixMs> {
        self.waiting.get_min().map(|(since, _)| *since)
    }

    /// Whether one of the registrations names this file.
    pub fn name_file(&self, file: FileHash) -> bool {
        let first = (file, EmployerId(uuid::Uuid::nil()));
        self.files.range(first..).next().is_some_and(|(named, _)| *named == file)
    }

    /// Whether a row says something new.
    pub(super) fn is_news(&self, row: &EmployerRow) -> bool {
        self.rows.get(&row.employer).is_none_or(|known| known.version < row.version)
    }

    pub(super) fn put(&mut self, row: Arc<EmployerRow>) {
        self.remove(row.employer);
        if row.state == State::Submitted {
            self.waiting.insert((row.since, row.employer));
        }
        self.files.extend(row.files.iter().map(|file| (*file, row.employer)));
        self.rows.insert(row.employer, row);
    }

    pub(super) fn remove(&mut self, employer: EmployerId) {
        let Some(row) = self.rows.remove(&employer) else { return };
        self.waiting.remove(&(row.since, employer));
        for file in &row.files {
            self.files.remove(&(*file, employer));
        }
    }
}
