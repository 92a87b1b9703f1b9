//! Who did something, as histories name them.

use crate::ids::StaffId;
use serde::{Deserialize, Serialize};

/// The acting party of a step. Names are copied: a history reads the same after a person left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Caller {
    Graduate {
        name: String,
    },
    Employer {
        name: String,
    },
    Staff {
        staff: StaffId,
        name: String,
        department: Option<String>,
    },
    /// A timer, or a consequence of somebody else's step.
    Platform,
}

impl Caller {
    /// 「王老师（计算机学院）」.
    pub fn shown(&self) -> String {
        match self {
            Self::Graduate { name } | Self::Employer { name } => name.clone(),
            Self::Staff { name, department: Some(department), .. } => format!("{name}（{department}）"),
            Self::Staff { name, department: None, .. } => format!("{name}（学校）"),
            Self::Platform => "平台".to_owned(),
        }
    }
}
