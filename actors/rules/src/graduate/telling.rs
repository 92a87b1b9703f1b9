//! What a graduate is told: in the inbox, and, where the guide says so, by the person's other channels (NOT-01).

use super::{Event, Graduate, Move};
use crate::{
    effect::{Effect, Show, Topic},
    entity::{Ctx, Decision},
    ids::*,
    letter::Letter,
    notice::Notice,
    outbox::{
        delivery::{Bulletin, EventId},
        occasion::Occasion,
    },
};

/// What the graduate is told.
pub(super) struct Told {
    pub title: String,
    pub text: String,
    /// Whether it leaves the inbox for other channels, and what they say.
    pub outside: Option<Outside>,
}

/// What the other channels say of a notice.
pub(super) struct Outside {
    pub occasion: Occasion,
    /// What it is about.
    pub subject: String,
    /// What happened, in at most five characters.
    pub result: &'static str,
}

impl Told {
    /// Into the inbox and out of it.
    pub(super) fn outside(title: &str, text: String, occasion: Occasion, subject: &str, result: &'static str) -> Self {
        let outside = Outside { occasion, subject: subject.to_owned(), result };
        Self { title: title.to_owned(), text, outside: Some(outside) }
    }
}

impl Move {
    pub(super) fn telling(self, title: &str, text: String) -> Self {
        Self { notice: Some(Told { title: title.to_owned(), text, outside: None }), ..self }
    }

    /// The notice goes to the person's other channels too.
    pub(super) fn also_outside(mut self, occasion: Occasion, subject: &str, result: &'static str) -> Self {
        if let Some(told) = &mut self.notice {
            told.outside = Some(Outside { occasion, subject: subject.to_owned(), result });
        }
        self
    }
}

impl Graduate {
    /// Into the inbox; and, in the same step, on its way to the other channels.
    pub(super) fn notify(&self, decision: &mut Decision<Self>, ctx: &Ctx<'_>, told: Told, case: Option<CaseId>) {
        let EntityId::Graduate(me) = ctx.me else { return };
        let Told { title, text, outside } = told;
        let event = EventId { graduate: me, seq: self.inbox.next_seq() };
        if let Some(Outside { occasion, subject, result }) = outside {
            let bulletin = Bulletin { event, occasion, at: ctx.now, case, subject, result: result.to_owned() };
            decision.effects.push(Effect::tell(EntityId::Outbox(me.school), Letter::Announced(Box::new(bulletin))));
        }
        let notice = Notice { seq: self.inbox.next_seq(), at: ctx.now, title, text, case };
        decision.events.push(Event::Noticed(notice.clone()));
        decision.effects.push(Effect::Show(Show::Notice { to: Topic::Graduate(me), notice }));
    }
}
