//! The edge of the employment management system: who its callers are, and uploads that take longer than a request.

pub mod codes_file;
pub mod correction;
pub mod upload;
pub mod waiting;

use crate::{error::ApiError, rights::Caller, state::AppState};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::{
    future::{Ready, ready},
    sync::Arc,
};
use wangqian_rules::{
    ems::{Command, EmsSchool, Reply, accounts::Keeper},
    ids::*,
    refusal::Refusal,
};
use wangqian_runtime::{AskError, core::CommandKey};

/// The school that a caller works on, and as whom.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub school: SchoolId,
    pub keeper: Keeper,
}

impl Desk {
    /// School and department users work on their own school, a province on the one that the address names. Their rights there
    /// are decided in the step.
    fn of(caller: &Caller, named: Option<SchoolId>) -> Result<Self, Refusal> {
        match (caller.province(), named) {
            (Ok(province), Some(school)) => Ok(Self { school, keeper: Keeper::Province(province) }),
            _ => {
                let staff = caller.staff()?;
                Ok(Self { school: staff.school_id, keeper: Keeper::Staff(staff.id) })
            }
        }
    }

    /// The school as the EMS has it. For another province it does not exist.
    pub async fn read(&self, state: &AppState) -> Result<Arc<EmsSchool>, AskError> {
        let ems = state.runtime.read::<EmsSchool>(EntityId::EmsSchool(self.school)).await?;
        let is_foreign = |province| ems.founded.as_ref().is_none_or(|school| school.province != province);
        match self.keeper {
            Keeper::Province(province) if is_foreign(province) => Err(Refusal::NotFound.into()),
            _ => Ok(ems),
        }
    }

    /// Hands a command to it.
    pub async fn ask(&self, state: &AppState, key: Option<CommandKey>, command: Command) -> Result<Reply, AskError> {
        state.runtime.ask::<EmsSchool>(EntityId::EmsSchool(self.school), key, command).await
    }
}

impl FromRequest for Desk {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let named = request.match_info().get("school").map(|school| school.parse().map_err(|()| Refusal::NotFound));
        let caller = Caller::from_request(request, payload).into_inner();
        ready(caller.and_then(|caller| Ok(Self::of(&caller, named.transpose()?)?)))
    }
}
