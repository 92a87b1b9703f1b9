//! One decision on many items (EXT-07): what a reviewer chose, what stands in the way of each item, and what became of it.
//!
//! A reviewer's batches are an entity of their own, so that a batch outlives the server that began it: whatever is not written down here
//! as decided is asked again, under a key that names batch and case. The graduate who was asked already answers as before, and the
//! version that the reviewer saw keeps everything else from being decided twice.

pub mod item;

pub use item::{Fate, Item, Tally, Why};

use crate::{
    effect::{Effect, Show, Timer, Wake},
    entity::{Ctx, Decision, Entity, Input},
    ids::*,
    refusal::Refusal,
    review::Verdict,
    school::deputies::Behind,
    time::UnixMs,
};
use item::Items;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Items of one batch.
pub const ITEMS_MAX: usize = 20_000;
/// Batches remembered of a reviewer; the oldest that is not under way makes room.
const REMEMBERED: usize = 10;
/// How often a batch under way has its worker woken: a worker that gave up, or went with the server, is replaced.
const LOOK_EVERY_MS: i64 = 2_000;

/// Where a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stand {
    /// Looked through, and not begun.
    Chosen,
    UnderWay,
    /// By its reviewer; what was not decided can still be.
    Stopped,
    Over,
}

/// One batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub id: BatchId,
    pub head: Head,
    pub items: Items,
}

/// All of a batch but its items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub chosen_at: UnixMs,
    pub begun_at: Option<UnixMs>,
    pub ended_at: Option<UnixMs>,
    pub stand: Stand,
    pub verdict: Verdict,
    /// The colleagues whose queue the reviewer had when it was chosen (EXT-19).
    pub behind: Vec<Behind>,
}

/// The batches of one reviewer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batches {
    /// In the order of their ids, which is that of their choice.
    batches: BTreeMap<BatchId, Arc<Batch>>,
    /// When the timer looks again, if it was set.
    looks_at: Option<UnixMs>,
}

/// Requests of the reviewer and of the worker.
#[derive(Clone, Debug)]
pub enum Command {
    /// A choice, looked through already; it takes the place of one that was not begun.
    Choose {
        id: BatchId,
        verdict: Verdict,
        behind: Vec<Behind>,
        items: Vec<Item>,
    },
    /// Also again, after it was stopped.
    Begin(BatchId),
    Stop(BatchId),
    /// By the worker: what became of items, by their places.
    Note {
        id: BatchId,
        fates: Vec<(u32, Fate)>,
    },
}

/// Facts about a reviewer's batches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Chosen {
        id: BatchId,
        head: Box<Head>,
        items: Vec<Item>,
    },
    /// It made room for another one.
    Forgotten {
        id: BatchId,
        pages: u32,
    },
    Stands {
        id: BatchId,
        stand: Stand,
        at: UnixMs,
    },
    Noted {
        id: BatchId,
        fates: Vec<(u32, Fate)>,
    },
    LooksAt(Option<UnixMs>),
}

/// The answer to each command: where the batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stands(pub Stand);

impl Batches {
    /// One of them.
    pub fn get(&self, id: BatchId) -> Option<&Arc<Batch>> {
        self.batches.get(&id)
    }

