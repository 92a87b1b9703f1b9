//! Somebody known to the WeChat official account: which graduates bound it, and whether they follow (NOT-01).
//!
//! The account's events name people by their openid alone; this is how they find the graduate.

use crate::{
    effect::Effect,
    entity::{Ctx, Decision, Entity, Input},
    ids::*,
    letter::Letter,
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One openid. A person can be a graduate of two cohorts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Follower {
    pub graduates: BTreeSet<GraduateId>,
    /// `None`: the account never said.
    pub follows: Option<bool>,
    /// When it last said so, in its own seconds.
    pub said_s: i64,
}

/// What the account's events say.
#[derive(Clone, Debug)]
pub enum Command {
    Follows {
        follows: bool,
        /// The account's own time of it.
        at_s: i64,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Bound(GraduateId),
    Unbound(GraduateId),
    Follows { follows: bool, at_s: i64 },
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done;

impl Follower {
    fn binding(&self, graduate: GraduateId, bound: bool) -> Decision<Self> {
        match bound {
            true => {
                let known = self.follows.map(|follows| Effect::tell(graduate, Letter::WechatFollows(follows)));
                Decision::events(vec![Event::Bound(graduate)]).causing(known)
            }
            false => Decision::events(vec![Event::Unbound(graduate)]),
        }
    }

    /// All hear it also when it is nothing new: what they know may be from elsewhere, when a message was not taken. An older
    /// word than the last came late, or comes again.
    fn follows(&self, follows: bool, at_s: i64) -> Decision<Self> {
        if at_s < self.said_s {
            return Decision::answer(Done);
        }
        let told = self.graduates.iter().map(|graduate| Effect::tell(*graduate, Letter::WechatFollows(follows)));
        Decision::events(vec![Event::Follows { follows, at_s }]).causing(told).replying(Done)
    }
}

/// The stored parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Graduates(BTreeSet<GraduateId>),
    Follows { follows: bool, at_s: i64 },
}

const GRADUATES: &str = "graduates";
const FOLLOWS: &str = "follows";

impl Entity for Follower {
    type Command = Command;
    type Event = Event;
    type Reply = Done;
    type Part = Part;

    const KIND: u8 = b'F';

    fn decide(&self, input: Input<Command>, _: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        Ok(match input {
            Input::Letter { from: EntityId::Graduate(graduate), letter: Letter::WechatBinding { bound } } => {
                self.binding(graduate, bound)
            }
            Input::Command(Command::Follows { follows, at_s }) => self.follows(follows, at_s),
            Input::Letter { .. } | Input::Timer(_) => Decision::nothing(),
        })
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Bound(graduate) => drop(self.graduates.insert(*graduate)),
            Event::Unbound(graduate) => drop(self.graduates.remove(graduate)),
            Event::Follows { follows, at_s } => (self.follows, self.said_s) = (Some(*follows), *at_s),
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Bound(_) | Event::Unbound(_) => vec![GRADUATES.to_owned()],
            Event::Follows { .. } => vec![FOLLOWS.to_owned()],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        match key {
            GRADUATES => (!self.graduates.is_empty()).then(|| Part::Graduates(self.graduates.clone())),
            FOLLOWS => self.follows.map(|follows| Part::Follows { follows, at_s: self.said_s }),
            _ => None,
        }
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Graduates(graduates) => self.graduates = graduates,
            Part::Follows { follows, at_s } => (self.follows, self.said_s) = (Some(follows), at_s),
        }
    }
}
