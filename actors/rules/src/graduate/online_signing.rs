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
    Graduate, Move, entry,
    telling::{Outside, Told},
};
use crate::{
    admission::SchoolsWord, caller::Caller, case::*, codes, entity::Ctx, fields::Fields, ids::*, letter::Invitation,
    outbox::occasion::Occasion, profile::Profile, refusal::Refusal, time::UnixMs,
};
use std::sync::Arc;

/// The case that an offer opens, at version 1.
pub(crate) fn open(offer: &Invitation) -> Case {
    let by = Caller::Employer { name: offer.employer.name.clone() };
    Case {
        id: offer.case,
        version: 1,
        kind: CaseKind::ONLINE_SIGNING,
        begun_by: Party::Employer,
        about: None,
        agreement_kind: Some(offer.agreement_kind),
        status: Status::Asked(Party::Graduate),
        former: None,
        school_name: offer.school_name.clone(),
        content: Content::Agreement(Agreement { employer: Arc::clone(&offer.employer), terms: Arc::clone(&offer.terms) }),
        stamped: Vec::new(),
        since: offer.sent_at,
        expires_at: Some(offer.expires_at),
        submission: None,
        trail: vec![entry(offer.sent_at, by, Did::Invited)],
    }
}

/// Training modes 21 and 41 sign nothing online (ROS-05).
pub(crate) fn barred(profile: Option<&Profile>) -> bool {
    profile.is_some_and(|profile| !codes::can_sign_online(&profile.training_mode))
}

pub(super) fn accept(
    graduate: &Graduate,
    case: &Case,
    seen: u64,
    admission: SchoolsWord,
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    answerable(case, seen, ctx.now)?;
    let profile = graduate.profile()?;
    if barred(Some(profile)) {
        return Err(Refusal::OnlineSigningBarred);
    }
    graduate.free_to_begin()?;
    let submission = Submission { at: ctx.now, route: admission?.route, profile: Arc::clone(profile) };
    let by = Caller::Graduate { name: profile.name.clone() };
    let to = Status::InReview(Phase::First, submission.route.first());
    Ok(Move::to(to, entry(ctx.now, by, Did::Accepted)).submitting(submission))
}

pub(super) fn decline(graduate: &Graduate, case: &Case, seen: u64, reason: &str, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    answerable(case, seen, ctx.now)?;
    let mut fields = Fields::default();
    let reason = fields.lines("reason", reason, 0..=200);
    let reason = fields.finish(reason)?;
    let by = Caller::Graduate { name: graduate.profile()?.name.clone() };
    Ok(Move::to(Status::Ended(End::Declined), entry(ctx.now, by, Did::Declined { reason })))
}

/// An invitation is answered once, and in time. The clock decides even when the timer is late.
fn answerable(case: &Case, seen: u64, now: UnixMs) -> Result<(), Refusal> {
    if case.facts().asks != Some(Asks::Expires) {
        return Err(Refusal::AlreadyDecided { happened: case.happened() });
    }
    let waits = case.status == Status::Asked(Party::Graduate);
    let over = case.expires_at.filter(|until| case.status == Status::Ended(End::Expired) || (waits && *until <= now));
    match over {
        Some(at) => Err(Refusal::InvitationExpired { at }),
        None => case.expect(waits, seen),
    }
}

/// An invitation; a rescission that the employer asked for is [`rescission::withdraw`](super::rescission::withdraw).
pub(super) fn withdraw(case: &Case, seen: u64, by: EmployerId, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    let agreement = case.agreement().filter(|agreement| agreement.employer.id == by).ok_or(Refusal::NotFound)?;
    case.expect(case.status == Status::Asked(Party::Graduate), seen)?;
    let name = agreement.employer.name.clone();
    let text = format!("{name}已撤回「{}」的签约邀请。", agreement.terms.job_title);
    let entry = entry(ctx.now, Caller::Employer { name }, Did::Withdrew);
    Ok(Move::to(Status::Ended(End::Withdrawn), entry).telling("签约邀请已撤回", text))
}

pub(super) fn expire(case: &Case, ctx: &Ctx<'_>) -> Move {
    let text = format!("{}的签约邀请已超过应约有效期。", case.subject());
    Move::to(Status::Ended(End::Expired), entry(ctx.now, Caller::Platform, Did::Expired)).telling("签约邀请已失效", text)
}

pub(super) fn undeliverable(now: UnixMs) -> Move {
    Move::to(Status::Ended(End::Undeliverable), entry(now, Caller::Platform, Did::Undeliverable))
}

/// 「某公司邀请您签约「职位」」 and when it ends.
fn offered(case: &Case) -> (String, String) {
    let until = case.expires_at.map(|at| at.to_string()).unwrap_or_default();
    (format!("{}邀请您签约「{}」", case.subject(), case.detail()), until)
}

fn told(title: &str, text: String, occasion: Occasion, case: &Case, result: &'static str) -> Told {
    Told { title: title.into(), text, outside: Some(Outside { occasion, subject: case.subject(), result }) }
}

/// What the graduate is told of an offer.
pub(super) fn invitation_notice(case: &Case) -> Told {
    let (offer, until) = offered(case);
    told("收到签约邀请", format!("{offer}，请于 {until} 前应约。"), Occasion::Invited, case, "等待应约")
}

/// What the graduate is told when a day is left.
pub(super) fn reminder(case: &Case) -> Told {
    let (offer, until) = offered(case);
    told("应约即将截止", format!("{offer}，{until} 截止，逾期失效。"), Occasion::InvitationEndsSoon, case, "即将截止")
}

/// What a graduate is told who may be about to sign with an employer that is warned of now (FLG-02, FLG-03).
pub(super) fn warning(case: &Case, by_own_school: bool) -> Told {
    let who = if by_own_school { "您所在的学校" } else { "多所学校" };
    let text = format!("{who}已将{}标记为预警单位。该单位的签约邀请正等待您应约，请核实情况后再决定。", case.subject());
    told("邀请单位被列为预警单位", text, Occasion::EmployerWarned, case, "谨慎应约")
}
