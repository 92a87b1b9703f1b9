//! Asking on behalf of nobody in particular: whoever brings thousands of people in can wait where a person would be told to
//! come back.

use std::time::Duration;
use wangqian_rules::ids::EntityId;
use wangqian_runtime::{AskError, Runtime, core::CommandKey, registry::Hosted};
use wangqian_storage::CommitError;

/// A minute of waiting, in all, before "busy" is the answer.
const ATTEMPTS: u32 = 240;
const LONGEST_PAUSE: Duration = Duration::from_millis(256);

/// As [`Runtime::ask`], asking again while the entity or the store has too much to do.
pub async fn ask<E: Hosted>(runtime: &Runtime, id: impl Into<EntityId>, command: E::Command) -> Result<E::Reply, AskError>
where
    E::Command: Clone,
{
    ask_as::<E>(runtime, id, None, command).await
}

/// As [`ask`], under the command's own key. With one, not knowing what became of a step is no reason to stop either: asked again
/// it is done once.
pub async fn ask_as<E: Hosted>(
    runtime: &Runtime,
    id: impl Into<EntityId>,
    key: Option<CommandKey>,
    command: E::Command,
) -> Result<E::Reply, AskError>
where
    E::Command: Clone,
{
    let id = id.into();
    for attempt in 0..ATTEMPTS {
        match runtime.ask::<E>(id, key, command.clone()).await {
            // Both say that nothing was done: asking again cannot do it twice.
            Err(AskError::Busy | AskError::NotCommitted(CommitError::Busy)) => tokio::time::sleep(pause(attempt)).await,
            Err(AskError::Gone | AskError::NotCommitted(CommitError::Unknown(_) | CommitError::Conflict { .. }))
                if key.is_some() =>
            {
                tokio::time::sleep(pause(attempt)).await;
            }
            answer => return answer,
        }
    }
    Err(AskError::Busy)
}

/// 1 ms, doubling.
fn pause(attempt: u32) -> Duration {
    Duration::from_millis(1 << attempt.min(8)).min(LONGEST_PAUSE)
}
