//! A bench for one entity: gives it inputs, applies what it decides, and checks what must hold after every step.

pub mod asked;
pub mod destination;
pub mod fillings;
pub mod grid;
pub mod laws;
pub mod lives;
pub mod paper;
pub mod parties;
pub mod people;
pub mod registering;
pub mod rescission;
pub mod school;
pub mod signing;
pub mod situations;

use people::NOW;
use std::{collections::BTreeSet, fmt::Debug};
use wangqian_rules::{codes::Codes, effect::*, entity::*, ids::EntityId, letter::Letter, refusal::Refusal, time::UnixMs};

/// One entity, its clock, and everything that happened to it.
#[derive(Clone)]
pub struct Bench<E: Entity> {
    pub me: EntityId,
    pub now: UnixMs,
    pub state: E,
    pub events: Vec<E::Event>,
}

/// What one input led to.
#[derive(Debug)]
pub struct Outcome<E: Entity> {
    pub events: Vec<E::Event>,
    pub effects: Vec<Effect>,
    pub reply: Option<E::Reply>,
}

impl<E: Entity> Bench<E> {
    pub fn new(me: impl Into<EntityId>) -> Self {
        Self { me: me.into(), now: NOW, state: E::default(), events: Vec::new() }
    }

    /// Decides and applies.
    pub fn take(&mut self, input: Input<E::Command>) -> Result<Outcome<E>, Refusal> {
        let ctx = Ctx { me: self.me, now: self.now, codes: Codes::builtin() };
        let Decision { events, effects, reply } = self.state.decide(input, &ctx)?;
        events.iter().for_each(|event| self.state.apply(event));
        self.events.extend(events.iter().cloned());
        Ok(Outcome { events, effects, reply })
    }

    /// As after a restart: what was stored is all there is.
    pub fn restart(&mut self) {
        let stored: BTreeSet<_> = self.events.iter().flat_map(E::touched).collect();
        let before = std::mem::take(&mut self.state);
        stored.iter().filter_map(|key| before.part(key)).for_each(|part| self.state.restore(part));
    }

    pub fn command(&mut self, command: E::Command) -> Result<Outcome<E>, Refusal> {
        self.take(Input::Command(command))
    }

    /// A command that must be carried out.
    pub fn done(&mut self, command: E::Command) -> Outcome<E> {
        let shown = format!("{command:?}");
        self.command(command).unwrap_or_else(|refusal| panic!("{shown}: {refusal:?}"))
    }

    /// The stable code of the refusal that a command must meet.
    pub fn refused(&mut self, command: E::Command) -> &'static str {
        let shown = format!("{command:?}");
        self.command(command).map_or_else(|refusal| refusal.code(), |done| panic!("{shown}: {done:?}"))
    }

    /// Letters are never refused.
    pub fn letter(&mut self, from: impl Into<EntityId>, letter: Letter) -> Outcome<E> {
        self.take(Input::Letter { from: from.into(), letter }).expect("letters are never refused")
    }
}

impl<E: Entity> Outcome<E> {
    pub fn letters(&self) -> Vec<(EntityId, &Letter)> {
        let letters = self.effects.iter().map(|effect| match effect {
            Effect::Tell { to, letter } => Some((*to, letter.as_ref())),
            _ => None,
        });
        letters.flatten().collect()
    }

    pub fn shown(&self) -> Vec<&Show> {
        let shown = self.effects.iter().map(|effect| match effect {
            Effect::Show(show) => Some(show),
            _ => None,
        });
        shown.flatten().collect()
    }

    pub fn woken(&self) -> Vec<&Wake> {
        let woken = self.effects.iter().map(|effect| match effect {
            Effect::Wake(wake) => Some(wake),
            _ => None,
        });
        woken.flatten().collect()
    }

    /// Titles of the notices that this step put into an inbox and showed.
    pub fn notices(&self) -> Vec<&str> {
        let titles = self.shown().into_iter().map(|show| match show {
            Show::Notice { notice, .. } => Some(notice.title.as_str()),
            _ => None,
        });
        titles.flatten().collect()
    }

    pub fn is_nothing(&self) -> bool {
        self.events.is_empty() && self.effects.is_empty()
    }
}
