//! What a graduate hands in: begun, taken back before any review, corrected and submitted again, and ended alone once it is effective
//! (DES-01 … DES-04, VOI-01; guide §9).

use super::{Event, Graduate, Hand, Move, Reply, entry, rescission};
use crate::{
    admission::{Admission, SchoolsWord},
    caller::Caller,
    case::*,
    codes,
    entity::{Ctx, Decision},
    fields::Fields,
    form,
    forms::FormCode,
    ids::*,
    profile::Profile,
    refusal::Refusal,
    review::AgreementKind,
    terms::NO_HOUSEHOLD,
};
use std::sync::Arc;

/// A case as it was filled in. `admission` is the school's word on it.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub case: CaseId,
    pub kind: CaseKind,
    pub by: Hand,
    /// The agreement that it is about, for kinds that end one.
    pub about: Option<CaseId>,
    pub filled: Filled,
    pub admission: SchoolsWord,
}

impl Graduate {
    pub(super) fn begin(&self, beginning: Beginning, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        // The same case again, after its key was forgotten.
        if let Some(known) = self.cases.get(&beginning.case) {
            return Ok(Decision::answer(Reply::of(known)));
        }
        if !beginning.kind.facts().ends.is_empty() {
            return self.ask_rescission(beginning, ctx);
        }
        let Beginning { case: id, kind, filled, admission, .. } = beginning;
        let admission = self.may_begin(kind, admission)?;
        let (school_name, agreement_kind) = (admission.school_name.clone(), admission.agreement_kind);
        let (submission, filled) = self.submission(kind, filled, admission, ctx)?;
        let agreement_kind = agreement_kind.filter(|_| kind.facts().has_agreement);
        let case = begun((id, kind), school_name, agreement_kind, submission, filled, ctx);
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
        let Status::Open(phase @ Phase::First, why) = case.status else {
            return Err(Refusal::AlreadyDecided { happened: case.happened() });
        };
        case.expect(true, seen)?;
        if why == Why::Returned && self.keeps_form(case) && case.filled().is_some_and(|before| before.form != filled.form) {
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
        if kind.facts().binds {
            self.may_use(filled.form)?;
            self.free_to_begin()?;
        }
        let filled = checked(kind, filled, profile, ctx)?;
        Ok((Submission { at: ctx.now, route: admission.route, profile: Arc::clone(profile) }, filled))
    }

    /// ROS-05: 21 and 41 have a form of their own, and nothing else.
    fn may_use(&self, form: FormCode) -> Result<(), Refusal> {
        let profile = self.profile()?;
        match (form.is_open_to(&profile.training_mode), codes::can_sign_online(&profile.training_mode)) {
            (true, _) => Ok(()),
            (false, true) => Err(Refusal::NotDirected),
            (false, false) => Err(Refusal::DirectedOnly),
        }
    }

    /// Whether what was handed in stays the form that it was, when it is returned (DES-02): as long as its graduate may use it.
    pub fn keeps_form(&self, case: &Case) -> bool {
        case.filled().is_some_and(|filled| self.may_use(filled.form).is_ok())
    }

    /// The case of this kind that the graduate has to hand in again. One that waits to be stamped is under way, and
    /// binds like any other (SIG-08).
    pub fn open_case(&self, kind: CaseKind) -> Option<&Case> {
        let cases = self.cases.values().map(Arc::as_ref);
        cases.filter(|case| case.kind == kind).find(|case| matches!(case.status, Status::Open(Phase::First, _)))
    }
}

/// The form's own check, its proof, and whether this kind is handed in by it at all.
pub(super) fn checked(kind: CaseKind, filled: Filled, profile: &Profile, ctx: &Ctx<'_>) -> Result<Filled, Refusal> {
    let form = filled.form.form();
    let mut fields = Fields::default();
    if !kind.facts().forms.contains(&filled.form) {
        fields.refuse("form", format!("请选择{}类型", kind.facts().matter));
    }
    let answers = form::check(form, &filled.answers, ctx.codes, ctx.now.date(), &mut fields);
    if answers.is_yes("household") && !profile.household_in_school {
        fields.refuse("household", NO_HOUSEHOLD);
    }
    form.proof.check(&filled.files, &mut fields);
    let answers = fields.finish(answers)?;
    Ok(Filled { answers: Arc::new(answers), ..filled })
}

fn begun(
    (id, kind): (CaseId, CaseKind),
    school_name: String,
    agreement_kind: Option<AgreementKind>,
    submission: Submission,
    filled: Filled,
    ctx: &Ctx<'_>,
) -> Case {
    let by = Caller::Graduate { name: submission.profile.name.clone() };
    Case {
        id,
        version: 1,
        kind,
        begun_by: Party::Graduate,
        about: None,
        agreement_kind,
        status: Status::InReview(Phase::First, submission.route.first()),
        former: None,
        school_name,
        content: Content::Form(filled),
        stamped: Vec::new(),
        since: ctx.now,
        expires_at: None,
        submission: Some(submission),
        trail: vec![entry(ctx.now, by, Did::Submitted)],
    }
}

/// DES-03: only as long as nobody at any level has decided.
pub(super) fn take_back(graduate: &Graduate, case: &Case, seen: u64, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    if case.about.is_some() && matches!(case.status, Status::Asked(_)) {
        return rescission::withdraw(graduate, case, seen, &Hand::Graduate, ctx);
    }
    let Status::InReview(phase, _) = case.status else {
        return Err(Refusal::AlreadyDecided { happened: case.happened() });
    };
    case.expect(!case.is_decided_on(), seen)?;
    if !case.facts().phase(phase).withdrawable {
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
