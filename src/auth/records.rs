//! A graduate's records, as a sign-in and the page see them: which one to land on, and what is said of each (ACC-01, ROS-03).

use crate::state::AppState;
use wangqian_rules::{account::Account, check::person_name, graduate::Graduate, ids::GraduateId};
use wangqian_runtime::{AskError, Runtime};

/// The record that a sign-in lands on: the newest of those that stand on a roster, so that a row which a school entered by mistake and
/// deleted keeps nobody from theirs. `None` for who has no records.
pub async fn landing(runtime: &Runtime, account: &Account) -> Result<Option<GraduateId>, AskError> {
    let mut best = None;
    for id in account.records.reachable() {
        let graduate = runtime.read::<Graduate>(id).await?;
        let stands = graduate.profile.is_some() && graduate.removed_at.is_none();
        best = best.max(Some((stands, id.cohort, id)));
    }
    Ok(best.map(|(.., id)| id))
}

/// Whether a record that is to join an account is of a person of the same name as its other records: a mistyped number must not show one
/// person's record to another.
pub async fn is_same_person(runtime: &Runtime, account: &Account, name: &str) -> Result<bool, AskError> {
    for id in account.records.reachable() {
        let graduate = runtime.read::<Graduate>(id).await?;
        if graduate.profile.as_ref().is_some_and(|profile| !person_name::is_as_written(&profile.name, name)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a record's cohort can still act in the signing module.
pub async fn is_current(state: &AppState, id: GraduateId) -> Result<bool, AskError> {
    Ok(state.school(id.school).await?.roster.current_cohort() == Some(id.cohort))
}
