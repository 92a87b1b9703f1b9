//! The end of an agreement (RES-01 … RES-06; guide §8): asked for online by either side and answered by the other, applied for with
//! evidence where the agreement was signed on paper, forced by the school, or overtaken when the agreement ends by its own clause.
//!
//! A rescission is a case of its own, about the agreement: the agreement holds until the rescission takes effect, and ends in the same
//! step.

use super::{Event, Graduate, Hand, Move, Reply, entry, handing_in::Beginning};
use crate::{
    admission::{RescissionRule, SchoolsWord},
    caller::Caller,
    case::*,
    effect::Effect,
    entity::{Ctx, Decision, Entity},
    fields::Fields,
    ids::*,
    letter::Letter,
    outbox::occasion::Occasion,
    refusal::Refusal,
    review::Grant,
    time::UnixMs,
};
use std::sync::Arc;

impl Graduate {
    /// Somebody asks for the end of an agreement.
    pub(super) fn ask_rescission(&self, beginning: Beginning, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let Beginning { case: id, kind, by, about, filled, admission } = beginning;
        let admission = admission?;
        let agreement = self.rescindable(kind, about, &by, admission.rescission)?;
        let filled = super::handing_in::checked(kind, filled, self.profile()?, ctx)?;
        let submission = Submission { at: ctx.now, route: admission.route, profile: Arc::clone(self.profile()?) };
        let case = self.asking(id, kind, &by, agreement, (submission, filled, admission.rescission), ctx)?;
        let mut decision = Decision::events(vec![Event::CaseOpened(Arc::new(case.clone()))]).replying(Reply::of(&case));
        decision.events.extend(self.drops_draft(kind).filter(|_| by == Hand::Graduate));
        decision.effects = self.reports(&case, ctx)?;
        decision.effects.extend(case.timers().into_iter().map(|(timer, at)| Effect::Schedule { timer, at }));
        if case.status == Status::Asked(Party::Graduate) {
            self.notify(&mut decision, ctx, asked_by_employer(&case), Some(case.id));
        }
        Ok(decision)
    }

    /// The agreement, if this party may ask for its end now.
    ///
    /// # Errors
    /// The first thing in the way.
    pub fn rescindable(
        &self,
        kind: CaseKind,
        about: Option<CaseId>,
        by: &Hand,
        rule: RescissionRule,
    ) -> Result<&Case, Refusal> {
        let agreement = self.case(about.ok_or(Refusal::NotFound)?)?;
        by.expect_party_to(agreement)?;
        if !kind.facts().ends.contains(&agreement.kind) || !kind.facts().is_begun_by(by.party()) {
            return Err(Refusal::NotFound);
        }
        if agreement.status != Status::Effective {
            return Err(Refusal::AlreadyDecided { happened: agreement.happened() });
        }
        if let Some(open) = self.open_rescission(agreement.id) {
            return Err(Refusal::RescissionOpen { happened: open.happened() });
        }
        if by.party() == Party::Graduate && self.rescissions_asked() >= usize::from(rule.limit) {
            return Err(Refusal::RescissionLimit { limit: rule.limit });
        }
        Ok(agreement)
    }

    /// A rescission of this agreement that is not over.
    pub fn open_rescission(&self, agreement: CaseId) -> Option<&Case> {
        let about = |case: &&Case| case.about.as_ref().is_some_and(|about| about.case == agreement);
        let cases = self.cases.values().map(Arc::as_ref).filter(about);
        cases.into_iter().find(|case| matches!(case.status, Status::Asked(_) | Status::InReview(..) | Status::Open(..)))
    }

    /// RES-06: applications of the graduate's own; what was taken back counts for nothing.
    fn rescissions_asked(&self) -> usize {
        let own = |case: &&Arc<Case>| case.about.is_some() && case.begun_by == Party::Graduate;
        self.cases.values().filter(own).filter(|case| case.standing() != Status::Ended(End::Withdrawn)).count()
    }

    fn asking(
        &self,
        id: CaseId,
        kind: CaseKind,
        by: &Hand,
        agreement: &Case,
        (submission, filled, rule): (Submission, Filled, RescissionRule),
        ctx: &Ctx<'_>,
    ) -> Result<Case, Refusal> {
        let asked = kind.facts().asks.map(|_| if by.party() == Party::Graduate { Party::Employer } else { Party::Graduate });
        let status = asked.map_or(Status::InReview(Phase::First, submission.route.first()), Status::Asked);
        let did = if asked.is_some() { Did::Asked } else { Did::Submitted };
        let about = About {
            case: agreement.id,
            employer: agreement.employer_id(),
            employer_name: agreement.subject(),
            job_title: agreement.detail(),
        };
        Ok(Case {
            id,
            version: 1,
            kind,
            begun_by: by.party(),
            about: Some(Arc::new(about)),
            agreement_kind: agreement.agreement_kind,
            status,
            former: None,
            school_name: agreement.school_name.clone(),
            content: Content::Form(filled),
            stamped: Vec::new(),
            since: ctx.now,
            expires_at: asked.map(|_| rule.answer_by(ctx.now, ctx.codes)),
            submission: Some(submission),
            trail: vec![entry(ctx.now, by.caller(agreement, &self.profile()?.name), did)],
        })
    }

