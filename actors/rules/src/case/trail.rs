//! The history of a case: who did what, when.

use super::Case;
use crate::{caller::Caller, review::Stage, time::UnixMs};
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
    Accepted,
    Declined {
        reason: String,
    },
    Expired,
    Withdrew,
    /// By the graduate, for review.
    Submitted,
    Approved(Stage),
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
    ChangedJobCategory {
        from: String,
        to: String,
    },
    /// A reviewer corrected what was handed in (DES-02); names of the fields.
    Corrected {
        stage: Stage,
        fields: Vec<String>,
    },
    /// By its graduate, after it was effective (DES-04).
    Voided,
    Undeliverable,
    Invalidated,
    Restored,
    /// 「获取最新学生信息」 (SIG-04); names of the fields.
    Refreshed {
        fields: Vec<String>,
    },
}

impl TrailEntry {
    /// The same in the words of the case's kind.
    pub fn what(&self, case: &Case) -> String {
        let (word, words) = (case.review().word, &case.facts().words);
        match &self.did {
            Did::Invited => words.begun.into(),
            Did::Accepted => words.accepted.into(),
            Did::Declined { .. } => words.declined.into(),
            Did::Expired => words.expired.into(),
            Did::Withdrew => words.withdrew.into(),
            Did::Submitted => words.begun.into(),
            Did::Returned { stage, .. } => format!("{}退回修改", self.level_of(*stage)),
            Did::Corrected { stage, fields } => format!("{}{}：{}", self.level_of(*stage), words.corrected, fields.join("、")),
            Did::Voided => words.voided.into(),
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

impl Did {
    /// The level whose decision it is.
    pub fn decided_at(&self) -> Option<Stage> {
        match self {
            Self::Approved(stage) | Self::Returned { stage, .. } | Self::Rejected { stage, .. } => Some(*stage),
            _ => None,
        }
    }

    /// Whether a reviewer decided.
    pub fn is_verdict(&self) -> bool {
        self.decided_at().is_some()
    }

    /// Whether the graduate handed it in for review.
    pub fn is_submission(&self) -> bool {
        matches!(self, Self::Accepted | Self::Submitted)
    }
}
