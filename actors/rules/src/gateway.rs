//! A channel's account at its provider, as all schools share it: what was sent today, and whether it goes at all (NOT-01).

use crate::{
    entity::{Ctx, Decision, Entity, Input},
    outbox::occasion::Occasion,
    refusal::Refusal,
    time::UnixMs,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One channel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gateway {
    /// What was sent on the last day something was.
    pub used: Used,
    pub stopped: Option<Stop>,
    /// Occasions whose template the provider does not take, and why.
    pub templates: BTreeMap<Occasion, Stop>,
}

/// Calls of a day, Beijing time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    pub day: Option<Date>,
    pub calls: u32,
}

/// Why a channel does not go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    pub since: UnixMs,
    /// `None`: until somebody has mended it and started the server again.
    pub until: Option<UnixMs>,
    /// For lack of quota: what is not important does not wait.
    pub quota: bool,
    pub code: String,
    pub why: String,
}

/// What may be asked of it.
#[derive(Clone, Debug)]
pub enum Command {
    /// Room for so many calls, of which so many for something important, within the day's quota.
    Reserve {
        important: u32,
        ordinary: u32,
        quota: u32,
    },
    Stop(Stop),
    StopTemplate {
        occasion: Occasion,
        stop: Stop,
    },
    /// The server starts, perhaps with another configuration: only what lasts until a time stays stopped.
    Resume,
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Reserved(Used),
    Stopped(Stop),
    TemplateStopped { occasion: Occasion, stop: Stop },
    Resumed,
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Done,
    /// So many of the important and of the ordinary ones may go.
    Granted {
        important: u32,
        ordinary: u32,
    },
}

impl Gateway {
    /// Why nothing goes now; `None`: it goes.
    pub fn stop(&self, now: UnixMs) -> Option<&Stop> {
        self.stopped.as_ref().filter(|stop| stop.until.is_none_or(|until| until > now))
    }

    /// Calls made on the day of `now`.
    pub fn calls_on(&self, now: UnixMs) -> u32 {
        if self.used.day == Some(now.date()) { self.used.calls } else { 0 }
    }

    /// A tenth of the quota is kept for what is important.
    fn grant(&self, important: u32, ordinary: u32, quota: u32, now: UnixMs) -> Decision<Self> {
        let used = self.calls_on(now);
        let left = quota.saturating_sub(used);
        let important = important.min(left);
        let ordinary = ordinary.min((left - important).saturating_sub(quota / 10));
        let calls = used + important + ordinary;
        let events = if calls > used { vec![Event::Reserved(Used { day: Some(now.date()), calls })] } else { Vec::new() };
        Decision::events(events).replying(Reply::Granted { important, ordinary })
    }
}

/// The stored parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Used(Used),
    Stopped(Stop),
    Templates(BTreeMap<Occasion, Stop>),
}

const USED: &str = "used";
const STOPPED: &str = "stopped";
const TEMPLATES: &str = "templates";

impl Entity for Gateway {
    type Command = Command;
    type Event = Event;
    type Reply = Reply;
    type Part = Part;

    const KIND: u8 = b'N';

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let Input::Command(command) = input else { return Ok(Decision::nothing()) };
        let events = match command {
            Command::Reserve { important, ordinary, quota } => {
                return Ok(self.grant(important, ordinary, quota, ctx.now));
            }
            Command::Stop(stop) => vec![Event::Stopped(stop)],
            Command::StopTemplate { occasion, stop } => vec![Event::TemplateStopped { occasion, stop }],
            Command::Resume => {
                let alarm = self.stopped.as_ref().is_some_and(|stop| stop.until.is_none());
                if alarm || !self.templates.is_empty() { vec![Event::Resumed] } else { Vec::new() }
            }
        };
        Ok(Decision::events(events).replying(Reply::Done))
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Reserved(used) => self.used = *used,
            Event::Stopped(stop) => self.stopped = Some(stop.clone()),
            Event::TemplateStopped { occasion, stop } => drop(self.templates.insert(*occasion, stop.clone())),
            Event::Resumed => {
                self.stopped.take_if(|stop| stop.until.is_none());
                self.templates.clear();
            }
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        let keys: &[&str] = match event {
            Event::Reserved(_) => &[USED],
            Event::Stopped(_) => &[STOPPED],
            Event::TemplateStopped { .. } => &[TEMPLATES],
            Event::Resumed => &[STOPPED, TEMPLATES],
        };
        keys.iter().copied().map(str::to_owned).collect()
    }

    fn part(&self, key: &str) -> Option<Part> {
        match key {
            USED => Some(Part::Used(self.used)),
            STOPPED => self.stopped.clone().map(Part::Stopped),
            TEMPLATES => (!self.templates.is_empty()).then(|| Part::Templates(self.templates.clone())),
            _ => None,
        }
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Used(used) => self.used = used,
            Part::Stopped(stop) => self.stopped = Some(stop),
            Part::Templates(templates) => self.templates = templates,
        }
    }
}
