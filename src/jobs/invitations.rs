//! What an employer sees of a file of invitations while its rows are sent, and after.

use crate::{
    import::{
        RowError,
        invitations::{InvitationFile, Returned},
    },
    jobs::{Job, Jobs},
};
use wangqian_protocol::{
    bulk::{BulkJob, BulkRow},
    ems::UploadRemark,
};
use wangqian_rules::ids::{CaseId, EmployerId};

/// Characters of a name in a result: enough for every name, and for nobody's novel.
const NAME_MAX: usize = 60;

/// The uploads of all employers.
pub type Bulks = Jobs<EmployerId, Progress>;
/// One upload.
pub type Bulk = Job<EmployerId, Progress>;

/// How far it is.
pub struct Progress {
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

impl Progress {
    /// Before the first row.
    pub fn of(id: uuid::Uuid, file: &InvitationFile) -> Self {
        let (rows, notices) = (file.lines.len(), file.notices.iter().map(remark).collect());
        Self { job: BulkJob { job: id.to_string(), rows, notices, ..BulkJob::default() }, returned: Vec::new() }
    }

    /// A row is through.
    pub fn take(&mut self, result: RowResult) {
        let name = shortened(&result.name);
        let mut shown = BulkRow { row: result.row, name, case: None, reasons: Vec::new() };
        match result.sent {
            Ok(case) => {
                self.job.invited += 1;
                shown.case = Some(case.to_string());
            }
            Err(faults) => {
                self.job.refused += 1;
                let reasons = faults.iter().map(spoken).collect();
                self.returned.push(Returned { cells: result.cells, reasons });
                shown.reasons = faults.iter().map(remark).collect();
            }
        }
        self.job.done += 1;
        self.job.results.push(shown);
    }
}

impl Bulk {
    /// As the page follows it; results are long, so they come once, at the end.
    pub fn shown(&self) -> BulkJob {
        let finished = self.is_finished();
        self.read(|Progress { job, .. }| match finished {
            true => BulkJob { finished, ..job.clone() },
            false => BulkJob { results: Vec::new(), ..job.clone() },
        })
    }

    /// The rows that were not sent, once all are through.
    pub fn returned(&self) -> Option<Vec<Returned>> {
        self.is_finished().then(|| self.read(|progress| progress.returned.clone()))
    }
}

/// A name as results show it.
pub fn shortened(name: &str) -> String {
    name.chars().take(NAME_MAX).collect()
}

/// On the wire.
pub fn remark(fault: &RowError) -> UploadRemark {
    UploadRemark { row: fault.row, column: fault.column.clone(), message: fault.message.clone() }
}

/// Without the row: the file says it by its place.
fn spoken(fault: &RowError) -> String {
    if fault.column.is_empty() { fault.message.clone() } else { format!("{}：{}", fault.column, fault.message) }
}
