//! Graduates come onto a school's roster in batches: into the EMS, and from there to the platform and to each graduate.

use super::{ask, crossing::crossed};
use crate::exchange;
use std::time::Duration;
use wangqian_rules::{
    ems::{
        Command, EmsSchool, Reply,
        accounts::Keeper,
        register::{EnrolError, Taken},
    },
    exchange::Subject,
    graduate::Graduate,
    ids::*,
    profile::Profile,
    school::School,
};
use wangqian_runtime::{AskError, Runtime};

/// Rows in one step of the EMS.
const BATCH: usize = exchange::BATCH;
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// Uploads rows; each gets an answer of its own, in the order given. Returns when all of them have heard of it.
pub async fn enrol(
    runtime: &Runtime,
    school: SchoolId,
    profiles: Vec<Profile>,
) -> Result<Vec<Result<(GraduateId, Taken), EnrolError>>, AskError> {
    let mut results = Vec::with_capacity(profiles.len());
    for batch in profiles.chunks(BATCH) {
        let upload = Command::Upload { by: Keeper::Operator, profiles: batch.to_vec() };
        if let Reply::Uploaded { results: answers, .. } = ask::<EmsSchool>(runtime, EntityId::EmsSchool(school), upload).await?
        {
            results.extend(answers);
        }
    }
    for (id, _) in results.iter().flatten() {
        if has_row(runtime, school, *id).await? {
            heard(runtime, *id).await?;
        }
    }
    Ok(results)
}

/// Waits until the platform has this row as the EMS has it; `false` if the platform refused it.
pub async fn has_row(runtime: &Runtime, school: SchoolId, id: GraduateId) -> Result<bool, AskError> {
    let ems = runtime.read::<EmsSchool>(EntityId::EmsSchool(school)).await?;
    let revision = ems.register.get(id).map_or(0, |row| row.revision);
    let has_arrived = async || {
        let school = runtime.read::<School>(school).await?;
        Ok(school.roster.known(id).is_some_and(|row| row.revision >= revision))
    };
    crossed(runtime, school, Subject::Graduate(id), has_arrived).await
}

async fn heard(runtime: &Runtime, id: GraduateId) -> Result<(), AskError> {
    while runtime.read::<Graduate>(id).await?.profile.is_none() {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Ok(())
}
