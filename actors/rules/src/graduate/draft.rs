//! A form that is being filled in, kept so that the graduate goes on at another device. Nobody else sees it; nothing of it is checked
//! but its size.

use super::{Event, Graduate, Reply};
use crate::{
    case::{CaseKind, Filled},
    entity::{Ctx, Decision},
    refusal::{Refusal, invalid},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

/// Longest answer that is kept, in characters; forms ask for far less.
const ANSWER_CHARS_MAX: usize = 2_000;
/// Files that a draft names at most.
const FILES_MAX: usize = 12;

/// One draft of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub kind: CaseKind,
    pub filled: Filled,
    pub at: UnixMs,
}

impl Graduate {
    /// The draft of a kind.
    pub fn draft(&self, kind: CaseKind) -> Option<&Draft> {
        self.drafts.get(&kind)
    }

    pub(super) fn save_draft(&self, kind: CaseKind, filled: Filled, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let known = |key: &str| filled.form.form().fields().any(|field| field.key == key);
        let fits = |(key, text): (&str, &str)| known(key) && text.chars().count() <= ANSWER_CHARS_MAX;
        if !filled.answers.iter().all(fits) || filled.files.len() > FILES_MAX {
            return Err(Refusal::Invalid(vec![invalid("answers", "草稿过长，请缩短后继续")]));
        }
        if self.draft(kind).is_some_and(|draft| draft.filled == filled) {
            return Ok(Decision::answer(Reply::Done));
        }
        let saved = Event::DraftSaved(Box::new(Draft { kind, filled, at: ctx.now }));
        Ok(Decision::events(vec![saved]).replying(Reply::Done))
    }

    pub(super) fn drop_draft(&self, kind: CaseKind) -> Decision<Self> {
        Decision::events(self.drops_draft(kind).into_iter().collect()).replying(Reply::Done)
    }

    /// What is handed in is no draft any more.
    pub(super) fn drops_draft(&self, kind: CaseKind) -> Option<Event> {
        self.drafts.contains_key(&kind).then_some(Event::DraftDropped(kind))
    }
}