    /// All of them, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Batch>> {
        self.batches.values()
    }

    /// Those that were begun, newest first.
    pub fn begun(&self) -> impl Iterator<Item = &Arc<Batch>> {
        self.batches.values().rev().filter(|batch| batch.head.begun_at.is_some())
    }

    /// The one under way: a reviewer has one at a time.
    pub fn under_way(&self) -> Option<&Arc<Batch>> {
        self.batches.values().find(|batch| batch.head.stand == Stand::UnderWay)
    }

    fn found(&self, id: BatchId) -> Result<&Arc<Batch>, Refusal> {
        self.get(id).ok_or(Refusal::NotFound)
    }

    fn choose(
        &self,
        id: BatchId,
        (verdict, behind): (Verdict, Vec<Behind>),
        items: Vec<Item>,
        ctx: &Ctx<'_>,
    ) -> Decision<Self> {
        if let Some(known) = self.get(id) {
            return Decision::answer(Stands(known.head.stand));
        }
        let stand = Stand::Chosen;
        let head = Box::new(Head { chosen_at: ctx.now, begun_at: None, ended_at: None, stand, verdict, behind });
        let gone = self.making_room().into_iter().map(|batch| Event::Forgotten { id: batch.id, pages: batch.items.pages() });
        let events = gone.chain([Event::Chosen { id, head, items }]).collect();
        Decision::events(events).replying(Stands(stand))
    }

    /// Batches that were chosen and not begun make room; of the others, the oldest that is not under way.
    fn making_room(&self) -> Vec<&Arc<Batch>> {
        let (mut gone, others): (Vec<_>, Vec<_>) = self.batches.values().partition(|batch| batch.head.stand == Stand::Chosen);
        let surplus = (others.len() + 1).saturating_sub(REMEMBERED);
        gone.extend(others.into_iter().filter(|batch| batch.head.stand != Stand::UnderWay).take(surplus));
        gone
    }

    fn begin(&self, id: BatchId, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let batch = self.found(id)?;
        if !matches!(batch.head.stand, Stand::Chosen | Stand::Stopped) {
            return Ok(Decision::answer(Stands(batch.head.stand)));
        }
        if self.under_way().is_some() {
            return Err(Refusal::BatchUnderWay);
        }
        let stand = if batch.items.is_settled() { Stand::Over } else { Stand::UnderWay };
        let mut decision = self.moved(id, vec![Event::Stands { id, stand, at: ctx.now }], ctx).replying(Stands(stand));
        if stand == Stand::UnderWay {
            decision.effects.extend(wake(ctx));
            self.look_again(&mut decision, ctx);
        }
        Ok(decision)
    }

    fn stop(&self, id: BatchId, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let stand = self.found(id)?.head.stand;
        if stand != Stand::UnderWay {
            return Ok(Decision::answer(Stands(stand)));
        }
        let stand = Stand::Stopped;
        Ok(self.moved(id, vec![Event::Stands { id, stand, at: ctx.now }], ctx).replying(Stands(stand)))
    }

    /// Items that were decided while it was being stopped count as decided.
    fn note(&self, id: BatchId, fates: Vec<(u32, Fate)>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let batch = self.found(id)?;
        let news: Vec<_> = fates.into_iter().filter(|(place, _)| batch.items.is_open(*place)).collect();
        let mut after = batch.items.clone();
        news.iter().for_each(|(place, fate)| after.put(*place, fate.clone()));
        let (is_over, mut stand) = (after.is_settled(), batch.head.stand);
        let mut events: Vec<_> = (!news.is_empty()).then_some(Event::Noted { id, fates: news }).into_iter().collect();
        if is_over && stand != Stand::Over {
            stand = Stand::Over;
            events.push(Event::Stands { id, stand, at: ctx.now });
        }
        Ok(self.moved(id, events, ctx).replying(Stands(stand)))
    }

    /// Its reviewer's pages are shown the batch as these events leave it.
    fn moved(&self, id: BatchId, events: Vec<Event>, ctx: &Ctx<'_>) -> Decision<Self> {
        let EntityId::Batches(of) = ctx.me else { return Decision::nothing() };
        if events.is_empty() {
            return Decision::nothing();
        }
        let mut after = self.clone();
        events.iter().for_each(|event| after.apply(event));
        let shown = after.get(id).map(|batch| Effect::Show(Show::Batch { of, batch: Arc::clone(batch) }));
        Decision::events(events).causing(shown)
    }

    fn look(&self, ctx: &Ctx<'_>) -> Decision<Self> {
        if self.under_way().is_none() {
            return Decision::events(vec![Event::LooksAt(None)]);
        }
        let at = UnixMs(ctx.now.0 + LOOK_EVERY_MS);
        let timer = Effect::Schedule { timer: Timer::BatchGoesOn, at };
        Decision::events(vec![Event::LooksAt(Some(at))]).causing([timer]).causing(wake(ctx))
    }

    fn look_again(&self, decision: &mut Decision<Self>, ctx: &Ctx<'_>) {
        if self.looks_at.is_none() {
            let at = UnixMs(ctx.now.0 + LOOK_EVERY_MS);
            decision.events.push(Event::LooksAt(Some(at)));
            decision.effects.push(Effect::Schedule { timer: Timer::BatchGoesOn, at });
        }
    }

    fn stands(&mut self, id: BatchId, stand: Stand, at: UnixMs) {
        let Some(batch) = self.batches.get_mut(&id) else { return };
        let head = &mut Arc::make_mut(batch).head;
        head.stand = stand;
        head.ended_at = matches!(stand, Stand::Over | Stand::Stopped).then_some(at);
        if matches!(stand, Stand::UnderWay | Stand::Over) {
            head.begun_at = head.begun_at.or(Some(at));
        }
    }
}

