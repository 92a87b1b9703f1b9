//! What one step of an entity leaves on disk.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Names an entity: one byte of kind, sixteen of identity. Ordered so that one school's entities are neighbours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityKey(pub [u8; 17]);

impl fmt::Debug for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.0[0] as char, hex::encode(&self.0[1..]))
    }
}

/// Names a part within its entity.
pub type PartKey = Vec<u8>;

/// One step: everything in it becomes durable together or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitRecord {
    pub entity: EntityKey,
    /// The entity's version after this step: 1, 2, 3 …
    pub version: u64,
    /// Parts that changed; `None` removes the part.
    #[serde(with = "parts")]
    pub parts: Vec<(PartKey, Option<Vec<u8>>)>,
    /// The step's events, encoded by the caller, with the hash that chains them to the step before.
    pub history: HistoryEntry,
    /// The letter this step took in: the last number seen from that source.
    pub inbox: Option<InboxMark>,
    /// Letters to other entities, numbered 1, 2, 3 … per destination.
    pub outbox: Vec<OutboxLetter>,
    /// Letters of earlier steps that arrived: their rows go, per destination up to a number.
    pub acknowledged: Vec<(EntityKey, u64)>,
    pub timers: Vec<TimerChange>,
    /// The reply to a command that carried an idempotency key. The newest [`REPLIES_KEPT`] are kept.
    pub reply: Option<StoredReply>,
    /// A letter that could not be taken in and is set aside so that its channel moves on.
    pub dead_letter: Option<DeadLetter>,
}

/// Parts as byte strings instead of sequences of numbers: the same bytes, copied at once instead of one by one.
mod parts {
    use super::PartKey;
    use serde::{Deserialize, Deserializer, Serializer};
    use serde_bytes::{ByteBuf, Bytes};

    type Parts = Vec<(PartKey, Option<Vec<u8>>)>;

    pub fn serialize<S: Serializer>(parts: &Parts, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(parts.iter().map(|(key, value)| (Bytes::new(key), value.as_deref().map(Bytes::new))))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Parts, D::Error> {
        let parts = Vec::<(ByteBuf, Option<ByteBuf>)>::deserialize(deserializer)?;
        Ok(parts.into_iter().map(|(key, value)| (key.into_vec(), value.map(ByteBuf::into_vec))).collect())
    }
}

/// Replies kept per entity, newest first to stay.
pub const REPLIES_KEPT: usize = 256;

/// One step's events in the entity's hash chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    pub version: u64,
    pub at_ms: i64,
    #[serde(with = "serde_bytes")]
    pub body: Vec<u8>,
    /// `SHA-256(previous hash ‖ version ‖ at_ms ‖ body)`, see [`crate::chain`].
    pub hash: [u8; 32],
}

/// The last letter taken in from a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxMark {
    pub source: EntityKey,
    pub seq: u64,
}

/// A letter waiting to be acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxLetter {
    pub destination: EntityKey,
    pub seq: u64,
    #[serde(with = "serde_bytes")]
    pub body: Vec<u8>,
}

/// A timer set or cleared by a step. An entity's timers are told apart by `id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimerChange {
    Set { due_ms: i64, id: Vec<u8> },
    Clear { due_ms: i64, id: Vec<u8> },
}

/// A timer as `timers_due` finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimerRow {
    pub due_ms: i64,
    pub entity: EntityKey,
    pub id: Vec<u8>,
}

/// The reply to a command, kept for repeats of its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReply {
    pub key: [u8; 16],
    #[serde(with = "serde_bytes")]
    pub body: Vec<u8>,
}

/// A letter set aside, with what went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter {
    pub source: EntityKey,
    pub seq: u64,
    #[serde(with = "serde_bytes")]
    pub body: Vec<u8>,
    pub reason: String,
}

/// An entity as it is loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    pub version: u64,
    /// Hash of the last step; all zero before the first.
    pub hash: [u8; 32],
    /// In key order.
    pub parts: Vec<(PartKey, Vec<u8>)>,
    /// Last number taken in, per source.
    pub inbox: Vec<(EntityKey, u64)>,
    /// Last number sent, per destination (also when everything was acknowledged).
    pub sent: Vec<(EntityKey, u64)>,
    /// Letters not yet acknowledged, by destination and number.
    pub outbox: Vec<OutboxLetter>,
    pub timers: Vec<(i64, Vec<u8>)>,
    /// Oldest first.
    pub replies: Vec<StoredReply>,
}
