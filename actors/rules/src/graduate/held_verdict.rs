//! A verdict that its reviewer can still take back (EXT-09): written down at once, heard of by nobody but the school's reviewers, and
//! taking effect when its time is over.
//!
//! Until then the case is what it was for everybody else. So a held verdict is no version and no line of the trail: either it takes
//! effect, and is exactly the move that it would have been without waiting, at the time when it was given; or it is taken back, and the
//! case never moved. Both stand in the history of steps.
//!
//! Everything else that happens to the case meanwhile goes before: the graduate takes it back, or is deleted from the roster, as they
//! could if nobody had looked at it yet. Then the verdict is gone, and whoever gave it sees the case as it became. It is also gone where it
//! could not be given any more when its time is over: the record in the EMS has changed, and nobody may approve against it (SIG-04).
//! Rights are asked for when it is given, as with every verdict (I11): a reviewer who loses them in between has decided all the same.

use super::{Act, Event, Graduate, Reply, review};
use crate::{
    case::*,
    effect::{Effect, Timer},
    entity::{Ctx, Decision, Entity},
    ids::*,
    letter::Letter,
    refusal::Refusal,
    review::{Grant, ReviewWords, Verdict},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

/// How long a verdict can be taken back.
pub const UNDO_MS: i64 = 10_000;

/// A verdict on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldVerdict {
    pub case: CaseId,
    /// The version that it was given on.
    pub seen: u64,
    pub grant: Grant,
    pub verdict: Verdict,
    pub at: UnixMs,
    /// From then on it takes effect.
    pub until: UnixMs,
}

/// The same, as the school's reviewers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldMark {
    pub by: String,
    /// 「审核通过」, 「退回修改」, 「鉴证不通过」.
    pub what: String,
    pub until: UnixMs,
}

impl HeldVerdict {
    /// For the others, in the words of the review that it was given in.
    pub fn mark(&self, review: ReviewWords) -> HeldMark {
        let what = match self.verdict {
            Verdict::Return { .. } => "退回修改",
            Verdict::Reject { .. } => review.failed,
            Verdict::Approve | Verdict::ApproveUnilaterally { .. } => review.passed,
        };
        HeldMark { by: self.grant.name.clone(), what: what.into(), until: self.until }
    }

    fn timer(&self) -> (Timer, UnixMs) {
        (Timer::VerdictTakesEffect(self.case), self.until)
    }
}

impl Graduate {
    /// The verdict on this case that can still be taken back.
    pub fn held(&self, case: CaseId) -> Option<&HeldVerdict> {
        self.held.get(&case)
    }

    /// Every verdict that can still be taken back.
    pub fn held_verdicts(&self) -> impl Iterator<Item = &HeldVerdict> {
        self.held.values()
    }

    /// Gives a verdict, by the same rules as one that takes effect at once.
    pub(super) fn hold(
        &self,
        id: CaseId,
        seen: u64,
        grant: Result<Grant, Refusal>,
        verdict: Verdict,
        ctx: &Ctx<'_>,
    ) -> Result<Decision<Self>, Refusal> {
        let case = self.case(id)?;
        let grant = grant?;
        self.refuse_held(id)?;
        review::review(self, case, seen, grant.clone(), verdict.clone(), ctx)?;
        let until = UnixMs(ctx.now.0 + UNDO_MS);
        let held = HeldVerdict { case: id, seen, grant, verdict, at: ctx.now, until };
        let (timer, at) = held.timer();
        let effects = [Effect::Schedule { timer, at }, self.tell_reviewers(case, Some(held.mark(case.review())), ctx)?];
        let reply = Reply::Held { case: id, version: case.version, kind: case.kind, status: case.status, until };
        Ok(Decision::events(vec![Event::VerdictHeld(Box::new(held))]).causing(effects).replying(reply))
    }

    /// Takes it back: by whoever gave it, in time. The clock decides, also before the timer fired.
    pub(super) fn undo(
        &self,
        id: CaseId,
        seen: u64,
        grant: Result<Grant, Refusal>,
        ctx: &Ctx<'_>,
    ) -> Result<Decision<Self>, Refusal> {
        let case = self.case(id)?;
        let grant = grant?;
        let held = self.held(id).filter(|held| ctx.now < held.until).ok_or(Refusal::UndoTooLate)?;
        if held.grant.staff != grant.staff {
            return Err(held.refusal(case.review()));
        }
        case.expect(true, seen)?;
        self.give_back(held, case, ctx).map(|decision| decision.replying(Reply::of(case)))
    }

    /// Its time is over. A timer may fire late, or again after a crash: what is not held any more has had its effect, or none.
    pub(super) fn verdict_takes_effect(&self, id: CaseId, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let Some(held) = self.held(id).filter(|held| held.until <= ctx.now) else { return Ok(Decision::nothing()) };
        let released = Event::VerdictReleased { case: id };
        let mut free = self.clone();
        free.apply(&released);
        let act = Act::Review { grant: Ok(held.grant.clone()), verdict: held.verdict.clone() };
        let decision = match free.act(id, held.seen, act, &Ctx { now: held.at, ..*ctx }) {
            Ok(mut decision) => {
                decision.events.insert(0, released);
                decision
            }
            Err(_) => self.give_back(held, self.case(id)?, ctx)?,
        };
        Ok(Decision { reply: None, ..decision })
    }

    /// A case that is decided already cannot be decided by anybody else.
    pub(super) fn refuse_held(&self, id: CaseId) -> Result<(), Refusal> {
        match (self.held(id), self.cases.get(&id)) {
            (Some(held), Some(case)) => Err(held.refusal(case.review())),
            _ => Ok(()),
        }
    }

    /// Of a reviewer. What the parties do goes before.
    pub(super) fn refuse_held_to_reviewers(&self, id: CaseId, act: &Act) -> Result<(), Refusal> {
        let is_reviewers = matches!(
            act,
            Act::Review { .. }
                | Act::Correct { .. }
                | Act::Amend { .. }
                | Act::Force { .. }
                | Act::VoidUngraduated { .. }
                | Act::Refresh { .. }
        );
        if is_reviewers { self.refuse_held(id) } else { Ok(()) }
    }

    /// A move of the case ends a verdict on it that has no effect yet. The school learns it with the move.
    pub(super) fn moved_before_verdict(&self, id: CaseId) -> Option<(Event, Effect)> {
        let (timer, at) = self.held(id)?.timer();
        Some((Event::VerdictReleased { case: id }, Effect::Cancel { timer, at }))
    }

    fn give_back(&self, held: &HeldVerdict, case: &Case, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let (timer, at) = held.timer();
        let effects = [Effect::Cancel { timer, at }, self.tell_reviewers(case, None, ctx)?];
        Ok(Decision::events(vec![Event::VerdictReleased { case: case.id }]).causing(effects))
    }

    fn tell_reviewers(&self, case: &Case, held: Option<HeldMark>, ctx: &Ctx<'_>) -> Result<Effect, Refusal> {
        let EntityId::Graduate(me) = ctx.me else { return Err(Refusal::NotFound) };
        Ok(Effect::tell(me.school, Letter::VerdictHeld { case: case.id, version: case.version, held }))
    }
}

impl HeldVerdict {
    fn refusal(&self, review: ReviewWords) -> Refusal {
        let HeldMark { by, what, .. } = self.mark(review);
        Refusal::VerdictHeld { by, what }
    }
}
