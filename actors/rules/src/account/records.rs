//! A graduate's records: one person graduates more than once, and is one login with a record for each graduation (ACC-01, ROS-03).
//!
//! Every record comes with a one-time code of its own school. The code of the first is the way in; once a person has made the
//! account theirs, no school's code opens it any more. A later record of the same school joins it; one of another school waits until
//! the person, signed in, enters its code: name and number prove nothing, since two schools can hold them both.

use super::{Account, Credential, Decided, Done, Event, Principal, ending};
use crate::{
    entity::{Ctx, Decision},
    ids::GraduateId,
    refusal::{Refusal, invalid},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One graduation in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Of the newest code that was taken, as its school counts.
    pub revision: u64,
    /// SHA-256 of that code.
    pub code: [u8; 32],
    /// Whether it is the person's by now; before, it waits for its code.
    pub own: bool,
}

/// A school's word on a graduation, with a one-time code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordGrant {
    pub graduate: GraduateId,
    pub revision: u64,
    pub code: [u8; 32],
    /// The name is that of the records which are there.
    pub same_person: bool,
    /// The school was asked to replace a password that was forgotten.
    pub resets: bool,
}

/// How somebody signs in to see a record after their school made a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// By that code.
    Code,
    /// By the password they have: 「已有账号，请用原密码登录」.
    OwnPassword,
    /// The password they have opens other schools' records too, so this school does not replace it.
    OthersToo,
    /// By the password they have, and once signed in by that code, which adds the record.
    Claim,
}

/// The records of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records(BTreeMap<GraduateId, Record>);

impl Records {
    /// Those that the person reaches. As long as nobody made the account theirs by a code, whoever an identity provider vouches for
    /// reaches all.
    pub fn reachable(&self) -> impl Iterator<Item = GraduateId> {
        let in_use = self.in_use();
        self.0.iter().filter(move |(_, record)| !in_use || record.own).map(|(id, _)| *id)
    }

    /// Whether this one is among them.
    pub fn reaches(&self, id: GraduateId) -> bool {
        self.reachable().any(|reachable| reachable == id)
    }

    pub(super) fn in_use(&self) -> bool {
        self.0.values().any(|record| record.own)
    }

    /// The record that came with this code.
    fn of_code(&self, code: &[u8; 32]) -> Option<(GraduateId, Record)> {
        self.0.iter().find(|(_, record)| record.code == *code).map(|(id, record)| (*id, *record))
    }

    pub(super) fn get(&self, id: GraduateId) -> Option<Record> {
        self.0.get(&id).copied()
    }

    pub(super) fn put(&mut self, id: GraduateId, record: Record) {
        self.0.insert(id, record);
    }

    pub(super) fn remove(&mut self, id: GraduateId) -> Option<Record> {
        self.0.remove(&id)
    }

    /// Those that wait for their codes too.
    pub(super) fn all(&self) -> impl Iterator<Item = GraduateId> {
        self.0.keys().copied()
    }

    /// The newest that the person reaches.
    pub(super) fn newest(&self) -> Option<(GraduateId, Record)> {
        let newest = self.reachable().max_by_key(|id| id.cohort)?;
        Some((newest, self.get(newest)?))
    }

    /// The way in that a school's code makes: see [`WayIn`].
    pub fn way_in(&self, id: GraduateId, same_person: bool, resets: bool) -> WayIn {
        let all_own = || self.reachable().all(|reachable| reachable.school == id.school);
        match self.get(id) {
            _ if !self.in_use() => WayIn::Code,
            Some(Record { own: true, .. }) if resets && all_own() => WayIn::Code,
            Some(Record { own: true, .. }) if resets => WayIn::OthersToo,
            Some(Record { own: true, .. }) => WayIn::OwnPassword,
            _ if same_person && all_own() => WayIn::OwnPassword,
            _ => WayIn::Claim,
        }
    }
}

