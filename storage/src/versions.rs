//! The version each known entity was last written at, so that a stale record is refused without reading the disk.

use crate::record::EntityKey;
use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
};

const SHARDS: usize = 64;

#[derive(Clone, Copy)]
struct Known {
    version: u64,
    /// The checkpoint store has this version, so the entry may be dropped and read again.
    settled: bool,
}

#[derive(Default)]
struct Shard {
    known: HashMap<EntityKey, Known>,
    /// Counts clean-ups; see [`Versions::ticket`].
    clean_ups: u64,
}

/// What became of a wish to write a version.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reserved {
    Yes,
    Conflict {
        stored: u64,
    },
    /// The entity's version is not in memory: read it and [`Versions::learn`] it.
    Unknown,
}

pub(crate) struct Versions {
    shards: Vec<Mutex<Shard>>,
    hasher: RandomState,
    shard_entries_max: usize,
}

impl Versions {
    /// Keeps about `entries_max` settled entities, and all that are not settled.
    pub fn new(entries_max: usize) -> Self {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self { shards, hasher: RandomState::new(), shard_entries_max: entries_max / SHARDS }
    }

    /// Takes `version` for a record that is about to be queued.
    pub fn reserve(&self, entity: EntityKey, version: u64) -> Reserved {
        let mut shard = self.shard(entity);
        match shard.known.get_mut(&entity) {
            None => Reserved::Unknown,
            Some(known) if known.version + 1 != version => Reserved::Conflict { stored: known.version },
            Some(known) => {
                *known = Known { version, settled: false };
                Reserved::Yes
            }
        }
    }

    /// Gives a reserved version back: its record was not queued.
    pub fn release(&self, entity: EntityKey, version: u64) {
        if let Some(known) = self.shard(entity).known.get_mut(&entity).filter(|known| known.version == version) {
            known.version -= 1;
        }
    }

    /// To be taken before reading a version that will be learnt: a clean-up in between makes the reading worthless,
    /// because a newer entry may have come and gone.
    pub fn ticket(&self, entity: EntityKey) -> u64 {
        self.shard(entity).clean_ups
    }

    /// Remembers a version that was read, unless a newer one is known or the ticket is void.
    pub fn learn(&self, entity: EntityKey, version: u64, ticket: u64) {
        let mut shard = self.shard(entity);
        if shard.clean_ups != ticket || shard.known.contains_key(&entity) {
            return;
        }
        if shard.known.len() >= self.shard_entries_max {
            shard.clean_up();
        }
        shard.known.insert(entity, Known { version, settled: true });
    }

    /// The checkpoint store has this version now.
    pub fn settle(&self, entity: EntityKey, version: u64) {
        if let Some(known) = self.shard(entity).known.get_mut(&entity).filter(|known| known.version == version) {
            known.settled = true;
        }
    }

    fn shard(&self, entity: EntityKey) -> MutexGuard<'_, Shard> {
        let shard = self.hasher.hash_one(entity) as usize % SHARDS;
        self.shards[shard].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shard {
    fn clean_up(&mut self) {
        self.known.retain(|_, known| !known.settled);
        self.clean_ups += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTITY: EntityKey = EntityKey([7; 17]);

    fn knowing(version: u64) -> Versions {
        let versions = Versions::new(SHARDS);
        versions.learn(ENTITY, version, versions.ticket(ENTITY));
        versions
    }

    #[test]
    fn the_next_version_is_given_once() {
        let versions = knowing(4);
        assert_eq!(versions.reserve(ENTITY, 5), Reserved::Yes);
        assert_eq!(versions.reserve(ENTITY, 5), Reserved::Conflict { stored: 5 });
        assert_eq!(versions.reserve(ENTITY, 7), Reserved::Conflict { stored: 5 });
    }

    #[test]
    fn a_version_given_back_is_given_again() {
        let versions = knowing(4);
        assert_eq!(versions.reserve(ENTITY, 5), Reserved::Yes);
        versions.release(ENTITY, 5);
        assert_eq!(versions.reserve(ENTITY, 5), Reserved::Yes);
    }

    #[test]
    fn a_version_not_yet_settled_survives_a_clean_up() {
        let versions = knowing(4);
        assert_eq!(versions.reserve(ENTITY, 5), Reserved::Yes);
        versions.shard(ENTITY).clean_up();
        assert_eq!(versions.reserve(ENTITY, 6), Reserved::Yes);
        versions.settle(ENTITY, 6);
        versions.shard(ENTITY).clean_up();
        assert_eq!(versions.reserve(ENTITY, 7), Reserved::Unknown);
    }

    #[test]
    fn a_reading_older_than_a_clean_up_is_not_learnt() {
        let versions = Versions::new(SHARDS);
        let ticket = versions.ticket(ENTITY);
        versions.shard(ENTITY).clean_up();
        versions.learn(ENTITY, 4, ticket);
        assert_eq!(versions.reserve(ENTITY, 5), Reserved::Unknown);
    }
}
