//! The number of a graduate's identity document is corrected on the roster. It is what they sign in with, so their record goes to the
//! account of the new number, and the old number lets nobody in to it any more (ACC-01, ROS-01).
//!
//! The school tells the account of the former number where the record goes. Two corrections may be told before the record of the first
//! has arrived, since channels keep order only each by itself: an account remembers the newest word on every record that goes on
//! from it, and sends on what comes later and is older.

use super::{Account, Credential, Event, Holder, PhoneCodes, Principal, Record, ending};
use crate::{
    effect::Effect,
    entity::{Ctx, Decision},
    ids::*,
    letter::Letter,
};
use serde::{Deserialize, Serialize};

/// Where a graduate's record goes from an account, by the row of the roster that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarding {
    pub to: AccountId,
    /// Of the roster's row: a later correction has a greater one.
    pub revision: u64,
}

/// A record on its way to another account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedRecord {
    pub graduate: GraduateId,
    /// Of the roster's row that sent it here.
    pub revision: u64,
    pub record: Record,
    /// Argon2id in PHC form: of an account that was this person's alone.
    pub password: Option<String>,
}

impl Account {
    pub(super) fn letter(&self, from: EntityId, letter: Letter, ctx: &Ctx<'_>) -> Decision<Self> {
        match (from, letter) {
            (EntityId::School(school), Letter::Renumbered { graduate, forwarding }) if graduate.school == school => {
                self.forward(graduate, forwarding, ctx)
            }
            (EntityId::Account(_), Letter::RecordMoved(moved)) => self.take_in(*moved),
            _ => Decision::nothing(),
        }
    }

    /// Where the record was reached every session ends: which of the account's people is behind one cannot be told.
    fn forward(&self, graduate: GraduateId, forwarding: Forwarding, ctx: &Ctx<'_>) -> Decision<Self> {
        let is_old = self.forwardings.get(&graduate).is_some_and(|known| known.revision >= forwarding.revision);
        if is_old || ctx.me == EntityId::Account(forwarding.to) {
            return Decision::nothing();
        }
        let ended = if self.records.reaches(graduate) { self.sessions_but(None) } else { Vec::new() };
        let mut decision = ending(ended, [Event::RecordForwarded { graduate, forwarding }], ctx.me);
        if let Some(record) = self.records.get(graduate) {
            let password = self.password_of(graduate, record);
            let moved = MovedRecord { graduate, revision: forwarding.revision, record, password };
            decision.effects.push(Effect::tell(forwarding.to, Letter::RecordMoved(Box::new(moved))));
        }
        Decision { reply: None, ..decision }
    }

    /// The password goes along when nobody else signs in with it. One that a second factor guards stays: the factor is sealed for
    /// this account, and without it the password would be worth more than before.
    fn password_of(&self, graduate: GraduateId, record: Record) -> Option<String> {
        let is_shared = self.records.reachable().any(|other| other != graduate);
        let Some(Holder { credential: Credential::Password(phc), .. }) = &self.holder else { return None };
        (record.own && !is_shared && self.second_factor.is_none()).then(|| phc.clone())
    }

    /// An account of others, be it that they only wait for their codes, gets a record that waits for its own, and no password: who
    /// corrected a number to theirs must not get in before them. A code that was used up opens nothing: the school makes a new one.
    fn take_in(&self, moved: MovedRecord) -> Decision<Self> {
        let MovedRecord { graduate, revision, record, password } = moved;
        if let Some(onward) = self.forwardings.get(&graduate).filter(|onward| onward.revision > revision) {
            let moved = MovedRecord { graduate, revision: onward.revision, record, password };
            let mut decision = Decision::nothing();
            decision.effects.push(Effect::tell(onward.to, Letter::RecordMoved(Box::new(moved))));
            return decision;
        }
        let is_anothers = self.holder.as_ref().is_some_and(|holder| !matches!(holder.principal, Principal::Graduate(_)));
        let known = self.records.get(graduate);
        if is_anothers || known.is_some_and(|known| known.own) {
            return Decision::nothing();
        }
        let password = password.filter(|_| self.records.all().all(|other| other == graduate));
        let code = if record.own && password.is_none() { [0; 32] } else { record.code };
        let newest = known.filter(|known| known.revision > record.revision).unwrap_or(Record { code, own: false, ..record });
        let put = Event::RecordPut { graduate, record: newest };
        let activated = password.map(|phc| Event::Activated { record: Some(graduate), phc });
        Decision::events([put].into_iter().chain(activated).collect())
    }

    /// The account is left to nobody, to others who wait for their codes, or to others whose password it is.
    pub(super) fn part_with(&mut self, graduate: GraduateId, forwarding: Forwarding) {
        self.forwardings.insert(graduate, forwarding);
        if self.records.remove(graduate).is_none() {
            return;
        }
        let Some((newest, record)) = self.records.newest() else {
            *self = Self {
                sessions: std::mem::take(&mut self.sessions),
                uploads: self.uploads.clone(),
                forwardings: std::mem::take(&mut self.forwardings),
                ..Self::default()
            };
            return;
        };
        let Some(holder) = self.holder.as_mut().filter(|holder| holder.principal == Principal::Graduate(graduate)) else {
            return;
        };
        holder.principal = Principal::Graduate(newest);
        if !record.own {
            holder.credential = Credential::ActivationCode(record.code);
            self.second_factor = None;
            self.phone_codes = PhoneCodes::default();
        }
    }
}