impl Account {
    /// A graduation joins the account, or its school lets the person in anew.
    pub(super) fn grant_record(&self, grant: &RecordGrant, ctx: &Ctx<'_>) -> Decided {
        let RecordGrant { graduate, revision, code, same_person, resets } = *grant;
        if self.holder.as_ref().is_some_and(|holder| !matches!(holder.principal, Principal::Graduate(_))) {
            return Err(Refusal::AlreadyExists);
        }
        if self.records.get(graduate).is_some_and(|known| known.revision >= revision) {
            return Ok(Decision::answer(Done));
        }
        let put = |own| Event::RecordPut { graduate, record: Record { revision, code, own } };
        Ok(match self.records.way_in(graduate, same_person, resets) {
            WayIn::Code if self.records.in_use() => {
                let removed = self.second_factor.is_some().then_some(Event::SecondFactorRemoved);
                let reset = [Event::Reset { activation: code }, put(true)];
                ending(self.sessions_but(None), removed.into_iter().chain(reset), ctx.me)
            }
            WayIn::Code | WayIn::Claim => Decision::events(vec![put(false)]).replying(Done),
            WayIn::OwnPassword | WayIn::OthersToo => Decision::events(vec![put(true)]).replying(Done),
        })
    }

    /// Whether a one-time code is the way into the account now, and which record it makes the person's.
    ///
    /// # Errors
    /// `AlreadyActivated` for the code of a record that is the person's already; `WrongActivation` for any other.
    pub fn opened_by(&self, code: &[u8; 32]) -> Result<Option<GraduateId>, Refusal> {
        let known = self.records.of_code(code);
        let opened = match (self.holder.as_ref().map(|holder| &holder.credential), known) {
            (Some(Credential::ActivationCode(expected)), _) if expected == code => Ok(known.map(|(id, _)| id)),
            (Some(Credential::ActivationCode(_)), Some((id, _))) if !self.records.in_use() => Ok(Some(id)),
            (_, Some((_, Record { own: true, .. }))) => Err(Refusal::AlreadyActivated),
            _ => Err(Refusal::WrongActivation),
        };
        // Said to nobody without the code; and the code waits until the account is unlocked.
        if self.locked && opened.is_ok() { Err(Refusal::AccountLocked) } else { opened }
    }

    /// The person, signed in, adds the record whose code they were handed. As long as nobody made the account theirs by a code, all
    /// records are reached anyway.
    pub(super) fn claim_record(&self, code: &[u8; 32]) -> Decided {
        let wrong = || invalid("code", "激活码不正确，请核对学校发放的激活码；重新发放后，以前的激活码作废");
        let (graduate, record) = self.records.of_code(code).ok_or_else(|| Refusal::Invalid(vec![wrong()]))?;
        let claimed = (!record.own && self.records.in_use())
            .then_some(Event::RecordPut { graduate, record: Record { own: true, ..record } });
        Ok(Decision::events(claimed.into_iter().collect()).replying(Done))
    }

    /// Another record is looked at in one browser.
    pub(super) fn choose_record(&self, token_hash: [u8; 32], graduate: GraduateId) -> Decided {
        let session = self.sessions.get(&token_hash).ok_or(Refusal::NotFound)?;
        if !self.records.reaches(graduate) {
            return Err(Refusal::NotFound);
        }
        let chosen = (session.record != Some(graduate)).then_some(Event::RecordChosen { token_hash, graduate });
        Ok(Decision::events(chosen.into_iter().collect()).replying(Done))
    }

    pub(super) fn put_record(&mut self, graduate: GraduateId, record: Record) {
        let principal = Principal::Graduate(graduate);
        if !record.own && self.holder.as_ref().is_none_or(|holder| holder.principal == principal) {
            self.holder = Some(super::Holder { principal, credential: Credential::ActivationCode(record.code) });
        }
        self.records.put(graduate, record);
    }

    pub(super) fn make_own(&mut self, graduate: GraduateId) {
        if let Some(record) = self.records.get(graduate) {
            self.records.put(graduate, Record { own: true, ..record });
        }
        if let Some(holder) = &mut self.holder {
            holder.principal = Principal::Graduate(graduate);
        }
    }
}
