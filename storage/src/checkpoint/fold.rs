//! Many steps of one entity become the fewest rows.

use super::{
    Checkpoint, Row,
    keys::{Key, Kind},
    overlay::Step,
    rows::{Head, HistoryRow, PEERS_IN_HEAD, RepliesRow, Sent},
};
use crate::{
    ReadError, codec,
    record::{CommitRecord, EntityKey, HistoryEntry, REPLIES_KEPT, TimerChange},
};
use std::collections::BTreeMap;

/// A packed row is closed when its bodies reach this size, so that reading one step of a busy entity stays cheap.
const PACKED_BYTES: usize = 64 << 10;

/// Rows to write for an entity's steps, its head last. None when the store has these steps already.
///
/// `settled` is false when an earlier run may have written some of these rows: a letter put and acknowledged within the
/// steps then needs its removal written, which otherwise never reaches the store.
pub(crate) fn rows_of(
    store: &Checkpoint,
    entity: EntityKey,
    steps: &[Step],
    settled: bool,
) -> Result<Vec<Row>, ReadError> {
    let head: Head = store.get_row(&Key::of(Kind::Head).entity(entity).done())?.unwrap_or_default();
    let known = steps.partition_point(|step| step.version <= head.version);
    let Some(first) = steps.get(known) else { return Ok(Vec::new()) };
    if first.version != head.version + 1 {
        let gap = format!("{entity:?}: version {} is followed by {}", head.version, first.version);
        return Err(ReadError::Damaged(gap));
    }
    let mut fold = Fold { store, entity, head, settled, rows: BTreeMap::new(), channels: BTreeMap::new() };
    fold.steps(&steps[known..])?;
    fold.finish()
}

struct Fold<'a> {
    store: &'a Checkpoint,
    entity: EntityKey,
    head: Head,
    settled: bool,
    rows: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    /// Channels that these steps used, as they are after them.
    channels: BTreeMap<EntityKey, Sent>,
}

