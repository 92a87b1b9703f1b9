//! The history of a case: who did what, when.

use super::Case;
use crate::{caller::Caller, codes::CodeTable, review::Stage, time::UnixMs};
use serde::{Deserialize, Serialize};

/// One line of a case's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailEntry {
    pub at: UnixMs,
    pub by: Caller,
    pub did: Did,
}

/// One thing that was done to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Did {
    Invited,
    /// Another party is asked to agree to a rescission (RES-01).
    Asked,
    /// To a rescission.
    Agreed,
    Refused {
        reason: String,
    },
    Accepted,
    Declined {
        reason: String,
    },
    Expired,
    Withdrew,
    /// By the graduate, for review.
    Submitted,
    Approved(Stage),
    /// 「学生单方面解约」 (RES-04).
    ApprovedUnilaterally {
        statement: String,
    },
    /// 「强制解约」 (RES-02).
    Forced {
        statement: String,
    },
    /// The image of the stamped agreement was handed in for review (OFF-02).
    Stamped,
    /// By the graduate, before the stamped agreement came back.
    GaveUp,
    /// For correction.
    Returned {
        stage: Stage,
        reason: String,
        /// The fields of the form that are meant.
        fields: Vec<String>,
    },
    Rejected {
        stage: Stage,
        reason: String,
        details: String,
    },
    /// By a school user, after approval (SIG-07, OFF-04).
    Amended(Vec<Amendment>),
    /// A reviewer corrected what was handed in (DES-02); names of the fields.
    Corrected {
        stage: Stage,
        fields: Vec<String>,
    },
    /// By its graduate, after it was effective (DES-04).
    Voided,
    /// By a rescission that took effect.
    Rescinded(RescissionMode),
    /// By the agreement's own clause.
    NotGraduated {
        statement: String,
    },
    /// The agreement that it was about ended otherwise.
    Overtaken,
    /// The party that was asked was reminded (EXT-16).
    Reminded,
    /// The time to answer ended without an answer (EXT-16).
    Lapsed,
    Undeliverable,
    Invalidated,
    Restored,
    /// 「获取最新学生信息」 (SIG-04); names of the fields.
    Refreshed {
        fields: Vec<String>,
    },
}

/// One field that was corrected after approval, by its codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    pub field: String,
    pub from: String,
    pub to: String,
}

/// How a rescission came about: 「解约方式」.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RescissionMode {
    Agreed,
    Forced,
    Unilateral,
}

impl RescissionMode {
    /// In the guide's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Agreed => "协商解约",
            Self::Forced => "强制解约",
            Self::Unilateral => "学生单方面解约",
        }
    }
}

impl TrailEntry {
    /// The same in the words of the case's kind.
    pub fn what(&self, case: &Case) -> String {
        let (phase, words) = (case.phase_of(self), &case.facts().words);
        let word = case.kind.review(phase, case.agreement_kind).word;
        match &self.did {
            Did::Invited | Did::Asked => words.begun.into(),
            Did::Accepted | Did::Agreed => words.accepted.into(),
            Did::Declined { .. } | Did::Refused { .. } => words.declined.into(),
            Did::Expired => words.expired.into(),
            Did::Withdrew => words.withdrew.into(),
            Did::Submitted => words.begun.into(),
            Did::Returned { stage, .. } => format!("{}退回修改", self.level_of(*stage)),
            Did::Corrected { stage, fields } => format!("{}{}：{}", self.level_of(*stage), words.corrected, fields.join("、")),
            Did::Voided => words.voided.into(),
            Did::Approved(stage) => format!("{}{word}通过", self.level_of(*stage)),
            Did::Rejected { stage, .. } => format!("{}{word}不通过", self.level_of(*stage)),
            Did::ApprovedUnilaterally { .. } => format!("{word}通过：{}", RescissionMode::Unilateral.label()),
            Did::Forced { .. } => RescissionMode::Forced.label().into(),
            Did::Stamped => "回传盖章的就业协议书".into(),
            Did::GaveUp => format!("放弃{}", case.facts().matter),
            Did::Amended(changes) => format!("修改{}", labels(changes).join("、")),
            Did::Rescinded(mode) => format!("解约：{}", mode.label()),
            Did::NotGraduated { .. } => "未按期毕业，协议失效".into(),
            Did::Overtaken => "签约已终止，解约申请不再办理".into(),
            Did::Reminded => "提醒对方答复".into(),
            Did::Lapsed => "对方逾期未答复".into(),
            Did::Undeliverable => "邀请未送达".into(),
            Did::Invalidated => "毕业生已从名单中删除，状态失效".into(),
            Did::Restored => "毕业生重新上报，恢复原有状态".into(),
            Did::Refreshed { fields } => format!("获取最新学生信息：{}", fields.join("、")),
        }
    }

    /// Whether a school user decided at the department's level, where no account could (SET-07).
    pub fn is_stand_in(&self) -> bool {
        let by_school = matches!(self.by, Caller::Staff { department: None, .. });
        by_school && self.did.decided_at() == Some(Stage::Department)
    }

    /// 「学院」, 「学校」, 「学校代学院」.
    fn level_of(&self, stage: Stage) -> &'static str {
        if self.is_stand_in() { "学校代学院" } else { stage.label() }
    }

    /// 「王老师（计算机学院）于 2027-06-12 14:03 学院审核通过」.
    pub fn sentence(&self, case: &Case) -> String {
        format!("{} 于 {} {}", self.by.shown(), self.at, self.what(case))
    }
}

fn labels(changes: &[Amendment]) -> Vec<&str> {
    changes.iter().map(|change| amendable(&change.field).map_or(change.field.as_str(), |(label, _)| label)).collect()
}

/// The label and the code table of a field that can be corrected after approval.
pub fn amendable(field: &str) -> Option<(&'static str, CodeTable)> {
    match field {
        "job_category" => Some(("职位类别", CodeTable::JobCategory)),
        "employer_nature" => Some(("单位性质", CodeTable::EmployerNature)),
        "employer_industry" => Some(("单位行业", CodeTable::EmployerIndustry)),
        _ => None,
    }
}

impl Did {
    /// The level whose decision it is.
    pub fn decided_at(&self) -> Option<Stage> {
        match self {
            Self::Approved(stage) | Self::Returned { stage, .. } | Self::Rejected { stage, .. } => Some(*stage),
            Self::ApprovedUnilaterally { .. } | Self::Forced { .. } => Some(Stage::School),
            _ => None,
        }
    }

    /// Whether a reviewer decided.
    pub fn is_verdict(&self) -> bool {
        self.decided_at().is_some()
    }

    /// Whether it was handed in for review.
    pub fn is_submission(&self) -> bool {
        matches!(self, Self::Accepted | Self::Submitted | Self::Agreed | Self::Stamped)
    }
}
