//! When a case was decided at each level last: what the pace of a level is counted from (EXT-11).

use super::*;
use crate::review::Stage;

/// The last decision at each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdicts {
    pub department: Option<UnixMs>,
    pub school: Option<UnixMs>,
}

impl Verdicts {
    /// At one level.
    pub fn at(&self, stage: Stage) -> Option<UnixMs> {
        match stage {
            Stage::Department => self.department,
            Stage::School => self.school,
        }
    }
}

impl Case {
    /// When each level decided last.
    pub fn verdicts(&self) -> Verdicts {
        let last = |stage| self.trail.iter().rev().find(|entry| entry.did.decided_at() == Some(stage)).map(|entry| entry.at);
        Verdicts { department: last(Stage::Department), school: last(Stage::School) }
    }
}
