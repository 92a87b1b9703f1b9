//! A second, simpler model: what must have become of every case, judging only by what people were told.
//!
//! It knows neither letters nor commits nor crashes. A command that was acknowledged happened exactly once; one that was refused
//! did not happen. So the acknowledged ones, with what the platform does by itself, are the whole life of a case.

use crate::{
    actors::Reply,
    people::{DEPARTMENT_USERS, What, Wish},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use wangqian_rules::{
    case::{Case, Did, End, Party, Phase, Status, Why},
    employer,
    graduate::{self, Graduate},
    ids::*,
    review::Stage,
};

#[derive(Default)]
pub struct Reference {
    /// By case: what each version was acknowledged to be.
    cases: BTreeMap<CaseId, BTreeMap<u64, Status>>,
    /// Verdicts that wait or waited to take effect, by case and version: given and not taken back (EXT-09).
    held: BTreeMap<(CaseId, u64), i32>,
    /// The last verdict of them.
    verdicts: BTreeMap<(CaseId, u64), What>,
    /// Those that were begun by a form, with the agreements that they are about.
    begun: BTreeMap<CaseId, Option<CaseId>>,
    /// Items of batches, and what the decision was answered with.
    batched: BTreeMap<(BatchId, CaseId), Reply>,
}

impl Reference {
    /// A person was told that a wish came true.
    pub fn acknowledged(&mut self, wish: &Wish, reply: &Reply) -> Result<(), String> {
        match (wish, reply) {
            (Wish::Invite { .. }, Reply::Employer(employer::Reply::Invited { case, version: 1 })) => {
                // The graduate may have answered before the employer hears that the invitation is out.
                let opened = self.cases.entry(*case).or_default().insert(1, Status::Asked(Party::Graduate));
                opened.map_or(Ok(()), |_| Err(format!("{case:?} was opened twice")))
            }
            (Wish::Begin { about, .. }, Reply::Graduate(graduate::Reply::Case { case, version: 1, status, .. })) => {
                self.begun.insert(*case, *about);
                let opened = self.cases.entry(*case).or_default().insert(1, *status);
                opened.map_or(Ok(()), |_| Err(format!("{case:?} was begun twice")))
            }
            (Wish::OnCase { case, seen, what: What::Undo(_), .. }, Reply::Graduate(graduate::Reply::Case { version, .. }))
                if version == seen =>
            {
                *self.held.entry((*case, *seen)).or_default() -= 1;
                Ok(())
            }
            (
                Wish::OnCase { case, seen, what, .. },
                Reply::Graduate(graduate::Reply::Case { case: told, version, status, .. }),
            ) => {
                if told != case || *version != seen + 1 || !leads_to(what, *status) {
                    return Err(format!("{what:?} of {case:?} at {seen} was answered with {told:?} {version} {status:?}"));
                }
                let taken = self.cases.entry(*case).or_default().insert(*version, *status);
                taken.map_or(Ok(()), |other| Err(format!("two decisions at version {seen} of {case:?}: {other:?}, {status:?}")))
            }
            (Wish::OnCase { case, seen, what, .. }, Reply::Graduate(graduate::Reply::Held { version, .. }))
                if version == seen =>
            {
                *self.held.entry((*case, *seen)).or_default() += 1;
                let What::Hold(verdict) = what else { return Err(format!("{what:?} of {case:?} waits")) };
                self.verdicts.insert((*case, *seen), (**verdict).clone());
                Ok(())
            }
            (Wish::Other(..), _) => Ok(()),
            (wish, reply) => Err(format!("{wish:?} was answered with {reply:?}")),
        }
    }

    /// The worker of a batch was told that an item is decided; told so again, it was asked again.
    pub fn decided_in_batch(&mut self, item: (BatchId, CaseId), wish: &Wish, reply: &Reply) -> Result<(), String> {
        match self.batched.insert(item, reply.clone()) {
            None => self.acknowledged(wish, reply),
            Some(before) if before == *reply => Ok(()),
            Some(before) => Err(format!("{item:?} was decided as {before:?}, then as {reply:?}")),
        }
    }

    /// Every case of a graduate is what people were told, and what they were told is there.
    pub fn agrees_with(&self, graduate: &Graduate) -> Result<(), String> {
        let rescinded = self.rescinded(graduate);
        graduate.cases.values().try_for_each(|case| {
            self.agrees(case, rescinded.contains(&case.id))?;
            self.holds(case, graduate.held(case.id).is_some())
        })
    }

    /// A verdict that was not taken back waits, or took effect, or something else went before.
    fn holds(&self, case: &Case, is_held: bool) -> Result<(), String> {
        let waits = self.held.get(&(case.id, case.version)).copied().unwrap_or_default();
        let fits = waits == i32::from(is_held);
        fits.then_some(()).ok_or_else(|| format!("{:?}: {waits} verdicts wait at {}, held: {is_held}", case.id, case.version))
    }

    /// A verdict takes effect without anybody's command: by the version after the one that it was given on.
    fn took_effect(&self, case: &Case, version: u64) -> Option<Status> {
        let given = (case.id, version - 1);
        let what = self.verdicts.get(&given).filter(|_| self.held.get(&given) == Some(&1))?;
        let before = (1..version).zip(&case.trail).map(|(_, entry)| entry);
        let is_stamped = before.into_iter().any(|entry| entry.did == Did::Stamped);
        let phase = if is_stamped { Phase::Second } else { Phase::First };
        Some(match what {
            What::Reject(_) => Status::Ended(End::Rejected(phase)),
            What::Return(_) => Status::Open(phase, Why::Returned),
            What::Approve(staff) if DEPARTMENT_USERS.contains(staff) => Status::InReview(phase, Stage::School),
            _ => case.facts().phase_after(phase).map_or(Status::Effective, |next| Status::Open(next, Why::Awaited)),
        })
    }

    /// What a case was acknowledged to be, and what verdicts that waited made of it.
    fn told(&self, case: &Case) -> Option<BTreeMap<u64, Status>> {
        let mut told = self.cases.get(&case.id)?.clone();
        for (version, _) in (1..).zip(&case.trail).filter(|(_, entry)| entry.did.is_verdict()) {
            if let Some(status) = self.took_effect(case, version) {
                told.entry(version).or_insert(status);
            }
        }
        Some(told)
    }

    fn agrees(&self, case: &Case, is_rescinded: bool) -> Result<(), String> {
        let told = self.told(case).ok_or_else(|| format!("{:?}: nobody was told of it", case.id))?;
        let by_people = (1..).zip(&case.trail).filter(|(_, entry)| !is_platforms(&entry.did)).map(|(version, _)| version);
        let complete = told.keys().copied().eq(by_people);
        let last = told.last_key_value().map(|(_, status)| *status);
        let fits = match case.standing() {
            Status::Ended(End::Expired | End::Undeliverable) => last == Some(Status::Asked(Party::Graduate)),
            Status::Ended(End::Rescinded) => last == Some(Status::Effective) && is_rescinded,
            Status::Ended(End::Overtaken) => {
                matches!(last, Some(Status::Asked(_) | Status::InReview(..) | Status::Open(..))) && !is_rescinded
            }
            standing => last == Some(standing) && !is_rescinded,
        };
        if complete && fits {
            return Ok(());
        }
        Err(format!("{:?} is at {} {:?}; told was {told:?}", case.id, case.version, case.status))
    }

    /// The agreements of which a rescission took effect: somebody was told so, or gave a verdict that did.
    fn rescinded(&self, graduate: &Graduate) -> BTreeSet<CaseId> {
        let is_done =
            |case: &&Arc<Case>| self.told(case).is_some_and(|told| told.values().any(|status| *status == Status::Effective));
        let done = graduate.cases.values().filter(is_done);
        done.filter_map(|case| *self.begun.get(&case.id)?).collect()
    }

    /// Agreements that ended by a verdict which waited.
    pub fn rescinded_by_waiting(&self, graduate: &Graduate) -> usize {
        let is_done = |case: &&Arc<Case>| {
            case.about.is_some() && (1..=case.version).any(|version| self.took_effect(case, version) == Some(Status::Effective))
        };
        graduate.cases.values().filter(is_done).count()
    }

    /// Cases that somebody was told to have opened.
    pub fn opened(&self) -> impl Iterator<Item = CaseId> + '_ {
        self.cases.keys().copied()
    }

    /// Those of them that an employer invited to.
    pub fn invited(&self) -> impl Iterator<Item = CaseId> + '_ {
        self.opened().filter(|case| !self.begun.contains_key(case))
    }
}

