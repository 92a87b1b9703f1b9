//! Cases on which a verdict was given that can still be taken back (EXT-09): they stay in the list and in process, and wait for nobody.

use super::{Event, School, list::CaseList};
use crate::{
    case::CaseRow,
    effect::{Effect, Show},
    entity::{Ctx, Decision},
    graduate::held_verdict::HeldMark,
    ids::*,
};
use std::sync::Arc;

impl CaseList {
    /// The user who gave a verdict on it that can still be taken back.
    pub fn held(&self, case: CaseId) -> Option<&HeldMark> {
        self.held.get(&case).map(Arc::as_ref)
    }

    /// The cases that are held.
    pub fn held_cases(&self) -> impl Iterator<Item = CaseId> {
        self.held.keys().copied()
    }

    pub(super) fn hold(&mut self, case: CaseId, mark: Option<Arc<HeldMark>>) {
        let Some(row) = self.shared(case) else { return };
        self.leave_queue(&row);
        self.held.remove(&case);
        match mark {
            Some(mark) => drop(self.held.insert(case, mark)),
            None => self.enter_queue(&row),
        }
    }

    pub(super) fn mark(&self, case: CaseId) -> Option<Arc<HeldMark>> {
        self.held.get(&case).cloned()
    }
}

impl School {
    /// A graduate says that a verdict waits, or was taken back. Of another version the list knows more already.
    pub(super) fn verdict_held(&self, case: CaseId, version: u64, held: Option<HeldMark>, ctx: &Ctx<'_>) -> Decision<Self> {
        let fits = |row: &&CaseRow| row.version == version && (held.is_none() || row.status.is_in_process());
        let row = self.cases.get(case).filter(fits);
        let (Some(row), EntityId::School(school)) = (row, ctx.me) else { return Decision::nothing() };
        let push = Effect::Show(Show::QueueRow { school, row: Box::new(row.clone()) });
        Decision::events(vec![Event::VerdictHeld { case, held: held.map(Arc::new) }]).causing([push])
    }
}
