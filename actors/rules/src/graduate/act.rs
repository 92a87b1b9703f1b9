//! Everything that can be done with a case that is there.

use super::{Graduate, Hand, amending, comparison, handing_in, online_signing, paper, rescission, review};
use crate::{
    admission::SchoolsWord,
    case::*,
    entity::{Ctx, Decision},
    file::StoredFile,
    form::Answers,
    ids::*,
    refusal::Refusal,
    review::{Grant, Verdict},
};
use std::collections::BTreeMap;

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
    /// By the party that is asked to agree to a rescission (RES-01).
    Answer {
        by: Hand,
        answer: rescission::Answer,
    },
    /// By the employer that sent the invitation, or that asked for a rescission. `sent` is the case as it will arrive, while its letter may still be on the way.
    Withdraw {
        by: EmployerId,
        sent: Option<Box<Case>>,
    },
    /// By the employer, of an invitation that waits for its answer.
    Remind {
        by: EmployerId,
    },
    /// By the graduate, of what was taken back or returned.
    Submit {
        filled: Box<Filled>,
        admission: SchoolsWord,
    },
    /// The image of the stamped agreement (OFF-02).
    HandInStamped {
        by: Hand,
        files: Vec<StoredFile>,
        admission: SchoolsWord,
    },
    /// By the graduate, of what is theirs to hand in.
    GiveUp,
    /// By the graduate, before any review or answer.
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
    /// By a school user, of what is effective: fields by their codes (SIG-07, OFF-04).
    Amend {
        grant: Result<Grant, Refusal>,
        changes: BTreeMap<String, String>,
    },
    /// 「强制解约」, with 「具体情况说明」 (RES-02).
    Force {
        grant: Result<Grant, Refusal>,
        statement: String,
    },
    /// An agreement whose graduate did not graduate is void by its own clause.
    VoidUngraduated {
        grant: Result<Grant, Refusal>,
        statement: String,
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
        self.refuse_held_to_reviewers(id, &act)?;
        if let Act::Remind { by } = act {
            return self.remind(case, seen, by, ctx);
        }
        let made = match act {
            Act::Remind { .. } => return Err(Refusal::NotFound),
            Act::Accept { admission } => online_signing::accept(self, case, seen, admission, ctx)?,
            Act::Decline { reason } => online_signing::decline(self, case, seen, &reason, ctx)?,
            Act::Answer { by, answer } => rescission::answer(self, case, seen, &by, answer, ctx)?,
            Act::Withdraw { by, .. } if case.about.is_none() => online_signing::withdraw(case, seen, by, ctx)?,
            Act::Withdraw { by, .. } => {
                let by = Hand::Employer { id: by, name: case.subject() };
                rescission::withdraw(self, case, seen, &by, ctx)?
            }
            Act::Submit { filled, admission } => self.submit_again(case, seen, *filled, admission, ctx)?,
            Act::HandInStamped { by, files, admission } => paper::hand_in(self, case, seen, &by, files, admission, ctx)?,
            Act::GiveUp => paper::give_up(self, case, seen, ctx)?,
            Act::TakeBack => handing_in::take_back(self, case, seen, ctx)?,
            Act::Void => handing_in::void(self, case, seen, ctx)?,
            Act::Review { grant, verdict } => review::review(self, case, seen, grant?, verdict, ctx)?,
            Act::Correct { grant, answers } => review::correct(case, seen, grant?, &answers, ctx)?,
            Act::Amend { grant, changes } => amending::amend(case, seen, grant?, &changes, ctx)?,
            Act::Force { grant, statement } => rescission::force(case, seen, grant?, &statement, ctx)?,
            Act::VoidUngraduated { grant, statement } => rescission::void_ungraduated(case, seen, grant?, &statement, ctx)?,
            Act::Refresh { grant } => comparison::refresh(self, case, seen, grant?, ctx)?,
        };
        let dropped = matches!(made.to, Status::InReview(..)).then(|| self.drops_draft(case.kind)).flatten();
        let mut decision = self.carry_out(case, made, ctx)?;
        decision.events.extend(dropped.filter(|_| matches!(case.status, Status::Open(Phase::First, _))));
        self.follow(id, &mut decision, ctx)?;
        Ok(decision)
    }
}
