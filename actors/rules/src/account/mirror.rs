//! One password for a school or department user where the two systems are two servers: what is set at one of them crosses to the
//! other as a hash, over the link of the school (ACC-01). The newer one counts, whichever way it came.

use super::{Account, Credential, Decided, Done, Event, Principal, ending};
use crate::{
    effect::Effect,
    entity::{Ctx, Decision},
    exchange::{Cargo, PasswordChange, PasswordVersion},
    ids::*,
    letter::Letter,
    refusal::Refusal,
};
/// More passwords than anybody sets.
const RESET_LEAP: u64 = 1 << 32;

impl PasswordVersion {
    pub(super) fn next(self) -> Self {
        Self { set: self.set + 1, ..self }
    }

    /// Newer than whatever the other server can have set meanwhile: what an operator resets at one of them is not undone from the other.
    pub(super) fn after_reset(self) -> Self {
        Self { set: self.set.saturating_add(RESET_LEAP), ..self }
    }
}

impl Account {
    /// The letter that tells the other server of a password that is set in this step, where there is one that has this user.
    pub(super) fn crossing(&self, phc: &str, to: Option<Side>, ctx: &Ctx<'_>) -> Option<Effect> {
        let (Some(holder), Some(to), EntityId::Account(account)) = (&self.holder, to, ctx.me) else { return None };
        let Principal::Staff { school, staff } = holder.principal else { return None };
        let change = PasswordChange { staff, account, version: self.password_version.next(), phc: phc.to_owned() };
        Some(Effect::tell(LinkId { to, school }, Letter::Carry(vec![Cargo::Password(change)])))
    }

    /// From the other server. Of two that were set at the same time without knowing of each other both servers keep the same one.
    pub(super) fn take_password(&self, school: SchoolId, change: PasswordChange, ctx: &Ctx<'_>) -> Decided {
        let holder = self.holder.as_ref().ok_or(Refusal::NotFound)?;
        if holder.principal != (Principal::Staff { school, staff: change.staff }) {
            return Err(Refusal::NotFound);
        }
        let mine = match &holder.credential {
            Credential::Password(phc) => phc.as_str(),
            Credential::ActivationCode(_) => "",
        };
        if (change.version, change.phc.as_str()) <= (self.password_version, mine) {
            return Ok(Decision::answer(Done));
        }
        Ok(ending(self.sessions_but(None), [Event::PasswordTaken { version: change.version, phc: change.phc }], ctx.me))
    }
}
