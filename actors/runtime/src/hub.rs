//! Topics and the screens that follow them.
//!
//! Every topic numbers its frames; a screen that comes back names the last number it saw and gets the rest, or is told to read
//! the page again. The number alone would lie after a restart, so it comes with an epoch. A notice is an event: each is sent.
//! A count is a state: changes within 100 ms become one frame, the newest wins. A frame is made once and shared.

use bytestring::ByteString;
use dashmap::{DashMap, Entry};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};
use wangqian_rules::{case::CaseRow, effect::Topic, ids::CaseId};

/// Frames kept for screens that come back.
const KEPT: usize = 64;
/// A topic's counts are sent at most once in this time.
const COALESCE_MS: i64 = 100;
/// Changed rows that one frame carries; with more, an open list reads its page again.
const ROWS_MAX: usize = 50;
/// A topic that nobody follows any more is kept this long for those who come back.
const FORGET_MS: i64 = 300_000;

/// Place of a frame in its topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub epoch: u64,
    pub version: u64,
}

/// When what a frame says became durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The oldest, of a frame that says several things.
    pub at: Instant,
    /// It may have waited for others, to be one frame with them.
    pub gathered: bool,
}

/// A screen's end of a subscription. Never blocks.
pub trait Subscriber: Send + Sync {
    /// Hands a frame over; `false` when the screen is gone or too slow: it is dropped from the topic. `None`: no commit's frame.
    fn deliver(&self, frame: ByteString, committed: Option<Committed>) -> bool;
}

/// Makes the frame of a topic whose rows changed, from the state as it is now.
pub trait RenderChanges: Send + Sync {
    fn changes(&self, topic: &Topic, at: Position, rows: Vec<CaseRow>, more: bool) -> ByteString;
}

/// All followed topics.
pub struct Hub {
    topics: DashMap<Topic, Channel>,
    renderer: Arc<dyn RenderChanges>,
    /// Distinguishes the channels of one topic over time, within this opening of the store and between openings.
    next_epoch: AtomicU64,
}

struct Channel {
    at: Position,
    frames: VecDeque<(u64, ByteString)>,
    subscribers: Vec<(u64, Arc<dyn Subscriber>)>,
    changed: BTreeMap<CaseId, CaseRow>,
    more: bool,
    /// When the oldest change that was not sent yet became durable.
    changed_since: Option<Instant>,
    flushed_ms: i64,
    followed_ms: i64,
}

/// What a new subscriber learns.
#[derive(Debug, PartialEq, Eq)]
pub struct Subscribed {
    pub at: Position,
    /// The frames it missed; `None` when they are not known any more.
    pub missed: Option<Vec<ByteString>>,
}

impl Hub {
    /// `store_epoch` is that of this opening of the store. Epochs stay below 2^53, which JavaScript counts exactly.
    pub fn new(store_epoch: u32, renderer: Arc<dyn RenderChanges>) -> Self {
        Self { topics: DashMap::new(), renderer, next_epoch: AtomicU64::new((u64::from(store_epoch) & 0xff_ffff) << 28) }
    }

    /// Follows a topic from `since` on. `id` names the subscriber within the hub.
    pub fn subscribe(
        &self,
        topic: Topic,
        id: u64,
        subscriber: Arc<dyn Subscriber>,
        since: Option<Position>,
        now_ms: i64,
    ) -> Subscribed {
        let mut channel = match self.topics.entry(topic) {
            Entry::Occupied(entry) => entry.into_ref(),
            Entry::Vacant(entry) => entry.insert(Channel::new(self.next_epoch.fetch_add(1, Ordering::Relaxed), now_ms)),
        };
        channel.followed_ms = now_ms;
        channel.subscribers.retain(|(known, _)| *known != id);
        channel.subscribers.push((id, subscriber));
        Subscribed { at: channel.at, missed: since.and_then(|since| channel.since(since)) }
    }

    /// Follows no more.
    pub fn unsubscribe(&self, topic: &Topic, id: u64) {
        if let Some(mut channel) = self.topics.get_mut(topic) {
            channel.subscribers.retain(|(known, _)| *known != id);
        }
    }

