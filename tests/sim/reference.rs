//! A second, simpler model: what must have become of every case, judging only by what people were told.
//!
//! It knows neither letters nor commits nor crashes. A command that was acknowledged happened exactly once; one that was refused
//! did not happen. So the acknowledged ones, with what the platform does by itself, are the whole life of a case.

use crate::{
    actors::Reply,
    people::{DEPARTMENT_USERS, What, Wish},
};
use std::collections::BTreeMap;
use wangqian_rules::{
    case::{Case, Did, Status},
    employer, graduate,
    ids::*,
    review::Stage,
};

#[derive(Default)]
pub struct Reference {
    /// By case: what each version was acknowledged to be.
    cases: BTreeMap<CaseId, BTreeMap<u64, Status>>,
}

impl Reference {
    /// A person was told that a wish came true.
    pub fn acknowledged(&mut self, wish: &Wish, reply: &Reply) -> Result<(), String> {
        match (wish, reply) {
            (Wish::Invite { .. }, Reply::Employer(employer::Reply::Invited { case, version: 1 })) => {
                // The graduate may have answered before the employer hears that the invitation is out.
                let opened = self.cases.entry(*case).or_default().insert(1, Status::Invited);
                opened.map_or(Ok(()), |_| Err(format!("{case:?} was opened twice")))
            }
            (Wish::OnCase { case, seen, what, .. }, Reply::Graduate(graduate::Reply::Case { case: told, version, status })) => {
                if told != case || *version != seen + 1 || !leads_to(what, *status) {
                    return Err(format!("{what:?} of {case:?} at {seen} was answered with {told:?} {version} {status:?}"));
                }
                let taken = self.cases.entry(*case).or_default().insert(*version, *status);
                taken.map_or(Ok(()), |other| Err(format!("two decisions at version {seen} of {case:?}: {other:?}, {status:?}")))
            }
            (Wish::Other(..), _) => Ok(()),
            (wish, reply) => Err(format!("{wish:?} was answered with {reply:?}")),
        }
    }

    /// Every case of a graduate is what people were told, and what they were told is there.
    pub fn agrees_with(&self, cases: &BTreeMap<CaseId, std::sync::Arc<Case>>) -> Result<(), String> {
        cases.values().try_for_each(|case| self.agrees(case))
    }

    fn agrees(&self, case: &Case) -> Result<(), String> {
        let told = self.cases.get(&case.id).ok_or_else(|| format!("{:?}: nobody was told of it", case.id))?;
        let by_itself = matches!(case.standing(), Status::Expired | Status::Undeliverable);
        let by_people = (1..).zip(&case.trail).filter(|(_, entry)| !is_platforms(&entry.did)).map(|(version, _)| version);
        let complete = told.keys().copied().eq(by_people);
        let last = told.last_key_value().map(|(_, status)| *status);
        let fits = if by_itself { last == Some(Status::Invited) } else { last == Some(case.standing()) };
        if complete && fits {
            return Ok(());
        }
        Err(format!("{:?} is at {} {:?}; told was {told:?}", case.id, case.version, case.status))
    }

    /// Cases that an employer was told to have opened.
    pub fn opened(&self) -> impl Iterator<Item = CaseId> + '_ {
        self.cases.keys().copied()
    }
}

/// Moves without anybody's command on the case: nobody is told.
fn is_platforms(did: &Did) -> bool {
    matches!(did, Did::Expired | Did::Undeliverable | Did::Invalidated | Did::Restored)
}

/// What each wish may lead to.
fn leads_to(what: &What, status: Status) -> bool {
    match what {
        What::Accept => matches!(status, Status::InReview(_)),
        What::Decline => status == Status::Declined,
        What::Withdraw(_) => status == Status::Withdrawn,
        What::Approve(staff) if DEPARTMENT_USERS.contains(staff) => status == Status::InReview(Stage::School),
        What::Approve(_) | What::Categorise(..) => status == Status::Effective,
        What::Reject(_) => status == Status::Rejected,
    }
}
