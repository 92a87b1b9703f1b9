//! A case: one thing of a graduate that others answer or review, from its opening to its end.
//!
//! Every kind of case shares this shape, its states, its history, its row and its review. What a kind does stands in its row of the
//! table ([`kinds`]); what it holds in its [`Content`]; what is peculiar to it in a file of its own under `graduate/`.

pub mod filters;
pub mod history;
pub mod kinds;
mod mention;
mod reported;
mod returned;
mod row;
mod status;
mod trail;
mod verdicts;

pub use kinds::{Asks, CaseKind, Consequence, HandsIn, Kind, List, PhaseFacts};
pub use mention::Mention;
pub use reported::{Held, Judged, Judgement, Reported};
pub use returned::Returned;
pub use row::CaseRow;
pub use status::{End, Party, Phase, Status, Why};
pub use trail::{Amendment, Did, RescissionMode, TrailEntry, amendable};
pub use verdicts::Verdicts;

use crate::{
    file::StoredFile,
    form::{Answers, Group},
    forms::FormCode,
    ids::*,
    profile::Profile,
    review::*,
    terms::Terms,
    time::UnixMs,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The employer as it was when it offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerCard {
    pub id: EmployerId,
    pub credit_code: String,
    pub name: String,
    pub nature: String,
    pub industry: String,
    pub region: String,
    pub address: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
}

/// What a case is about, as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    Agreement(Agreement),
    Form(Filled),
}

/// An employment agreement, as the employer offered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    pub employer: Arc<EmployerCard>,
    pub terms: Arc<Terms>,
}

/// A form, as its graduate filled it in (DES-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    pub form: FormCode,
    pub answers: Arc<Answers>,
    /// The proof.
    pub files: Vec<StoredFile>,
}

/// One case. Owned by the graduate; everybody else holds [`CaseRow`]s of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: CaseId,
    /// 1 at its opening, one more with every change; a decision names the version it saw.
    pub version: u64,
    pub kind: CaseKind,
    pub begun_by: Party,
    /// The agreement that it is about, for kinds that end one.
    pub about: Option<Arc<About>>,
    /// Of the agreement that it is, or is about; fixed when it begins.
    pub agreement_kind: Option<AgreementKind>,
    pub status: Status,
    /// What it was before it was invalidated.
    pub former: Option<Status>,
    pub school_name: String,
    pub content: Content,
    /// The image of the stamped agreement, for kinds that have one handed in after their form.
    pub stamped: Vec<StoredFile>,
    /// Since when it is in its present state.
    pub since: UnixMs,
    /// Until when another party may answer; for kinds that are answered.
    pub expires_at: Option<UnixMs>,
    /// What the graduate submitted for review; `None` before.
    pub submission: Option<Submission>,
    pub trail: Vec<TrailEntry>,
}

/// The agreement that a rescission is about, as it was when somebody asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub case: CaseId,
    /// The employer that takes part in it here.
    pub employer: Option<EmployerId>,
    pub employer_name: String,
    pub job_title: String,
}

/// Fixed when the graduate submits: the review follows this route, whatever the school sets later (I3), and compares this copy
/// of the graduate with the EMS (SIG-04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub at: UnixMs,
    pub route: Route,
    pub profile: Arc<Profile>,
}

