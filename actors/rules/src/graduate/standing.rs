//! On the roster, off it, and back again (INV-01, INV-02; guide §10).
//!
//! Who is deleted keeps everything and can do nothing: each case becomes invalid and remembers what it was. Who is uploaded again
//! gets exactly that back, but for an invitation whose time ran out meanwhile.

use super::{
    Event, Graduate, Move, entry, online_signing,
    telling::{Outside, Told},
};
use crate::{
    caller::Caller,
    case::*,
    effect::Effect,
    entity::{Ctx, Decision, Entity},
    outbox::occasion::Occasion,
    profile::Profile,
    refusal::Refusal,
    time::UnixMs,
};
use std::sync::Arc;

impl Graduate {
    /// The school says how the graduate stands on the roster.
    pub(super) fn rostered(
        &self,
        profile: Arc<Profile>,
        removed_at: Option<UnixMs>,
        ctx: &Ctx<'_>,
    ) -> Result<Decision<Self>, Refusal> {
        let mut decision = Decision::nothing();
        let mut after = self.clone();
        if self.profile.as_ref() != Some(&profile) {
            after.apply(&Event::Enrolled(Arc::clone(&profile)));
            decision.events.push(Event::Enrolled(profile));
        }
        match (self.removed_at, removed_at) {
            (None, Some(at)) => after.leave(at, &mut decision, ctx)?,
            (Some(_), None) => after.come_back(&mut decision, ctx)?,
            _ => {}
        }
        Ok(decision)
    }

    fn leave(&mut self, at: UnixMs, decision: &mut Decision<Self>, ctx: &Ctx<'_>) -> Result<(), Refusal> {
        decision.events.push(Event::Removed { at });
        let freeze = || Move::to(Status::Invalidated, entry(ctx.now, Caller::Platform, Did::Invalidated));
        for case in self.cases.clone().values().filter(|case| case.status != Status::Ended(End::Undeliverable)) {
            self.also(case, freeze(), decision, ctx)?;
        }
        let text = "您已被学校从毕业生名单中删除，签约和去向均已失效。如有疑问，请联系学校就业部门。";
        let outside = Outside { occasion: Occasion::LeftRoster, subject: "毕业生名单".into(), result: "已失效" };
        let told = Told { title: "您已不在毕业生名单中".into(), text: text.into(), outside: Some(outside) };
        self.notify(decision, ctx, told, None);
        Ok(())
    }

    fn come_back(&mut self, decision: &mut Decision<Self>, ctx: &Ctx<'_>) -> Result<(), Refusal> {
        decision.events.push(Event::Restored);
        for case in self.cases.clone().values() {
            let made = match case.former {
                None => continue,
                Some(Status::Asked(_))
                    if case.facts().asks == Some(Asks::Expires) && case.expires_at.is_some_and(|until| until <= ctx.now) =>
                {
                    online_signing::expire(case, ctx)
                }
                Some(former) => Move::to(former, entry(ctx.now, Caller::Platform, Did::Restored)),
            };
            self.also(case, made, decision, ctx)?;
            let missed = self.cases.get(&case.id).and_then(|case| case.missed_timer(ctx.now));
            decision.effects.extend(missed.map(|(timer, at)| Effect::Schedule { timer, at }));
        }
        let text = "学校已重新上报您的信息，原有的签约和去向状态已恢复。";
        let outside = Outside { occasion: Occasion::BackOnRoster, subject: "毕业生名单".into(), result: "已恢复" };
        let told = Told { title: "您已恢复到毕业生名单".into(), text: text.into(), outside: Some(outside) };
        self.notify(decision, ctx, told, None);
        Ok(())
    }

    /// One more move of the same step: `self` goes along, so that notices keep being numbered on.
    pub(super) fn also(
        &mut self,
        case: &Case,
        made: Move,
        decision: &mut Decision<Self>,
        ctx: &Ctx<'_>,
    ) -> Result<(), Refusal> {
        let moved = self.carry_out(case, made, ctx)?;
        moved.events.iter().for_each(|event| self.apply(event));
        decision.events.extend(moved.events);
        decision.effects.extend(moved.effects);
        Ok(())
    }
}
