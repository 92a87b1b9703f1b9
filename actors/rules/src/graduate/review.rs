//! The review of any kind of case: decided at the level that it waits at, along the route it was submitted under.

use super::{Graduate, Move, comparison, entry};
use crate::{
    caller::Caller,
    case::*,
    entity::Ctx,
    fields::Fields,
    form::{self, Answers},
    outbox::occasion::Occasion,
    profile::Profile,
    refusal::{Refusal, invalid},
    review::*,
    sentence::sentence,
};
use std::sync::Arc;

/// Approve, return or reject, as far as the kind knows it (SIG-06, DES-02).
pub(super) fn review(
    graduate: &Graduate,
    case: &Case,
    seen: u64,
    grant: Grant,
    verdict: Verdict,
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    let (phase, stage) = reviewable(case, seen, &grant)?;
    let handler_set = grant.handler_set;
    let facts = case.facts().phase(phase).review;
    match verdict {
        Verdict::Approve => {
            approvable(case, stage, handler_set, graduate.profile()?)?;
            Ok(approve(case, (phase, stage), Did::Approved(stage), reviewer(grant), ctx))
        }
        Verdict::ApproveUnilaterally { .. } if !facts.unilateral || grant.department.is_some() => Err(Refusal::NotPermitted),
        // The department's level is passed by an approval like any other: the reason belongs to the school's.
        Verdict::ApproveUnilaterally { .. } if stage == Stage::Department => Err(Refusal::NotPermitted),
        Verdict::ApproveUnilaterally { statement } => {
            approvable(case, stage, handler_set, graduate.profile()?)?;
            let statement = super::rescission::stated(&statement)?;
            Ok(approve(case, (phase, stage), Did::ApprovedUnilaterally { statement }, reviewer(grant), ctx))
        }
        Verdict::Return { .. } if !facts.returns => Err(Refusal::NotPermitted),
        Verdict::Return { reason, fields } => send_back(case, (phase, stage), reviewer(grant), &reason, &fields, ctx),
        Verdict::Reject { reason, details } => reject(case, (phase, stage), reviewer(grant), reason, details, ctx),
    }
}

pub(super) fn reviewer(grant: Grant) -> Caller {
    Caller::Staff { staff: grant.staff, name: grant.signs_as(), department: grant.department }
}

/// Whether an approval is held up: by what the guide lets nobody refresh (SIG-04), or, where it would be the last one, by an agreement
/// that names no 「协议经办人」 (SET-05).
pub fn approvable(case: &Case, stage: Stage, handler_set: bool, current: &Profile) -> Result<(), Refusal> {
    comparison::approvable(case, current)?;
    let names_handler = case.facts().phase(case.phase()).issues_agreement && stage.after_approval() == Next::Final;
    match &case.submission {
        Some(submission) if names_handler && !handler_set => {
            Err(Refusal::HandlerUnset { level: submission.profile.level.label() })
        }
        _ => Ok(()),
    }
}

/// Only the level that the case waits at may decide; a school does not overtake its department (I3). It stands in for one that has
/// nobody who can, and the case comes back to it.
fn reviewable(case: &Case, seen: u64, grant: &Grant) -> Result<(Phase, Stage), Refusal> {
    let Status::InReview(phase, stage) = case.status else {
        return Err(Refusal::AlreadyDecided { happened: case.happened() });
    };
    if stage == Stage::School && grant.stage == Stage::Department {
        return Err(Refusal::AlreadyDecided { happened: case.happened() });
    }
    case.expect(true, seen)?;
    if !grant.decides(stage, case.department()) {
        return Err(Refusal::NotYourStage { stage: stage.label() });
    }
    Ok((phase, stage))
}

fn approve(case: &Case, (phase, stage): (Phase, Stage), did: Did, by: Caller, ctx: &Ctx<'_>) -> Move {
    let entry = entry(ctx.now, by, did);
    let (review, words) = (case.review(), &case.facts().words);
    let (word, matter, done) = (review.word, case.matter(), entry.what(case));
    match (stage.after_approval(), case.facts().phase_after(phase)) {
        (Next::Stage(next), _) => {
            let text = format!("您{matter}已经{done}，正在等待{}{word}。", next.label());
            let made = Move::to(Status::InReview(phase, next), entry).telling(&done, text);
            made.also_outside(Occasion::Reviewed, &case.subject(), "学院通过")
        }
        (Next::Final, Some(next)) => {
            let text =
                format!("您{matter}的就业协议已经审核通过。请下载打印，由用人单位盖章后回传图像；用人单位也可以自行回传。");
            let made = Move::to(Status::Open(next, Why::Awaited), entry).telling("就业协议审核通过", text);
            made.also_outside(Occasion::Reviewed, &case.subject(), review.passed)
        }
        (Next::Final, None) => {
            let text = format!("您{matter}已经学校{word}通过，{}。", words.holds);
            let made = Move::to(Status::Effective, entry).telling(words.effective, text);
            let rescinds = case.facts().causes == Consequence::Rescinds;
            let occasion = if rescinds { Occasion::Rescinded } else { Occasion::Reviewed };
            made.also_outside(occasion, &case.subject(), review.passed)
        }
    }
}

