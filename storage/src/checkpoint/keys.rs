//! Every key there is in the checkpoint store.
//!
//! One tree, so that one batch is one atomic unit. The first byte is the kind, then the entity, so that an entity's rows
//! of one kind are neighbours, and one school's entities are. Integers are big-endian: key order is number order.
//! A kind that is retired keeps its byte here, marked so, and the byte is never given out again.

use crate::record::EntityKey;

/// The kind of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// `m name`: facts about the store itself.
    Meta = b'm',
    /// `s entity part`: a part of the state.
    Part = b's',
    /// `h entity`: version, hash and the small things every step changes.
    Head = b'h',
    /// `i entity source`: last number taken in, for sources the head has no room for.
    Inbox = b'i',
    /// `q entity destination`: last number sent and acknowledged, for destinations the head has no room for.
    Sent = b'q',
    /// `o entity destination number`: a letter not yet acknowledged.
    Outbox = b'o',
    /// `t due entity id`: a timer, found by time.
    TimerByDue = b't',
    /// `T entity due id`: the same timer, found by entity.
    TimerByEntity = b'T',
    /// `e entity version`: steps from this version on.
    History = b'e',
    /// `r entity version`: replies from this version on.
    Replies = b'r',
    /// `d entity version`: the letter this step set aside.
    DeadLetter = b'd',
    /// `p entity`: the digests of the entity's rows.
    Proof = b'p',
}

impl Kind {
    const ALL: [Self; 12] = [
        Self::Meta,
        Self::Part,
        Self::Head,
        Self::Inbox,
        Self::Sent,
        Self::Outbox,
        Self::TimerByDue,
        Self::TimerByEntity,
        Self::History,
        Self::Replies,
        Self::DeadLetter,
        Self::Proof,
    ];

    /// Whether a key of this kind ends with a number that only one step ever gives.
    pub fn is_numbered_by_step(self) -> bool {
        matches!(self, Self::History | Self::Replies | Self::Outbox | Self::DeadLetter)
    }

    /// The kind with this first byte.
    pub fn of(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u8 == byte)
    }
}

/// `m position`: journal position up to which everything is in the checkpoint store.
pub(crate) fn position() -> Vec<u8> {
    Key::of(Kind::Meta).bytes(b"position").done()
}

/// `m store`: identity of the store, the same as in the sentinel file.
pub(crate) fn store() -> Vec<u8> {
    Key::of(Kind::Meta).bytes(b"store").done()
}

/// `m digest`: the digest of every entity's rows.
pub(crate) fn digest() -> Vec<u8> {
    Key::of(Kind::Meta).bytes(b"digest").done()
}

/// `m seal`: the same digest, when the store was closed in order and not opened since.
pub(crate) fn seal() -> Vec<u8> {
    Key::of(Kind::Meta).bytes(b"seal").done()
}

const ENTITY_BYTES: usize = 17;

/// A key under construction.
#[derive(Clone, Debug)]
pub(crate) struct Key(Vec<u8>);

impl Key {
    pub fn of(kind: Kind) -> Self {
        let mut bytes = Vec::with_capacity(1 + 2 * ENTITY_BYTES + 8);
        bytes.push(kind as u8);
        Self(bytes)
    }

    pub fn entity(mut self, entity: EntityKey) -> Self {
        self.0.extend_from_slice(&entity.0);
        self
    }

    pub fn number(mut self, number: u64) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// The sign bit is flipped so that earlier times, also those before 1970, come first.
    pub fn time(self, at_ms: i64) -> Self {
        self.number(at_ms as u64 ^ 1 << 63)
    }

    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub fn done(self) -> Vec<u8> {
        self.0
    }

    /// The smallest key greater than every key that begins with this one.
    pub fn end(mut self) -> Vec<u8> {
        while let Some(last) = self.0.pop() {
            if last < u8::MAX {
                self.0.push(last + 1);
                break;
            }
        }
        self.0
    }
}

/// Reads a key's fields in the order they were written; `None` when bytes are missing.
pub(crate) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// The fields after the kind.
    pub fn of(key: &'a [u8]) -> Self {
        Self(key.get(1..).unwrap_or_default())
    }

    pub fn entity(&mut self) -> Option<EntityKey> {
        let (entity, rest) = self.0.split_first_chunk::<ENTITY_BYTES>()?;
        self.0 = rest;
        Some(EntityKey(*entity))
    }

    pub fn number(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_first_chunk::<8>()?;
        self.0 = rest;
        Some(u64::from_be_bytes(*number))
    }

    pub fn time(&mut self) -> Option<i64> {
        self.number().map(|number| (number ^ 1 << 63) as i64)
    }

    pub fn rest(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_sort_as_their_times_do(a: i64, b: i64) {
            let key = |time| Key::of(Kind::TimerByDue).time(time).done();
            prop_assert_eq!(key(a).cmp(&key(b)), a.cmp(&b));
        }

        #[test]
        fn fields_come_back_as_they_went_in(entity: [u8; 17], number: u64, time: i64, id: Vec<u8>) {
            let key = Key::of(Kind::Outbox).entity(EntityKey(entity)).number(number).time(time).bytes(&id).done();
            let mut fields = Fields::of(&key);
            let read = (fields.entity(), fields.number(), fields.time(), fields.rest());
            prop_assert_eq!(read, (Some(EntityKey(entity)), Some(number), Some(time), id));
        }

        #[test]
        fn the_end_is_beyond_every_key_with_the_prefix(entity: [u8; 17], more: Vec<u8>) {
            let key = Key::of(Kind::Part).entity(EntityKey(entity));
            prop_assert!(key.clone().bytes(&more).done() < key.clone().end());
            prop_assert!(key.clone().end() > key.done());
        }
    }
}
