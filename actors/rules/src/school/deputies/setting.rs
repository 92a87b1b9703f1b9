//! A queue is handed to a colleague for some days, and taken back early.

use super::{Deputy, School};
use crate::{
    caller::Caller,
    entity::{Ctx, Decision},
    fields::Fields,
    ids::*,
    module::Modules,
    refusal::Refusal,
    review::{Scope, Stage},
    school::{
        Event, Reply, settings_changed,
        staff::{Act, Staff},
    },
    time::UnixMs,
};
use jiff::civil::Date;
use std::sync::Arc;

/// Days that one handing over may last: an illness or a leave, and no change of office.
pub const LONGEST_DAYS: i64 = 92;

/// The days and the colleague that are asked for: both days are included.
#[derive(Clone, Copy, Debug)]
pub struct HandOver {
    pub of: StaffId,
    pub to: StaffId,
    pub from: Date,
    pub until: Date,
}

impl School {
    /// Whether a user may hand over, or end the handing over of, this reviewer's queue: their own, or, for school users, that of a
    /// department's reviewer who cannot do it.
    pub fn may_hand_over(&self, by: StaffId, of: StaffId) -> Result<(), Refusal> {
        let (setter, absent) = (self.reviewer(by)?, self.staff.get(of).ok_or(Refusal::NotFound)?);
        let in_its_place = setter.stage() == Stage::School && absent.stage() == Stage::Department;
        match (setter.scope(), absent.scope()) {
            _ if by == of => Ok(()),
            (own, theirs) if in_its_place && is_within(&theirs, &own) => Ok(()),
            (own, theirs) if own == theirs => Err(Refusal::NotPermitted),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Colleagues to whom a reviewer's queue can be handed: of the same scope, with an opened account and no fewer rights.
    pub fn deputies_of<'a>(&'a self, of: StaffId, absent: &'a Staff) -> impl Iterator<Item = (StaffId, &'a Arc<Staff>)> {
        let is_fit = move |staff: &Staff| staff.scope() == absent.scope() && absent.permissions.within(&staff.permissions);
        self.staff.iter().filter(move |(id, staff)| *id != of && is_fit(staff) && self.openings.is_open(*id))
    }

    pub(in crate::school) fn hand_over(&self, by: StaffId, wanted: HandOver, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        self.may_hand_over(by, wanted.of)?;
        let absent = self.staff.get(wanted.of).ok_or(Refusal::NotFound)?;
        let mut fields = Fields::default();
        let (from, until) = self.period(wanted, ctx.now, &mut fields);
        let to_name = self.deputies_of(wanted.of, absent).find(|(id, _)| *id == wanted.to).map(|(_, staff)| staff.name.clone());
        match &to_name {
            None => fields.refuse("to", "请选择同一审核范围内、权限不少于本人的同事"),
            Some(name) if self.is_away(wanted.to, from, until) => {
                fields.refuse("to", format!("{name}在此期间也已将待办交由他人代审"));
            }
            Some(_) => {}
        }
        let to_name = fields.finish(to_name.unwrap_or_default())?;
        let deputy = Deputy {
            number: self.deputies.next_number(),
            of: wanted.of,
            of_name: absent.name.clone(),
            to: wanted.to,
            to_name,
            scope: absent.scope(),
            from,
            until,
            set_by: self.caller(by)?,
            set_at: ctx.now,
            ended: None,
        };
        Ok(settings_changed(vec![Event::Deputized(Arc::new(deputy))], ctx).replying(Reply::Done))
    }

    pub(in crate::school) fn end_hand_over(&self, by: StaffId, number: u64, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let deputy = self.deputies.get(number).ok_or(Refusal::NotFound)?;
        self.may_hand_over(by, deputy.of)?;
        if deputy.is_over(ctx.now) {
            let at = deputy.ended.as_ref().map_or(deputy.until, |(at, _)| *at);
            return Err(Refusal::AlreadyDecided { happened: format!("代审已于 {at} 结束") });
        }
        let ended = Deputy { ended: Some((ctx.now, self.caller(by)?)), ..deputy.clone() };
        Ok(settings_changed(vec![Event::Deputized(Arc::new(ended))], ctx).replying(Reply::Done))
    }

    fn period(&self, wanted: HandOver, now: UnixMs, fields: &mut Fields) -> (UnixMs, UnixMs) {
        let (from, until) = (UnixMs::midnight(wanted.from), UnixMs::midnight(wanted.until).plus_days(1));
        if wanted.from < now.date() {
            fields.refuse("from", "开始日期不能早于今天");
        }
        if until <= from || until > from.plus_days(LONGEST_DAYS) {
            fields.refuse("until", format!("结束日期不早于开始日期，一次最长 {LONGEST_DAYS} 天"));
        }
        if self.is_away(wanted.of, from, until) {
            fields.refuse("from", "该时段已经设置了代审，请先结束或换一个时段");
        }
        (from, until)
    }

    /// Whether somebody's queue is handed over at any time in between.
    fn is_away(&self, user: StaffId, from: UnixMs, until: UnixMs) -> bool {
        let meets = |one: &Deputy| one.of == user && one.ended.is_none() && one.from < until && from < one.until;
        self.deputies.newest_first().any(meets)
    }

    /// A user who decides on cases of some module.
    fn reviewer(&self, id: StaffId) -> Result<&Arc<Staff>, Refusal> {
        let staff = self.staff.get(id).ok_or(Refusal::NotFound)?;
        Modules::with_cases(Act::Review, &staff.permissions).map(|_| staff).ok_or(Refusal::NotPermitted)
    }

    fn caller(&self, id: StaffId) -> Result<Caller, Refusal> {
        let staff = self.staff.get(id).ok_or(Refusal::NotFound)?;
        Ok(Caller::Staff { staff: id, name: staff.name.clone(), department: staff.scope().department })
    }
}

/// Whether every graduate of one scope is in the other too.
pub fn is_within(inner: &Scope, outer: &Scope) -> bool {
    outer.department.as_ref().is_none_or(|own| inner.department.as_ref() == Some(own))
        && outer.level.is_none_or(|own| inner.level == Some(own))
}
