//! Reads: rows of the checkpoint store with the overlay's steps laid over them.
//!
//! The overlay is always asked before the rows: a step that leaves the overlay is in the rows already, so none is missed;
//! one that is seen twice is harmless, since every row holds the last word on its key.

use super::{
    Bytes, Checkpoint,
    keys::{Fields, Key, Kind},
    overlay::Overlay,
    proof::Digest,
    rows::{Head, HistoryRow, RepliesRow, Sent},
};
use crate::{
    ReadError, codec,
    image::Image,
    record::{DeadLetter, EntityKey, HistoryEntry, TimerRow},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
    sync::Arc,
};

#[derive(Clone)]
pub(crate) struct Reader {
    pub checkpoint: Arc<Checkpoint>,
    pub overlay: Arc<Overlay>,
}

impl Reader {
    /// An entity at its newest durable version, when its rows are those that were written.
    pub fn image(&self, entity: EntityKey) -> Result<Image, ReadError> {
        loop {
            // Rows that were written between two of the reads show in one and not in the other.
            let proof = self.checkpoint.proof(entity)?;
            let mut read = Digest::default();
            let image = self.image_once(entity, &mut read)?;
            let is_one_moment = self.checkpoint.proof(entity)? == proof && self.version(entity)? == image.version;
            match is_one_moment {
                true if read == proof.loaded => return Ok(image),
                true => return Err(ReadError::Damaged(format!("{entity:?}: its rows are not those that were written"))),
                false => {}
            }
        }
    }

    /// The head is read before the other rows: it is written with or after them, so they are at least as new.
    fn image_once(&self, entity: EntityKey, read: &mut Digest) -> Result<Image, ReadError> {
        let steps = self.overlay.steps_of(entity);
        let head = match self.checkpoint.get_marked(&Key::of(Kind::Head).entity(entity).done())? {
            Some((value, mark)) => {
                read.add(mark);
                codec::decode(&value)?
            }
            None => Head::default(),
        };
        if let Some(first) = steps.first().filter(|first| first.version > head.version + 1) {
            let gap = format!("{entity:?}: version {} is followed by {}", head.version, first.version);
            return Err(ReadError::Damaged(gap));
        }
        let mut image = self.rows_of(entity, head, read)?;
        steps.iter().for_each(|step| image.apply(step));
        Ok(image)
    }

    pub fn version(&self, entity: EntityKey) -> Result<u64, ReadError> {
        let fresh = self.overlay.version_of(entity);
        Ok(self.head(entity)?.version.max(fresh.unwrap_or(0)))
    }

    fn head(&self, entity: EntityKey) -> Result<Head, ReadError> {
        Ok(self.checkpoint.get_row(&Key::of(Kind::Head).entity(entity).done())?.unwrap_or_default())
    }

    fn rows_of(&self, entity: EntityKey, head: Head, read: &mut Digest) -> Result<Image, ReadError> {
        let mut image = Image { version: head.version, hash: head.hash, ..Image::default() };
        self.each(Kind::Part, entity, read, |fields, value| {
            image.parts.insert(fields.rest(), value.to_vec());
            Ok(())
        })?;
        self.peers(entity, &mut image, read)?;
        self.outbox(entity, &mut image, read)?;
        self.timers_and_replies(entity, &mut image, read)?;
        image.inbox.extend(head.inbox);
        image.sent.extend(head.sent.into_iter().map(|(peer, sent)| (peer, sent.last)));
        Ok(image)
    }

    fn peers(&self, entity: EntityKey, image: &mut Image, read: &mut Digest) -> Result<(), ReadError> {
        self.each(Kind::Inbox, entity, read, |mut fields, value| {
            image.inbox.insert(some(fields.entity())?, codec::decode(value)?);
            Ok(())
        })?;
        self.each(Kind::Sent, entity, read, |mut fields, value| {
            image.sent.insert(some(fields.entity())?, codec::decode::<Sent>(value)?.last);
            Ok(())
        })
    }

