//! An entity put together from its steps.

use crate::record::{
    CommitRecord, EntityKey, InboxMark, Loaded, OutboxLetter, PartKey, REPLIES_KEPT, StoredReply, TimerChange,
};
use std::collections::{BTreeMap, BTreeSet};

/// What [`Loaded`] shows, keyed so that a step may be laid over an image that has some of it already.
///
/// Every field is "the last word per key", which is what makes reading next to a running applier right: rows of a step
/// that already reached the checkpoint store and the same step from the overlay agree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Image {
    pub version: u64,
    pub hash: [u8; 32],
    pub parts: BTreeMap<PartKey, Vec<u8>>,
    pub inbox: BTreeMap<EntityKey, u64>,
    pub sent: BTreeMap<EntityKey, u64>,
    pub outbox: BTreeMap<(EntityKey, u64), Vec<u8>>,
    pub timers: BTreeSet<(i64, Vec<u8>)>,
    /// By the version that gave the reply.
    pub replies: BTreeMap<u64, StoredReply>,
}

impl Image {
    /// Lays a step over the image; a step that the image is known to hold wholly changes nothing.
    pub fn apply(&mut self, record: &CommitRecord) {
        if record.version <= self.version {
            return;
        }
        self.version = record.version;
        self.hash = record.history.hash;
        self.apply_parts(&record.parts);
        self.apply_letters(record);
        record.timers.iter().for_each(|change| self.apply_timer(change));
        if let Some(reply) = &record.reply {
            self.keep_reply(record.version, reply.clone());
        }
    }

    fn apply_parts(&mut self, parts: &[(PartKey, Option<Vec<u8>>)]) {
        for (key, value) in parts {
            match value {
                Some(value) => self.parts.insert(key.clone(), value.clone()),
                None => self.parts.remove(key),
            };
        }
    }

    /// Of a step, what concerns letters only.
    pub fn apply_letters(&mut self, record: &CommitRecord) {
        if let Some(InboxMark { source, seq }) = record.inbox {
            self.inbox.insert(source, seq);
        }
        for &(destination, upto) in &record.acknowledged {
            self.acknowledge(destination, upto);
        }
        for letter in &record.outbox {
            self.sent.insert(letter.destination, letter.seq);
            self.outbox.insert((letter.destination, letter.seq), letter.body.clone());
        }
    }

    fn acknowledge(&mut self, destination: EntityKey, upto: u64) {
        let arrived: Vec<_> = self.outbox.range((destination, 0)..=(destination, upto)).map(|(key, _)| *key).collect();
        arrived.iter().for_each(|key| drop(self.outbox.remove(key)));
    }

    fn apply_timer(&mut self, change: &TimerChange) {
        match change {
            TimerChange::Set { due_ms, id } => self.timers.insert((*due_ms, id.clone())),
            TimerChange::Clear { due_ms, id } => self.timers.remove(&(*due_ms, id.clone())),
        };
    }

    fn keep_reply(&mut self, version: u64, reply: StoredReply) {
        self.replies.insert(version, reply);
        self.drop_old_replies();
    }

    pub fn drop_old_replies(&mut self) {
        while self.replies.len() > REPLIES_KEPT {
            self.replies.pop_first();
        }
    }
}

impl From<Image> for Loaded {
    fn from(image: Image) -> Self {
        let letter = |((destination, seq), body)| OutboxLetter { destination, seq, body };
        Self {
            version: image.version,
            hash: image.hash,
            parts: image.parts.into_iter().collect(),
            inbox: image.inbox.into_iter().collect(),
            sent: image.sent.into_iter().collect(),
            outbox: image.outbox.into_iter().map(letter).collect(),
            timers: image.timers.into_iter().collect(),
            replies: image.replies.into_values().collect(),
        }
    }
}
