//! Somebody proved who they are, by whatever way: the one place where a session begins.

use super::{
    attempt::Attempt,
    session::{self, Session},
};
use crate::{error::ApiResult, state::AppState};
use actix_web::{HttpRequest, cookie::Cookie};
use std::sync::Arc;
use wangqian_rules::{
    account::{Principal, second_factor::Proof},
    graduate::{self, Graduate},
};

/// Signs in whoever made the attempt.
pub async fn enter(
    state: &AppState,
    request: &HttpRequest,
    attempt: &Attempt,
    proof: Proof,
) -> ApiResult<(Arc<Session>, Cookie<'static>)> {
    let (session, cookie) = session::start(state, attempt.id, attempt.place(request), proof).await?;
    attempt.succeeded(state);
    sync_contact(state, &session.principal).await;
    Ok((session, cookie))
}

/// A graduate who signs in has the EMS hear of phone and e-mail again if it has others (ROS-02). Signing in does not wait for a full
/// disk or a busy entity: the next sign-in says it again.
async fn sync_contact(state: &AppState, principal: &Principal) {
    let Principal::Graduate(id) = *principal else { return };
    let differs = state.runtime.read::<Graduate>(id).await.is_ok_and(|graduate| graduate.contact_to_tell().is_some());
    if differs && let Err(error) = state.runtime.ask::<Graduate>(id, None, graduate::Command::SyncContact).await {
        tracing::debug!(%error, "a contact is told at the next sign-in");
    }
}
