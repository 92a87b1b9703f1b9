//! What leaves a school's graduates' inboxes for WeChat and SMS: a durable queue per school (NOT-01).
//!
//! A delivery is queued by a letter of the step that caused it, once per event and channel. The sender claims it first, so that a
//! crash between sending and writing down is seen: WeChat knows a message by our number and takes it once; an SMS whose fate is not
//! known waits for its receipt and is never repeated.

mod results;
pub mod wording;

pub use crate::{delivery, occasion};
use crate::{
    delivery::*,
    effect::{Effect, Show, Timer, Wake},
    entity::{Ctx, Decision, Entity, Input},
    ids::*,
    letter::Letter,
    occasion::*,
    refusal::Refusal,
    time::UnixMs,
};
use imbl::{OrdMap, OrdSet, Vector};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, sync::Arc};

/// Deliveries kept per school once they are over; older ones go.
pub const KEPT: usize = 20_000;
/// A receipt that did not come by then does not come.
pub const RECEIPT_MS: i64 = 72 * 3_600_000;
/// A message that could not be sent by then is old news, and stands in the inbox.
pub const TOO_OLD_MS: i64 = 48 * 3_600_000;
/// Pauses after an answer that asks to try again.
pub const PAUSES_MS: [i64; 3] = [1_000, 5_000, 30_000];
/// Pauses after no answer, the last one again and again.
pub const NO_ANSWER_PAUSES_MS: [i64; 4] = [30_000, 60_000, 120_000, 240_000];
/// WeChat drops a repeat for ten minutes. A message that it may have is not sent again later than that, with a minute for the call itself.
pub const REPEATABLE_MS: i64 = 540_000;
/// A receipt that came before the answer that it belongs to is kept as long as that answer may still come, and no more than so many.
pub const EARLY_MS: i64 = 600_000;
pub const EARLY_MAX: usize = 200;

/// A school's deliveries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    deliveries: OrdMap<u64, Arc<Delivery>>,
    /// Numbers of those that are not over.
    open: OrdSet<u64>,
    by_event: OrdMap<(EventId, Channel), u64>,
    by_provider: OrdMap<(Channel, String), u64>,
    /// Receipts that came before the answers that they belong to were written down, oldest first.
    early: Vector<EarlyReceipt>,
    /// Number of the newest delivery ever.
    newest: u64,
}

/// What may be asked of it.
#[derive(Clone, Debug)]
pub enum Command {
    /// About to be sent, with this attempt. Asking again after an answer that got lost claims the same attempt.
    Claim {
        number: u64,
        attempt: u32,
    },
    /// Sent, with these results.
    Settle(Vec<Settled>),
    Receipts(Vec<Receipt>),
    /// A person wants one that is over to be tried again.
    Replay {
        number: u64,
    },
    /// Their channel or template is stopped: what is old news ends, and whom WeChat does not reach gets a text message.
    PutOff(Vec<u64>),
    /// The server starts: whatever was claimed is in nobody's hands, and what waited for a channel may find it mended.
    Resume,
}

/// The result of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub number: u64,
    /// The attempt it is the result of.
    pub attempt: u32,
    /// Whom it went to, masked.
    pub to: String,
    pub outcome: Outcome,
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Put(Arc<Delivery>),
    /// Over for long.
    Dropped {
        number: u64,
    },
    /// What came early, as it is now.
    Early(Vector<EarlyReceipt>),
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Done,
    /// `None`: it does not wait any more.
    Claimed(Option<Arc<Delivery>>),
    /// How many receipts were for something known.
    Taken(usize),
}

