//! The checkpoint store proves itself: sled does not say when a power cut or a flipped bit has lost a row or brought an old one back.
//!
//! Every value ends with a checksum over key and value. Beside each entity's rows stands the digest of all of them, and above
//! everything that of all rows; each batch carries the digests on together with its rows, so that at every moment they say what
//! is there. A digest is a sum: rows come in and go out in any order, and one row costs the same whatever else there is.

use super::keys::{Fields, Kind};
use crate::{ReadError, record::EntityKey};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

const CHECKSUM_BYTES: usize = 4;

/// Rows as one number and a count: equal for equal rows, whatever their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digest {
    pub rows: u64,
    sum: u64,
}

impl Digest {
    pub fn add(&mut self, mark: Mark) {
        self.rows = self.rows.wrapping_add(1);
        self.sum = self.sum.wrapping_add(mark.0);
    }

    pub fn remove(&mut self, mark: Mark) {
        self.rows = self.rows.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(mark.0);
    }

    /// Together with the rows of another part of the store.
    pub fn join(&mut self, other: Self) {
        self.rows = self.rows.wrapping_add(other.rows);
        self.sum = self.sum.wrapping_add(other.sum);
    }
}

/// One row in a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(u64);

impl Mark {
    /// A checksum has 32 bits; spread over 64, sums of different rows do not meet by chance.
    fn of(checksum: u32, value_bytes: usize) -> Self {
        let mut mixed = (u64::from(checksum) | (value_bytes as u64) << 32).wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self(mixed ^ mixed >> 31)
    }
}

/// The digests of one entity's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EntityProof {
    /// Of the rows that loading it reads.
    pub loaded: Digest,
    /// Of the others: history, letters set aside, timers by time.
    pub others: Digest,
}

impl EntityProof {
    pub fn digest(&mut self, kind: Kind) -> &mut Digest {
        if is_loaded(kind) { &mut self.loaded } else { &mut self.others }
    }

    pub fn join(&mut self, other: &Self) {
        self.loaded.join(other.loaded);
        self.others.join(other.others);
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether loading an entity reads rows of this kind.
pub(crate) fn is_loaded(kind: Kind) -> bool {
    use Kind::*;
    match kind {
        Part | Head | Inbox | Sent | Outbox | TimerByEntity | Replies => true,
        Meta | Proof | TimerByDue | History | DeadLetter => false,
    }
}

/// The entity that a row belongs to; `None` for facts about the store and for the proofs themselves.
pub(crate) fn owner(key: &[u8]) -> Option<(Kind, EntityKey)> {
    let kind = Kind::of(*key.first()?)?;
    let mut fields = Fields::of(key);
    match kind {
        Kind::Meta | Kind::Proof => return None,
        Kind::TimerByDue => drop(fields.time()?),
        _ => {}
    }
    Some((kind, fields.entity()?))
}

fn checksum(key: &[u8], value: &[u8]) -> u32 {
    let length = (key.len() as u32).to_le_bytes();
    crc32c::crc32c_append(crc32c::crc32c_append(crc32c::crc32c(&length), key), value)
}

/// A value as it is stored, with its mark. A value of our own is not copied: histories are most of what is written.
pub(crate) fn sealed(key: &[u8], value: Cow<'_, [u8]>) -> (Vec<u8>, Mark) {
    let (checksum, length) = (checksum(key, &value), value.len());
    let mut stored = match value {
        Cow::Owned(own) => own,
        Cow::Borrowed(lent) => {
            let mut copy = Vec::with_capacity(length + CHECKSUM_BYTES);
            copy.extend_from_slice(lent);
            copy
        }
    };
    stored.extend_from_slice(&checksum.to_le_bytes());
    (stored, Mark::of(checksum, length))
}

/// How many bytes of a stored value are the value, and its mark.
///
/// # Errors
/// `Damaged` when it is not the value that was stored under this key.
pub(crate) fn opened(key: &[u8], stored: &[u8]) -> Result<(usize, Mark), ReadError> {
    let (value, kept) = split(stored)?;
    if checksum(key, value) != kept {
        return Err(ReadError::Damaged(format!(
            "a row of kind {:?} has another checksum",
            key.first().map(|kind| char::from(*kind))
        )));
    }
    Ok((value.len(), Mark::of(kept, value.len())))
}

/// The mark of a stored value that is about to go: what went in goes out, whatever became of it meanwhile.
pub(crate) fn mark_of(stored: &[u8]) -> Result<Mark, ReadError> {
    split(stored).map(|(value, kept)| Mark::of(kept, value.len()))
}

fn split(stored: &[u8]) -> Result<(&[u8], u32), ReadError> {
    let (value, kept) = stored.split_last_chunk().ok_or_else(|| ReadError::Damaged("a row is too short".into()))?;
    Ok((value, u32::from_le_bytes(*kept)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_value_comes_back_and_one_flipped_bit_is_found(key: Vec<u8>, value: Vec<u8>, bit: prop::sample::Index) {
            let (mut stored, mark) = sealed(&key, Cow::Borrowed(&value));
            prop_assert_eq!(opened(&key, &stored), Ok((value.len(), mark)));
            let bit = bit.index(stored.len() * 8);
            stored[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(opened(&key, &stored).is_err());
        }

        #[test]
        fn a_digest_is_of_the_rows_and_not_of_their_order(mut rows: Vec<(Vec<u8>, Vec<u8>)>) {
            let digest = |rows: &[(Vec<u8>, Vec<u8>)]| {
                let mut digest = Digest::default();
                rows.iter().for_each(|(key, value)| digest.add(sealed(key, Cow::Borrowed(value)).1));
                digest
            };
            let forth = digest(&rows);
            rows.reverse();
            prop_assert_eq!(forth, digest(&rows));
            if let Some((key, value)) = rows.pop() {
                let mut less = forth;
                less.remove(sealed(&key, Cow::Borrowed(&value)).1);
                prop_assert_eq!(less, digest(&rows));
            }
        }
    }

    #[test]
    fn a_value_under_another_key_is_not_its_own() {
        let (stored, _) = sealed(b"sab", Cow::Borrowed(b"c"));
        assert!(opened(b"sa", &stored).is_err() && opened(b"sab", &stored).is_ok());
    }
}
