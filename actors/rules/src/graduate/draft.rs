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

    /// The drafts that say something, of what a graduate begins by themselves: the end of an agreement is begun from its agreement.
    pub fn begun_drafts(&self) -> impl Iterator<Item = &Draft> {
        let says = |draft: &&Draft| draft.filled.answers.iter().next().is_some() || !draft.filled.files.is_empty();
        self.drafts.values().filter(says).filter(|draft| draft.kind.facts().ends.is_empty())
    }

    pub(super) fn save_draft(&self, kind: CaseKind, filled: Filled, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        fits(&filled)?;
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

/// Nothing of a draft is checked but that it can be one.
fn fits(Filled { form, answers, files }: &Filled) -> Result<(), Refusal> {
    let form = form.form();
    let refused = |field: &'static str, message: String| Err(Refusal::Invalid(vec![invalid(field, message)]));
    if let Some((unknown, _)) = answers.iter().find(|(key, _)| form.fields().all(|field| field.key != *key)) {
        return refused("answers", format!("「{}」没有「{unknown}」这一项", form.label));
    }
    if answers.iter().any(|(_, text)| text.chars().count() > ANSWER_CHARS_MAX) {
        return refused("answers", format!("每项最多 {ANSWER_CHARS_MAX} 个字，请缩短后继续"));
    }
    if files.len() > FILES_MAX {
        return refused("files", format!("草稿中最多 {FILES_MAX} 份证明材料"));
    }
    Ok(())
}