    /// The party that was asked has a day left, or is late (EXT-16): it is reminded, and the history says so.
    pub(super) fn answer_awaited(&self, id: CaseId, is_overdue: bool, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let Some(case) = self.cases.get(&id).filter(|case| is_awaited(case, is_overdue, ctx.now)) else {
            return Ok(Decision::nothing());
        };
        let did = if is_overdue { Did::Lapsed } else { Did::Reminded };
        let made = Move::to(case.status, entry(ctx.now, Caller::Platform, did));
        let made = match case.status {
            Status::Asked(Party::Graduate) => {
                made.telling("解约申请等待您答复", format!("{}申请与您解约，请尽快答复。", case.subject()))
            }
            _ if is_overdue => made.telling("单位逾期未答复解约申请", overdue(case)),
            _ => made,
        };
        let mut decision = Decision { reply: None, ..self.carry_out(case, made, ctx)? };
        decision.effects.extend(self.awaiting(case, is_overdue));
        Ok(decision)
    }

    fn awaiting(&self, case: &Case, is_overdue: bool) -> Option<Effect> {
        let employer = case.employer_id().filter(|_| case.status == Status::Asked(Party::Employer))?;
        let (name, until) = (self.profile.as_ref()?.name.clone(), case.expires_at?);
        Some(Effect::tell(employer, Letter::AnswerAwaited { case: case.id, name, until, is_overdue }))
    }

    /// A case that took effect or ended moves another in the same step: a rescission ends its agreement, and an agreement that
    /// ended otherwise overtakes its rescission.
    pub(super) fn follow(&self, id: CaseId, decision: &mut Decision<Self>, ctx: &Ctx<'_>) -> Result<(), Refusal> {
        let mut after = self.clone();
        decision.events.iter().for_each(|event| after.apply(event));
        let Some(case) = after.cases.get(&id).cloned() else { return Ok(()) };
        let other = match (case.status, &case.about) {
            (Status::Effective, Some(about)) => {
                let ended = after.cases.get(&about.case).cloned();
                ended.map(|agreement| (agreement, Status::Ended(End::Rescinded), Did::Rescinded(case.rescission_mode())))
            }
            (Status::Ended(End::NotGraduated), None) => {
                let open = after.open_rescission(id).cloned();
                open.map(|open| (Arc::new(open), Status::Ended(End::Overtaken), Did::Overtaken))
            }
            _ => None,
        };
        let Some((other, to, did)) = other else { return Ok(()) };
        // A verdict that waited has its effect at the time when it was given, and the other case may have moved since.
        let at = other.trail.last().map_or(ctx.now, |last| ctx.now.max(last.at));
        after.also(&other, Move::to(to, entry(at, Caller::Platform, did)), decision, ctx)
    }
}

impl Case {
    /// 「解约方式」 of a rescission that took effect.
    pub fn rescission_mode(&self) -> RescissionMode {
        let last = self.trail.iter().rev().find(|entry| entry.did.is_verdict()).map(|entry| &entry.did);
        match last {
            Some(Did::Forced { .. }) => RescissionMode::Forced,
            Some(Did::ApprovedUnilaterally { .. }) => RescissionMode::Unilateral,
            _ => RescissionMode::Agreed,
        }
    }
}

/// Whether an answer is still waited for, and the clock says so too: a reminder that comes after the time is over is none.
fn is_awaited(case: &Case, is_overdue: bool, now: UnixMs) -> bool {
    let is_over = case.expires_at.is_some_and(|until| until <= now);
    case.facts().asks == Some(Asks::Reminds) && matches!(case.status, Status::Asked(_)) && is_over == is_overdue
}

fn overdue(case: &Case) -> String {
    format!("{}没有在期限内答复您的解约申请。您可以联系学校就业部门，由学校核实情况后办理强制解约。", case.subject())
}

fn asked_by_employer(case: &Case) -> super::telling::Told {
    let text = format!("{}申请与您解约，请查看原因后答复。您不同意的，签约仍有效。", case.subject());
    super::telling::Told::outside("单位申请解约", text, Occasion::RescissionAsked, &case.subject(), "等待答复")
}

