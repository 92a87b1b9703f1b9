//! The wakings of a graduate's cases while they wait for an answer.

use super::Graduate;
use crate::{
    case::*,
    effect::Timer,
    entity::{Ctx, Decision},
    refusal::Refusal,
    time::UnixMs,
};

impl Case {
    /// Why it is woken while another party is asked.
    pub(super) fn timers(&self) -> Vec<(Timer, UnixMs)> {
        let Some(asks) = self.facts().asks.filter(|_| matches!(self.status, Status::Asked(_))) else { return Vec::new() };
        let (end, soon) = match asks {
            Asks::Expires => (Timer::InvitationExpires(self.id), Timer::InvitationEndsSoon(self.id)),
            Asks::Reminds => (Timer::AnswerOverdue(self.id), Timer::AnswerDueSoon(self.id)),
        };
        let end = self.expires_at.map(|at| (end, at));
        end.into_iter().chain(self.reminded_at().map(|at| (soon, at))).collect()
    }
}

impl Case {
    /// The last thing of a request for rescission that came due while nobody could answer it: it is due still (EXT-16).
    pub(super) fn missed_timer(&self, now: UnixMs) -> Option<(Timer, UnixMs)> {
        let was_said = |did: &Did| self.trail.iter().any(|entry| entry.did == *did);
        let past: Vec<_> = self.timers().into_iter().filter(|(_, at)| *at <= now).collect();
        past.into_iter().find(|(timer, _)| match timer {
            Timer::AnswerOverdue(_) => !was_said(&Did::Lapsed),
            Timer::AnswerDueSoon(_) => !was_said(&Did::Reminded) && !was_said(&Did::Lapsed),
            _ => false,
        })
    }
}

impl Graduate {
    pub(super) fn timer(&self, timer: Timer, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match timer {
            Timer::InvitationExpires(case) => self.ends(case, ctx),
            Timer::InvitationEndsSoon(case) => Ok(self.ends_soon(case, ctx)),
            Timer::AnswerDueSoon(case) => self.answer_awaited(case, false, ctx),
            Timer::AnswerOverdue(case) => self.answer_awaited(case, true, ctx),
            Timer::VerdictTakesEffect(case) => self.verdict_takes_effect(case, ctx),
            Timer::DeliveriesDue | Timer::ChannelDue | Timer::BatchGoesOn => Ok(Decision::nothing()),
        }
    }
}