impl Outbox {
    /// Newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Arc<Delivery>> {
        self.deliveries.values().rev()
    }

    /// The delivery with this number.
    pub fn get(&self, number: u64) -> Option<&Arc<Delivery>> {
        self.deliveries.get(&number)
    }

    /// What may be sent now of the occasions that go: important ones first, then oldest first.
    pub fn ready(&self, channel: Channel, now: UnixMs, most: usize, goes: impl Fn(Occasion) -> bool) -> Vec<Arc<Delivery>> {
        let may_go = |delivery: &&Arc<Delivery>| delivery.next_at <= now && goes(delivery.bulletin.occasion);
        let mut ready: Vec<_> = self.waiting(channel).filter(may_go).cloned().collect();
        ready.sort_by_key(|delivery| Reverse(delivery.bulletin.occasion.is_important()));
        ready.truncate(most);
        ready
    }

    fn waiting(&self, channel: Channel) -> impl Iterator<Item = &Arc<Delivery>> {
        self.not_over().filter(move |delivery| delivery.channel == channel && delivery.state == State::Waiting)
    }

    /// Deliveries that cannot just go on waiting while these occasions are stopped; for [`Command::PutOff`].
    pub fn to_put_off(&self, channel: Channel, now: UnixMs, stopped: impl Fn(Occasion) -> bool, long: bool) -> Vec<u64> {
        let concerns = |delivery: &&Arc<Delivery>| {
            stopped(delivery.bulletin.occasion) && (delivery.is_old(now) || long && self.falls_back(delivery))
        };
        self.waiting(channel).filter(concerns).map(|delivery| delivery.number).collect()
    }

    /// Whether a text message goes in its place, and is not queued yet.
    fn falls_back(&self, delivery: &Delivery) -> bool {
        let Bulletin { event, occasion, .. } = delivery.bulletin;
        delivery.channel == Channel::Wechat
            && occasion.sms() == Sms::WhenUnreached
            && !self.by_event.contains_key(&(event, Channel::Sms))
    }

    /// What is waiting, being sent, or waiting for its receipt.
    pub fn not_over(&self) -> impl Iterator<Item = &Arc<Delivery>> {
        self.open.iter().filter_map(|number| self.deliveries.get(number))
    }

    fn queue(&self, bulletin: Bulletin, ctx: &Ctx<'_>) -> Decision<Self> {
        let mut after = self.clone();
        let mut changed = Vec::new();
        after.add(bulletin.clone(), Channel::Wechat, ctx.now, &mut changed);
        if bulletin.occasion.sms() == Sms::Always {
            after.add(bulletin, Channel::Sms, ctx.now, &mut changed);
        }
        after.conclude(changed, ctx)
    }

    /// Once per event and channel.
    fn add(&mut self, bulletin: Bulletin, channel: Channel, now: UnixMs, changed: &mut Vec<Arc<Delivery>>) {
        if self.by_event.contains_key(&(bulletin.event, channel)) {
            return;
        }
        let delivery = Delivery {
            number: self.newest + 1,
            bulletin,
            channel,
            state: State::Waiting,
            attempts: 0,
            tries: 0,
            round: 1,
            next_at: now,
            begun_at: now,
            changed_at: now,
            to: String::new(),
            provider_id: None,
            provider_code: None,
            why: String::new(),
            uncertain_since: None,
        };
        self.change(delivery, changed);
    }

    fn change(&mut self, delivery: Delivery, changed: &mut Vec<Arc<Delivery>>) {
        let delivery = Arc::new(delivery);
        self.put(Arc::clone(&delivery));
        changed.push(delivery);
    }

    fn put(&mut self, delivery: Arc<Delivery>) {
        let number = delivery.number;
        self.newest = self.newest.max(number);
        self.by_event.insert((delivery.bulletin.event, delivery.channel), number);
        if let Some(key) = self.deliveries.get(&number).and_then(|before| provider_key(before)) {
            self.by_provider.remove(&key);
        }
        if let Some(key) = provider_key(&delivery) {
            self.by_provider.insert(key, number);
        }
        if delivery.state.is_open() {
            self.open.insert(number)
        } else {
            self.open.remove(&number)
        };
        self.deliveries.insert(number, delivery);
    }

    fn remove(&mut self, number: u64) {
        if let Some(delivery) = self.deliveries.remove(&number) {
            self.open.remove(&number);
            self.by_event.remove(&(delivery.bulletin.event, delivery.channel));
            if let Some(key) = provider_key(&delivery) {
                self.by_provider.remove(&key);
            }
        }
    }

    /// From what changed to a decision: old ones go, timers wake the sender again, screens are told. `self` is the state after.
    fn conclude(&mut self, changed: Vec<Arc<Delivery>>, ctx: &Ctx<'_>) -> Decision<Self> {
        let mut decision = Decision::events(changed.iter().cloned().map(Event::Put).collect());
        while self.deliveries.len() - self.open.len() > KEPT {
            let Some(number) = self.deliveries.keys().copied().find(|number| !self.open.contains(number)) else { break };
            self.remove(number);
            decision.events.push(Event::Dropped { number });
        }
        let mut wakes: Vec<_> = changed.iter().filter_map(|delivery| wakes_at(delivery, ctx.now)).collect();
        wakes.sort_unstable();
        wakes.dedup();
        decision.effects.extend(wakes.into_iter().map(|at| Effect::Schedule { timer: Timer::DeliveriesDue, at }));
        if let (EntityId::Outbox(school), false) = (ctx.me, changed.is_empty()) {
            decision.effects.push(Effect::Show(Show::Deliveries { school, changed: changed.clone() }));
            decision.effects.push(Effect::Wake(Wake::Outbox { school, changed }));
        }
        decision
    }

    fn command(&self, command: Command, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let (mut after, mut changed) = (self.clone(), Vec::new());
        let reply = match command {
            Command::Claim { number, attempt } => Reply::Claimed(after.claim(number, attempt, ctx.now, &mut changed)),
            Command::Settle(settled) => {
                settled.into_iter().for_each(|one| after.settle(one, ctx.now, &mut changed));
                Reply::Done
            }
            Command::Receipts(receipts) => {
                let taken = receipts.into_iter().filter(|receipt| after.receipt(receipt, ctx.now, &mut changed)).count();
                Reply::Taken(taken)
            }
            Command::Replay { number } => {
                after.replay(number, ctx.now, &mut changed)?;
                Reply::Done
            }
            Command::PutOff(numbers) => {
                numbers.into_iter().for_each(|number| after.put_off(number, ctx.now, &mut changed));
                Reply::Done
            }
            Command::Resume => {
                after.resume(ctx.now, &mut changed);
                Reply::Done
            }
        };
        let mut decision = after.conclude(changed, ctx).replying(reply);
        if after.early != self.early {
            decision.events.push(Event::Early(after.early));
        }
        Ok(decision)
    }

    /// Receipts that are overdue; and the sender is woken.
    fn timer(&self, ctx: &Ctx<'_>) -> Decision<Self> {
        let (mut after, mut changed) = (self.clone(), Vec::new());
        after.overdue(ctx.now, &mut changed);
        let mut decision = after.conclude(changed, ctx);
        if let (EntityId::Outbox(school), true) = (ctx.me, decision.effects.is_empty()) {
            decision.effects.push(Effect::Wake(Wake::Outbox { school, changed: Vec::new() }));
        }
        decision
    }
}

