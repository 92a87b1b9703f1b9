//! What is done with destinations: registered, taken back, returned, corrected, voided (DES-01 … DES-04).

use super::{Chooser, Deed, Empty, Known};
use crate::{
    api::Command,
    destination::{Destination, Form},
    kind::CaseKind,
    torture::{
        act::{Act, Expectation, Sent},
        crowd::Who,
        history::History,
    },
};
use rand::Rng;
use wangqian_protocol::{case::Review, form::Correct};

impl Chooser<'_> {
    /// With the proof that was handed in; without any, that comes first.
    pub(super) fn register(&mut self, history: &History, graduate: usize) -> Result<Deed, serde_json::Error> {
        let Some(proof) = history.proofs.get(&graduate) else { return Ok(Deed::HandInProof(graduate)) };
        let destination = self.destination();
        let command = Command::register(destination.filled(&self.crowd.choices, proof), self.key())?;
        let (who, act) = (Who::Graduate(graduate), Act::Register(destination));
        let (kind, employer, expectation) = (CaseKind::Destination, None, Expectation::Either);
        Ok(Deed::Send(Sent { who, act, kind, graduate, employer, command, expectation }))
    }

    fn destination(&mut self) -> Destination {
        let form = Form::ALL[self.random.random_range(0..Form::ALL.len())];
        Destination { form, corrected: self.random.random() }
    }

    /// What makes sense with a registration where it stands.
    pub(super) fn go_on_registering(&mut self, case: &Known, now: Destination) -> Result<Sent, serde_json::Error> {
        match (case.state.as_str(), self.random.random_range(0..100)) {
            ("returned" | "taken_back", _) => self.submit_again(case, now),
            ("effective", 0..40) => self.by_graduate(case, Act::Void, "voiding"),
            // Once it is effective, or past the first review, this is refused.
            ("effective", _) => {
                let sent = self.by_graduate(case, Act::TakeBack, "recall")?;
                Ok(Sent { expectation: Expectation::Refusal, ..sent })
            }
            (_, 0..12) => self.by_graduate(case, Act::TakeBack, "recall"),
            (_, 12..26) => self.send_back(case, now),
            (_, 26..36) => self.correct(case, now),
            (_, 36..90) => self.review(case, Act::Approve, &Review::Approve {}),
            _ => self.reject(case),
        }
    }

    fn by_graduate(&mut self, case: &Known, act: Act, action: &str) -> Result<Sent, serde_json::Error> {
        self.on_case(case, Who::Graduate(case.graduate), act, action, &Empty {})
    }

    /// A returned form stays the form it is; one that was taken back may become another.
    fn submit_again(&mut self, case: &Known, before: Destination) -> Result<Sent, serde_json::Error> {
        let destination = if case.state == "returned" { before.amended() } else { self.destination() };
        let filled = destination.filled(&self.crowd.choices, &case.proof);
        self.on_case(case, Who::Graduate(case.graduate), Act::SubmitAgain(destination), "submission", &filled)
    }

    fn send_back(&mut self, case: &Known, now: Destination) -> Result<Sent, serde_json::Error> {
        let fields = vec![now.form.doubtful_field().to_owned(), "files".to_owned()];
        self.review(case, Act::Return, &Review::Return { reason: "与证明材料不一致".to_owned(), fields })
    }

    fn correct(&mut self, case: &Known, now: Destination) -> Result<Sent, serde_json::Error> {
        let amended = now.amended();
        let body = Correct { answers: amended.filled(&self.crowd.choices, "").answers };
        self.on_case(case, self.reviewer(case), Act::Correct(amended), "form", &body)
    }
}
