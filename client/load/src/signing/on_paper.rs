//! The steps of an agreement on paper: the form, the reviews, and the image of the stamped agreement, which comes first where it was
//! signed already and last where it was not.

use super::flow::{APPROVE, Flow, Stage, Step};
use crate::{
    agreement::{Agreement, Stamped},
    api::Command,
};
use uuid::Uuid;
use wangqian_protocol::case;

impl Flow {
    pub(super) fn sign_on_paper<'a>(
        &self,
        stage: &'a Stage<'_>,
        key: Uuid,
        agreement: Agreement,
    ) -> Result<Step<'a>, serde_json::Error> {
        let graduate = stage.graduate(self.slot);
        let image: Vec<String> = self.proof.iter().cloned().collect();
        let Some(seen) = &self.seen else {
            if agreement.stamped == Stamped::Already && image.is_empty() {
                return Ok(stage.hand_in(self.slot));
            }
            let filled = agreement.filled(stage.choices(), stage.employer_named(self.slot), image);
            return Ok(Step::Take(graduate, Command::begin(agreement.kind(), None, filled, key)?));
        };
        let on_case = |action, body| Command::on_case(&seen.case, seen.version, action, body, key);
        Ok(match seen.state.as_str() {
            "stamp_awaited" if image.is_empty() => stage.hand_in(self.slot),
            "stamp_awaited" => Step::Take(graduate, on_case("stamped", serde_json::to_vec(&case::Stamped { files: image })?)),
            state => stage.review(self.slot, state, on_case("review", APPROVE.to_vec())),
        })
    }
}
