//! The part of a case that lists and queues show.

use super::*;
use crate::codes::LevelGroup;

/// A case as others hold it: the school in its list, the employer beside its invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    pub case: CaseId,
    pub version: u64,
    pub kind: CaseKind,
    pub status: Status,
    pub graduate: GraduateId,
    pub exam_no: String,
    pub name: String,
    pub school_name: String,
    pub department: String,
    pub level: LevelGroup,
    pub major: String,
    pub education_level: String,
    /// The employer that takes part in it.
    pub employer: Option<EmployerId>,
    /// The other side: an employer, a school, a place.
    pub subject: String,
    /// The job of an agreement, the kind of a destination.
    pub detail: String,
    pub job_category: String,
    /// Yuan; 0 where no pay is part of it.
    pub salary_monthly: u32,
    pub since: UnixMs,
    pub submitted_at: Option<UnixMs>,
    pub expires_at: Option<UnixMs>,
    pub reviewer: Option<String>,
    /// The state before it was invalidated.
    pub former: Option<Status>,
    /// 「签约发起方」, 「解约发起方」.
    pub begun_by: Party,
    /// Of the agreement that it is, or is about.
    pub agreement_kind: Option<AgreementKind>,
    /// The agreement that it is about, for kinds that end one.
    pub about: Option<CaseId>,
    /// The part of it that statistics count; `None` before anybody decided (STA-01).
    pub reported: Option<Arc<Reported>>,
    /// Its words on an employer, for the reviewers of other cases.
    pub mention: Option<Mention>,
    /// Why it was returned, while it is with its graduate.
    pub returned: Option<Box<Returned>>,
    pub verdicts: Verdicts,
}

impl Case {
    /// The row that lists and queues show of it. `graduate` is the submitted copy once there is one.
    pub fn row(&self, id: GraduateId, current: &Profile) -> CaseRow {
        let profile = self.submission.as_ref().map_or(current, |submission| &submission.profile);
        CaseRow {
            case: self.id,
            version: self.version,
            kind: self.kind,
            status: self.status,
            graduate: id,
            exam_no: profile.exam_no.clone(),
            name: profile.name.clone(),
            school_name: self.school_name.clone(),
            department: profile.department.clone(),
            level: profile.level,
            major: profile.major.clone(),
            education_level: profile.education_level.clone(),
            employer: self.employer_id(),
            subject: self.subject(),
            detail: self.detail(),
            job_category: self.job_category(),
            salary_monthly: self.salary_monthly(),
            since: self.since,
            submitted_at: self.submission.as_ref().map(|submission| submission.at),
            expires_at: self.expires_at.filter(|_| matches!(self.status, Status::Asked(_))),
            reviewer: self.trail.iter().rev().find(|entry| entry.did.is_verdict()).map(|entry| entry.by.shown()),
            former: self.former,
            begun_by: self.begun_by,
            agreement_kind: self.agreement_kind,
            about: self.about.as_ref().map(|about| about.case),
            reported: Reported::of(self),
            mention: self.mention(),
            returned: self.returned(),
            verdicts: self.verdicts(),
        }
    }
}

impl CaseRow {
    /// Name of the review that it is in.
    pub fn review(&self) -> ReviewWords {
        let phase = match self.status {
            Status::Open(phase, _) | Status::InReview(phase, _) | Status::Ended(End::Rejected(phase)) => phase,
            _ => Phase::Second,
        };
        self.kind.review(phase, self.agreement_kind)
    }

    /// Whether it keeps its graduate from beginning another one.
    pub fn is_binding(&self) -> bool {
        self.kind.facts().binds && self.status.binds()
    }

    /// The destination that it is while it is effective: 「升学（考研） · 示例大学」.
    pub fn destination(&self) -> String {
        match self.kind.facts().destination.unwrap_or(&self.detail) {
            what if what == self.subject => what.to_owned(),
            what => format!("{what} · {}", self.subject),
        }
    }

    /// Its state in the guide's words.
    pub fn label(&self) -> &'static str {
        self.status.label(self.kind)
    }
}
