//! Graduates come onto a school's roster in batches.

use super::ask;
use std::time::Duration;
use wangqian_rules::{
    graduate::Graduate,
    ids::{GraduateId, SchoolId},
    profile::Profile,
    school::{Command, Reply, School, roster::EnrolError},
};
use wangqian_runtime::{AskError, Runtime, shell::MAILBOX};

/// Rows in one step. Every graduate answers the school's letter, all at about the same time: more answers than its mailbox
/// takes would be lost and asked for again.
const BATCH: usize = MAILBOX * 7 / 8;
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// Enrols graduates; each gets an answer of their own, in the order given. Returns when all of them have heard of it.
pub async fn enrol(
    runtime: &Runtime,
    school: SchoolId,
    profiles: Vec<Profile>,
) -> Result<Vec<Result<GraduateId, EnrolError>>, AskError> {
    let mut results = Vec::with_capacity(profiles.len());
    for batch in profiles.chunks(BATCH) {
        let enrol = Command::Enrol { profiles: batch.to_vec() };
        if let Reply::Enrolled(answers) = ask::<School>(runtime, school, enrol).await? {
            for id in answers.iter().flatten() {
                heard(runtime, *id).await?;
            }
            results.extend(answers);
        }
    }
    Ok(results)
}

async fn heard(runtime: &Runtime, id: GraduateId) -> Result<(), AskError> {
    while runtime.read::<Graduate>(id).await?.profile.is_none() {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Ok(())
}
