//! Everything that can be done with a case that is there.

use super::{Graduate, comparison, handing_in, online_signing, review};
use crate::{
    admission::SchoolsWord,
    case::*,
    entity::{Ctx, Decision},
    form::Answers,
    ids::*,
    refusal::Refusal,
    review::{Grant, Verdict},
};

/// What can be done with a case, with the word of whoever may say that it may be done.
#[derive(Clone, Debug)]
pub enum Act {
    /// By the graduate who is asked.
    Accept {
        admission: SchoolsWord,
    },
    /// By the graduate who is asked.
    Decline {
        reason: String,
    },
    /// By the employer that sent the invitation. `sent` is the case as it will arrive, while its letter may still be on the way.
    Withdraw {
        by: EmployerId,
        sent: Option<Box<Case>>,
    },
    /// By the graduate, of what was taken back or returned.
    Submit {
        filled: Box<Filled>,
        admission: SchoolsWord,
    },
    /// By the graduate, before any review.
    TakeBack,
    /// By the graduate, of what is effective.
    Void,
    Review {
        grant: Result<Grant, Refusal>,
        verdict: Verdict,
    },
    /// By a reviewer, of what waits for them.
    Correct {
        grant: Result<Grant, Refusal>,
        answers: Box<Answers>,
    },
    ChangeJobCategory {
        grant: Result<Grant, Refusal>,
        category: String,
    },
    /// 「获取最新学生信息」 (SIG-04).
    Refresh {
        grant: Result<Grant, Refusal>,
    },
}

impl Graduate {
    pub(super) fn act(&self, id: CaseId, seen: u64, act: Act, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let act = match act {
            Act::Withdraw { by, sent: Some(sent) } if !self.cases.contains_key(&id) && sent.id == id => {
                return self.withdraw_unseen(*sent, seen, by, ctx);
            }
            act => act,
        };
        let case = self.case(id)?;
        let made = match act {
            Act::Accept { admission } => online_signing::accept(self, case, seen, admission, ctx)?,
            Act::Decline { reason } => online_signing::decline(self, case, seen, &reason, ctx)?,
            Act::Withdraw { by, .. } => online_signing::withdraw(case, seen, by, ctx)?,
            Act::Submit { filled, admission } => self.submit_again(case, seen, *filled, admission, ctx)?,
            Act::TakeBack => handing_in::take_back(self, case, seen, ctx)?,
            Act::Void => handing_in::void(self, case, seen, ctx)?,
            Act::Review { grant, verdict } => review::review(self, case, seen, grant?, verdict, ctx)?,
            Act::Correct { grant, answers } => review::correct(case, seen, grant?, &answers, ctx)?,
            Act::ChangeJobCategory { grant, category } => review::change_job_category(case, seen, grant?, category, ctx)?,
            Act::Refresh { grant } => comparison::refresh(self, case, seen, grant?, ctx)?,
        };
        let dropped = matches!(made.to, Status::InReview(..)).then(|| self.drops_draft(case.kind)).flatten();
        let mut decision = self.carry_out(case, made, ctx)?;
        decision.events.extend(dropped.filter(|_| matches!(case.status, Status::Open(..))));
        Ok(decision)
    }
}
