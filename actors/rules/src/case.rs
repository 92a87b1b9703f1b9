//! A case: one thing of a graduate that others answer or review, from its opening to its end.
//!
//! Every kind of case shares this shape, its states, its history, its row and its review. What a kind does stands in its row of the
//! table ([`kinds`]); what it holds in its [`Content`]; what is peculiar to it in a file of its own under `graduate/`.

pub mod kinds;
mod row;
mod status;
mod trail;

pub use kinds::{CaseKind, Consequence, Kind};
pub use row::CaseRow;
pub use status::{End, Party, Phase, Status, Why};
pub use trail::{Did, TrailEntry};

use crate::{
    file::StoredFile, form::Answers, forms::FormCode, ids::*, profile::Profile, review::*, terms::Terms, time::UnixMs,
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
    pub kind: AgreementKind,
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
    pub status: Status,
    /// What it was before it was invalidated.
    pub former: Option<Status>,
    pub school_name: String,
    pub content: Content,
    /// Since when it is in its present state.
    pub since: UnixMs,
    /// Until when another party may answer; for kinds that are answered.
    pub expires_at: Option<UnixMs>,
    /// What the graduate submitted for review; `None` before.
    pub submission: Option<Submission>,
    pub trail: Vec<TrailEntry>,
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
        match &self.content {
            Content::Agreement(agreement) => agreement.employer.name.clone(),
            Content::Form(filled) => filled.subject().to_owned(),
        }
    }

    /// What it is in particular: the job of an agreement, the kind of destination.
    pub fn detail(&self) -> String {
        match &self.content {
            Content::Agreement(agreement) => agreement.terms.job_title.clone(),
            Content::Form(filled) => filled.form.form().label.to_owned(),
        }
    }

    /// 「与示例公司的签约」, 「的去向登记「升学（考研）」」: what a notice speaks of, after 「您」.
    pub fn matter(&self) -> String {
        match &self.content {
            Content::Agreement(agreement) => format!("与{}的{}", agreement.employer.name, self.facts().matter),
            Content::Form(filled) => format!("的{}「{}」", self.facts().matter, filled.form.form().label),
        }
    }

    /// 「与示例公司签约成功」, 「有生效的去向登记：升学（考研）」: once it is effective, after 「您已」.
    pub fn holding(&self) -> String {
        match &self.content {
            Content::Agreement(agreement) => format!("与{}{}", agreement.employer.name, self.facts().words.effective),
            Content::Form(_) => format!("有生效的{}：{}", self.facts().matter, self.detail()),
        }
    }

    /// 「鉴证」 or 「审核」.
    pub fn review(&self) -> ReviewWords {
        self.agreement().map_or(ReviewWords::REVIEW, |agreement| agreement.kind.review())
    }

    /// Every file that it names.
    pub fn files(&self) -> &[StoredFile] {
        self.filled().map_or(&[], |filled| &filled.files)
    }

    /// The employer that takes part in it.
    pub fn employer(&self) -> Option<&Arc<EmployerCard>> {
        self.agreement().map(|agreement| &agreement.employer)
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