/// 「退回修改」: the graduate corrects the same case and submits it again.
fn send_back(
    case: &Case,
    (phase, stage): (Phase, Stage),
    by: Caller,
    reason: &str,
    meant: &[String],
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    let mut fields = Fields::default();
    let reason = fields.lines("reason", reason, 2..=500);
    let meant = named_fields(case, meant, &mut fields);
    let reason = fields.finish(reason)?;
    let matter = case.matter();
    let again = if case.facts().phase(phase).hands_in == HandsIn::Stamped {
        "请重新上传盖章的就业协议书"
    } else {
        "请修改后重新提交"
    };
    let text = format!("您{matter}被{}退回修改：{}{again}。", stage.label(), sentence(&reason));
    let entry = entry(ctx.now, by, Did::Returned { stage, reason, fields: meant });
    let made = Move::to(Status::Open(phase, Why::Returned), entry).telling(&format!("{}退回修改", case.facts().matter), text);
    Ok(made.also_outside(Occasion::Reviewed, &case.subject(), "退回修改"))
}

/// The fields of the form that a reviewer names, so that the reason leads to them.
fn named_fields(case: &Case, meant: &[String], fields: &mut Fields) -> Vec<String> {
    let asked = |key: &str, filled: &Filled| {
        filled.form.form().fields().any(|field| field.key == key && field.is_asked(&filled.answers))
    };
    let is_form = case.facts().phase(case.phase()).hands_in == HandsIn::Form;
    let known = |key: &String| key == FILES || case.filled().is_some_and(|filled| is_form && asked(key, filled));
    if !meant.iter().all(known) {
        fields.refuse("fields", "请从表单中选择需要修改的项目");
    }
    let first = |place: usize, key: &String| !meant[..place].contains(key);
    meant.iter().enumerate().filter(|(place, key)| first(*place, key)).map(|(_, key)| key.clone()).collect()
}

/// How a return names the proof.
pub const FILES: &str = "files";

fn reject(
    case: &Case,
    (phase, stage): (Phase, Stage),
    by: Caller,
    reason: String,
    details: String,
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    let mut fields = Fields::default();
    let name = ctx.codes.reject_reason(&reason, &case.reasoned_as()).unwrap_or_else(|| {
        fields.refuse("reason", format!("请从{}适用的原因中选择审核不通过原因", case.facts().label));
        ""
    });
    let details = fields.lines("details", &details, 1..=500);
    let details = fields.finish(details)?;
    let (review, matter) = (case.review(), case.matter());
    let text = format!("您{matter}{}不通过：{name}。{}", review.word, sentence(&details));
    let entry = entry(ctx.now, by, Did::Rejected { stage, reason, details });
    let title = format!("{}{}", case.facts().matter, review.failed);
    let made = Move::to(Status::Ended(End::Rejected(phase)), entry).telling(&title, text);
    Ok(made.also_outside(Occasion::Reviewed, &case.subject(), review.failed))
}

/// 「修改去向」: whoever may decide corrects what was handed in, after agreeing with the graduate, who is told (DES-02).
pub(super) fn correct(case: &Case, seen: u64, grant: Grant, answers: &Answers, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    let (_, stage) = reviewable(case, seen, &grant)?;
    let filled = case.filled().filter(|_| case.facts().phase(case.phase()).review.corrects).ok_or(Refusal::NotPermitted)?;
    let form = filled.form.form();
    let mut fields = Fields::default();
    let answers = form::check(form, answers, ctx.codes, ctx.now.date(), &mut fields);
    let answers = fields.finish(answers)?;
    let changed = answers.differing(&filled.answers, form);
    if changed.is_empty() {
        return Err(Refusal::Invalid(vec![invalid("answers", "没有修改任何内容")]));
    }
    let text = format!("{}修改了您{}：{}。如有疑问，请联系学校。", stage.label(), case.matter(), changed.join("、"));
    let fields = changed.into_iter().map(str::to_owned).collect();
    let entry = entry(ctx.now, reviewer(grant), Did::Corrected { stage, fields });
    let content = Content::Form(Filled { answers: Arc::new(answers), ..filled.clone() });
    let made = Move::to(case.status, entry).with(content).telling(&format!("{}已修改", case.facts().matter), text);
    Ok(made.also_outside(Occasion::DestinationChanged, &case.subject(), "已修改"))
}
