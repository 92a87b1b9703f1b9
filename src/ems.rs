//! The edge of the employment management system: who its callers are, and uploads that take longer than a request.

pub mod upload;

use crate::{rights::Caller, state::AppState};
use std::sync::Arc;
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
    /// School and department users work on their own school. What they may do there is decided in the step.
    pub fn of(caller: &Caller) -> Result<Self, Refusal> {
        let staff = caller.staff()?;
        Ok(Self { school: staff.school_id, keeper: Keeper::Staff(staff.id) })
    }

    /// The school as the EMS has it.
    pub async fn read(&self, state: &AppState) -> Result<Arc<EmsSchool>, AskError> {
        state.runtime.read::<EmsSchool>(EntityId::EmsSchool(self.school)).await
    }

    /// Hands a command to it.
    pub async fn ask(&self, state: &AppState, key: Option<CommandKey>, command: Command) -> Result<Reply, AskError> {
        state.runtime.ask::<EmsSchool>(EntityId::EmsSchool(self.school), key, command).await
    }
}
