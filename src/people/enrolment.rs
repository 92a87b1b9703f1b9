//! Graduates come onto a school's roster in batches.

use super::ask;
use std::time::Duration;
use wangqian_rules::{
    ids::{GraduateId, SchoolId},
    profile::Profile,
    school::{Command, Reply, School, roster::EnrolError},
};
use wangqian_runtime::{AskError, Runtime};

/// Rows in one step: well below the size of a record, and few enough that the school answers others in between.
const BATCH: usize = 200;
/// Graduates who have not yet heard of their enrolment. More would only be told again and again.
const UNTOLD_MAX: usize = 1_000;
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// Enrols graduates; each gets an answer of their own, in the order given.
pub async fn enrol(
    runtime: &Runtime,
    school: SchoolId,
    profiles: Vec<Profile>,
) -> Result<Vec<Result<GraduateId, EnrolError>>, AskError> {
    let mut results = Vec::with_capacity(profiles.len());
    for batch in profiles.chunks(BATCH) {
        let enrol = Command::Enrol { profiles: batch.to_vec() };
        if let Reply::Enrolled(answers) = ask::<School>(runtime, school, enrol).await? {
            results.extend(answers);
        }
        while runtime.courier().unsettled() > UNTOLD_MAX {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
    Ok(results)
}
