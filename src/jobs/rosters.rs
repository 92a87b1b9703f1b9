//! What a school sees of a roster file while its rows are taken, and after.

use super::{Job, Jobs};
use wangqian_protocol::ems::UploadJob;
use wangqian_rules::ids::SchoolId;

/// The uploads of all schools.
pub type Uploads = Jobs<SchoolId, UploadJob>;
/// One upload.
pub type Upload = Job<SchoolId, UploadJob>;

impl Upload {
    /// As the page follows it.
    pub fn shown(&self) -> UploadJob {
        let finished = self.is_finished();
        self.read(|job| UploadJob { finished, ..job.clone() })
    }
}