impl Case {
    /// Its kind's row of the table.
    pub fn facts(&self) -> &'static Kind {
        self.kind.facts()
    }

    /// The agreement in it, for the kinds that have one.
    pub fn agreement(&self) -> Option<&Agreement> {
        match &self.content {
            Content::Agreement(agreement) => Some(agreement),
            Content::Form(_) => None,
        }
    }

    /// The form in it, for the kinds that are handed in by one.
    pub fn filled(&self) -> Option<&Filled> {
        match &self.content {
            Content::Form(filled) => Some(filled),
            Content::Agreement(_) => None,
        }
    }

    /// The other side of it: an employer, a school, a place.
    pub fn subject(&self) -> String {
        match (&self.about, &self.content) {
            (Some(about), _) => about.employer_name.clone(),
            (None, Content::Agreement(agreement)) => agreement.employer.name.clone(),
            (None, Content::Form(filled)) => filled.subject().to_owned(),
        }
    }

    /// What it is in particular: the job of an agreement, the kind of destination.
    pub fn detail(&self) -> String {
        match (&self.about, &self.content) {
            (Some(about), _) => about.job_title.clone(),
            (None, Content::Agreement(agreement)) => agreement.terms.job_title.clone(),
            (None, Content::Form(filled)) if self.names_an_employer() => filled.answers.text_or_empty("job_title"),
            (None, Content::Form(filled)) => filled.form.form().label.to_owned(),
        }
    }

    /// Code of the job's category, where a job is part of it.
    pub fn job_category(&self) -> String {
        match &self.content {
            Content::Agreement(agreement) => agreement.terms.job_category.clone(),
            Content::Form(filled) => filled.answers.text_or_empty("job_category"),
        }
    }

    /// Yuan; 0 where no pay is part of it.
    pub fn salary_monthly(&self) -> u32 {
        match &self.content {
            Content::Agreement(agreement) => agreement.terms.salary_monthly,
            Content::Form(filled) => filled.answers.number("salary_monthly").unwrap_or_default(),
        }
    }

    /// 「与示例公司的签约」, 「的去向登记「升学（考研）」」: what a notice speaks of, after 「您」.
    pub fn matter(&self) -> String {
        match self.names_an_employer() {
            true => format!("与{}的{}", self.subject(), self.facts().matter),
            false => format!("的{}「{}」", self.facts().matter, self.detail()),
        }
    }

    /// 「与示例公司签约成功」, 「有生效的去向登记：升学（考研）」: once it is effective, after 「您已」.
    pub fn holding(&self) -> String {
        match self.names_an_employer() {
            true => format!("与{}{}", self.subject(), self.facts().words.effective),
            false => format!("有生效的{}：{}", self.facts().matter, self.detail()),
        }
    }

    /// Whether it is, or is about, an agreement with an employer.
    fn names_an_employer(&self) -> bool {
        self.about.is_some() || self.facts().has_agreement
    }

    /// 「鉴证」 or 「审核」: what the review that it is in, or was in last, is called.
    pub fn review(&self) -> ReviewWords {
        self.kind.review(self.phase(), self.agreement_kind)
    }

    /// The phase that it is in, or was in last.
    pub fn phase(&self) -> Phase {
        match self.facts().phase_after(Phase::First) {
            Some(second) if self.is_past(Phase::First) => second,
            _ => Phase::First,
        }
    }

    /// The names under which reasons of rejections are listed: its kind's, and of its form and the form's group (SIG-06, DES-02).
    pub fn reasoned_as(&self) -> Vec<&'static str> {
        let form = self.filled().map(|filled| filled.form.form());
        let of_form = form.into_iter().flat_map(|form| [form.group.map(Group::code), Some(form.code)]).flatten();
        std::iter::once(self.kind.code()).chain(of_form).collect()
    }

    /// Every file that it names.
    pub fn files(&self) -> impl Iterator<Item = &StoredFile> {
        self.filled().map_or(&[][..], |filled| &filled.files).iter().chain(&self.stamped)
    }

    /// The employer that offered it.
    pub fn employer(&self) -> Option<&Arc<EmployerCard>> {
        self.agreement().map(|agreement| &agreement.employer)
    }

    /// The employer that takes part in it, and is told of it: the one that offered, the one whose agreement it is about, and, once a
    /// school has approved the agreement that a graduate filled in, the one that is to stamp it (OFF-02).
    pub fn employer_id(&self) -> Option<EmployerId> {
        let offered = self.employer().map(|employer| employer.id);
        offered.or_else(|| self.about.as_ref()?.employer).or_else(|| self.stamping_employer())
    }

    /// Of the employer that it names, taking part in it or not.
    pub fn credit_code(&self) -> Option<&str> {
        match &self.content {
            Content::Agreement(agreement) => Some(&agreement.employer.credit_code),
            Content::Form(filled) => filled.answers.text("credit_code"),
        }
    }

    fn stamping_employer(&self) -> Option<EmployerId> {
        let is_issued = self.facts().phases.len() > 1 && self.is_past(Phase::First);
        let code = self.credit_code().filter(|_| is_issued)?;
        Some(EmployerId::of_credit_code(code))
    }

    /// Whether every review of a phase was passed.
    pub fn is_past(&self, phase: Phase) -> bool {
        match self.standing() {
            Status::Open(at, _) | Status::InReview(at, _) | Status::Ended(End::Rejected(at)) => at > phase,
            Status::Effective | Status::Ended(End::Voided | End::Rescinded | End::NotGraduated) => true,
            // Given up, it went as far as the school's last approval.
            _ => phase == Phase::First && self.trail.iter().any(|entry| entry.did == Did::Approved(Stage::School)),
        }
    }

    /// The phase that an entry of its history belongs to; of one that is not in it yet, the present one.
    pub fn phase_of(&self, entry: &TrailEntry) -> Phase {
        let stamped = |entry: &TrailEntry| entry.did == Did::Stamped;
        match self.trail.iter().position(|known| std::ptr::eq(known, entry)) {
            Some(place) if !self.trail[..=place].iter().any(stamped) => Phase::First,
            _ => self.phase(),
        }
    }

    /// The last thing that happened, for somebody who decided on an older state.
    pub fn happened(&self) -> String {
        self.trail.last().map(|entry| entry.sentence(self)).unwrap_or_default()
    }

    /// When whoever has not answered is reminded: a day before the end, unless it was valid no longer.
    pub fn reminded_at(&self) -> Option<UnixMs> {
        let sent_at = self.trail.first().map_or(self.since, |sent| sent.at);
        self.expires_at.map(|until| until.plus_days(-1)).filter(|at| *at > sent_at)
    }

    /// Whether the graduate can still answer in time. The clock decides, also before the timer fired.
    pub fn is_open(&self, now: UnixMs) -> bool {
        self.status == Status::Asked(Party::Graduate) && self.expires_at.is_some_and(|until| now < until)
    }

    /// Its status, or the one that an invalidated case comes back to.
    pub fn standing(&self) -> Status {
        self.former.unwrap_or(self.status)
    }

    /// Whether a reviewer has decided anything since it was last submitted (guard of a withdrawal).
    pub fn is_decided_on(&self) -> bool {
        let since = self.trail.iter().rev().take_while(|entry| !entry.did.is_submission());
        since.filter(|entry| entry.did.is_verdict()).count() > 0
    }

    /// Why it was returned last.
    pub fn return_reason(&self) -> Option<&str> {
        self.trail.iter().rev().find_map(|entry| match &entry.did {
            Did::Returned { reason, .. } => Some(reason.as_str()),
            _ => None,
        })
    }

    /// The department that it was submitted from.
    pub fn department(&self) -> &str {
        self.submission.as_ref().map_or("", |submission| submission.profile.department.as_str())
    }
}

impl Filled {
    /// The school, the employer or the place that it leads to, as far as the form asks for one.
    pub fn subject(&self) -> &str {
        let form = self.form.form();
        self.answers.text(form.subject).unwrap_or(form.label)
    }
}
