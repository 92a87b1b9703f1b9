//! The school's flags on employers (预警单位管理, FLG-01): marked with a reason, lifted with a reason, every step kept.

use super::{
    Event, Reply, School,
    staff::{Act, Post},
};
use crate::{
    caller::Caller,
    effect::Effect,
    entity::{Ctx, Decision},
    fields::Fields,
    flag::Grounds,
    ids::*,
    letter::Letter,
    refusal::Refusal,
    time::UnixMs,
};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An employer and everything that the school did about it. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    pub employer: EmployerId,
    /// As the employer was called when it was first marked.
    pub name: String,
    pub credit_code: String,
    /// Oldest first.
    pub history: Vec<FlagStep>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagStep {
    pub at: UnixMs,
    pub by: Caller,
    pub did: FlagDid,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlagDid {
    Marked(Grounds),
    Lifted { why: String },
}

/// Whom a flag is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub employer: EmployerId,
    pub name: String,
    pub credit_code: String,
}

impl Flag {
    /// Why the employer is flagged now; `None` when the flag was lifted.
    pub fn grounds(&self) -> Option<&Grounds> {
        match self.history.last().map(|step| &step.did) {
            Some(FlagDid::Marked(grounds)) => Some(grounds),
            _ => None,
        }
    }

    fn letter(&self) -> Letter {
        Letter::Flagged { revision: self.history.len() as u64, grounds: self.grounds().cloned() }
    }
}

/// Every employer that the school ever flagged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flags(OrdMap<EmployerId, Arc<Flag>>);

impl Flags {
    /// All of them, lifted ones too.
    pub fn all(&self) -> impl Iterator<Item = &Flag> {
        self.0.values().map(Arc::as_ref)
    }

    /// What the school did about this employer.
    pub fn get(&self, employer: EmployerId) -> Option<&Flag> {
        self.0.get(&employer).map(Arc::as_ref)
    }

    pub(super) fn shared(&self, employer: EmployerId) -> Option<Arc<Flag>> {
        self.0.get(&employer).cloned()
    }

    pub(super) fn put(&mut self, flag: Arc<Flag>) {
        self.0.insert(flag.employer, flag);
    }
}

impl School {
    /// FLG-01: once flagged it is flagged, until it is lifted.
    pub(super) fn flag(&self, id: StaffId, named: Named, grounds: Grounds, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let by = self.may_flag(id)?;
        let grounds = grounds.checked()?;
        let known = self.flags.get(named.employer);
        if known.is_some_and(|flag| flag.grounds().is_some()) {
            return Err(Refusal::AlreadyFlagged);
        }
        let Named { employer, name, credit_code } = named;
        let flag = known.cloned().unwrap_or(Flag { employer, name, credit_code, history: Vec::new() });
        Ok(after(flag, FlagStep { at: ctx.now, by, did: FlagDid::Marked(grounds) }))
    }

    /// FLG-01: lifted by any school user who may flag, with why.
    pub(super) fn lift(
        &self,
        id: StaffId,
        employer: EmployerId,
        why: String,
        ctx: &Ctx<'_>,
    ) -> Result<Decision<Self>, Refusal> {
        let by = self.may_flag(id)?;
        let flag = self.flags.get(employer).filter(|flag| flag.grounds().is_some()).ok_or(Refusal::NotFlagged)?;
        let mut fields = Fields::default();
        let why = fields.lines("reason", &why, 2..=200);
        let why = fields.finish(why)?;
        Ok(after(flag.clone(), FlagStep { at: ctx.now, by, did: FlagDid::Lifted { why } }))
    }

    /// School users of any level with read-write of 基本信息和就业信息; departments never.
    fn may_flag(&self, id: StaffId) -> Result<Caller, Refusal> {
        let staff = self.staff.get(id).ok_or(Refusal::NotFound)?;
        if !matches!(staff.post, Post::School { .. }) || !staff.permissions.basic.allows(Act::Review) {
            return Err(Refusal::NotPermitted);
        }
        Ok(Caller::Staff { staff: id, name: staff.name.clone(), department: None })
    }
}

/// The step, and the letter that says how the flag stands now.
fn after(mut flag: Flag, step: FlagStep) -> Decision<School> {
    flag.history.push(step);
    let tell = Effect::tell(flag.employer, flag.letter());
    Decision::events(vec![Event::FlagPut(Arc::new(flag))]).replying(Reply::Done).causing([tell])
}
