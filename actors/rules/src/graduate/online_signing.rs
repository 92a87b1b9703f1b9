//! Online signing started by an employer (SIG-01; guide §6.1): invited → accepted, in review → effective.
//!
//! | state | who may move it | to |
//! |---|---|---|
//! | invited | graduate | in review, declined |
//! | invited | employer · time | withdrawn · expired |
//! | in review, department | that department; the school, where no account of the department can | in review, school · rejected |
//! | in review, school | school | effective · rejected |
//! | effective | school | effective, with another 职位类别 (SIG-07) |
//!
//! There is no return for correction and no withdrawal after acceptance: the guide gives pass and fail only.

use super::{
    Graduate, Move, comparison, entry,
    telling::{Outside, Told},
};
use crate::{
    caller::Caller,
    case::*,
    codes::{self, CodeTable},
    effect::Timer,
    entity::Ctx,
    fields::Fields,
    ids::*,
    letter::Invitation,
    outbox::occasion::Occasion,
    profile::Profile,
    refusal::{Refusal, invalid},
    review::*,
    time::UnixMs,
};
use std::sync::Arc;

/// The case that an offer opens, at version 1.
pub(crate) fn open(offer: &Invitation) -> Case {
    let by = Caller::Employer { name: offer.employer.name.clone() };
    Case {
        id: offer.case,
        version: 1,
        kind: CaseKind::OnlineSigning,
        status: Status::Invited,
        former: None,
        school_name: offer.school_name.clone(),
        agreement_kind: offer.agreement_kind,
        employer: Arc::clone(&offer.employer),
        terms: Arc::clone(&offer.terms),
        since: offer.sent_at,
        expires_at: offer.expires_at,
        submission: None,
        trail: vec![entry(offer.sent_at, by, Did::Invited)],
    }
}

/// What an invitation is woken for.
pub(super) fn timers(case: &Case) -> Vec<(Timer, UnixMs)> {
    let reminder = case.reminded_at().map(|at| (Timer::InvitationEndsSoon(case.id), at));
    std::iter::once((Timer::InvitationExpires(case.id), case.expires_at)).chain(reminder).collect()
}

/// Training modes 21 and 41 sign nothing online (ROS-05).
pub(crate) fn barred(profile: Option<&Profile>) -> bool {
    profile.is_some_and(|profile| !codes::can_sign_online(&profile.training_mode))
}

pub(super) fn accept(
    graduate: &Graduate,
    id: CaseId,
    seen: u64,
    admission: Result<Admission, Refusal>,
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    let case = graduate.case(id)?;
    answerable(case, seen, ctx.now)?;
    let profile = graduate.profile()?;
    if barred(Some(profile)) {
        return Err(Refusal::OnlineSigningBarred);
    }
    free_to_sign(graduate)?;
    let submission = Submission { at: ctx.now, route: admission?.route, profile: Arc::clone(profile) };
    let by = Caller::Graduate { name: profile.name.clone() };
    let to = Status::InReview(submission.route.first());
    Ok(Move::to(to, entry(ctx.now, by, Did::Accepted)).submitting(submission))
}

/// SIG-08: one in process, one effective, and never both.
fn free_to_sign(graduate: &Graduate) -> Result<(), Refusal> {
    let Some(binding) = graduate.binding_case() else { return Ok(()) };
    let employer = binding.employer.name.clone();
    Err(match binding.status {
        Status::Effective => Refusal::AlreadyEffective { employer },
        _ => Refusal::CaseInProcess { employer },
    })
}

pub(super) fn decline(graduate: &Graduate, id: CaseId, seen: u64, reason: String, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    let case = graduate.case(id)?;
    answerable(case, seen, ctx.now)?;
    let mut fields = Fields::default();
    let reason = fields.lines("reason", &reason, 0..=200);
    let reason = fields.finish(reason)?;
    let by = Caller::Graduate { name: graduate.profile()?.name.clone() };
    Ok(Move::to(Status::Declined, entry(ctx.now, by, Did::Declined { reason })))
}

