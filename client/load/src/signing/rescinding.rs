//! The steps of the end of an agreement: asked for, with evidence or with the employer's yes, and reviewed.

use super::{
    errand::Agreed,
    flow::{APPROVE, Flow, Stage, Step},
};
use crate::{
    api::Command,
    rescission::{Rescission, Signed},
};
use uuid::Uuid;

const AGREE: &[u8] = br#"{"answer":"agree"}"#;

impl Flow {
    pub(super) fn rescind<'a>(&self, stage: &'a Stage<'_>, key: Uuid, agreed: Agreed) -> Result<Step<'a>, serde_json::Error> {
        let Some(agreement) = &self.agreement else { return Ok(Step::Stuck) };
        let signed = if agreed == Agreed::Online { Signed::Online } else { Signed::OnPaper };
        let Some(seen) = &self.seen else {
            if signed == Signed::OnPaper && self.proof.is_none() {
                return Ok(stage.hand_in(self.slot));
            }
            let rescission = Rescission::at_first(signed);
            let filled = rescission.filled(self.proof.iter().cloned().collect());
            let ask = Command::begin(rescission.kind(), Some(agreement), filled, key)?;
            return Ok(Step::Take(stage.graduate(self.slot), ask));
        };
        let on_case = |action, body: &[u8]| Command::on_case(&seen.case, seen.version, action, body.to_vec(), key);
        Ok(match seen.state.as_str() {
            "asked_employer" => Step::Take(stage.employer(self.slot), on_case("answer", AGREE)),
            state => stage.review(self.slot, state, on_case("review", APPROVE)),
        })
    }
}
