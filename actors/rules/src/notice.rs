//! The in-app inbox: every notice lands here, whatever other channel carries it too.

use crate::{ids::CaseId, time::UnixMs};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Notices kept per person; older ones go.
pub const KEPT: usize = 200;

/// One notice. Titles and texts are stored as they were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Rising per inbox, from 1.
    pub seq: u64,
    pub at: UnixMs,
    pub title: String,
    pub text: String,
    pub case: Option<CaseId>,
}

/// A person's notices. Shared: a step copies the state, and must not copy two hundred texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inbox {
    notices: Arc<BTreeMap<u64, Arc<Notice>>>,
    read_upto: u64,
}

impl Inbox {
    /// Number of the next notice.
    pub fn next_seq(&self) -> u64 {
        self.notices.last_key_value().map_or(1, |(seq, _)| seq + 1)
    }

    /// Newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Notice> {
        self.notices.values().rev().map(Arc::as_ref)
    }

    /// Whether a notice was read.
    pub fn is_read(&self, notice: &Notice) -> bool {
        notice.seq <= self.read_upto
    }

    /// Notices not read yet.
    pub fn unread(&self) -> usize {
        self.notices.range(self.read_upto + 1..).count()
    }

    /// Up to where the person has read.
    pub fn read_upto(&self) -> u64 {
        self.read_upto
    }

    /// How far a person gets who says to have read up to here; `None` when that is nothing new.
    pub(crate) fn reads_on(&self, upto: u64) -> Option<u64> {
        Some(upto.min(self.next_seq() - 1)).filter(|upto| *upto > self.read_upto)
    }

    pub(crate) fn put(&mut self, notice: Notice) {
        let notices = Arc::make_mut(&mut self.notices);
        notices.insert(notice.seq, Arc::new(notice));
        while notices.len() > KEPT {
            notices.pop_first();
        }
    }

    pub(crate) fn mark_read(&mut self, upto: u64) {
        self.read_upto = self.read_upto.max(upto);
    }

    pub(crate) fn get(&self, seq: u64) -> Option<&Notice> {
        self.notices.get(&seq).map(Arc::as_ref)
    }

    /// Keys of the parts that a new notice changes: its own, and that of the one it pushes out.
    pub(crate) fn touched_by(seq: u64) -> Vec<String> {
        let pushed_out = seq.checked_sub(KEPT as u64).filter(|seq| *seq > 0);
        std::iter::once(seq).chain(pushed_out).map(part_key).collect()
    }
}

/// Key of a notice's part.
pub(crate) fn part_key(seq: u64) -> String {
    format!("notice/{seq:010}")
}

/// Key of the part that says up to where was read.
pub(crate) const READ_KEY: &str = "notices-read";

/// The number in a notice's part key.
pub(crate) fn seq_of(key: &str) -> Option<u64> {
    key.strip_prefix("notice/")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inbox_keeps_the_newest_and_counts_the_unread() {
        let mut inbox = Inbox::default();
        for seq in 1..=KEPT as u64 + 5 {
            assert_eq!(inbox.next_seq(), seq);
            inbox.put(Notice { seq, at: UnixMs(0), title: String::new(), text: String::new(), case: None });
        }
        inbox.mark_read(KEPT as u64);
        inbox.mark_read(3);
        assert_eq!(inbox.newest_first().count(), KEPT);
        assert_eq!(inbox.unread(), 5);
        assert_eq!(Inbox::touched_by(KEPT as u64 + 5), [part_key(KEPT as u64 + 5), part_key(5)]);
    }
}
