//! Records to commit, and stores small enough for tests.

pub mod disk;

use std::{path::Path, sync::Arc, time::Duration};
use wangqian_storage::{
    LocalStore, Options, Store,
    chain::{START, chain},
    record::{CommitRecord, EntityKey, HistoryEntry, InboxMark, OutboxLetter, StoredReply, TimerChange},
};

pub fn entity(number: u16) -> EntityKey {
    let [high, low] = number.to_be_bytes();
    let mut key = [0; 17];
    key[..3].copy_from_slice(&[b'g', high, low]);
    EntityKey(key)
}

pub fn reply(number: u64) -> StoredReply {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&number.to_be_bytes());
    StoredReply { key, body: vec![number as u8; 20] }
}

/// Small files, no waiting, and no demands on the machine's free space.
pub fn options() -> Options {
    Options {
        segment_bytes: 16 << 10,
        cache_bytes: 4 << 20,
        free_bytes_to_open: 0,
        free_bytes_to_write: 0,
        apply_every: Duration::from_millis(20),
        ..Options::default()
    }
}

/// Every group is applied and flushed on its own: the checkpoint store answers, not the overlay.
pub fn applying_at_once() -> Options {
    Options { apply_bytes: 1, flush_bytes: 1, apply_every: Duration::ZERO, ..options() }
}

/// Nothing is applied: everything is in the journal and the overlay.
pub fn applying_never() -> Options {
    Options { apply_every: Duration::from_secs(3600), ..options() }
}

pub fn local(directory: &Path) -> Arc<LocalStore> {
    LocalStore::open(directory, options()).unwrap()
}

pub async fn commit(store: &dyn Store, record: Record) {
    assert_eq!(store.commit(record.0).await, Ok(()));
}

/// The steps of one entity, chained.
pub struct Steps {
    entity: EntityKey,
    version: u64,
    hash: [u8; 32],
}

impl Steps {
    pub fn of(entity: EntityKey) -> Self {
        Self { entity, version: 0, hash: START }
    }

    pub fn next(&mut self) -> Record {
        self.version += 1;
        let (version, at_ms, body) = (self.version, 1_000 + self.version as i64, vec![self.version as u8; 5]);
        self.hash = chain(&self.hash, version, at_ms, &body);
        Record(CommitRecord {
            entity: self.entity,
            version,
            parts: vec![],
            history: HistoryEntry { version, at_ms, body, hash: self.hash },
            inbox: None,
            outbox: vec![],
            acknowledged: vec![],
            timers: vec![],
            reply: None,
            dead_letter: None,
        })
    }
}

#[derive(Clone)]
pub struct Record(pub CommitRecord);

impl Record {
    pub fn part(mut self, key: &[u8], value: &[u8]) -> Self {
        self.0.parts.push((key.to_vec(), Some(value.to_vec())));
        self
    }

    pub fn without_part(mut self, key: &[u8]) -> Self {
        self.0.parts.push((key.to_vec(), None));
        self
    }

    pub fn letter(mut self, destination: EntityKey, seq: u64) -> Self {
        self.0.outbox.push(OutboxLetter { destination, seq, body: vec![seq as u8] });
        self
    }

    pub fn acknowledged(mut self, destination: EntityKey, upto: u64) -> Self {
        self.0.acknowledged.push((destination, upto));
        self
    }

    pub fn taken_in(mut self, source: EntityKey, seq: u64) -> Self {
        self.0.inbox = Some(InboxMark { source, seq });
        self
    }

    pub fn timer(mut self, due_ms: i64, id: &[u8]) -> Self {
        self.0.timers.push(TimerChange::Set { due_ms, id: id.to_vec() });
        self
    }

    pub fn cleared(mut self, due_ms: i64, id: &[u8]) -> Self {
        self.0.timers.push(TimerChange::Clear { due_ms, id: id.to_vec() });
        self
    }

    pub fn reply(mut self, number: u64) -> Self {
        self.0.reply = Some(reply(number));
        self
    }
}
