//! Reading the journal back, and telling a torn tail from damage.
//!
//! A group is begun only after the one before it was synced. So bytes that are no valid group are
//! - the torn tail of a crash, when no valid group stands behind them: nothing there was acknowledged, it is cut;
//! - damage, when one does: what was acknowledged is gone, and the store must not be opened as if nothing happened.

use super::{
    Position,
    frame::{self, GROUP_HEADER_BYTES, GroupHeader},
    segment::{self, Found, SEGMENT_HEADER_BYTES, SegmentNumber},
};
use crate::record::CommitRecord;
use std::{io, path::Path};

#[derive(Debug, thiserror::Error)]
pub(crate) enum JournalError {
    #[error("journal i/o: {0}")]
    Io(#[from] io::Error),
    #[error("journal segment {segment} is damaged at byte {offset}: {what}")]
    Damaged { segment: SegmentNumber, offset: u64, what: &'static str },
    #[error("journal segment {0} is missing")]
    Missing(SegmentNumber),
    /// All before `first` was removed when an export covered it.
    #[error("the journal begins with segment {first}, segment {needed} is needed")]
    BeginsLater { first: SegmentNumber, needed: SegmentNumber },
}

/// Where the journal's acknowledged part ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tail {
    pub end: Position,
    /// Groups read on the way there.
    pub groups: u64,
}

/// Gives every group after `from` to `visit`, with the position behind it. `None`: from the first segment there is.
pub(crate) fn walk(
    directory: &Path,
    from: Option<Position>,
    visit: &mut dyn FnMut(Vec<CommitRecord>, Position),
) -> Result<Tail, JournalError> {
    let numbers = numbers_from(directory, from)?;
    let start = from.unwrap_or_default();
    let mut walk = Walk { end: start, sequence_known: from.is_some(), groups: 0, open_end: None, visit };
    for number in numbers {
        walk.segment(Found::read(directory, number)?)?;
    }
    Ok(Tail { end: walk.end, groups: walk.groups })
}

/// Segments to read, gapless, beginning with the one `from` stands in.
fn numbers_from(directory: &Path, from: Option<Position>) -> Result<Vec<SegmentNumber>, JournalError> {
    let mut numbers = segment::numbers(directory)?;
    if let Some(from) = from {
        let needed = from.segment.max(1);
        numbers.retain(|number| *number >= needed);
        match numbers.first() {
            Some(first) if *first > needed => return Err(JournalError::BeginsLater { first: *first, needed }),
            None if from.segment > 0 => return Err(JournalError::Missing(needed)),
            _ => {}
        }
    }
    match numbers.windows(2).find(|pair| pair[1] != pair[0] + 1) {
        Some(pair) => Err(JournalError::Missing(pair[0] + 1)),
        None => Ok(numbers),
    }
}

struct Walk<'a> {
    end: Position,
    sequence_known: bool,
    groups: u64,
    /// Set when a segment ended in something that is no group: no group may follow.
    open_end: Option<Position>,
    visit: &'a mut dyn FnMut(Vec<CommitRecord>, Position),
}

impl Walk<'_> {
    fn segment(&mut self, found: Found) -> Result<(), JournalError> {
        let Some(salt) = found.salt else { return self.headless(&found) };
        let offset = self.begin_of(&found, salt)?;
        let groups_end = self.groups_of(&found, salt, offset)?;
        if !found.is_blank_from(groups_end) {
            self.open_end = Some(Position { offset: groups_end as u64, segment: found.number, ..self.end });
        }
        Ok(())
    }

    /// Where to begin in a segment. In the one the walk starts in, what was already taken must still be there: otherwise
    /// the journal is older than the checkpoint store, and going on would write a second history.
    fn begin_of(&self, found: &Found, salt: u64) -> Result<usize, JournalError> {
        let (mut offset, mut sequence) = (SEGMENT_HEADER_BYTES, None);
        if found.number != self.end.segment {
            return Ok(offset);
        }
        while let Some(header) = found.bytes.get(offset..).and_then(|rest| GroupHeader::decode(rest, salt)) {
            offset = offset.saturating_add(GROUP_HEADER_BYTES).saturating_add(header.bytes as usize);
            sequence = Some(header.sequence);
            if offset as u64 >= self.end.offset {
                break;
            }
        }
        match (offset as u64, sequence) == (self.end.offset, Some(self.end.sequence)) {
            true => Ok(offset),
            false => Err(damaged(found, offset as u64, "what the checkpoint store took from it is not there")),
        }
    }

    /// A crash while a segment was being prepared leaves one without a header, and then nothing is in it.
    fn headless(&mut self, found: &Found) -> Result<(), JournalError> {
        match found.is_blank_from(SEGMENT_HEADER_BYTES) {
            true => Ok(()),
            false => Err(damaged(found, 0, "its header is not valid")),
        }
    }

    /// Reads groups until there is none; returns where the last one ends.
    fn groups_of(&mut self, found: &Found, salt: u64, mut offset: usize) -> Result<usize, JournalError> {
        while let Some((header, records)) = read_group(&found.bytes[offset..], salt) {
            self.in_sequence(found, offset, header)?;
            offset += GROUP_HEADER_BYTES + header.bytes as usize;
            self.end = Position { sequence: header.sequence, segment: found.number, offset: offset as u64 };
            self.groups += 1;
            (self.visit)(records, self.end);
        }
        match found.has_group_from(offset + 1) {
            true => Err(damaged(found, offset as u64, "valid groups follow it")),
            false => Ok(offset),
        }
    }

    fn in_sequence(&mut self, found: &Found, offset: usize, header: GroupHeader) -> Result<(), JournalError> {
        if let Some(torn) = self.open_end {
            let Position { segment, offset, .. } = torn;
            return Err(JournalError::Damaged { segment, offset, what: "later segments hold valid groups" });
        }
        if self.sequence_known && header.sequence != self.end.sequence + 1 {
            return Err(damaged(found, offset as u64, "groups before it are missing"));
        }
        self.sequence_known = true;
        Ok(())
    }
}

fn damaged(found: &Found, offset: u64, what: &'static str) -> JournalError {
    JournalError::Damaged { segment: found.number, offset, what }
}

/// The group at the beginning of `bytes`; `None` unless it is there whole.
fn read_group(bytes: &[u8], salt: u64) -> Option<(GroupHeader, Vec<CommitRecord>)> {
    let header = GroupHeader::decode(bytes, salt)?;
    let mut frames = bytes[GROUP_HEADER_BYTES..].get(..usize::try_from(header.bytes).ok()?)?;
    let mut records = Vec::new();
    while !frames.is_empty() {
        let (record, rest) = frame::decode_first(frames).ok()?;
        records.push(record);
        frames = rest;
    }
    Some((header, records))
}

/// Makes the files end where the journal ends: cuts the last segment, removes those prepared ahead. Returns the number
/// of the segment to go on with.
pub(crate) fn settle(directory: &Path, tail: Tail) -> io::Result<SegmentNumber> {
    for number in segment::numbers(directory)?.into_iter().rev().filter(|number| *number > tail.end.segment) {
        segment::remove(directory, number)?;
    }
    if tail.end.segment > 0 {
        segment::cut(directory, tail.end.segment, tail.end.offset)?;
    }
    Ok(tail.end.segment + 1)
}
