//! Remembers what was ever said, and holds every later state against it.

use std::collections::BTreeMap;
use wangqian_storage::{FakeStore, chain, record::*};

/// What left the node, step by step and letter by letter.
#[derive(Default)]
pub struct Witness {
    /// Hash of every step whose consequences somebody heard of.
    heard: BTreeMap<(EntityKey, u64), [u8; 32]>,
    /// Letters by channel and number.
    sent: BTreeMap<(EntityKey, EntityKey), BTreeMap<u64, Vec<u8>>>,
    /// Versions that answers and screens rested on.
    heard_of: BTreeMap<EntityKey, u64>,
    /// Last number taken in, by channel.
    taken: BTreeMap<(EntityKey, EntityKey), u64>,
}

impl Witness {
    /// A step was let out.
    pub fn released(&mut self, record: &CommitRecord, clock_ms: i64) -> Result<(), String> {
        if record.history.at_ms > clock_ms {
            return Err(format!("{:?} {} happened in the future", record.entity, record.version));
        }
        self.heard.insert((record.entity, record.version), record.history.hash);
        match record.inbox {
            Some(InboxMark { source, seq }) => self.took(source, record.entity, seq),
            None => Ok(()),
        }
    }

    /// Somebody was answered by, or looked at, an entity of this version.
    pub fn heard_of(&mut self, entity: EntityKey, version: u64) {
        let newest = self.heard_of.entry(entity).or_default();
        *newest = version.max(*newest);
    }

    fn took(&mut self, source: EntityKey, destination: EntityKey, seq: u64) -> Result<(), String> {
        let last = self.taken.insert((source, destination), seq).unwrap_or(0);
        if seq == last + 1 { Ok(()) } else { Err(format!("{source:?} → {destination:?}: {seq} taken in after {last}")) }
    }

    /// A letter goes out, for the first time or again.
    pub fn sent(&mut self, source: EntityKey, letter: &OutboxLetter) -> Result<(), String> {
        let channel = self.sent.entry((source, letter.destination)).or_default();
        match channel.insert(letter.seq, letter.body.clone()) {
            Some(before) if before != letter.body => {
                Err(format!("{source:?} → {:?}: two letters number {}", letter.destination, letter.seq))
            }
            _ => Ok(()),
        }
    }

    /// A letter is about to take effect: it must be the one that was sent under this number.
    pub fn hands_over(&self, source: EntityKey, destination: EntityKey, seq: u64, body: &[u8]) -> Result<(), String> {
        let sent = self.sent.get(&(source, destination)).and_then(|channel| channel.get(&seq));
        match sent {
            Some(sent) if sent == body => Ok(()),
            _ => Err(format!("{source:?} → {destination:?}: number {seq} is not what was sent under it")),
        }
    }

    /// An entity is loaded: nothing that was heard of it is missing, and no mark went back.
    pub fn loaded(&mut self, entity: EntityKey, loaded: &Loaded) -> Result<(), String> {
        let heard = self.heard.range((entity, 0)..=(entity, u64::MAX)).next_back();
        if let Some(((_, version), _)) = heard.filter(|((_, version), _)| *version > loaded.version) {
            return Err(format!("{entity:?}: version {version} was heard of, {} is on disk", loaded.version));
        }
        if let Some(version) = self.heard_of.get(&entity).filter(|version| **version > loaded.version) {
            return Err(format!("{entity:?}: an answer rested on version {version}, {} is on disk", loaded.version));
        }
        for (source, seq) in &loaded.inbox {
            let last = self.taken.entry((*source, entity)).or_default();
            if seq < last {
                return Err(format!("{source:?} → {entity:?}: {last} was taken in, {seq} is on disk"));
            }
            *last = *seq;
        }
        let known: BTreeMap<_, _> = loaded.inbox.iter().copied().collect();
        let forgotten =
            self.taken.iter().find(|((source, to), last)| *to == entity && **last > 0 && !known.contains_key(source));
        forgotten.map_or(Ok(()), |((source, _), last)| {
            Err(format!("{source:?} → {entity:?}: {last} was taken in, nothing is on disk"))
        })
    }

    /// Every chain holds, and every step that was heard of is in its place.
    pub fn histories(&self, store: &FakeStore) -> Result<(), String> {
        let mut ends = BTreeMap::new();
        for entity in store.entities_now(&[], None, usize::MAX) {
            let history = store.history_now(entity, 0, usize::MAX);
            let (version, hash) =
                chain::verify((0, chain::START), &history).map_err(|broken| format!("{entity:?}: {broken}"))?;
            let loaded = store.load_now(entity);
            if (loaded.version, loaded.hash) != (version, hash) {
                return Err(format!("{entity:?}: the history ends at {version}, the state is of {}", loaded.version));
            }
            let another = |step: &&HistoryEntry| self.heard.get(&(entity, step.version)).is_some_and(|hash| *hash != step.hash);
            if let Some(step) = history.iter().find(another) {
                return Err(format!("{entity:?}: step {} is another one than was heard of", step.version));
            }
            ends.insert(entity, version);
        }
        let lost = self.heard.keys().find(|(entity, version)| ends.get(entity).is_none_or(|end| end < version));
        lost.map_or(Ok(()), |(entity, version)| Err(format!("{entity:?}: step {version} was heard of and is lost")))
    }
}
