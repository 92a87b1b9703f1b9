//! A case that was returned for correction and not handed in again, as lists tell of it (OFF-05).

use super::*;
use crate::graduate::review::FILES;

/// The last return: why, what is meant, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub at: UnixMs,
    /// 「王老师（计算机学院）」.
    pub by: String,
    pub stage: Stage,
    pub reason: String,
    /// Fields that the reviewer pointed at, in the words of the form.
    pub fields: Vec<String>,
}

impl Case {
    /// The return that its graduate has not answered yet.
    pub fn returned(&self) -> Option<Box<Returned>> {
        let Status::Open(_, Why::Returned) = self.status else { return None };
        self.trail.iter().rev().find_map(|entry| match &entry.did {
            Did::Returned { stage, reason, fields } => Some(Box::new(Returned {
                at: entry.at,
                by: entry.by.shown(),
                stage: *stage,
                reason: reason.clone(),
                fields: fields.iter().map(|key| self.field_label(key)).collect(),
            })),
            _ => None,
        })
    }

    fn field_label(&self, key: &str) -> String {
        if key == FILES {
            return "证明材料".to_owned();
        }
        let named = self.filled().and_then(|filled| filled.form.form().fields().find(|field| field.key == key));
        named.map_or(key, |field| field.label).to_owned()
    }
}
