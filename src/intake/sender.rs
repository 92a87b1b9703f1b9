//! Who hands a file in: somebody a school or a province knows, or somebody who registered a minute ago. Strangers share a part of what
//! there is, so that they keep nobody else waiting.

use crate::{error::ApiResult, rights::Caller, state::AppState};
use wangqian_rules::{account::Principal, employer::Employer};

/// What the one who hands a file in is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    Known,
    /// An employer that nobody has verified (ACC-10).
    Stranger,
}

impl Sender {
    /// Of the one who asks.
    pub async fn of(state: &AppState, caller: &Caller) -> ApiResult<Self> {
        let Principal::Employer(id) = caller.session.principal else { return Ok(Self::Known) };
        let is_verified = state.runtime.read::<Employer>(id).await?.in_force().is_some();
        Ok(if is_verified { Self::Known } else { Self::Stranger })
    }
}
