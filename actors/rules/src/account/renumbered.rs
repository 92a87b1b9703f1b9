//! The number of a graduate's identity document is corrected on the roster. It is what they sign in with, so their record goes to the
//! account of the new number, and the old number lets nobody in to it any more (ACC-01, ROS-01).

use super::{Account, Credential, Event, Holder, PhoneCodes, Principal, Record, ending};
use crate::{
    effect::Effect,
    entity::{Ctx, Decision},
    ids::*,
    letter::Letter,
};
use serde::{Deserialize, Serialize};

/// A record on its way to another account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedRecord {
    pub graduate: GraduateId,
    pub record: Record,
    /// Argon2id in PHC form: of an account that was this person's alone.
    pub password: Option<String>,
}

impl Account {
    pub(super) fn letter(&self, from: EntityId, letter: Letter, ctx: &Ctx<'_>) -> Decision<Self> {
        match (from, letter) {
            (EntityId::School(school), Letter::Renumbered { graduate, account }) if graduate.school == school => {
                self.let_go(graduate, account, ctx)
            }
            (EntityId::Account(_), Letter::RecordMoved(moved)) => self.take_in(*moved),
            _ => Decision::nothing(),
        }
    }

    /// Where the record was reached every session ends: which of the account's people is behind one cannot be told.
    fn let_go(&self, graduate: GraduateId, account: AccountId, ctx: &Ctx<'_>) -> Decision<Self> {
        let Some(record) = self.records.get(graduate).filter(|_| ctx.me != EntityId::Account(account)) else {
            return Decision::nothing();
        };
        let moved = MovedRecord { graduate, record, password: self.password_of(graduate, record) };
        let ended = if self.records.reaches(graduate) { self.sessions_but(None) } else { Vec::new() };
        let mut decision = ending(ended, [Event::RecordLeft { graduate }], ctx.me);
        decision.effects.push(Effect::tell(account, Letter::RecordMoved(Box::new(moved))));
        Decision { reply: None, ..decision }
    }

    /// The password goes along when nobody else signs in with it. One that a second factor guards stays: the factor is sealed for
    /// this account, and without it the password would be worth more than before.
    fn password_of(&self, graduate: GraduateId, record: Record) -> Option<String> {
        let is_shared = self.records.reachable().any(|other| other != graduate);
        let Some(Holder { credential: Credential::Password(phc), .. }) = &self.holder else { return None };
        (record.own && !is_shared && self.second_factor.is_none()).then(|| phc.clone())
    }

    /// An account that somebody uses already gets a record that waits for its code, as from another school. A code that was used up
    /// opens nothing: the school makes a new one.
    fn take_in(&self, moved: MovedRecord) -> Decision<Self> {
        let MovedRecord { graduate, record, password } = moved;
        let is_anothers = self.holder.as_ref().is_some_and(|holder| !matches!(holder.principal, Principal::Graduate(_)));
        if is_anothers || self.records.get(graduate).is_some() {
            return Decision::nothing();
        }
        let password = password.filter(|_| !self.records.in_use());
        let code = if record.own && password.is_none() { [0; 32] } else { record.code };
        let put = Event::RecordPut { graduate, record: Record { code, own: false, ..record } };
        let activated = password.map(|phc| Event::Activated { record: Some(graduate), phc });
        Decision::events([put].into_iter().chain(activated).collect())
    }

    /// What is left: nobody, others who wait for their codes, or others whose password it is.
    pub(super) fn part_with(&mut self, graduate: GraduateId) {
        self.records.remove(graduate);
        let Some((newest, record)) = self.records.newest() else {
            *self = Self { sessions: std::mem::take(&mut self.sessions), uploads: self.uploads.clone(), ..Self::default() };
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