fn wake(ctx: &Ctx<'_>) -> Option<Effect> {
    match ctx.me {
        EntityId::Batches(of) => Some(Effect::Wake(Wake::Batches(of))),
        _ => None,
    }
}

/// The stored parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Head { id: BatchId, head: Box<Head> },
    Page { id: BatchId, items: Vec<Item> },
    LooksAt(UnixMs),
}

const LOOKS_AT: &str = "looks";

fn head_key(id: BatchId) -> String {
    format!("batch/{id}")
}

/// Pages come back in the order of their keys, and after their heads.
fn page_key(id: BatchId, page: u32) -> String {
    format!("items/{id}/{page:05}")
}

impl Entity for Batches {
    type Command = Command;
    type Event = Event;
    type Reply = Stands;
    type Part = Part;

    const KIND: u8 = b'B';

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match input {
            Input::Command(Command::Choose { id, verdict, behind, items }) => {
                Ok(self.choose(id, (verdict, behind), items, ctx))
            }
            Input::Command(Command::Begin(id)) => self.begin(id, ctx),
            Input::Command(Command::Stop(id)) => self.stop(id, ctx),
            Input::Command(Command::Note { id, fates }) => self.note(id, fates, ctx),
            Input::Timer(Timer::BatchGoesOn) => Ok(self.look(ctx)),
            Input::Timer(_) | Input::Letter { .. } => Ok(Decision::nothing()),
        }
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Chosen { id, head, items } => {
                let batch = Batch { id: *id, head: (**head).clone(), items: Items::of(items.clone()) };
                self.batches.insert(*id, Arc::new(batch));
            }
            Event::Forgotten { id, .. } => drop(self.batches.remove(id)),
            Event::Stands { id, stand, at } => self.stands(*id, *stand, *at),
            Event::Noted { id, fates } => {
                if let Some(batch) = self.batches.get_mut(id) {
                    let items = &mut Arc::make_mut(batch).items;
                    fates.iter().for_each(|(place, fate)| items.put(*place, fate.clone()));
                }
            }
            Event::LooksAt(at) => self.looks_at = *at,
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        let pages = |id: &BatchId, pages: u32| (0..pages).map(|page| page_key(*id, page)).collect::<Vec<_>>();
        match event {
            Event::Chosen { id, items, .. } => [vec![head_key(*id)], pages(id, item::pages(items.len()))].concat(),
            Event::Forgotten { id, pages: count } => [vec![head_key(*id)], pages(id, *count)].concat(),
            Event::Stands { id, .. } => vec![head_key(*id)],
            Event::Noted { id, fates } => fates.iter().map(|(place, _)| page_key(*id, item::page_of(*place))).collect(),
            Event::LooksAt(_) => vec![LOOKS_AT.to_owned()],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        if key == LOOKS_AT {
            return self.looks_at.map(Part::LooksAt);
        }
        let (kind, rest) = key.split_once('/')?;
        match kind {
            "batch" => {
                let batch = self.get(rest.parse().ok()?)?;
                Some(Part::Head { id: batch.id, head: Box::new(batch.head.clone()) })
            }
            "items" => {
                let (id, page) = rest.split_once('/')?;
                let batch = self.get(id.parse().ok()?)?;
                batch.items.page(page.parse().ok()?).map(|items| Part::Page { id: batch.id, items: items.to_vec() })
            }
            _ => None,
        }
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Head { id, head } => {
                let batch = Batch { id, head: *head, items: Items::default() };
                self.batches.insert(id, Arc::new(batch));
            }
            Part::Page { id, items } => {
                if let Some(batch) = self.batches.get_mut(&id) {
                    Arc::make_mut(batch).items.add_page(items);
                }
            }
            Part::LooksAt(at) => self.looks_at = Some(at),
        }
    }
}
