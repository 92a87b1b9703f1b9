//! An invitation until the graduate answers it: it arrives, it ends by itself, and what is heard of it meanwhile (SIG-08, NOT-01).

use super::{Event, Graduate, Move, online_signing, telling::Told};
use crate::{
    case::*,
    effect::{Effect, Show, Topic},
    entity::{Ctx, Decision},
    ids::*,
    letter::Invitation,
    refusal::Refusal,
    time::UnixMs,
};
use std::sync::Arc;

impl Graduate {
    /// An offer arrives. It opens a case even when it cannot be taken up, so that the employer learns why.
    ///
    /// It may overtake the enrolment, which comes from the school: channels keep order only each by itself. The case then waits
    /// for the profile, without which nobody can act on it.
    pub(super) fn receive(&self, offer: Invitation, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        if self.cases.contains_key(&offer.case) {
            return Ok(Decision::nothing());
        }
        let case = online_signing::open(&offer);
        if self.removed_at.is_some() || online_signing::barred(self.profile.as_deref()) {
            return self.turn_away(case, ctx);
        }
        let mut decision = Decision::events(vec![Event::CaseOpened(Arc::new(case.clone()))]);
        decision.effects = case.timers().into_iter().map(|(timer, at)| Effect::Schedule { timer, at }).collect();
        if let (EntityId::Graduate(me), Some(profile)) = (ctx.me, &self.profile) {
            let row = Box::new(case.row(me, profile));
            decision.effects.push(Effect::Show(Show::Case { to: Topic::Graduate(me), row }));
        }
        self.notify(&mut decision, ctx, online_signing::invitation_notice(&case), Some(case.id));
        Ok(decision)
    }

    fn turn_away(&self, case: Case, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let made = online_signing::undeliverable(ctx.now);
        let decision = self.open_and_end(case, made, ctx)?;
        Ok(Decision { reply: None, ..decision })
    }

    /// The employer withdraws what it has just sent: its own word came before its letter, which finds the case withdrawn and changes
    /// nothing any more.
    pub(super) fn withdraw_unseen(
        &self,
        case: Case,
        seen: u64,
        by: EmployerId,
        ctx: &Ctx<'_>,
    ) -> Result<Decision<Self>, Refusal> {
        let made = online_signing::withdraw(&case, seen, by, ctx)?;
        self.open_and_end(case, made, ctx)
    }

    /// A case that opens and ends in one step: nobody is woken for it later.
    fn open_and_end(&self, case: Case, made: Move, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let mut decision = self.carry_out(&case, made, ctx)?;
        decision.events.insert(0, Event::CaseOpened(Arc::new(case)));
        decision.effects.retain(|effect| !matches!(effect, Effect::Cancel { .. }));
        Ok(decision)
    }

    /// The time to answer an invitation ends.
    pub(super) fn ends(&self, id: CaseId, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        // The timer may fire late, or again after a crash: only a case that still waits for an answer expires (C12).
        let Some(case) = self.invited(id) else { return Ok(Decision::nothing()) };
        if case.is_open(ctx.now) {
            return Ok(Decision::nothing());
        }
        let decision = self.carry_out(case, online_signing::expire(case, ctx), ctx)?;
        Ok(Decision { reply: None, ..decision })
    }

    /// A day is left to answer an invitation.
    pub(super) fn ends_soon(&self, id: CaseId, ctx: &Ctx<'_>) -> Decision<Self> {
        let open = self.invited(id).filter(|case| case.is_open(ctx.now));
        open.map_or_else(Decision::nothing, |case| self.telling(online_signing::reminder(case), case, ctx))
    }

    /// The employer of an invitation is warned of now: who has answered already hears nothing.
    pub(super) fn warned(&self, id: CaseId, by_own_school: bool, ctx: &Ctx<'_>) -> Decision<Self> {
        self.invited(id)
            .map_or_else(Decision::nothing, |case| self.telling(online_signing::warning(case, by_own_school), case, ctx))
    }

    /// Whether an answer to an invitation is still waited for: afterwards nobody is told to hurry with it.
    pub fn may_still_answer(&self, id: CaseId, now: UnixMs) -> bool {
        self.invited(id).is_some_and(|case| case.is_open(now))
    }

    /// A case that waits for the graduate's answer.
    fn invited(&self, id: CaseId) -> Option<&Case> {
        let invitation =
            |case: &&Case| case.facts().asks == Some(Asks::Expires) && case.status == Status::Asked(Party::Graduate);
        self.cases.get(&id).map(Arc::as_ref).filter(invitation)
    }

    fn telling(&self, told: Told, case: &Case, ctx: &Ctx<'_>) -> Decision<Self> {
        let mut decision = Decision::nothing();
        self.notify(&mut decision, ctx, told, Some(case.id));
        decision
    }
}
