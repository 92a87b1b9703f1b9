//! What somebody does next: mostly what makes sense, often what somebody else does at the same moment, now and then what
//! must be refused. Reproducible from the seed as far as the server's answers are.

mod registering;

use super::{
    act::{Act, Expectation, Sent, binds},
    crowd::{Crowd, Who},
    history::{CaseHistory, History},
};
use crate::{api::Command, destination::Destination, kind::CaseKind};
use rand::{Rng, rngs::SmallRng};
use serde::Serialize;
use std::ops::Range;
use uuid::{Builder, Uuid};
use wangqian_protocol::{
    case::{Amend, Decline, Review},
    invitation::Invite,
};

/// One thing to do.
#[derive(Clone, Debug)]
pub enum Deed {
    Send(Sent),
    /// The same request on two connections at once.
    SendTwice(Sent),
    /// The last acknowledged command again, with its key.
    Repeat,
    Look(Who),
    /// A graduate's picture.
    HandInProof(usize),
}

/// One person's choices.
pub struct Chooser<'a> {
    crowd: &'a Crowd,
    /// The graduates that everybody is busy with: few, so that people meet.
    busy: Range<usize>,
    random: SmallRng,
}

/// A case as the chooser knows it.
struct Known {
    id: String,
    kind: CaseKind,
    graduate: usize,
    employer: Option<usize>,
    version: u64,
    state: String,
    /// As it was last filled in, where it is a registration; with the name of the proof.
    destination: Option<Destination>,
    proof: String,
}

impl<'a> Chooser<'a> {
    pub fn new(crowd: &'a Crowd, busy: Range<usize>, random: SmallRng) -> Self {
        Self { crowd, busy, random }
    }

    pub fn choose(&mut self, history: &History) -> Result<Deed, serde_json::Error> {
        let graduate = self.random.random_range(self.busy.clone());
        let case = self.pick(history, graduate);
        Ok(match (self.random.random_range(0..100), case) {
            (0..5, _) => Deed::Look(self.anybody(graduate)),
            (5..13, _) => Deed::Repeat,
            (13..19, Some(case)) => Deed::SendTwice(self.sensible(&case)?),
            (19..27, Some(case)) => Deed::Send(self.stale(&case)?),
            (27..33, Some(case)) => Deed::Send(self.strange(&case)?),
            (33..75, Some(case)) => Deed::Send(self.sensible(&case)?),
            (75..85, Some(case)) if case.destination.is_none() => Deed::Send(self.accept(&case)),
            (_, Some(case)) if binds(&case.state) => Deed::Send(self.sensible(&case)?),
            _ if self.random.random() => Deed::Send(self.invite(graduate)?),
            _ => self.register(history, graduate)?,
        })
    }

    /// One of the graduate's cases that can still move.
    fn pick(&mut self, history: &History, graduate: usize) -> Option<Known> {
        let known = |id: &str, case: &CaseHistory| {
            let (version, state) = case.newest()?;
            let (id, state) = (id.to_owned(), state.to_owned());
            let (kind, employer, destination) = (case.kind, case.employer, case.destination());
            let proof = history.proofs.get(&graduate).cloned().unwrap_or_default();
            Some(Known { id, kind, graduate, employer, version, state, destination, proof })
        };
        let all = history.of(graduate).filter_map(|(id, case)| known(id, case));
        let mut open: Vec<Known> = all.filter(|case| waits(&case.state) || binds(&case.state)).collect();
        if open.is_empty() {
            return None;
        }
        let place = self.random.random_range(0..open.len());
        Some(open.swap_remove(place))
    }

    fn invite(&mut self, graduate: usize) -> Result<Sent, serde_json::Error> {
        let employer = self.random.random_range(0..self.crowd.employers());
        let person = self.crowd.graduate(graduate);
        let invite = Invite {
            school: self.crowd.school_code(graduate).to_owned(),
            name: person.name.clone(),
            number: person.exam_no.clone(),
            valid_days: None,
            terms: self.crowd.choices.terms(),
        };
        let command = Command::invite(&invite, self.key())?;
        let (who, kind, employer) = (Who::Employer(employer), CaseKind::OnlineSigning, Some(employer));
        Ok(Sent { who, act: Act::Invite, kind, graduate, employer, command, expectation: Expectation::Either })
    }

    fn accept(&mut self, case: &Known) -> Sent {
        let command = Command::on_case(&case.id, case.version, "acceptance", b"{}".to_vec(), self.key());
        self.sent(case, Who::Graduate(case.graduate), Act::Accept, command)
    }

    fn sensible(&mut self, case: &Known) -> Result<Sent, serde_json::Error> {
        match case.destination {
            Some(destination) => self.go_on_registering(case, destination),
            None => self.go_on_signing(case),
        }
    }

