//! Uploads under way and lately finished: one an employer, in memory. What they sent stands in the employer's own state.

use crate::import::{
    RowError,
    invitations::{InvitationFile, Returned},
};
use dashmap::{DashMap, Entry};
use std::sync::{Arc, Mutex, PoisonError};
use wangqian_protocol::{
    bulk::{BulkJob, BulkRow},
    ems::UploadRemark,
};
use wangqian_rules::{
    ids::{CaseId, EmployerId},
    refusal::Refusal,
};

/// Uploads remembered; finished ones go when there are more.
const REMEMBERED_MAX: usize = 200;
/// Characters of a name in a result: enough for every name, and for nobody's novel.
const NAME_MAX: usize = 60;

/// The last upload of each employer.
#[derive(Default)]
pub struct Bulks(DashMap<EmployerId, Arc<Bulk>>);

/// One upload.
pub struct Bulk {
    pub id: uuid::Uuid,
    progress: Mutex<Progress>,
}

struct Progress {
    job: BulkJob,
    returned: Vec<Returned>,
}

/// What became of one row.
pub struct RowResult {
    pub row: u32,
    pub name: String,
    pub cells: Vec<String>,
    pub sent: Result<CaseId, Vec<RowError>>,
}

impl Bulks {
    /// The employer's upload, if it is this one.
    pub fn get(&self, id: uuid::Uuid, employer: EmployerId) -> Option<Arc<Bulk>> {
        self.0.get(&employer).filter(|bulk| bulk.id == id).map(|bulk| Arc::clone(&bulk))
    }

    /// One at a time: who sends a second file waits for the first.
    pub fn begin(&self, id: uuid::Uuid, employer: EmployerId, file: &InvitationFile) -> Result<Arc<Bulk>, Refusal> {
        if self.0.len() >= REMEMBERED_MAX {
            self.0.retain(|_, bulk| !bulk.is_finished());
        }
        let bulk = Arc::new(Bulk::of(id, file));
        match self.0.entry(employer) {
            Entry::Occupied(known) if !known.get().is_finished() => return Err(Refusal::UploadRunning),
            Entry::Occupied(mut known) => drop(known.insert(Arc::clone(&bulk))),
            Entry::Vacant(place) => drop(place.insert(Arc::clone(&bulk))),
        }
        Ok(bulk)
    }
}

impl Bulk {
    fn of(id: uuid::Uuid, file: &InvitationFile) -> Self {
        let (rows, notices) = (file.lines.len(), file.notices.iter().map(remark).collect());
        let job = BulkJob { job: id.to_string(), rows, notices, ..BulkJob::default() };
        Self { id, progress: Mutex::new(Progress { job, returned: Vec::new() }) }
    }

    /// As the page follows it; results are long, so they come once, at the end.
    pub fn shown(&self) -> BulkJob {
        self.read(|progress| match progress.job.finished {
            true => progress.job.clone(),
            false => BulkJob { results: Vec::new(), ..progress.job.clone() },
        })
    }

    /// The rows that were not sent, once all are through.
    pub fn returned(&self) -> Option<Vec<Returned>> {
        self.read(|progress| progress.job.finished.then(|| progress.returned.clone()))
    }

    /// A row is through.
    pub fn note(&self, result: RowResult) {
        self.change(|progress| {
            let name = result.name.chars().take(NAME_MAX).collect();
            let mut shown = BulkRow { row: result.row, name, case: None, reasons: Vec::new() };
            match result.sent {
                Ok(case) => {
                    progress.job.invited += 1;
                    shown.case = Some(case.to_string());
                }
                Err(faults) => {
                    progress.job.refused += 1;
                    let reasons = faults.iter().map(spoken).collect();
                    progress.returned.push(Returned { cells: result.cells, reasons });
                    shown.reasons = faults.iter().map(remark).collect();
                }
            }
            progress.job.done += 1;
            progress.job.results.push(shown);
        });
    }

    /// Every row is through.
    pub fn finish(&self) {
        self.change(|progress| progress.job.finished = true);
    }

    fn is_finished(&self) -> bool {
        self.read(|progress| progress.job.finished)
    }

    fn read<T>(&self, look: impl FnOnce(&Progress) -> T) -> T {
        look(&self.progress.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn remark(fault: &RowError) -> UploadRemark {
    UploadRemark { row: fault.row, column: fault.column.clone(), message: fault.message.clone() }
}

/// Without the row: the file says it by its place.
fn spoken(fault: &RowError) -> String {
    if fault.column.is_empty() { fault.message.clone() } else { format!("{}：{}", fault.column, fault.message) }
}