/// An invitation is answered once, and in time. The clock decides even when the timer is late.
fn answerable(case: &Case, seen: u64, now: UnixMs) -> Result<(), Refusal> {
    if case.status == Status::Expired || (case.status == Status::Invited && case.expires_at <= now) {
        return Err(Refusal::InvitationExpired { at: case.expires_at });
    }
    case.expect(case.status == Status::Invited, seen)
}

pub(super) fn withdraw(case: &Case, seen: u64, by: EmployerId, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    if case.employer.id != by {
        return Err(Refusal::NotFound);
    }
    case.expect(case.status == Status::Invited, seen)?;
    let name = case.employer.name.clone();
    let text = format!("{name}已撤回「{}」的签约邀请。", case.terms.job_title);
    let entry = entry(ctx.now, Caller::Employer { name }, Did::Withdrew);
    Ok(Move::to(Status::Withdrawn, entry).telling("签约邀请已撤回", text))
}

pub(super) fn expire(case: &Case, ctx: &Ctx<'_>) -> Move {
    let text = format!("{}的签约邀请已超过应约有效期。", case.employer.name);
    Move::to(Status::Expired, entry(ctx.now, Caller::Platform, Did::Expired)).telling("签约邀请已失效", text)
}

pub(super) fn undeliverable(now: UnixMs) -> Move {
    Move::to(Status::Undeliverable, entry(now, Caller::Platform, Did::Undeliverable))
}

/// SIG-06: approve, or reject with a reason and details.
pub(super) fn review(
    graduate: &Graduate,
    id: CaseId,
    seen: u64,
    grant: Grant,
    verdict: Verdict,
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    let case = graduate.case(id)?;
    let stage = reviewable(case, seen, &grant)?;
    let by = Caller::Staff { staff: grant.staff, name: grant.name, department: grant.department };
    match verdict {
        Verdict::Approve => {
            approvable(case, stage, grant.handler_set, graduate.profile()?)?;
            Ok(approve(case, stage, by, ctx))
        }
        Verdict::Reject { reason, details } => reject(case, stage, by, reason, details, ctx),
    }
}

/// Whether an approval is held up: by what the guide lets nobody refresh (SIG-04), or, where it would be the last one, by an agreement
/// that names no 「协议经办人」 (SET-05).
pub fn approvable(case: &Case, stage: Stage, handler_set: bool, current: &Profile) -> Result<(), Refusal> {
    comparison::approvable(case, current)?;
    match &case.submission {
        Some(submission) if stage.after_approval() == Next::Final && !handler_set => {
            Err(Refusal::HandlerUnset { level: submission.profile.level.label() })
        }
        _ => Ok(()),
    }
}

/// Only the level that the case waits at may decide; a school does not overtake its department (I3). It stands in for one that has
/// nobody who can, and the case comes back to it.
fn reviewable(case: &Case, seen: u64, grant: &Grant) -> Result<Stage, Refusal> {
    let Status::InReview(stage) = case.status else {
        return Err(Refusal::AlreadyDecided { happened: case.happened() });
    };
    if stage == Stage::School && grant.stage == Stage::Department {
        return Err(Refusal::AlreadyDecided { happened: case.happened() });
    }
    case.expect(true, seen)?;
    let department = case.submission.as_ref().map_or("", |submission| submission.profile.department.as_str());
    if !grant.decides(stage, department) {
        return Err(Refusal::NotYourStage { stage: stage.label() });
    }
    Ok(stage)
}

fn approve(case: &Case, stage: Stage, by: Caller, ctx: &Ctx<'_>) -> Move {
    let entry = entry(ctx.now, by, Did::Approved(stage));
    let (word, employer) = (case.agreement_kind.review_word(), &case.employer.name);
    let done = entry.what(case.agreement_kind);
    match stage.after_approval() {
        Next::Stage(next) => {
            let text = format!("您与{employer}的签约已经{done}，正在等待{}{word}。", next.label());
            Move::to(Status::InReview(next), entry).telling(&done, text).also_outside(Occasion::Reviewed, employer, "学院通过")
        }
        Next::Final => {
            let text = format!("您与{employer}的签约已经学校{word}通过，就业协议生效。");
            Move::to(Status::Effective, entry).telling("签约成功", text).also_outside(
                Occasion::Reviewed,
                employer,
                case.agreement_kind.passed(),
            )
        }
    }
}