/// The party that was asked agrees, and the school reviews; or it does not, and the agreement stands.
pub(super) fn answer(
    graduate: &Graduate,
    case: &Case,
    seen: u64,
    by: &Hand,
    answer: Answer,
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    by.expect_party_to(case)?;
    let asked = case.facts().asks == Some(Asks::Reminds) && case.status == Status::Asked(by.party());
    case.expect(asked, seen)?;
    let profile = graduate.profile()?;
    let caller = by.caller(case, &profile.name);
    let made = match answer {
        Answer::Agrees(admission) => {
            let submission = Submission { at: ctx.now, route: admission?.route, profile: Arc::clone(profile) };
            let to = Status::InReview(Phase::First, submission.route.first());
            Move::to(to, entry(ctx.now, caller, Did::Agreed)).submitting(submission)
        }
        Answer::Refuses(reason) => {
            let mut fields = Fields::default();
            let reason = fields.lines("reason", &reason, 2..=200);
            let reason = fields.finish(reason)?;
            Move::to(Status::Ended(End::Declined), entry(ctx.now, caller, Did::Refused { reason }))
        }
    };
    Ok(if by.party() == Party::Employer { answered_by_employer(case, made) } else { made })
}

/// The answer to a request for rescission.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "an answer is moved once")]
pub enum Answer {
    Agrees(SchoolsWord),
    Refuses(String),
}

fn answered_by_employer(case: &Case, made: Move) -> Move {
    let (title, text, result) = match made.to {
        Status::InReview(..) => ("单位已同意解约", format!("{}已同意解约，正在等待学校审核。", case.subject()), "同意解约"),
        _ => ("单位不同意解约", format!("{}不同意解约，签约仍有效。可以与单位协商后重新申请。", case.subject()), "未同意"),
    };
    made.telling(title, text).also_outside(Occasion::RescissionAsked, &case.subject(), result)
}

/// The party that asked takes it back before the answer.
pub(super) fn withdraw(graduate: &Graduate, case: &Case, seen: u64, by: &Hand, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    by.expect_party_to(case)?;
    if case.begun_by != by.party() {
        return Err(Refusal::NotPermitted);
    }
    case.expect(matches!(case.status, Status::Asked(_)), seen)?;
    let caller = by.caller(case, &graduate.profile()?.name);
    let made = Move::to(Status::Ended(End::Withdrawn), entry(ctx.now, caller, Did::Withdrew));
    Ok(match by {
        Hand::Graduate => made,
        _ => made.telling("解约申请已撤回", format!("{}已撤回解约申请，签约仍有效。", case.subject())),
    })
}

/// 「强制解约」 (RES-02): a school user, with a statement, while the employer does not answer; it takes effect at once.
pub(super) fn force(case: &Case, seen: u64, grant: Grant, statement: &str, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    if grant.department.is_some() {
        return Err(Refusal::NotPermitted);
    }
    case.expect(case.about.is_some() && case.status == Status::Asked(Party::Employer), seen)?;
    let statement = stated(statement)?;
    let text = format!("学校核实情况后，已为您与{}强制解约。您可以与其他单位签约或登记毕业去向。", case.subject());
    let entry = entry(ctx.now, super::review::reviewer(grant), Did::Forced { statement });
    let made = Move::to(Status::Effective, entry).telling("解约完成", text);
    Ok(made.also_outside(Occasion::Rescinded, &case.subject(), "强制解约"))
}

/// The agreement's own clause: without graduation it is void. A school user says so, with a statement.
pub(super) fn void_ungraduated(case: &Case, seen: u64, grant: Grant, statement: &str, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    if grant.department.is_some() || !case.facts().states.contains(&Status::Ended(End::NotGraduated)) {
        return Err(Refusal::NotPermitted);
    }
    case.expect(case.status == Status::Effective, seen)?;
    let statement = stated(statement)?;
    let text =
        format!("您未按期取得毕业证书，按协议约定，您与{}的就业协议失效。如有疑问，请联系学校就业部门。", case.subject());
    let entry = entry(ctx.now, super::review::reviewer(grant), Did::NotGraduated { statement });
    let made = Move::to(Status::Ended(End::NotGraduated), entry).telling("就业协议失效", text);
    Ok(made.also_outside(Occasion::Rescinded, &case.subject(), "协议失效"))
}

/// 「具体情况说明」.
pub(super) fn stated(statement: &str) -> Result<String, Refusal> {
    let mut fields = Fields::default();
    let statement = fields.lines("statement", statement, 10..=500);
    fields.finish(statement)
}
