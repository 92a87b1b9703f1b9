//! Many steps of one entity become the fewest rows.

use super::{
    Checkpoint, Row,
    keys::{Key, Kind},
    overlay::Step,
    rows::{Head, PEERS_IN_HEAD, RepliesRow, Sent},
};
use crate::{
    ReadError, codec,
    record::{CommitRecord, EntityKey, REPLIES_KEPT, TimerChange},
};
use serde::Serialize;
use std::{borrow::Cow, collections::BTreeMap};

/// A packed row is closed when its bodies reach this size, so that reading one step of a busy entity stays cheap.
const PACKED_BYTES: usize = 64 << 10;

/// Rows to write for an entity's steps, its head last. None when the store has these steps already.
///
/// `settled` is false when an earlier run may have written some of these rows: a letter put and acknowledged within the
/// steps then needs its removal written, which otherwise never reaches the store.
pub(crate) fn rows_of<'a>(
    store: &'a Checkpoint,
    entity: EntityKey,
    steps: &'a [Step],
    settled: bool,
) -> Result<Vec<Row<'a>>, ReadError> {
    let head: Head = store.get_row(&Key::of(Kind::Head).entity(entity).done())?.unwrap_or_default();
    let known = steps.partition_point(|step| step.version <= head.version);
    let Some(first) = steps.get(known) else { return Ok(Vec::new()) };
    if first.version != head.version + 1 {
        let gap = format!("{entity:?}: version {} is followed by {}", head.version, first.version);
        return Err(ReadError::Damaged(gap));
    }
    let mut fold = Fold { store, entity, head, settled, rows: BTreeMap::new(), channels: BTreeMap::new() };
    fold.steps(&steps[known..])?;
    Ok(fold.finish())
}

struct Fold<'a> {
    store: &'a Checkpoint,
    entity: EntityKey,
    head: Head,
    settled: bool,
    rows: BTreeMap<Vec<u8>, Option<Cow<'a, [u8]>>>,
    /// Channels that these steps used.
    channels: BTreeMap<EntityKey, Channel>,
}

/// A channel before and after the steps.
struct Channel {
    acknowledged_before: u64,
    now: Sent,
    /// The first letter these steps put; those from it on are not in the store.
    first_put: u64,
}

impl<'a> Fold<'a> {
    fn steps(&mut self, steps: &'a [Step]) -> Result<(), ReadError> {
        for step in steps {
            self.parts(step);
            self.inbox(step);
            self.channels(step)?;
            self.timers(step);
            self.dead_letter(step);
            (self.head.version, self.head.hash) = (step.version, step.history.hash);
        }
        self.letters(steps);
        self.history(steps);
        self.replies(steps)
    }

    fn key(&self, kind: Kind) -> Key {
        Key::of(kind).entity(self.entity)
    }

    fn put<T: Serialize>(&mut self, key: Key, value: &T) {
        self.rows.insert(key.done(), Some(codec::encode(value).into()));
    }

    fn parts(&mut self, step: &'a CommitRecord) {
        for (part, value) in &step.parts {
            let value = value.as_deref().map(Cow::Borrowed);
            self.rows.insert(self.key(Kind::Part).bytes(part).done(), value);
        }
    }

    fn inbox(&mut self, step: &CommitRecord) {
        let Some(mark) = step.inbox else { return };
        match has_place(&self.head.inbox, mark.source) {
            true => drop(self.head.inbox.insert(mark.source, mark.seq)),
            false => self.put(self.key(Kind::Inbox).entity(mark.source), &mark.seq),
        }
    }

    /// How far each channel gets in these steps; its letters are looked at when that is known.
    fn channels(&mut self, step: &CommitRecord) -> Result<(), ReadError> {
        for &(destination, upto) in &step.acknowledged {
            let now = &mut self.channel(destination)?.now;
            now.acknowledged = upto.min(now.last).max(now.acknowledged);
        }
        for letter in &step.outbox {
            let channel = self.channel(letter.destination)?;
            channel.now.last = letter.seq;
            channel.first_put = channel.first_put.min(letter.seq);
        }
        Ok(())
    }

    fn channel(&mut self, destination: EntityKey) -> Result<&mut Channel, ReadError> {
        if !self.channels.contains_key(&destination) {
            let now = self.sent_before(destination)?;
            let channel = Channel { acknowledged_before: now.acknowledged, now, first_put: u64::MAX };
            self.channels.insert(destination, channel);
        }
        let missing = || ReadError::Damaged("a channel vanished".into());
        self.channels.get_mut(&destination).ok_or_else(missing)
    }