    fn outbox(&self, entity: EntityKey, image: &mut Image, read: &mut Digest) -> Result<(), ReadError> {
        self.each(Kind::Outbox, entity, read, |mut fields, value| {
            let letter = (some(fields.entity())?, some(fields.number())?);
            image.outbox.insert(letter, value.to_vec());
            Ok(())
        })
    }

    fn timers_and_replies(&self, entity: EntityKey, image: &mut Image, read: &mut Digest) -> Result<(), ReadError> {
        self.each(Kind::TimerByEntity, entity, read, |mut fields, _| {
            image.timers.insert((some(fields.time())?, fields.rest()));
            Ok(())
        })?;
        self.each(Kind::Replies, entity, read, |_, value| {
            image.replies.extend(codec::decode::<RepliesRow>(value)?.0);
            Ok(())
        })?;
        image.drop_old_replies();
        Ok(())
    }

    /// Gives each row of a kind and entity: the key's fields after the entity, and the value.
    fn each(
        &self,
        kind: Kind,
        entity: EntityKey,
        read: &mut Digest,
        mut visit: impl FnMut(Fields<'_>, &[u8]) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let prefix = Key::of(kind).entity(entity);
        for row in self.checkpoint.scan_marked(prefix.clone().done()..prefix.end()) {
            let (key, value, mark) = row?;
            read.add(mark);
            let mut fields = Fields::of(&key);
            some(fields.entity())?;
            visit(fields, &value)?;
        }
        Ok(())
    }

    pub fn history(&self, entity: EntityKey, after: u64, limit: usize) -> Result<Vec<HistoryEntry>, ReadError> {
        let newest = self.version(entity)?;
        let fresh = self.overlay.steps_of(entity);
        let mut entries = self.history_rows(entity, after, limit)?;
        entries.extend(fresh.iter().map(|step| (step.version, step.history.clone())));
        let entries: Vec<_> = entries.into_values().filter(|entry| entry.version > after).take(limit).collect();
        let is_gapless = entries.iter().zip(after + 1..).all(|(entry, version)| entry.version == version);
        match is_gapless && entries.len() as u64 >= newest.saturating_sub(after).min(limit as u64) {
            true => Ok(entries),
            false => Err(ReadError::Damaged(format!("{entity:?}: a step of its history is missing"))),
        }
    }

    fn history_rows(&self, entity: EntityKey, after: u64, limit: usize) -> Result<BTreeMap<u64, HistoryEntry>, ReadError> {
        let prefix = Key::of(Kind::History).entity(entity);
        let wanted = prefix.clone().number(after.saturating_add(1)).done();
        // The row that holds the first wanted step begins at or before it.
        let begin = self.checkpoint.scan(prefix.clone().done()..=wanted.clone()).next_back().transpose()?;
        let begin = begin.map_or(wanted, |(key, _)| key.to_vec());
        let mut entries = BTreeMap::new();
        for row in self.checkpoint.scan(begin..prefix.end()) {
            let packed: HistoryRow = codec::decode(&row?.1)?;
            entries.extend(packed.0.into_iter().filter(|entry| entry.version > after).map(|entry| (entry.version, entry)));
            if entries.len() >= limit {
                break;
            }
        }
        Ok(entries)
    }

    pub fn timers_due(&self, upto_ms: i64, limit: usize) -> Result<Vec<TimerRow>, ReadError> {
        let mut due = BTreeSet::new();
        let changes = self.overlay.timers_upto(upto_ms);
        let end = Key::of(Kind::TimerByDue).time(upto_ms).end();
        for row in self.checkpoint.scan(Key::of(Kind::TimerByDue).done()..end) {
            let timer = timer_of(&row?.0)?;
            if changes.get(&timer) != Some(&false) {
                due.insert(timer);
            }
            if due.len() >= limit {
                break;
            }
        }
        due.extend(changes.into_iter().filter(|(_, set)| *set).map(|(timer, _)| timer));
        let row = |(due_ms, entity, id)| TimerRow { due_ms, entity, id };
        Ok(due.into_iter().map(row).take(limit).collect())
    }

    pub fn entities(&self, prefix: &[u8], after: Option<EntityKey>, limit: usize) -> Result<Vec<EntityKey>, ReadError> {
        let (begin, end) = bounds(prefix, after);
        let mut found: BTreeSet<_> = self.overlay.entities((begin, end), limit).into_iter().collect();
        let key = |bound: Bound<EntityKey>| bound.map(|entity| Key::of(Kind::Head).entity(entity).done());
        for row in self.checkpoint.scan((key(begin), key(end))).take(limit) {
            found.insert(some(Fields::of(&row?.0).entity())?);
        }
        Ok(found.into_iter().take(limit).collect())
    }

    pub fn sources_with_letters(&self) -> Result<Vec<EntityKey>, ReadError> {
        let fresh = self.overlay.entities_with_mail();
        let mut sources = self.sources_in_rows()?;
        for entity in fresh {
            match self.has_letters(entity)? {
                true => sources.insert(entity),
                false => sources.remove(&entity),
            };
        }
        Ok(sources.into_iter().collect())
    }

    /// Skips from the first letter of an entity to the first of the next.
    fn sources_in_rows(&self) -> Result<BTreeSet<EntityKey>, ReadError> {
        let (mut begin, end) = (Key::of(Kind::Outbox).done(), Key::of(Kind::Outbox).end());
        let mut sources = BTreeSet::new();
        while let Some((key, _)) = self.checkpoint.scan(begin..end.clone()).next().transpose()? {
            let source = some(Fields::of(&key).entity())?;
            sources.insert(source);
            begin = Key::of(Kind::Outbox).entity(source).end();
        }
        Ok(sources)
    }

    fn has_letters(&self, entity: EntityKey) -> Result<bool, ReadError> {
        let mut image = Image::default();
        let fresh = self.overlay.steps_of(entity);
        self.outbox(entity, &mut image, &mut Digest::default())?;
        fresh.iter().for_each(|step| image.apply_letters(step));
        Ok(!image.outbox.is_empty())
    }

    pub fn dead_letters(&self) -> Result<Vec<(EntityKey, DeadLetter)>, ReadError> {
        let fresh = self.overlay.dead_letters();
        let mut letters = BTreeMap::new();
        for row in self.checkpoint.scan(Key::of(Kind::DeadLetter).done()..Key::of(Kind::DeadLetter).end()) {
            let (key, value): (Bytes, Bytes) = row?;
            let mut fields = Fields::of(&key);
            letters.insert((some(fields.entity())?, some(fields.number())?), codec::decode(&value)?);
        }
        letters.extend(fresh.into_iter().map(|(entity, version, letter)| ((entity, version), letter)));
        Ok(letters.into_iter().map(|((entity, _), letter)| (entity, letter)).collect())
    }
}

fn timer_of(key: &[u8]) -> Result<(i64, EntityKey, Vec<u8>), ReadError> {
    let mut fields = Fields::of(key);
    Ok((some(fields.time())?, some(fields.entity())?, fields.rest()))
}

/// Keys greater than `after` that begin with `prefix`.
fn bounds(prefix: &[u8], after: Option<EntityKey>) -> (Bound<EntityKey>, Bound<EntityKey>) {
    let padded = |fill: u8| {
        let mut key = [fill; 17];
        key.iter_mut().zip(prefix).for_each(|(byte, wanted)| *byte = *wanted);
        EntityKey(key)
    };
    let (first, last) = (padded(0), padded(u8::MAX));
    match after {
        Some(after) if after >= last => (Bound::Excluded(last), Bound::Included(last)),
        Some(after) if after >= first => (Bound::Excluded(after), Bound::Included(last)),
        _ => (Bound::Included(first), Bound::Included(last)),
    }
}

fn some<T>(field: Option<T>) -> Result<T, ReadError> {
    field.ok_or_else(|| ReadError::Damaged("a key of the checkpoint store is too short".into()))
}
