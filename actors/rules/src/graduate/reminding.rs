//! An employer asks for an answer to its invitation: at most once a day, the invitation itself being the first word. Nothing of the case
//! changes by it, so that a page with the invitation open can still be answered.

use super::{
    Event, Graduate, Reply,
    telling::{Outside, Told},
};
use crate::{
    case::*,
    entity::{Ctx, Decision},
    ids::*,
    outbox::occasion::Occasion,
    refusal::Refusal,
    review,
    time::UnixMs,
};

impl Graduate {
    /// When the graduate was reminded of an invitation last.
    pub fn reminded_of(&self, case: CaseId) -> Option<UnixMs> {
        self.reminded.get(&case).copied()
    }

    /// From when its employer may remind the graduate of an invitation: a day after the last word.
    pub fn reminder_from(&self, case: &Case) -> UnixMs {
        self.reminded_of(case.id).unwrap_or(case.since).plus_days(1)
    }

    /// Whether its employer may remind the graduate of an invitation now.
    ///
    /// # Errors
    /// It is answered or over, or the graduate heard of it within a day.
    pub fn may_be_reminded(&self, case: &Case, seen: u64, now: UnixMs) -> Result<(), Refusal> {
        review::expect(case.is_open(now), seen, case.version, || case.happened())?;
        let again = self.reminder_from(case);
        if now < again { Err(Refusal::RemindedAlready { again }) } else { Ok(()) }
    }

    pub(super) fn remind(&self, case: &Case, seen: u64, by: EmployerId, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        case.employer().filter(|employer| employer.id == by).ok_or(Refusal::NotFound)?;
        self.may_be_reminded(case, seen, ctx.now)?;
        let reminded = Event::RemindedOf { case: case.id, at: ctx.now };
        let mut decision = Decision::events(vec![reminded]).replying(Reply::of(case));
        self.notify(&mut decision, ctx, told(case), Some(case.id));
        Ok(decision)
    }
}

fn told(case: &Case) -> Told {
    let until = case.expires_at.map(|at| at.to_string()).unwrap_or_default();
    let (subject, job) = (case.subject(), case.detail());
    let text = format!("{subject}正等待您答复「{job}」的签约邀请，请于 {until} 前同意或拒绝。");
    let outside = Outside { occasion: Occasion::Invited, subject, result: "等待应约" };
    Told { title: "单位提醒您答复签约邀请".into(), text, outside: Some(outside) }
}
