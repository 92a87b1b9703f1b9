//! The graduate as the simulation plays it: the true one, but for deliberate bugs in what it decides.

use crate::mutants::Mutant;
use std::{cell::Cell, ops::Deref};
use wangqian_rules::{
    case::{CaseRow, End, Phase, Status},
    effect::Effect,
    entity::{Ctx, Decision, Entity, Input},
    graduate::{Command, Event, Graduate, Part, Reply},
    letter::Letter,
    refusal::Refusal,
};

thread_local! {
    /// A run stays on its thread.
    static MUTANT: Cell<Option<Mutant>> = const { Cell::new(None) };
}

/// The bug that the graduates of this thread's run have.
pub fn play(mutant: Option<Mutant>) {
    MUTANT.set(mutant);
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Played(Graduate);

impl Deref for Played {
    type Target = Graduate;

    fn deref(&self) -> &Graduate {
        &self.0
    }
}

impl Entity for Played {
    type Command = Command;
    type Event = Event;
    type Reply = Reply;
    type Part = Part;

    const KIND: u8 = Graduate::KIND;
    const ONE_OF_MANY: bool = Graduate::ONE_OF_MANY;

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let Decision { events, effects, reply } = self.0.decide(input, ctx)?;
        let decision = Decision { events, effects, reply };
        Ok(match MUTANT.get() {
            Some(Mutant::RescindsAlone) => rescinding_alone(decision),
            Some(Mutant::SkipsTheSecondReview) => skipping_the_second_review(decision),
            _ => decision,
        })
    }

    fn apply(&mut self, event: &Event) {
        self.0.apply(event);
    }

    fn touched(event: &Event) -> Vec<String> {
        Graduate::touched(event)
    }

    fn part(&self, key: &str) -> Option<Part> {
        self.0.part(key)
    }

    fn restore(&mut self, part: Part) {
        self.0.restore(part);
    }
}

/// The row that a letter carries.
fn told(effect: &mut Effect) -> Option<&mut CaseRow> {
    match effect {
        Effect::Tell { letter, .. } => match &mut **letter {
            Letter::CaseMoved(row) => Some(row),
            _ => None,
        },
        _ => None,
    }
}

/// A rescission takes effect, and its agreement goes on.
fn rescinding_alone(mut decision: Decision<Played>) -> Decision<Played> {
    let rescinded = Status::Ended(End::Rescinded);
    decision.events.retain(|event| !matches!(event, Event::CaseMoved(moved) if moved.to == rescinded));
    decision.effects.retain_mut(|effect| told(effect).is_none_or(|row| row.status != rescinded));
    decision
}

/// A stamped agreement is a signed one.
fn skipping_the_second_review(mut decision: Decision<Played>) -> Decision<Played> {
    let rushed = |status: &mut Status| {
        if matches!(status, Status::InReview(Phase::Second, _)) {
            *status = Status::Effective;
        }
    };
    for event in &mut decision.events {
        if let Event::CaseMoved(moved) = event {
            rushed(&mut moved.to);
        }
    }
    decision.effects.iter_mut().filter_map(told).for_each(|row| rushed(&mut row.status));
    if let Some(Reply::Case { status, .. }) = &mut decision.reply {
        rushed(status);
    }
    decision
}