/// When something has to be done about it by itself.
fn wakes_at(delivery: &Delivery, now: UnixMs) -> Option<UnixMs> {
    match delivery.state {
        State::Waiting if delivery.next_at > now => Some(delivery.next_at),
        State::Sending if delivery.provider_id.is_some() || delivery.uncertain_since.is_some() => {
            Some(UnixMs(delivery.changed_at.0 + RECEIPT_MS))
        }
        _ => None,
    }
}

fn provider_key(delivery: &Delivery) -> Option<(Channel, String)> {
    let id = delivery.provider_id.clone().filter(|id| !id.is_empty())?;
    Some((delivery.channel, id))
}

fn key_of(number: u64) -> String {
    format!("delivery/{number:020}")
}

const NEWEST: &str = "newest";
const EARLY: &str = "early";

/// The stored parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Delivery(Arc<Delivery>),
    Newest(u64),
    Early(Vector<EarlyReceipt>),
}

impl Entity for Outbox {
    type Command = Command;
    type Event = Event;
    type Reply = Reply;
    type Part = Part;

    const KIND: u8 = b'O';

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match input {
            Input::Letter { letter: Letter::Announced(bulletin), .. } => Ok(self.queue(*bulletin, ctx)),
            Input::Letter { .. } => Ok(Decision::nothing()),
            Input::Timer(Timer::DeliveriesDue) => Ok(self.timer(ctx)),
            Input::Timer(_) => Ok(Decision::nothing()),
            Input::Command(command) => self.command(command, ctx),
        }
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Put(delivery) => self.put(Arc::clone(delivery)),
            Event::Dropped { number } => self.remove(*number),
            Event::Early(early) => self.early = early.clone(),
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Put(delivery) => vec![key_of(delivery.number), NEWEST.to_owned()],
            Event::Dropped { number } => vec![key_of(*number)],
            Event::Early(_) => vec![EARLY.to_owned()],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        if key == NEWEST {
            return Some(Part::Newest(self.newest));
        }
        if key == EARLY {
            return (!self.early.is_empty()).then(|| Part::Early(self.early.clone()));
        }
        let number: u64 = key.strip_prefix("delivery/")?.parse().ok()?;
        self.deliveries.get(&number).cloned().map(Part::Delivery)
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Delivery(delivery) => self.put(delivery),
            Part::Newest(newest) => self.newest = self.newest.max(newest),
            Part::Early(early) => self.early = early,
        }
    }
}
