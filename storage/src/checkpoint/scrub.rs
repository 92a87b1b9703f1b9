//! Looks at every row of the checkpoint store and compares it with what its digests say.

use super::{
    Checkpoint,
    keys::{Fields, Key, Kind},
    proof::{self, Digest, EntityProof},
};
use crate::{ReadError, codec, record::EntityKey};
use std::{collections::HashMap, thread};

/// The size of a scrub that found nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scrubbed {
    pub rows: u64,
    pub entities: u64,
}

/// The findings in a part of the store.
#[derive(Default)]
struct Found {
    entities: HashMap<EntityKey, EntityProof>,
    proofs: HashMap<EntityKey, EntityProof>,
    all: Digest,
}

/// Kinds of rows, shared out so that two threads have about as much to read: histories are half of everything.
const SHARES: [&[Kind]; 2] = [
    &[Kind::History],
    &[
        Kind::Part,
        Kind::Head,
        Kind::Inbox,
        Kind::Sent,
        Kind::Outbox,
        Kind::TimerByDue,
        Kind::TimerByEntity,
        Kind::Replies,
        Kind::DeadLetter,
        Kind::Proof,
        Kind::Meta,
    ],
];

/// Reads everything; nothing may be written meanwhile. `goes_on` is asked now and then: a scrub that is not wanted any more ends
/// with `None`.
///
/// # Errors
/// `Damaged` with the first row, entity or digest that is not as it was written.
pub(crate) fn scrub(checkpoint: &Checkpoint, goes_on: &(dyn Fn() -> bool + Sync)) -> Result<Option<Scrubbed>, ReadError> {
    let shares = thread::scope(|scope| {
        let reading = SHARES.map(|kinds| scope.spawn(move || read(checkpoint, kinds, goes_on)));
        // sled answers some damage with a panic.
        reading.map(|thread| thread.join().unwrap_or_else(|_| Err(ReadError::Damaged("the checkpoint store panicked".into()))))
    });
    let mut whole = Found::default();
    for share in shares {
        let Some(found) = share? else { return Ok(None) };
        whole.join(found);
    }
    whole.compare(checkpoint.digest()).map(Some)
}

const ROWS_BETWEEN_LOOKS: u64 = 4096;

fn read(checkpoint: &Checkpoint, kinds: &[Kind], goes_on: &(dyn Fn() -> bool + Sync)) -> Result<Option<Found>, ReadError> {
    let mut found = Found::default();
    for kind in kinds {
        for row in checkpoint.scan_marked(Key::of(*kind).done()..Key::of(*kind).end()) {
            let (key, value, mark) = row?;
            found.row(&key, &value, mark)?;
            if found.all.rows.is_multiple_of(ROWS_BETWEEN_LOOKS) && !goes_on() {
                return Ok(None);
            }
        }
    }
    Ok(Some(found))
}

impl Found {
    fn row(&mut self, key: &[u8], value: &[u8], mark: proof::Mark) -> Result<(), ReadError> {
        if let Some((kind, entity)) = proof::owner(key) {
            self.entities.entry(entity).or_default().digest(kind).add(mark);
            self.all.add(mark);
        } else if key.first() == Some(&(Kind::Proof as u8)) {
            let entity = Fields::of(key).entity().ok_or_else(|| ReadError::Damaged("a proof's key is too short".into()))?;
            self.proofs.insert(entity, codec::decode(value)?);
        } else if key.first() != Some(&(Kind::Meta as u8)) {
            return Err(ReadError::Damaged("a row of no known kind".into()));
        }
        Ok(())
    }

    fn join(&mut self, other: Self) {
        for (entity, proof) in other.entities {
            self.entities.entry(entity).or_default().join(&proof);
        }
        self.proofs.extend(other.proofs);
        self.all.join(other.all);
    }

    fn compare(&self, all: Digest) -> Result<Scrubbed, ReadError> {
        let differs = |entity: &&EntityKey| self.entities.get(*entity) != self.proofs.get(*entity);
        if let Some(entity) = self.entities.keys().chain(self.proofs.keys()).find(differs) {
            return Err(ReadError::Damaged(format!("{entity:?}: its rows are not those that were written")));
        }
        if self.all != all {
            return Err(ReadError::Damaged("the rows of all entities together are not those that were written".into()));
        }
        Ok(Scrubbed { rows: self.all.rows, entities: self.entities.len() as u64 })
    }
}
