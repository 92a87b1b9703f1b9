//! Items taken over from the colleague who had them open (EXT-01): kept beside the cases, whose versions they do not move.

use crate::{caller::Caller, ids::CaseId, time::UnixMs};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The newest of a case that its page shows; the history has all of them.
const KEPT: usize = 20;

/// One taking over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOver {
    pub case: CaseId,
    pub at: UnixMs,
    pub by: Caller,
    /// Name of the colleague.
    pub from: String,
}

/// The newest of every case, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakeOvers(OrdMap<CaseId, Arc<Vec<TakeOver>>>);

impl TakeOvers {
    /// Of one case, oldest first.
    pub fn of(&self, case: CaseId) -> &[TakeOver] {
        self.0.get(&case).map(|list| list.as_slice()).unwrap_or_default()
    }

    pub(super) fn add(&mut self, taken: &TakeOver) {
        let list = Arc::make_mut(self.0.entry(taken.case).or_default());
        if list.len() >= KEPT {
            list.remove(0);
        }
        list.push(taken.clone());
    }

    pub(super) fn shared(&self, case: CaseId) -> Option<Arc<Vec<TakeOver>>> {
        self.0.get(&case).cloned()
    }

    pub(super) fn put(&mut self, case: CaseId, list: Arc<Vec<TakeOver>>) {
        self.0.insert(case, list);
    }
}