    fn go_on_signing(&mut self, case: &Known) -> Result<Sent, serde_json::Error> {
        let lucky = self.random.random_bool(0.6);
        match (case.state.as_str(), case.employer) {
            ("invited", _) if lucky => Ok(self.accept(case)),
            ("invited", Some(employer)) if self.random.random() => {
                self.on_case(case, Who::Employer(employer), Act::Withdraw, "withdrawal", &Empty {})
            }
            ("invited", _) => {
                let reason = Decline { reason: "已有其他安排".to_owned() };
                self.on_case(case, Who::Graduate(case.graduate), Act::Decline, "refusal", &reason)
            }
            ("effective", _) => self.amend(case),
            _ if lucky => self.review(case, Act::Approve, &Review::Approve {}),
            _ => self.reject(case),
        }
    }

    fn amend(&mut self, case: &Known) -> Result<Sent, serde_json::Error> {
        let categories = &self.crowd.choices.job_categories;
        let job_category = categories[self.random.random_range(0..categories.len())].clone();
        let body = Amend { changes: [("job_category".to_owned(), job_category)].into() };
        self.on_case(case, self.school(case), Act::Amend, "amendment", &body)
    }

    fn reject(&mut self, case: &Known) -> Result<Sent, serde_json::Error> {
        let reasons = self.crowd.choices.reject_reasons(case.kind);
        let reason = reasons[self.random.random_range(0..reasons.len())].clone();
        self.review(case, Act::Reject, &Review::Reject { reason, details: "材料与名单不符".to_owned() })
    }

    fn review(&mut self, case: &Known, act: Act, review: &Review) -> Result<Sent, serde_json::Error> {
        self.on_case(case, self.reviewer(case), act, "review", review)
    }

    /// Of the stage that it waits at.
    fn reviewer(&self, case: &Known) -> Who {
        let place = self.crowd.graduates[case.graduate];
        match case.state.as_str() {
            "in_review_department" => Who::Department { school: place.school, department: place.department },
            _ => Who::School(place.school),
        }
    }

    /// The right deed on a version that was, or never was.
    fn stale(&mut self, case: &Known) -> Result<Sent, serde_json::Error> {
        const NEVER: u64 = 1_000_000;
        let mut sent = self.sensible(case)?;
        sent.command.version = Some(if case.version > 1 { case.version - 1 } else { NEVER });
        Ok(Sent { expectation: Expectation::Refusal, ..sent })
    }

    /// The right deed by somebody who has no business with the case.
    fn strange(&mut self, case: &Known) -> Result<Sent, serde_json::Error> {
        let mut sent = self.sensible(case)?;
        sent.who = self.stranger(sent.who);
        Ok(Sent { expectation: Expectation::Refusal, ..sent })
    }

    /// Somebody else of the same kind; of another kind where there is only one.
    fn stranger(&self, who: Who) -> Who {
        let other = |place: usize, all: usize| (all > 1).then(|| (place + 1) % all);
        let stranger = match who {
            Who::Employer(place) => other(place, self.crowd.employers()).map(Who::Employer),
            Who::Graduate(place) => other(place, self.crowd.graduates.len()).map(Who::Graduate),
            Who::School(school) => other(school, self.crowd.schools()).map(Who::School),
            Who::Department { school, department } => {
                other(department, self.crowd.departments(school)).map(|department| Who::Department { school, department })
            }
        };
        let outsider = if matches!(who, Who::Employer(_)) { Who::School(0) } else { Who::Employer(0) };
        stranger.unwrap_or(outsider)
    }

    fn anybody(&mut self, graduate: usize) -> Who {
        let place = self.crowd.graduates[graduate];
        match self.random.random_range(0..4) {
            0 => Who::Graduate(graduate),
            1 => Who::Employer(self.random.random_range(0..self.crowd.employers())),
            2 => Who::Department { school: place.school, department: place.department },
            _ => Who::School(place.school),
        }
    }

    fn school(&self, case: &Known) -> Who {
        Who::School(self.crowd.graduates[case.graduate].school)
    }

    fn on_case<T: Serialize>(
        &mut self,
        case: &Known,
        who: Who,
        act: Act,
        action: &str,
        body: &T,
    ) -> Result<Sent, serde_json::Error> {
        let command = Command::on_case(&case.id, case.version, action, serde_json::to_vec(body)?, self.key());
        Ok(self.sent(case, who, act, command))
    }

    fn sent(&self, case: &Known, who: Who, act: Act, command: Command) -> Sent {
        let (kind, graduate, employer) = (case.kind, case.graduate, case.employer);
        Sent { who, act, kind, graduate, employer, command, expectation: Expectation::Either }
    }

    fn key(&mut self) -> Uuid {
        Builder::from_random_bytes(self.random.random()).into_uuid()
    }
}

/// Whether somebody has to do something before it goes on.
fn waits(state: &str) -> bool {
    matches!(state, "invited" | "returned" | "taken_back")
}

/// The body of a command without fields.
#[derive(Serialize)]
struct Empty {}
