//! A channel's account at its provider, as all schools share it: what was sent today, and whether it goes at all (NOT-01).

use crate::{
    effect::{Effect, Timer, Wake},
    entity::{Ctx, Decision, Entity, Input},
    ids::EntityId,
    outbox::occasion::Occasion,
    refusal::Refusal,
    time::UnixMs,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long a channel pauses that does not answer; twice as long when that did not help, up to the longest.
pub const PAUSE_MS: i64 = 30_000;
pub const PAUSE_MAX_MS: i64 = 3_600_000;
/// While it is stopped it is looked at this often: what waits for it grows old.
const LOOK_MS: i64 = 3_600_000;

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
    /// `None`: until the next start, when somebody has mended it.
    pub until: Option<UnixMs>,
    /// For lack of quota: what is not important does not wait.
    pub quota: bool,
    pub code: String,
    pub why: String,
}

/// What may be asked of it.
#[derive(Clone, Debug)]
pub enum Command {
    /// Room for a call within the day's quota.
    Reserve {
        important: bool,
        quota: u32,
    },
    /// A call with room for it was not made.
    Release,
    Stop(Stop),
    /// The provider is not there: a pause, and a longer one each time.
    Pause {
        code: String,
        why: String,
    },
    StopTemplate {
        occasion: Occasion,
        stop: Stop,
    },
    /// The server starts, perhaps with another configuration: only a spent quota, which a start does not fill, stays so.
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
    Granted,
    /// The day's quota is used up, or what is left of it is for something important.
    Beyond,
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
    fn grant(&self, important: bool, quota: u32, now: UnixMs) -> Decision<Self> {
        let (calls, kept) = (self.calls_on(now) + 1, if important { 0 } else { quota / 10 });
        if calls > quota.saturating_sub(kept) {
            return Decision::answer(Reply::Beyond);
        }
        Decision::events(vec![Event::Reserved(Used { day: Some(now.date()), calls })]).replying(Reply::Granted)
    }

    fn release(&self, now: UnixMs) -> Decision<Self> {
        let calls = self.calls_on(now).checked_sub(1);
        let events = calls.map(|calls| Event::Reserved(Used { day: Some(now.date()), calls }));
        Decision::events(events.into_iter().collect()).replying(Reply::Done)
    }

    /// Of two stops the one that ends later holds.
    fn stopping(&self, stop: Stop, ctx: &Ctx<'_>) -> Decision<Self> {
        let end = |stop: &Stop| stop.until.map_or(i64::MAX, |until| until.0);
        if self.stop(ctx.now).is_some_and(|now| end(now) >= end(&stop)) {
            return Decision::answer(Reply::Done);
        }
        let look = next_look(stop.until, ctx.now);
        Decision::events(vec![Event::Stopped(stop)]).causing([look]).causing(moved(ctx)).replying(Reply::Done)
    }

    /// The pause that follows one which did not help is twice as long.
    fn pausing(&self, code: String, why: String, ctx: &Ctx<'_>) -> Decision<Self> {
        // Another call of the same pause.
        if self.stop(ctx.now).is_some_and(|stop| stop.code == code) {
            return Decision::answer(Reply::Done);
        }
        let last = self.stopped.as_ref().filter(|stop| stop.code == code);
        let last = last.and_then(|stop| stop.until.map(|until| (until.0 - stop.since.0, until.0)));
        let longer = last.filter(|(length, until)| ctx.now.0 - until <= *length).map(|(length, _)| length * 2);
        let until = UnixMs(ctx.now.0 + longer.unwrap_or(PAUSE_MS).clamp(PAUSE_MS, PAUSE_MAX_MS));
        self.stopping(Stop { since: ctx.now, until: Some(until), quota: false, code, why }, ctx)
    }

    /// A stop ended, or lasts: whoever waits for it looks.
    fn due(&self, ctx: &Ctx<'_>) -> Decision<Self> {
        let look = match (self.stop(ctx.now), self.templates.is_empty()) {
            (Some(stop), true) => Some(next_look(stop.until, ctx.now)),
            (_, false) => Some(next_look(None, ctx.now)),
            (None, true) => None,
        };
        Decision::nothing().causing(look).causing(moved(ctx))
    }
}

fn next_look(until: Option<UnixMs>, now: UnixMs) -> Effect {
    // On the hour, so that looks for several reasons are one.
    let look = (now.0.div_euclid(LOOK_MS) + 1) * LOOK_MS;
    let at = until.map_or(look, |until| until.0.min(look));
    Effect::Schedule { timer: Timer::ChannelDue, at: UnixMs(at) }
}

fn moved(ctx: &Ctx<'_>) -> Option<Effect> {
    let EntityId::Gateway(channel) = ctx.me else { return None };
    Some(Effect::Wake(Wake::Channel(channel)))
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
        let command = match input {
            Input::Command(command) => command,
            Input::Timer(Timer::ChannelDue) => return Ok(self.due(ctx)),
            Input::Timer(_) | Input::Letter { .. } => return Ok(Decision::nothing()),
        };
        Ok(match command {
            Command::Reserve { important, quota } => self.grant(important, quota, ctx.now),
            Command::Release => self.release(ctx.now),
            Command::Stop(stop) => self.stopping(stop, ctx),
            Command::Pause { code, why } => self.pausing(code, why, ctx),
            Command::StopTemplate { occasion, .. } if self.templates.contains_key(&occasion) => Decision::answer(Reply::Done),
            Command::StopTemplate { occasion, stop } => {
                let stopped = Decision::events(vec![Event::TemplateStopped { occasion, stop }]).causing(moved(ctx));
                stopped.causing([next_look(None, ctx.now)]).replying(Reply::Done)
            }
            Command::Resume => {
                let goes = self.stopped.as_ref().is_none_or(|stop| stop.quota);
                if goes && self.templates.is_empty() {
                    return Ok(Decision::answer(Reply::Done));
                }
                Decision::events(vec![Event::Resumed]).causing(moved(ctx)).replying(Reply::Done)
            }
        })
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Reserved(used) => self.used = *used,
            Event::Stopped(stop) => self.stopped = Some(stop.clone()),
            Event::TemplateStopped { occasion, stop } => drop(self.templates.insert(*occasion, stop.clone())),
            Event::Resumed => {
                self.stopped.take_if(|stop| !stop.quota);
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
