//! What is done with forms: handed in, taken back, returned, corrected, given up, voided; and with agreements that wait for their stamp
//! (DES-01 … DES-04, OFF-01 … OFF-03, BAC-01, RES-03, RES-04).

use super::{Chooser, Chosen, Hindrance, Known, signing::STATEMENT};
use crate::{
    agreement::{Agreement, Stamped},
    api::Command,
    destination::{Destination, Form},
    kind::CaseKind,
    torture::{
        act::{Act, Expectation, Sent, Side, is_at_a_department},
        crowd::Who,
        history::History,
        paper::Paper,
    },
};
use rand::Rng;
use wangqian_protocol::{
    case::{self, Review},
    form::Correct,
};

impl Chooser<'_> {
    /// With the proof that was handed in; without any, that comes first.
    pub(super) fn register(&mut self, history: &History, graduate: usize) -> Chosen<Sent> {
        let destination = self.destination();
        self.hand_in(history, graduate, Paper::Destination(destination), None)
    }

    /// An agreement to be stamped, or one on paper.
    pub(super) fn hand_in_agreement(&mut self, history: &History, graduate: usize) -> Chosen<Sent> {
        let stamped = if self.random.random_bool(0.6) { Stamped::Later } else { Stamped::Already };
        let employer = self.random.random_range(0..self.crowd.employers());
        let paper = Paper::Agreement(Agreement { stamped, corrected: self.random.random() });
        self.hand_in(history, graduate, paper, (stamped == Stamped::Later).then_some(employer))
    }

    fn hand_in(&mut self, history: &History, graduate: usize, paper: Paper, employer: Option<usize>) -> Chosen<Sent> {
        let who = Who::Graduate(graduate);
        let picture = picture(history.pictures.get(&who).map(String::as_str), who, paper)?;
        let filled = paper.filled(self.crowd, employer_named(employer, graduate, self.crowd.employers()), picture);
        let command = Command::begin(paper.kind(), None, filled, self.key())?;
        let (act, kind, about, expectation) = (Act::HandIn(paper), paper.kind(), None, Expectation::Either);
        Ok(Sent { who, act, kind, graduate, employer, about, command, expectation })
    }

    fn destination(&mut self) -> Destination {
        let form = Form::ALL[self.random.random_range(0..Form::ALL.len())];
        Destination { form, corrected: self.random.random() }
    }

    /// What makes sense with a form where it stands.
    pub(super) fn go_on_with_a_form(&mut self, case: &Known) -> Chosen<Sent> {
        let chance = self.random.random_range(0..100);
        match (case.state.as_str(), case.kind) {
            ("returned" | "taken_back", _) if chance < 85 => self.submit_again(case),
            ("returned" | "taken_back", CaseKind::OfflineSigning | CaseKind::OfflineRescission) => self.give_up(case),
            ("returned" | "taken_back", _) => self.submit_again(case),
            ("stamp_awaited" | "returned_second" | "taken_back_second", _) if chance < 8 => self.give_up(case),
            ("stamp_awaited" | "returned_second" | "taken_back_second", _) => self.stamp(case),
            ("effective", CaseKind::Destination) if chance < 40 => self.by_graduate(case, Act::Void, "voiding"),
            // Once it is effective, or past the first review, this is refused.
            ("effective", CaseKind::Destination) => {
                let sent = self.by_graduate(case, Act::TakeBack, "recall")?;
                Ok(Sent { expectation: Expectation::Refusal, ..sent })
            }
            ("effective", _) => self.while_it_holds(case),
            _ => self.in_review(case, chance),
        }
    }

    fn in_review(&mut self, case: &Known, chance: u32) -> Chosen<Sent> {
        let is_last_of_rescission = case.kind == CaseKind::OfflineRescission && !is_at_a_department(&case.state);
        match (chance, case.paper) {
            (0..10, _) => self.by_graduate(case, Act::TakeBack, "recall"),
            (10..22, Some(paper)) => self.send_back(case, paper),
            (22..32, Some(Paper::Destination(destination))) => self.correct(case, destination),
            (32..50, _) if is_last_of_rescission => {
                let review = Review::ApproveUnilaterally { statement: STATEMENT.to_owned() };
                self.review(case, Act::ApproveUnilaterally, &review)
            }
            (0..91, _) => self.approve(case),
            _ => self.reject(case),
        }
    }

    fn give_up(&mut self, case: &Known) -> Chosen<Sent> {
        self.by_graduate(case, Act::GiveUp, "giving-up")
    }

    /// A returned form stays the form it is; a registration that was taken back may become another.
    fn submit_again(&mut self, case: &Known) -> Chosen<Sent> {
        let paper = match (case.state.as_str(), case.paper) {
            ("taken_back", None | Some(Paper::Destination(_))) => Paper::Destination(self.destination()),
            (_, Some(paper)) => paper.amended(),
            (_, None) => Paper::Destination(self.destination()),
        };
        let who = Who::Graduate(case.graduate);
        let picture = picture(case.pictures[0].as_deref(), who, paper)?;
        let employer = employer_named(case.employer, case.graduate, self.crowd.employers());
        let filled = paper.filled(self.crowd, employer, picture);
        self.on_case(case, who, Act::SubmitAgain(paper), "submission", &filled)
    }

    /// By the graduate or the employer, whoever has the paper.
    fn stamp(&mut self, case: &Known) -> Chosen<Sent> {
        let side = if self.random.random() { Side::Graduate } else { Side::Employer };
        let who = side.who(case.graduate, case.employer).unwrap_or(Who::Graduate(case.graduate));
        let file = case.pictures[side as usize].clone().ok_or(Hindrance::NoPicture(who))?;
        self.on_case(case, who, Act::Stamp(side), "stamped", &case::Stamped { files: vec![file] })
    }

    fn send_back(&mut self, case: &Known, paper: Paper) -> Chosen<Sent> {
        let of_form = matches!(case.state.as_str(), "in_review_department" | "in_review_school");
        let field = of_form.then(|| paper.doubtful_field().to_owned());
        let fields = field.into_iter().chain(["files".to_owned()]).collect();
        self.review(case, Act::Return, &Review::Return { reason: "与证明材料不一致".to_owned(), fields })
    }

    fn correct(&mut self, case: &Known, now: Destination) -> Chosen<Sent> {
        let amended = now.amended();
        let body = Correct { answers: amended.filled(&self.crowd.choices, "").answers };
        let reviewer = self.crowd.reviewer(case.graduate, &case.state).unwrap_or(self.school(case));
        self.on_case(case, reviewer, Act::Correct(amended), "form", &body)
    }

    /// The end of an agreement on paper.
    pub(super) fn evidence<'a>(&self, case: &'a Known, paper: Paper) -> Chosen<&'a str> {
        picture(case.pictures[0].as_deref(), Who::Graduate(case.graduate), paper)
    }
}

/// The picture that goes with a form; empty where none does.
fn picture(known: Option<&str>, who: Who, paper: Paper) -> Chosen<&str> {
    match known {
        Some(picture) => Ok(picture),
        None if paper.needs_picture() => Err(Hindrance::NoPicture(who)),
        None => Ok(""),
    }
}

/// The employer that a form names: the one that takes part, or else always the same one for this graduate.
fn employer_named(employer: Option<usize>, graduate: usize, all: usize) -> usize {
    employer.unwrap_or(graduate % all)
}