    /// Sends an event to everybody who follows the topic; nothing is made when nobody does.
    pub fn publish(&self, topic: &Topic, committed: Instant, frame: impl FnOnce(Position) -> ByteString) {
        if let Some(mut channel) = self.topics.get_mut(topic) {
            channel.send(Some(Committed { at: committed, gathered: false }), frame);
        }
    }

    /// Tells everybody who follows the topic what is true now. No part of its order: missed, it is not made up for.
    pub fn tell(&self, topic: &Topic, frame: impl FnOnce() -> ByteString) {
        let Some(mut channel) = self.topics.get_mut(topic).filter(|channel| !channel.subscribers.is_empty()) else { return };
        let frame = frame();
        channel.subscribers.retain(|(_, subscriber)| subscriber.deliver(frame.clone(), None));
    }

    /// Says that a row of the topic changed; the frame follows at once, or when the last one is 100 ms old.
    pub fn change(&self, topic: &Topic, row: &CaseRow, committed: Instant, now_ms: i64) {
        let Some(mut channel) = self.topics.get_mut(topic) else { return };
        channel.note(row, committed);
        if now_ms - channel.flushed_ms >= COALESCE_MS {
            channel.flush(topic, self.renderer.as_ref(), now_ms);
        }
    }

    /// Sends what waited long enough, and forgets topics that nobody follows.
    pub fn tick(&self, now_ms: i64) {
        self.topics.retain(|topic, channel| {
            if channel.has_changes() && now_ms - channel.flushed_ms >= COALESCE_MS {
                channel.flush(topic, self.renderer.as_ref(), now_ms);
            }
            if !channel.subscribers.is_empty() {
                channel.followed_ms = now_ms;
            }
            now_ms - channel.followed_ms < FORGET_MS
        });
    }

    /// Whether some change has not been sent yet.
    pub fn has_changes(&self) -> bool {
        self.topics.iter().any(|channel| channel.has_changes())
    }

    /// Open subscriptions.
    pub fn subscriptions(&self) -> usize {
        self.topics.iter().map(|channel| channel.subscribers.len()).sum()
    }
}

impl Channel {
    fn new(epoch: u64, now_ms: i64) -> Self {
        Self {
            at: Position { epoch, version: 0 },
            frames: VecDeque::new(),
            subscribers: Vec::new(),
            changed: BTreeMap::new(),
            more: false,
            changed_since: None,
            flushed_ms: now_ms - COALESCE_MS,
            followed_ms: now_ms,
        }
    }

    /// The frames after a position, if all of them are still there.
    fn since(&self, since: Position) -> Option<Vec<ByteString>> {
        if since.epoch != self.at.epoch || since.version > self.at.version {
            return None;
        }
        let missing = self.at.version - since.version;
        if missing > self.frames.len() as u64 {
            return None;
        }
        Some(self.frames.iter().filter(|(version, _)| *version > since.version).map(|(_, frame)| frame.clone()).collect())
    }

    fn send(&mut self, committed: Option<Committed>, frame: impl FnOnce(Position) -> ByteString) {
        self.at.version += 1;
        let frame = frame(self.at);
        self.subscribers.retain(|(_, subscriber)| subscriber.deliver(frame.clone(), committed));
        self.frames.push_back((self.at.version, frame));
        if self.frames.len() > KEPT {
            self.frames.pop_front();
        }
    }

    fn note(&mut self, row: &CaseRow, committed: Instant) {
        self.changed_since.get_or_insert(committed);
        if self.changed.len() >= ROWS_MAX && !self.changed.contains_key(&row.case) {
            self.more = true;
            return;
        }
        // Commits of one case are released in order, so the newest report is the newest state.
        self.changed.insert(row.case, row.clone());
    }

    fn has_changes(&self) -> bool {
        !self.changed.is_empty()
    }

    fn flush(&mut self, topic: &Topic, renderer: &dyn RenderChanges, now_ms: i64) {
        let rows = std::mem::take(&mut self.changed).into_values().collect();
        let more = std::mem::take(&mut self.more);
        let since = self.changed_since.take().map(|at| Committed { at, gathered: true });
        self.flushed_ms = now_ms;
        self.send(since, |at| renderer.changes(topic, at, rows, more));
    }
}
