//! The steps of a destination: proof, the form, both reviews, and the turn that its course takes.

use super::{
    errand::Course,
    flow::{APPROVE, Flow, Stage, Step},
};
use crate::{api::Command, destination::Destination};
use uuid::Uuid;
use wangqian_protocol::case::Review;

impl Flow {
    pub(super) fn register<'a>(
        &self,
        stage: &'a Stage<'_>,
        key: Uuid,
        (destination, course): (Destination, Course),
    ) -> Result<Step<'a>, serde_json::Error> {
        let Some(proof) = &self.proof else { return Ok(stage.hand_in(self.slot)) };
        let graduate = stage.graduate(self.slot);
        let filled = |destination: Destination| destination.filled(stage.choices(), proof);
        let Some(seen) = &self.seen else {
            return Ok(Step::Take(graduate, Command::register(filled(destination), key)?));
        };
        let on_case = |action, body| Command::on_case(&seen.case, seen.version, action, body, key);
        Ok(match (seen.state.as_str(), course, seen.version) {
            ("returned" | "taken_back", ..) => {
                let corrected = serde_json::to_vec(&filled(destination.amended()))?;
                Step::Take(graduate, on_case("submission", corrected))
            }
            ("effective", Course::Voided, _) => Step::Take(graduate, on_case("voiding", b"{}".to_vec())),
            (_, Course::TakenBack, 1) => Step::Take(graduate, on_case("recall", b"{}".to_vec())),
            (state, Course::Returned, 1) => {
                stage.review(self.slot, state, on_case("review", serde_json::to_vec(&returning(destination))?))
            }
            (state, ..) => stage.review(self.slot, state, on_case("review", APPROVE.to_vec())),
        })
    }
}

fn returning(destination: Destination) -> Review {
    let fields = vec![destination.form.doubtful_field().to_owned(), "files".to_owned()];
    Review::Return { reason: "与证明材料不一致".to_owned(), fields }
}
