//! The part of a case that statistics count beyond what lists show (STA-01): codes and instants, no texts. Beside a row only where
//! there is something to count, and shared by its copies: a school has twenty thousand of them.

use super::*;
use crate::{exchange::Destination, graduate::reporting};

/// The counted part of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// The destination that it is, while it holds.
    pub holds: Option<Held>,
    /// Oldest first.
    pub judged: Vec<Judged>,
}

/// A destination as the EMS is told of it; codes of the tables of the same name, empty where the destination has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Of `destination_type`.
    pub code: Box<str>,
    pub employer_nature: Box<str>,
    pub employer_industry: Box<str>,
    /// 「单位所在地」, six digits.
    pub employer_region: Box<str>,
    pub job_category: Box<str>,
}

/// A reviewer's decision, with what it decided on: whoever counts as of an earlier day leaves out what came later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub stage: Stage,
    pub submitted_at: UnixMs,
    pub at: UnixMs,
    pub judgement: Judgement,
}

/// The outcome of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Judgement {
    Approved,
    Returned,
    /// For this reason of `reject_reason`.
    Rejected(Box<str>),
}

impl Reported {
    pub(super) fn of(case: &Case) -> Option<Arc<Self>> {
        let holds = reporting::destination(case).map(|destination| Held::of(&destination));
        let judged = judged(case);
        (holds.is_some() || !judged.is_empty()).then(|| Arc::new(Self { holds, judged }))
    }
}

impl Held {
    fn of(told: &Destination) -> Self {
        Self {
            code: told.code.as_str().into(),
            employer_nature: told.employer_nature.as_str().into(),
            employer_industry: told.employer_industry.as_str().into(),
            employer_region: told.employer_region.as_str().into(),
            job_category: told.job_category.as_str().into(),
        }
    }
}

/// Every decision of a case's history, each with the submission before it.
fn judged(case: &Case) -> Vec<Judged> {
    let mut submitted_at = None;
    let mut judged = Vec::new();
    for entry in &case.trail {
        if entry.did.is_submission() {
            submitted_at = Some(entry.at);
        }
        let judgement = match &entry.did {
            Did::Returned { .. } => Judgement::Returned,
            Did::Rejected { reason, .. } => Judgement::Rejected(reason.as_str().into()),
            _ => Judgement::Approved,
        };
        if let (Some(stage), Some(submitted_at)) = (entry.did.decided_at(), submitted_at) {
            judged.push(Judged { stage, submitted_at, at: entry.at, judgement });
        }
    }
    judged
}
