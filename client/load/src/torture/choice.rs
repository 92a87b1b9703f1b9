//! What somebody does next: mostly what makes sense, often what somebody else does at the same moment, now and then what
//! must be refused. Reproducible from the seed as far as the server's answers are.

mod batching;
mod ending;
mod handing_in;
mod known;
mod signing;

use super::{
    act::{Act, Expectation, Sent, is_open},
    batches::Batching,
    crowd::{Crowd, Who},
    history::History,
};
use crate::{api::Command, kind::CaseKind};
use known::Known;
use rand::{Rng, rngs::SmallRng};
use serde::Serialize;
use std::ops::Range;
use uuid::{Builder, Uuid};
use wangqian_protocol::case::Review;

/// One thing to do.
#[derive(Clone, Debug)]
pub enum Deed {
    Send(Sent),
    /// The same request on two connections at once.
    SendTwice(Sent),
    /// The last acknowledged command again, with its key.
    Repeat,
    Look(Who),
    /// Somebody's picture.
    HandInPicture(Who),
    /// An agreement's page and document, of the graduate with this place.
    ReadAgreement(Who, String),
    Batch(Batching),
}

/// Why something cannot be sent yet.
#[derive(Debug)]
enum Hindrance {
    /// A picture goes with it, and there is none.
    NoPicture(Who),
    Unwritable(serde_json::Error),
}

impl From<serde_json::Error> for Hindrance {
    fn from(error: serde_json::Error) -> Self {
        Self::Unwritable(error)
    }
}

type Chosen<T> = Result<T, Hindrance>;

/// One person's choices.
pub struct Chooser<'a> {
    crowd: &'a Crowd,
    /// The graduates that everybody is busy with: few, so that people meet.
    busy: Range<usize>,
    random: SmallRng,
}

/// Of a thousand deeds so many begin a batch, and read an agreement as it is printed.
const BATCHES: u32 = 4;
const READINGS: u32 = 4;

impl<'a> Chooser<'a> {
    pub fn new(crowd: &'a Crowd, busy: Range<usize>, random: SmallRng) -> Self {
        Self { crowd, busy, random }
    }

    pub fn choose(&mut self, history: &History) -> Result<Deed, serde_json::Error> {
        match self.decide(history) {
            Ok(deed) => Ok(deed),
            Err(Hindrance::NoPicture(who)) => Ok(Deed::HandInPicture(who)),
            Err(Hindrance::Unwritable(error)) => Err(error),
        }
    }

    fn decide(&mut self, history: &History) -> Chosen<Deed> {
        let graduate = self.random.random_range(self.busy.clone());
        match self.random.random_range(0..1000) {
            seldom if seldom < BATCHES => self.batch(history, graduate),
            seldom if seldom < BATCHES + READINGS => Ok(self.read_agreement(history, graduate)),
            _ => self.deed(history, graduate),
        }
    }

    fn deed(&mut self, history: &History, graduate: usize) -> Chosen<Deed> {
        let case = self.pick(history, graduate);
        Ok(match (self.random.random_range(0..100), case) {
            (0..5, _) => Deed::Look(self.anybody(graduate)),
            (5..13, _) => Deed::Repeat,
            (13..19, Some(case)) => Deed::SendTwice(self.sensible(&case)?),
            (19..27, Some(case)) => Deed::Send(self.stale(&case)?),
            (27..33, Some(case)) => Deed::Send(self.strange(&case)?),
            (33..75, Some(case)) => Deed::Send(self.sensible(&case)?),
            (75..85, Some(case)) if case.kind == CaseKind::OnlineSigning => Deed::Send(self.accept(&case)),
            (_, Some(case)) if case.kind.binds_in(&case.state) => Deed::Send(self.sensible(&case)?),
            _ => Deed::Send(self.begin(history, graduate)?),
        })
    }

    /// One of the graduate's cases that can still move.
    fn pick(&mut self, history: &History, graduate: usize) -> Option<Known> {
        let holds = |id: &str| !history.rescinded.contains(id);
        let all = history.of(graduate).filter(|(id, _)| holds(id)).filter_map(|(id, case)| Known::of(history, id, case));
        let mut open: Vec<Known> = all.filter(|case| is_open(case.kind, &case.state)).collect();
        if open.is_empty() {
            return None;
        }
        let place = self.random.random_range(0..open.len());
        Some(open.swap_remove(place))
    }

