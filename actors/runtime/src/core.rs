//! One entity's step, without IO.
//!
//! `take` says what an input leads to, and changes nothing. Once the step is queued for the disk, `submitted` makes it what the next input
//! is decided on; once it is durable, `committed` makes it the state that others see, and gives out what it says. So the entity runs ahead
//! of the disk, and nothing is ever said that is not on disk. A core whose queued step failed is thrown away: what is true stands on disk.

mod channels;
mod replies;

use channels::Inbox;
use replies::Replies;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};
use wangqian_rules::{
    codes::Codes,
    effect::{Effect, Show, Timer, Wake},
    entity::{Ctx, Decision, Entity, Input},
    ids::EntityId,
    letter::Letter,
    refusal::Refusal,
    time::UnixMs,
};
use wangqian_storage::{ReadError, chain::chain, codec, record::*};

pub use channels::Outbox;
pub use replies::CommandKey;

/// Attempts at a letter that panics before it is set aside as dead.
const ATTEMPTS: u8 = 3;

/// An awake entity.
pub struct Core<E: Entity> {
    id: EntityId,
    key: EntityKey,
    /// After the last step that is durable.
    durable: Standing<E>,
    /// After the last step that was submitted, with everything below.
    newest: Standing<E>,
    inbox: Inbox,
    outbox: Outbox,
    timers: BTreeSet<(i64, Vec<u8>)>,
    replies: Replies,
    /// Panics per letter in hand, to tell a poisoned one.
    panics: BTreeMap<(EntityKey, u64), u8>,
}

/// An entity after one of its steps.
struct Standing<E> {
    version: u64,
    hash: [u8; 32],
    state: Arc<E>,
}

impl<E> Clone for Standing<E> {
    fn clone(&self) -> Self {
        Self { state: Arc::clone(&self.state), ..*self }
    }
}

/// What can be handed to an entity.
pub enum Incoming<C> {
    /// A person's command; with a key, a repeat of it is answered without being carried out again.
    Command {
        key: Option<CommandKey>,
        command: C,
    },
    Letter {
        source: EntityKey,
        seq: u64,
        body: Vec<u8>,
    },
    Timer {
        due_ms: i64,
        id: Vec<u8>,
    },
}

/// What an input leads to.
pub enum Taken<E: Entity> {
    /// Nothing is to be written: a question, a refusal, or a repeated command. It may rest on steps that are not durable yet.
    Answer(Result<E::Reply, Refusal>),
    /// To be queued for the disk and handed to [`Core::submitted`], then, durable, to [`Core::committed`].
    Step(Box<Step<E>>),
    /// The letter was taken in before, by a step that may not be durable yet: acknowledge it again.
    Repeated,
    /// A letter before this one is missing, or this one panicked: its source will send again. Or a timer came before its time.
    NotNow,
    /// `decide` panicked at a command.
    Panicked,
}

/// A step on its way to the disk.
pub struct Step<E: Entity> {
    pub record: CommitRecord,
    state: Arc<E>,
    said: Said,
    reply: Option<E::Reply>,
}

impl<E: Entity> Step<E> {
    /// The record, to be made durable. The step gives away what only the disk needs, and keeps the rest for the time after.
    pub fn for_disk(&mut self) -> CommitRecord {
        let parts = std::mem::take(&mut self.record.parts);
        let body = std::mem::take(&mut self.record.history.body);
        let mut record = self.record.clone();
        (record.parts, record.history.body) = (parts, body);
        record
    }
}

/// What may be let out once a step is durable.
pub struct Released<E: Entity> {
    pub reply: Option<E::Reply>,
    pub letters: Vec<OutboxLetter>,
    pub said: Said,
}

/// The words of a step for those who happen to listen: nothing of it is kept.
#[derive(Default)]
pub struct Said {
    /// To open screens.
    pub shows: Vec<Show>,
    /// To workers.
    pub wakes: Vec<Wake>,
}

/// One step in the history: who caused it, and what happened.
#[derive(Serialize, Deserialize)]
pub struct HistoryBody<Event> {
    pub cause: Cause,
    pub events: Vec<Event>,
}

/// What caused a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    Command,
    Letter {
        from: EntityId,
    },
    Timer,
    /// Letters arrived and their rows were removed; nothing else.
    Acknowledgement,
}

impl<E: Entity> Core<E> {
    /// The entity as it was stored.
    pub fn restore(id: EntityId, loaded: Loaded) -> Result<Self, ReadError> {
        let mut state = E::default();
        for (_, bytes) in &loaded.parts {
            state.restore(codec::decode(bytes)?);
        }
        let standing = Standing { version: loaded.version, hash: loaded.hash, state: Arc::new(state) };
        Ok(Self {
            id,
            key: EntityKey(id.to_bytes()),
            durable: standing.clone(),
            newest: standing,
            inbox: Inbox::restore(loaded.inbox),
            outbox: Outbox::restore(loaded.sent, loaded.outbox),
            timers: loaded.timers.into_iter().collect(),
            replies: Replies::restore(loaded.replies),
            panics: BTreeMap::new(),
        })
    }