impl Fold<'_> {
    fn steps(&mut self, steps: &[Step]) -> Result<(), ReadError> {
        for step in steps {
            self.parts(step);
            self.inbox(step);
            self.letters(step)?;
            self.timers(step);
            self.dead_letter(step);
            (self.head.version, self.head.hash) = (step.version, step.history.hash);
        }
        self.history(steps);
        self.replies(steps)
    }

    fn key(&self, kind: Kind) -> Key {
        Key::of(kind).entity(self.entity)
    }

    fn parts(&mut self, step: &CommitRecord) {
        for (part, value) in &step.parts {
            self.rows.insert(self.key(Kind::Part).bytes(part).done(), value.clone());
        }
    }

    fn inbox(&mut self, step: &CommitRecord) {
        let Some(mark) = step.inbox else { return };
        match has_place(&self.head.inbox, mark.source) {
            true => drop(self.head.inbox.insert(mark.source, mark.seq)),
            false => {
                let key = self.key(Kind::Inbox).entity(mark.source).done();
                self.rows.insert(key, Some(codec::encode(&mark.seq)));
            }
        }
    }

    fn letters(&mut self, step: &CommitRecord) -> Result<(), ReadError> {
        for &(destination, upto) in &step.acknowledged {
            self.acknowledge(destination, upto)?;
        }
        for letter in &step.outbox {
            self.channel(letter.destination)?.last = letter.seq;
            let key = self.key(Kind::Outbox).entity(letter.destination).number(letter.seq).done();
            self.rows.insert(key, Some(letter.body.clone()));
        }
        Ok(())
    }

    fn acknowledge(&mut self, destination: EntityKey, upto: u64) -> Result<(), ReadError> {
        let channel = self.channel(destination)?;
        let from = channel.acknowledged + 1;
        let upto = upto.min(channel.last);
        channel.acknowledged = upto.max(channel.acknowledged);
        for seq in from..=upto {
            let key = self.key(Kind::Outbox).entity(destination).number(seq).done();
            let put_just_now = self.rows.remove(&key).is_some();
            if !(put_just_now && self.settled) {
                self.rows.insert(key, None);
            }
        }
        Ok(())
    }

    fn channel(&mut self, destination: EntityKey) -> Result<&mut Sent, ReadError> {
        let stored = match (self.channels.contains_key(&destination), self.head.sent.get(&destination)) {
            (true, _) => Sent::default(),
            (false, Some(sent)) => *sent,
            (false, None) if self.head.sent.len() < PEERS_IN_HEAD => Sent::default(),
            (false, None) => {
                self.store.get_row(&self.key(Kind::Sent).entity(destination).done())?.unwrap_or_default()
            }
        };
        Ok(self.channels.entry(destination).or_insert(stored))
    }

    /// A removal that finds nothing writes nothing, so set and cleared within the steps leaves no trace but two look-ups.
    fn timers(&mut self, step: &CommitRecord) {
        for change in &step.timers {
            let (due_ms, id, value) = match change {
                TimerChange::Set { due_ms, id } => (*due_ms, id, Some(Vec::new())),
                TimerChange::Clear { due_ms, id } => (*due_ms, id, None),
            };
            let by_due = Key::of(Kind::TimerByDue).time(due_ms).entity(self.entity).bytes(id).done();
            self.rows.insert(by_due, value.clone());
            self.rows.insert(self.key(Kind::TimerByEntity).time(due_ms).bytes(id).done(), value);
        }
    }

    fn dead_letter(&mut self, step: &CommitRecord) {
        if let Some(letter) = &step.dead_letter {
            let key = self.key(Kind::DeadLetter).number(step.version).done();
            self.rows.insert(key, Some(codec::encode(letter)));
        }
    }

    fn history(&mut self, steps: &[Step]) {
        let entries: Vec<HistoryEntry> = steps.iter().map(|step| step.history.clone()).collect();
        for packed in packs(entries, |entry| entry.body.len()) {
            let key = self.key(Kind::History).number(packed[0].version).done();
            self.rows.insert(key, Some(codec::encode(&HistoryRow(packed))));
        }
    }

    fn replies(&mut self, steps: &[Step]) -> Result<(), ReadError> {
        let given = steps.iter().rev().filter_map(|step| Some((step.version, step.reply.clone()?)));
        let mut newest: Vec<_> = given.take(REPLIES_KEPT).collect();
        newest.reverse();
        self.head.replies += newest.len() as u32;
        if self.head.replies as usize > 2 * REPLIES_KEPT {
            self.drop_old_replies(REPLIES_KEPT - newest.len())?;
        }
        for packed in packs(newest, |(_, reply)| reply.body.len()) {
            let key = self.key(Kind::Replies).number(packed[0].0).done();
            self.rows.insert(key, Some(codec::encode(&RepliesRow(packed))));
        }
        Ok(())
    }

    /// Removes the rows that are not needed to keep `needed` replies besides those of these steps.
    fn drop_old_replies(&mut self, needed: usize) -> Result<(), ReadError> {
        let prefix = self.key(Kind::Replies);
        let (mut kept, mut dropped) = (0, 0);
        for row in self.store.scan(prefix.clone().done()..prefix.end()).rev() {
            let (key, value) = row?;
            let count = codec::decode::<RepliesRow>(&value)?.0.len();
            if kept < needed {
                kept += count;
            } else {
                dropped += count;
                self.rows.insert(key.to_vec(), None);
            }
        }
        self.head.replies = self.head.replies.saturating_sub(dropped as u32);
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Row>, ReadError> {
        for (destination, sent) in std::mem::take(&mut self.channels) {
            match has_place(&self.head.sent, destination) {
                true => drop(self.head.sent.insert(destination, sent)),
                false => {
                    let key = self.key(Kind::Sent).entity(destination).done();
                    self.rows.insert(key, Some(codec::encode(&sent)));
                }
            }
        }
        let head = (self.key(Kind::Head).done(), Some(codec::encode(&self.head)));
        Ok(self.rows.into_iter().chain([head]).collect())
    }
}

fn has_place<T>(peers: &BTreeMap<EntityKey, T>, peer: EntityKey) -> bool {
    peers.contains_key(&peer) || peers.len() < PEERS_IN_HEAD
}

/// Cuts a list into packs of about [`PACKED_BYTES`].
fn packs<T>(items: Vec<T>, bytes_of: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut packs: Vec<Vec<T>> = Vec::new();
    let mut bytes = PACKED_BYTES;
    for item in items {
        if bytes >= PACKED_BYTES {
            packs.push(Vec::new());
            bytes = 0;
        }
        bytes += bytes_of(&item);
        if let Some(pack) = packs.last_mut() {
            pack.push(item);
        }
    }
    packs
}
