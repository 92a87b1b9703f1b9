//! Routes, stages and verdicts: shared by every reviewed kind of case, so that none has its own copy.

use crate::{codes::LevelGroup, ids::*, refusal::Refusal};
use serde::{Deserialize, Serialize};

/// 「审核方式」 (SET-04).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Route {
    #[default]
    SchoolOnly,
    DepartmentThenSchool,
}

/// The level that a case waits at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    Department,
    School,
}

/// Where an approval leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Stage(Stage),
    Final,
}

impl Route {
    /// Where a submission waits first.
    pub fn first(self) -> Stage {
        match self {
            Self::SchoolOnly => Stage::School,
            Self::DepartmentThenSchool => Stage::Department,
        }
    }

    /// 「仅校级审核」, 「先院系再校级审核」.
    pub fn label(self) -> &'static str {
        match self {
            Self::SchoolOnly => "仅校级审核",
            Self::DepartmentThenSchool => "先院系再校级审核",
        }
    }
}

impl Stage {
    /// What an approval at this stage leads to. The same for every route: a route only chooses where to begin.
    pub fn after_approval(self) -> Next {
        match self {
            Self::Department => Next::Stage(Self::School),
            Self::School => Next::Final,
        }
    }

    /// 「学院」, 「学校」.
    pub fn label(self) -> &'static str {
        match self {
            Self::Department => "学院",
            Self::School => "学校",
        }
    }
}

/// A reviewer's decision. Which of them a kind of case knows stands in its row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    Approve,
    /// 「学生单方面解约」, with 「具体情况说明」 (RES-04).
    ApproveUnilaterally {
        statement: String,
    },
    /// 「退回修改」: why, and which fields of the form are meant.
    Return {
        reason: String,
        fields: Vec<String>,
    },
    /// `reason` is a code of `reject_reason`, `details` the specific problem.
    Reject {
        reason: String,
        details: String,
    },
}

/// Refuses a decision on a state that has moved on, saying what happened meanwhile: on a version other than the one that was `seen`,
/// or on a state in which it is not `legal` any more.
///
/// # Errors
/// Why it is refused.
pub fn expect(legal: bool, seen: u64, current: u64, happened: impl Fn() -> String) -> Result<(), Refusal> {
    if !legal {
        return Err(Refusal::AlreadyDecided { happened: happened() });
    }
    if seen != current {
        return Err(Refusal::StaleVersion { current, happened: happened() });
    }
    Ok(())
}

/// Two-party agreements are certified, three-party ones reviewed (SET-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgreementKind {
    TwoParty,
    ThreeParty,
}

impl AgreementKind {
    /// 「鉴证」, 「审核」.
    pub fn review_word(self) -> &'static str {
        self.review().word
    }

    /// The words of its review.
    pub fn review(self) -> ReviewWords {
        match self {
            Self::TwoParty => ReviewWords::CERTIFICATION,
            Self::ThreeParty => ReviewWords::REVIEW,
        }
    }
}

/// What a review is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewWords {
    pub word: &'static str,
    pub passed: &'static str,
    pub failed: &'static str,
}

impl ReviewWords {
    /// 「鉴证」: of two-party agreements.
    pub const CERTIFICATION: Self = Self { word: "鉴证", passed: "鉴证通过", failed: "鉴证不通过" };
    /// 「审核」: of everything else.
    pub const REVIEW: Self = Self { word: "审核", passed: "审核通过", failed: "审核不通过" };
}

/// Whose graduates a school or department user is responsible for (ACC-07, ACC-08). Both `None`: the whole school.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// Compared with the roster's department character for character (ACC-03).
    pub department: Option<String>,
    pub level: Option<LevelGroup>,
}

impl Scope {
    /// Whether a graduate of this department and level is inside.
    pub fn contains(&self, department: &str, level: LevelGroup) -> bool {
        self.department.as_deref().is_none_or(|own| own == department) && self.level.is_none_or(|own| own == level)
    }

    /// Every scope that a graduate of this department and level is inside of.
    pub fn containing(department: &str, level: LevelGroup) -> [Self; 4] {
        let of = |department: Option<&str>, level| Self { department: department.map(str::to_owned), level };
        [of(None, None), of(None, Some(level)), of(Some(department), None), of(Some(department), Some(level))]
    }
}

/// The school's word that a reviewer may act on a case, checked at the school when the decision is made (I11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub staff: StaffId,
    pub name: String,
    /// The reviewer's department; `None` for school users.
    pub department: Option<String>,
    pub stage: Stage,
    /// The department that a school user decides for, because no account of it can (SET-07).
    pub stands_in_for: Option<String>,
    /// Whether an agreement of this graduate's level has a 「协议经办人」 to name (SET-05).
    pub handler_set: bool,
    /// Owner of the case.
    pub graduate: GraduateId,
    /// The colleagues whose queue the reviewer has now (EXT-19).
    pub acts_for: Option<String>,
}

impl Grant {
    /// The name under which a decision stands in the history: 「李老师」, 「李老师（代王老师）」.
    pub fn signs_as(&self) -> String {
        match &self.acts_for {
            Some(absent) => format!("{}（代{absent}）", self.name),
            None => self.name.clone(),
        }
    }

    /// Whether the decision at a level is this reviewer's: their own level's, or that of the department they stand in for.
    pub fn decides(&self, stage: Stage, department: &str) -> bool {
        let stands_in = stage == Stage::Department && self.stands_in_for.as_deref() == Some(department);
        stage == self.stage || stands_in
    }
}