    /// Whose core this is.
    pub fn id(&self) -> EntityId {
        self.id
    }

    /// Durable steps so far.
    pub fn version(&self) -> u64 {
        self.durable.version
    }

    /// The state as last committed.
    pub fn state(&self) -> &Arc<E> {
        &self.durable.state
    }

    /// The state that inputs are decided on. Nobody may be shown it: the disk may never hear of it.
    pub fn newest_state(&self) -> &Arc<E> {
        &self.newest.state
    }

    /// Letters sent and not yet acknowledged.
    pub fn outbox(&mut self) -> &mut Outbox {
        &mut self.outbox
    }

    /// Last number taken in, per source, by steps that may not be durable yet.
    pub fn inbox_marks(&self) -> impl Iterator<Item = (EntityKey, u64)> + '_ {
        self.inbox.marks()
    }

    /// What an input leads to. Changes nothing but the count of panics.
    pub fn take(&mut self, incoming: Incoming<E::Command>, now: UnixMs, codes: &Codes) -> Taken<E> {
        match incoming {
            Incoming::Command { key, command } => self.take_command(key, command, now, codes),
            Incoming::Letter { source, seq, body } => self.take_letter(source, seq, body, now, codes),
            Incoming::Timer { due_ms, id } => self.take_timer(due_ms, id, now, codes),
        }
    }

    fn take_command(&mut self, key: Option<CommandKey>, command: E::Command, now: UnixMs, codes: &Codes) -> Taken<E> {
        if let Some(reply) = key.and_then(|key| self.replies.get::<E::Reply>(&key)) {
            return Taken::Answer(reply);
        }
        match self.decide(Input::Command(command), now, codes) {
            None => Taken::Panicked,
            Some(Err(refusal)) => Taken::Answer(Err(refusal)),
            Some(Ok(Decision { events, effects, reply: Some(reply) }))
                if events.is_empty() && effects.is_empty() && !self.keeps_reply(key) =>
            {
                Taken::Answer(Ok(reply))
            }
            Some(Ok(decision)) => {
                let reply = decision.reply.as_ref().map(codec::encode);
                let mut step = self.prepare(Cause::Command, decision, now);
                step.record.reply = key.zip(reply).map(|(key, body)| StoredReply { key: key.0, body });
                Taken::Step(Box::new(step))
            }
        }
    }

    /// Also where nothing changed: a repeat that comes after somebody else's change must not undo it. An entity that never took a step is
    /// not made by a question about it.
    fn keeps_reply(&self, key: Option<CommandKey>) -> bool {
        key.is_some() && self.newest.version > 0
    }

    fn take_letter(&mut self, source: EntityKey, seq: u64, body: Vec<u8>, now: UnixMs, codes: &Codes) -> Taken<E> {
        match self.inbox.place(source, seq) {
            channels::Place::Repeated => return Taken::Repeated,
            channels::Place::Gap => return Taken::NotNow,
            channels::Place::Next => {}
        }
        let mark = Some(InboxMark { source, seq });
        let (Some(from), Ok(letter)) = (EntityId::from_bytes(&source.0), codec::decode::<Letter>(&body)) else {
            return self.set_aside(source, seq, body, "does not decode".to_owned(), now);
        };
        match self.decide(Input::Letter { from, letter }, now, codes) {
            Some(Ok(decision)) => {
                self.panics.remove(&(source, seq));
                let mut step = self.prepare(Cause::Letter { from }, Decision { reply: None, ..decision }, now);
                step.record.inbox = mark;
                Taken::Step(Box::new(step))
            }
            Some(Err(refusal)) => self.set_aside(source, seq, body, refusal.to_string(), now),
            None => self.count_panic(source, seq, body, now),
        }
    }

    /// A poisoned letter is tried three times, then set aside so that its channel moves on.
    fn count_panic(&mut self, source: EntityKey, seq: u64, body: Vec<u8>, now: UnixMs) -> Taken<E> {
        let count = self.panics.entry((source, seq)).or_default();
        *count += 1;
        if *count < ATTEMPTS {
            return Taken::NotNow;
        }
        self.panics.remove(&(source, seq));
        self.set_aside(source, seq, body, format!("panicked {ATTEMPTS} times"), now)
    }

    fn set_aside(&mut self, source: EntityKey, seq: u64, body: Vec<u8>, reason: String, now: UnixMs) -> Taken<E> {
        let from = EntityId::from_bytes(&source.0).unwrap_or(self.id);
        let mut step = self.prepare(Cause::Letter { from }, Decision::nothing(), now);
        step.record.inbox = Some(InboxMark { source, seq });
        step.record.dead_letter = Some(DeadLetter { source, seq, body, reason });
        Taken::Step(Box::new(step))
    }

    fn take_timer(&mut self, due_ms: i64, id: Vec<u8>, now: UnixMs, codes: &Codes) -> Taken<E> {
        if !self.timers.contains(&(due_ms, id.clone())) {
            return Taken::Repeated;
        }
        // Its row would go with a step that does nothing, and it would never fire.
        if due_ms > now.0 {
            return Taken::NotNow;
        }
        let decided = match codec::decode::<Timer>(&id) {
            Ok(timer) => self.decide(Input::Timer(timer), now, codes),
            Err(_) => Some(Ok(Decision::nothing())),
        };
        let Some(Ok(decision)) = decided else { return Taken::NotNow };
        let mut step = self.prepare(Cause::Timer, Decision { reply: None, ..decision }, now);
        let clear = TimerChange::Clear { due_ms, id };
        if !step.record.timers.contains(&clear) {
            step.record.timers.push(clear);
        }
        Taken::Step(Box::new(step))
    }

    /// A step that only removes the rows of letters that arrived; `None` when there are none.
    pub fn acknowledge(&mut self, now: UnixMs) -> Option<Box<Step<E>>> {
        self.outbox.has_arrived().then(|| Box::new(self.prepare(Cause::Acknowledgement, Decision::nothing(), now)))
    }

    /// `None` when the business code panicked. The state is immutable, so unwinding leaves nothing half done.
    fn decide(&self, input: Input<E::Command>, now: UnixMs, codes: &Codes) -> Option<Result<Decision<E>, Refusal>> {
        let ctx = Ctx { me: self.id, now, codes };
        catch_unwind(AssertUnwindSafe(|| self.newest.state.decide(input, &ctx))).ok()
    }

    fn prepare(&mut self, cause: Cause, decision: Decision<E>, now: UnixMs) -> Step<E> {
        let Decision { events, effects, reply } = decision;
        let mut state = (*self.newest.state).clone();
        events.iter().for_each(|event| state.apply(event));
        let touched: BTreeSet<String> = events.iter().flat_map(E::touched).collect();
        let parts = touched.into_iter().map(|key| (state.part(&key).map(|part| codec::encode(&part)), key));
        let parts = parts.map(|(part, key)| (key.into_bytes(), part)).collect();
        let version = self.newest.version + 1;
        let mut record = CommitRecord {
            entity: self.key,
            version,
            parts,
            history: self.history(version, now, &HistoryBody { cause, events }),
            inbox: None,
            outbox: Vec::new(),
            acknowledged: self.outbox.arrived(),
            timers: Vec::new(),
            reply: None,
            dead_letter: None,
        };
        let said = self.sort_effects(effects, &mut record);
        Step { record, state: Arc::new(state), said, reply }
    }

    fn history(&self, version: u64, now: UnixMs, body: &HistoryBody<E::Event>) -> HistoryEntry {
        let body = codec::encode(body);
        HistoryEntry { version, at_ms: now.0, hash: chain(&self.newest.hash, version, now.0, &body), body }
    }

    /// Letters and timers go into the record; the rest waits for it to be durable.
    fn sort_effects(&self, effects: Vec<Effect>, record: &mut CommitRecord) -> Said {
        let mut numbers = self.outbox.numbering();
        let mut said = Said::default();
        for effect in effects {
            match effect {
                Effect::Tell { to, letter } => {
                    let destination = EntityKey(to.to_bytes());
                    let body = codec::encode(&*letter);
                    record.outbox.push(OutboxLetter { destination, seq: numbers.next(destination), body });
                }
                Effect::Schedule { timer, at } => {
                    record.timers.push(TimerChange::Set { due_ms: at.0, id: codec::encode(&timer) });
                }
                Effect::Cancel { timer, at } => {
                    record.timers.push(TimerChange::Clear { due_ms: at.0, id: codec::encode(&timer) });
                }
                Effect::Show(show) => said.shows.push(show),
                Effect::Wake(wake) => said.wakes.push(wake),
            }
        }
        said
    }

    /// The step is queued for the disk: the next input is decided on what it leaves.
    pub fn submitted(&mut self, step: &Step<E>) {
        let Step { record, state, .. } = step;
        self.newest = Standing { version: record.version, hash: record.history.hash, state: Arc::clone(state) };
        if let Some(mark) = record.inbox {
            self.inbox.advance(mark);
        }
        self.outbox.dropped(&record.acknowledged);
        self.outbox.numbered(&record.outbox);
        for change in record.timers.iter().cloned() {
            match change {
                TimerChange::Set { due_ms, id } => self.timers.insert((due_ms, id)),
                TimerChange::Clear { due_ms, id } => self.timers.remove(&(due_ms, id)),
            };
        }
        if let Some(reply) = record.reply.clone() {
            self.replies.keep(reply);
        }
    }

    /// The step is durable, as are all that were submitted before it: it becomes the state, and what it says may be let out.
    ///
    /// `sent_ms` is when its letters leave, by the clock that [`Outbox::due`] is asked with.
    pub fn committed(&mut self, step: Step<E>, sent_ms: i64) -> Released<E> {
        let Step { record, state, said, reply } = step;
        self.durable = Standing { version: record.version, hash: record.history.hash, state };
        self.outbox.sent(&record.outbox, sent_ms);
        Released { reply, letters: record.outbox, said }
    }
}