    fn sent_before(&self, destination: EntityKey) -> Result<Sent, ReadError> {
        match self.head.sent.get(&destination) {
            Some(sent) => Ok(*sent),
            None if self.head.sent.len() < PEERS_IN_HEAD => Ok(Sent::default()),
            None => Ok(self.store.get_row(&self.key(Kind::Sent).entity(destination).done())?.unwrap_or_default()),
        }
    }

    /// Letters put and acknowledged within the steps leave no trace.
    fn letters(&mut self, steps: &'a [Step]) {
        let row = |destination, seq| Key::of(Kind::Outbox).entity(self.entity).entity(destination).number(seq).done();
        for (destination, channel) in &self.channels {
            let gone = channel.acknowledged_before + 1..=channel.now.acknowledged;
            let stored = gone.filter(|seq| *seq < channel.first_put || !self.settled);
            self.rows.extend(stored.map(|seq| (row(*destination, seq), None)));
        }
        for letter in steps.iter().flat_map(|step| &step.outbox) {
            let arrived = self.channels.get(&letter.destination).map_or(0, |channel| channel.now.acknowledged);
            if letter.seq > arrived {
                self.rows.insert(row(letter.destination, letter.seq), Some(Cow::Borrowed(&letter.body)));
            }
        }
    }

    /// A removal that finds nothing writes nothing, so set and cleared within the steps leaves no trace but two look-ups.
    fn timers(&mut self, step: &CommitRecord) {
        for change in &step.timers {
            let (due_ms, id, value) = match change {
                TimerChange::Set { due_ms, id } => (*due_ms, id, Some(Cow::Borrowed(&[][..]))),
                TimerChange::Clear { due_ms, id } => (*due_ms, id, None),
            };
            let by_due = Key::of(Kind::TimerByDue).time(due_ms).entity(self.entity).bytes(id).done();
            self.rows.insert(by_due, value.clone());
            self.rows.insert(self.key(Kind::TimerByEntity).time(due_ms).bytes(id).done(), value);
        }
    }

    fn dead_letter(&mut self, step: &CommitRecord) {
        if let Some(letter) = &step.dead_letter {
            self.put(self.key(Kind::DeadLetter).number(step.version), letter);
        }
    }

    fn history(&mut self, steps: &[Step]) {
        let entries = steps.iter().map(|step| &step.history);
        for packed in packs(entries, |entry| entry.body.len()) {
            self.put(self.key(Kind::History).number(packed[0].version), &packed);
        }
    }

    fn replies(&mut self, steps: &[Step]) -> Result<(), ReadError> {
        let given = steps.iter().rev().filter_map(|step| Some((step.version, step.reply.as_ref()?)));
        let newest: Vec<_> = given.take(REPLIES_KEPT).collect();
        self.head.replies += newest.len() as u32;
        if self.head.replies as usize > 2 * REPLIES_KEPT {
            self.drop_old_replies(REPLIES_KEPT - newest.len())?;
        }
        for packed in packs(newest.into_iter().rev(), |(_, reply)| reply.body.len()) {
            self.put(self.key(Kind::Replies).number(packed[0].0), &packed);
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

    fn finish(mut self) -> Vec<Row<'a>> {
        for (destination, Channel { now, .. }) in std::mem::take(&mut self.channels) {
            match has_place(&self.head.sent, destination) {
                true => drop(self.head.sent.insert(destination, now)),
                false => self.put(self.key(Kind::Sent).entity(destination), &now),
            }
        }
        let head = (self.key(Kind::Head).done(), Some(codec::encode(&self.head).into()));
        self.rows.into_iter().chain([head]).collect()
    }
}

fn has_place<T>(peers: &BTreeMap<EntityKey, T>, peer: EntityKey) -> bool {
    peers.contains_key(&peer) || peers.len() < PEERS_IN_HEAD
}

/// Cuts a list into packs of about [`PACKED_BYTES`]; none is empty.
fn packs<T>(items: impl Iterator<Item = T>, bytes_of: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut packs: Vec<Vec<T>> = Vec::new();
    let mut bytes = 0;
    for item in items {
        bytes += bytes_of(&item);
        match packs.last_mut() {
            Some(pack) if bytes <= PACKED_BYTES => pack.push(item),
            _ => {
                bytes = bytes_of(&item);
                packs.push(vec![item]);
            }
        }
    }
    packs
}
