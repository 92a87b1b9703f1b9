//! A case: one thing of a graduate that others answer or review, from its opening to its end.
//!
//! Every kind of case shares this shape, its history, its queue row and its review; a kind's own file under `graduate/` says
//! which moves it allows.

use crate::{
    caller::Caller, codes::LevelGroup, ids::*, module::Module, profile::Profile, review::*, terms::Terms, time::UnixMs,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The kinds of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CaseKind {
    OnlineSigning,
}

impl CaseKind {
    /// Stable code, on the wire and in code tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnlineSigning => "online_signing",
        }
    }

    /// The module whose route it takes, and which it keeps from changing that route while it is in process (SET-04).
    pub fn module(self) -> Module {
        match self {
            Self::OnlineSigning => Module::Signing,
        }
    }
}

/// Where a case stands. Each kind uses the states that have a meaning for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Offered by the employer, to be answered by the graduate.
    Invited,
    InReview(Stage),
    /// Signed and reviewed: the agreement holds.
    Effective,
    Declined,
    Expired,
    Withdrawn,
    /// A reviewer said no; the signing failed.
    Rejected,
    /// It could not be offered: the graduate had left the roster, or may not sign online.
    Undeliverable,
    /// The graduate was deleted from the roster: whatever it was before is kept, and holds again when they come back (INV-01).
    Invalidated,
}

impl Status {
    /// Whether the case binds the graduate, so that nothing else may be begun (SIG-08).
    pub fn is_in_process(self) -> bool {
        matches!(self, Self::InReview(_))
    }

    /// Stable code, as clients and filters name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::InReview(Stage::Department) => "in_review_department",
            Self::InReview(Stage::School) => "in_review_school",
            Self::Effective => "effective",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Rejected => "rejected",
            Self::Undeliverable => "undeliverable",
            Self::Invalidated => "invalidated",
        }
    }

    /// The guide's words for it (SIG-02); the level is shown where two are stored.
    pub fn label(self) -> &'static str {
        match self {
            Self::Invited => "单位发起签约邀请，等待学生应约",
            Self::InReview(Stage::Department) => "学生已同意签约，等待学院审核",
            Self::InReview(Stage::School) => "学生已同意签约，等待学校审核",
            Self::Effective => "签约成功",
            Self::Declined => "学生已拒绝签约",
            Self::Expired => "超过应约有效期，邀请已失效",
            Self::Withdrawn => "单位已撤回签约邀请",
            Self::Rejected => "审核不通过，签约失败",
            Self::Undeliverable => "邀请未送达：毕业生不在可签约名单中",
            Self::Invalidated => "已失效",
        }
    }

    /// All states of an online signing, in the order a case can meet them.
    pub const ALL: [Self; 10] = [
        Self::Invited,
        Self::InReview(Stage::Department),
        Self::InReview(Stage::School),
        Self::Effective,
        Self::Declined,
        Self::Expired,
        Self::Withdrawn,
        Self::Rejected,
        Self::Undeliverable,
        Self::Invalidated,
    ];
}

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
    pub agreement_kind: AgreementKind,
    pub employer: Arc<EmployerCard>,
    pub terms: Arc<Terms>,
    /// Since when it is in its present state.
    pub since: UnixMs,
    /// Until when an invitation can be answered.
    pub expires_at: UnixMs,
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

/// One line of a case's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailEntry {
    pub at: UnixMs,
    pub by: Caller,
    pub did: Did,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Did {
    Invited,
    Accepted,
    Declined {
        reason: String,
    },
    Expired,
    Withdrew,
    Approved(Stage),
    Rejected {
        stage: Stage,
        reason: String,
        details: String,
    },
    ChangedJobCategory {
        from: String,
        to: String,
    },
    Undeliverable,
    Invalidated,
    Restored,
    /// 「获取最新学生信息」 (SIG-04); names of the fields.
    Refreshed {
        fields: Vec<String>,
    },
}