/// Moves without anybody's command on the case: nobody is told.
fn is_platforms(did: &Did) -> bool {
    use Did::*;
    matches!(did, Expired | Undeliverable | Invalidated | Restored | Rescinded(_) | Overtaken | Reminded | Lapsed)
}

/// What each wish may lead to.
fn leads_to(what: &What, status: Status) -> bool {
    use Status::{Effective, Ended, InReview, Open};
    match what {
        What::Accept | What::Submit(_) | What::Agree(_) => matches!(status, InReview(Phase::First, _)),
        What::Correct(_) => matches!(status, InReview(..)),
        What::Stamp(_) => matches!(status, InReview(Phase::Second, _)),
        What::TakeBack => matches!(status, Open(_, Why::Withdrawn) | Ended(End::Withdrawn)),
        What::Return(_) => matches!(status, Open(_, Why::Returned)),
        What::Void => status == Ended(End::Voided),
        What::Decline | What::Refuse(_) => status == Ended(End::Declined),
        What::Withdraw(_) | What::GiveUp => status == Ended(End::Withdrawn),
        What::Approve(staff) if DEPARTMENT_USERS.contains(staff) => matches!(status, InReview(_, Stage::School)),
        What::Approve(_) => matches!(status, Effective | Open(Phase::Second, Why::Awaited)),
        What::Amend(..) | What::Unilateral(_) | What::Force(_) => status == Effective,
        What::Reject(_) => matches!(status, Ended(End::Rejected(_))),
        What::Ungraduated(_) => status == Ended(End::NotGraduated),
        // Answered with the case as it was.
        What::Hold(..) | What::Undo(_) => false,
    }
}
