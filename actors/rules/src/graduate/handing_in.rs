//! What a graduate hands in: begun, taken back before any review, corrected and submitted again, and ended alone once it is effective
//! (DES-01 … DES-04, VOI-01; guide §9).

use super::{Event, Graduate, Move, Reply, entry};
use crate::{
    admission::{Admission, SchoolsWord},
    caller::Caller,
    case::*,
    codes,
    entity::{Ctx, Decision},
    fields::Fields,
    form,
    ids::*,
    refusal::Refusal,
};
use std::sync::Arc;

/// A case of the graduate's own, as it was filled in. `admission` is the school's word on it.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub case: CaseId,
    pub kind: CaseKind,
    pub filled: Filled,
    pub admission: SchoolsWord,
}

impl Graduate {
    pub(super) fn begin(&self, beginning: Beginning, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let Beginning { case: id, kind, filled, admission } = beginning;
        // The same case again, after its key was forgotten.
        if let Some(known) = self.cases.get(&id) {
            return Ok(Decision::answer(Reply::of(known)));
        }
        let admission = self.may_begin(kind, admission)?;
        let school_name = admission.school_name.clone();
        let (submission, filled) = self.submission(kind, filled, admission, ctx)?;
        let case = begun(id, kind, school_name, submission, filled, ctx);
        let mut decision = Decision::events(vec![Event::CaseOpened(Arc::new(case.clone()))]).replying(Reply::of(&case));
        decision.events.extend(self.drops_draft(kind));
        decision.effects = self.reports(&case, ctx)?;
        Ok(decision)
    }

    /// Whether a case of this kind can be begun now, by the school's word and by what the graduate has already.
    ///
    /// # Errors
    /// The first thing in the way.
    pub fn may_begin(&self, kind: CaseKind, admission: SchoolsWord) -> SchoolsWord {
        if let Some(at) = self.removed_at {
            return Err(Refusal::LeftRoster { at });
        }
        let admission = admission?;
        if let Some(open) = self.open_case(kind) {
            return Err(Refusal::Resubmit { matter: open.detail() });
        }
        self.free_to_begin()?;
        Ok(admission)
    }

    /// What was taken back or returned, corrected.
    pub(super) fn submit_again(
        &self,
        case: &Case,
        seen: u64,
        filled: Filled,
        admission: SchoolsWord,
        ctx: &Ctx<'_>,
    ) -> Result<Move, Refusal> {
        let Status::Open(phase, why) = case.status else {
            return Err(Refusal::AlreadyDecided { happened: case.happened() });
        };
        case.expect(true, seen)?;
        if why == Why::Returned && case.filled().is_some_and(|before| before.form != filled.form) {
            return Err(Refusal::FormFixed);
        }
        let (submission, filled) = self.submission(case.kind, filled, admission?, ctx)?;
        let by = Caller::Graduate { name: submission.profile.name.clone() };
        let to = Status::InReview(phase, submission.route.first());
        Ok(Move::to(to, entry(ctx.now, by, Did::Submitted)).submitting(submission).with(Content::Form(filled)))
    }

    fn submission(
        &self,
        kind: CaseKind,
        filled: Filled,
        admission: Admission,
        ctx: &Ctx<'_>,
    ) -> Result<(Submission, Filled), Refusal> {
        let profile = self.profile()?;
        if !codes::can_sign_online(&profile.training_mode) {
            return Err(Refusal::DirectedOnly);
        }
        self.free_to_begin()?;
        let filled = checked(kind, filled, ctx)?;
        Ok((Submission { at: ctx.now, route: admission.route, profile: Arc::clone(profile) }, filled))
    }

    /// What of this kind the graduate has to hand in again.
    pub fn open_case(&self, kind: CaseKind) -> Option<&Case> {
        let cases = self.cases.values().map(Arc::as_ref);
        cases.filter(|case| case.kind == kind).find(|case| matches!(case.status, Status::Open(..)))
    }
}

/// The form's own check, its proof, and whether this kind is handed in by it at all.
fn checked(kind: CaseKind, filled: Filled, ctx: &Ctx<'_>) -> Result<Filled, Refusal> {
    let form = filled.form.form();
    let mut fields = Fields::default();
    if !kind.facts().forms.contains(&filled.form) {
        fields.refuse("form", format!("请选择{}类型", kind.facts().matter));
    }
    let answers = form::check(form, &filled.answers, ctx.codes, ctx.now.date(), &mut fields);
    if !form.proof.files.contains(&filled.files.len()) {
        let (least, most) = (form.proof.files.start(), form.proof.files.end());
        fields.refuse("files", format!("请上传 {least} 至 {most} 份证明材料：{}", form.proof.hint));
    }
    if let Some(file) = filled.files.iter().enumerate().find(|(place, file)| filled.files[..*place].contains(file)) {
        fields.refuse("files", format!("第 {} 份证明材料与前面的相同，请删除重复的", file.0 + 1));
    }
    let answers = fields.finish(answers)?;
    Ok(Filled { answers: Arc::new(answers), ..filled })
}

fn begun(id: CaseId, kind: CaseKind, school_name: String, submission: Submission, filled: Filled, ctx: &Ctx<'_>) -> Case {
    let by = Caller::Graduate { name: submission.profile.name.clone() };
    Case {
        id,
        version: 1,
        kind,
        status: Status::InReview(Phase::First, submission.route.first()),
        former: None,
        school_name,
        content: Content::Form(filled),
        since: ctx.now,
        expires_at: None,
        submission: Some(submission),
        trail: vec![entry(ctx.now, by, Did::Submitted)],
    }
}

/// DES-03: only as long as nobody at any level has decided.
pub(super) fn take_back(graduate: &Graduate, case: &Case, seen: u64, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    let Status::InReview(phase, _) = case.status else {
        return Err(Refusal::AlreadyDecided { happened: case.happened() });
    };
    case.expect(!case.is_decided_on(), seen)?;
    if !case.facts().withdrawable {
        return Err(Refusal::NotPermitted);
    }
    let by = Caller::Graduate { name: graduate.profile()?.name.clone() };
    Ok(Move::to(Status::Open(phase, Why::Withdrawn), entry(ctx.now, by, Did::Withdrew)))
}

/// DES-04: by the graduate alone, without a review.
pub(super) fn void(graduate: &Graduate, case: &Case, seen: u64, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    case.expect(case.status == Status::Effective, seen)?;
    if !case.facts().voidable {
        return Err(Refusal::NotPermitted);
    }
    let by = Caller::Graduate { name: graduate.profile()?.name.clone() };
    Ok(Move::to(Status::Ended(End::Voided), entry(ctx.now, by, Did::Voided)))
}