fn reject(case: &Case, stage: Stage, by: Caller, reason: String, details: String, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    let mut fields = Fields::default();
    let name = ctx.codes.reject_reason(&reason, case.kind).unwrap_or_else(|| {
        fields.refuse("reason", "请从在线签约适用的原因中选择审核不通过原因");
        ""
    });
    let details = fields.lines("details", &details, 1..=500);
    let details = fields.finish(details)?;
    let word = case.agreement_kind.review_word();
    let text = format!("您与{}的签约{word}不通过：{name}。{details}", case.employer.name);
    let entry = entry(ctx.now, by, Did::Rejected { stage, reason, details });
    let failed = case.agreement_kind.failed();
    Ok(Move::to(Status::Rejected, entry).telling(&format!("签约{failed}"), text).also_outside(
        Occasion::Reviewed,
        &case.employer.name,
        failed,
    ))
}

/// SIG-07: after approval a school user may change 职位类别 and nothing else; the graduate is told.
pub(super) fn change_job_category(
    case: &Case,
    seen: u64,
    grant: Grant,
    category: String,
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    if grant.department.is_some() {
        return Err(Refusal::NotPermitted);
    }
    case.expect(case.status == Status::Effective, seen)?;
    let Some(name) = ctx.codes.name(CodeTable::JobCategory, &category) else {
        return Err(Refusal::Invalid(vec![invalid("job_category", "请选择职位类别")]));
    };
    if category == case.terms.job_category {
        return Err(Refusal::Invalid(vec![invalid("job_category", "与现有职位类别相同")]));
    }
    let text = format!("学校已将您与{}签约信息中的职位类别修改为「{name}」。", case.employer.name);
    let by = Caller::Staff { staff: grant.staff, name: grant.name, department: None };
    let did = Did::ChangedJobCategory { from: case.terms.job_category.clone(), to: category.clone() };
    let mut terms = Arc::clone(&case.terms);
    Arc::make_mut(&mut terms).job_category = category;
    Ok(Move::to(case.status, entry(ctx.now, by, did)).amending(terms).telling("签约信息已修改", text).also_outside(
        Occasion::SigningChanged,
        &case.employer.name,
        "已修改",
    ))
}

/// What the graduate is told of an offer.
pub(super) fn invitation_notice(case: &Case) -> Told {
    let text = format!("{}邀请您签约「{}」，请于 {} 前应约。", case.employer.name, case.terms.job_title, case.expires_at);
    let outside = Outside { occasion: Occasion::Invited, subject: case.employer.name.clone(), result: "等待应约" };
    Told { title: "收到签约邀请".into(), text, outside: Some(outside) }
}

/// What the graduate is told when a day is left.
pub(super) fn reminder(case: &Case) -> Told {
    let text = format!("{}邀请您签约「{}」，{} 截止，逾期失效。", case.employer.name, case.terms.job_title, case.expires_at);
    let outside =
        Outside { occasion: Occasion::InvitationEndsSoon, subject: case.employer.name.clone(), result: "即将截止" };
    Told { title: "应约即将截止".into(), text, outside: Some(outside) }
}

/// What a graduate is told who may be about to sign with an employer that is warned of now (FLG-02, FLG-03).
pub(super) fn warning(case: &Case, by_own_school: bool) -> Told {
    let who = if by_own_school { "您所在的学校" } else { "多所学校" };
    let text = format!("{who}已将{}标记为预警单位。该单位的签约邀请正等待您应约，请核实情况后再决定。", case.employer.name);
    let outside = Outside { occasion: Occasion::EmployerWarned, subject: case.employer.name.clone(), result: "谨慎应约" };
    Told { title: "邀请单位被列为预警单位".into(), text, outside: Some(outside) }
}