impl TrailEntry {
    /// What was done, in words that follow the agreement kind.
    pub fn what(&self, kind: AgreementKind) -> String {
        let word = kind.review_word();
        match &self.did {
            Did::Invited => "发起签约邀请".into(),
            Did::Accepted => "同意签约".into(),
            Did::Declined { .. } => "拒绝签约".into(),
            Did::Expired => "超过应约有效期，邀请失效".into(),
            Did::Withdrew => "撤回签约邀请".into(),
            Did::Approved(stage) => format!("{}{word}通过", self.level_of(*stage)),
            Did::Rejected { stage, .. } => format!("{}{word}不通过", self.level_of(*stage)),
            Did::ChangedJobCategory { .. } => "修改职位类别".into(),
            Did::Undeliverable => "邀请未送达".into(),
            Did::Invalidated => "毕业生已从名单中删除，状态失效".into(),
            Did::Restored => "毕业生重新上报，恢复原有状态".into(),
            Did::Refreshed { fields } => format!("获取最新学生信息：{}", fields.join("、")),
        }
    }

    /// Whether a school user decided at the department's level, where no account could (SET-07).
    pub fn is_stand_in(&self) -> bool {
        let by_school = matches!(self.by, Caller::Staff { department: None, .. });
        by_school && matches!(self.did, Did::Approved(Stage::Department) | Did::Rejected { stage: Stage::Department, .. })
    }

    /// 「学院」, 「学校」, 「学校代学院」.
    fn level_of(&self, stage: Stage) -> &'static str {
        if self.is_stand_in() { "学校代学院" } else { stage.label() }
    }

    /// 「王老师（计算机学院）于 2027-06-12 14:03 学院审核通过」.
    pub fn sentence(&self, kind: AgreementKind) -> String {
        format!("{} 于 {} {}", self.by.shown(), self.at, self.what(kind))
    }
}

impl Case {
    /// The last thing that happened, for somebody who decided on an older state.
    pub fn happened(&self) -> String {
        self.trail.last().map(|entry| entry.sentence(self.agreement_kind)).unwrap_or_default()
    }

    /// When a graduate who has not answered the invitation is reminded: a day before its end, unless it was valid no longer.
    pub fn reminded_at(&self) -> Option<UnixMs> {
        let sent_at = self.trail.first().map_or(self.since, |sent| sent.at);
        Some(self.expires_at.plus_days(-1)).filter(|at| *at > sent_at)
    }

    /// Whether an invitation can still be answered in time. The clock decides, also before the timer fired.
    pub fn is_open(&self, now: UnixMs) -> bool {
        self.status == Status::Invited && now < self.expires_at
    }

    /// What lists and queues show of it. `graduate` is the submitted copy once there is one.
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
            employer: self.employer.id,
            employer_name: self.employer.name.clone(),
            job_title: self.terms.job_title.clone(),
            job_category: self.terms.job_category.clone(),
            salary_monthly: self.terms.salary_monthly,
            since: self.since,
            submitted_at: self.submission.as_ref().map(|submission| submission.at),
            expires_at: (self.status == Status::Invited).then_some(self.expires_at),
            reviewer: self.trail.iter().rev().find_map(reviewer_of),
            former: self.former,
        }
    }

    /// Its status, or the one that an invalidated case comes back to.
    pub fn standing(&self) -> Status {
        self.former.unwrap_or(self.status)
    }
}

fn reviewer_of(entry: &TrailEntry) -> Option<String> {
    matches!(entry.did, Did::Approved(_) | Did::Rejected { .. }).then(|| entry.by.shown())
}

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
    pub employer: EmployerId,
    pub employer_name: String,
    pub job_title: String,
    pub job_category: String,
    pub salary_monthly: u32,
    pub since: UnixMs,
    pub submitted_at: Option<UnixMs>,
    pub expires_at: Option<UnixMs>,
    pub reviewer: Option<String>,
    /// What it was before it was invalidated.
    pub former: Option<Status>,
}