    fn begin(&mut self, history: &History, graduate: usize) -> Chosen<Sent> {
        match self.random.random_range(0..100) {
            0..45 => Ok(self.invite(graduate)?),
            45..65 => self.register(history, graduate),
            _ => self.hand_in_agreement(history, graduate),
        }
    }

    fn sensible(&mut self, case: &Known) -> Chosen<Sent> {
        match case.kind {
            CaseKind::OnlineSigning => self.go_on_signing(case),
            CaseKind::OnlineRescission => self.go_on_asking(case),
            _ => self.go_on_with_a_form(case),
        }
    }

    fn approve(&mut self, case: &Known) -> Chosen<Sent> {
        self.review(case, Act::Approve, &Review::Approve {})
    }

    fn reject(&mut self, case: &Known) -> Chosen<Sent> {
        let reason = self.reason(case.kind);
        self.review(case, Act::Reject, &Review::Reject { reason, details: "材料与名单不符".to_owned() })
    }

    fn reason(&mut self, kind: CaseKind) -> String {
        let reasons = self.crowd.choices.reject_reasons(kind);
        reasons[self.random.random_range(0..reasons.len())].clone()
    }

    /// By a reviewer of the stage that it waits at.
    fn review(&mut self, case: &Known, act: Act, review: &Review) -> Chosen<Sent> {
        let reviewer = self.crowd.reviewer(case.graduate, &case.state).unwrap_or(self.school(case));
        self.on_case(case, reviewer, act, "review", review)
    }

    /// The right deed on a version that was, or never was. What begins something new names no version.
    fn stale(&mut self, case: &Known) -> Chosen<Sent> {
        const NEVER: u64 = 1_000_000;
        let mut sent = self.sensible(case)?;
        if sent.command.version.is_some() {
            sent.command.version = Some(if case.version > 1 { case.version - 1 } else { NEVER });
            sent.expectation = Expectation::Refusal;
        }
        Ok(sent)
    }

    /// The right deed by somebody who has no business with the case.
    fn strange(&mut self, case: &Known) -> Chosen<Sent> {
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

    /// Some agreement that was printed, read by one of its parties.
    fn read_agreement(&mut self, history: &History, graduate: usize) -> Deed {
        let printed = history.of(graduate).find(|(_, case)| case.is_printed());
        let Some((id, case)) = printed else { return Deed::Look(self.anybody(graduate)) };
        let reader = match (self.random.random_range(0..3), case.employer) {
            (0, Some(employer)) => Who::Employer(employer),
            (1, _) => Who::School(self.crowd.graduates[graduate].school),
            _ => Who::Graduate(graduate),
        };
        Deed::ReadAgreement(reader, id.to_owned())
    }

    fn school(&self, case: &Known) -> Who {
        Who::School(self.crowd.graduates[case.graduate].school)
    }

    fn on_case<T: Serialize>(&mut self, case: &Known, who: Who, act: Act, action: &str, body: &T) -> Chosen<Sent> {
        let command = Command::on_case(&case.id, case.version, action, serde_json::to_vec(body)?, self.key());
        Ok(sent(case, who, act, command))
    }

    fn by_graduate(&mut self, case: &Known, act: Act, action: &str) -> Chosen<Sent> {
        self.on_case(case, Who::Graduate(case.graduate), act, action, &Empty {})
    }

    fn key(&mut self) -> Uuid {
        Builder::from_random_bytes(self.random.random()).into_uuid()
    }
}

fn sent(case: &Known, who: Who, act: Act, command: Command) -> Sent {
    let Known { kind, graduate, employer, about, .. } = case;
    let (kind, graduate, employer, about) = (*kind, *graduate, *employer, about.clone());
    Sent { who, act, kind, graduate, employer, about, command, expectation: Expectation::Either }
}

/// The body of a command without fields.
#[derive(Serialize)]
struct Empty {}
