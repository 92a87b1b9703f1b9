//! Numbered channels between two entities: each letter takes effect exactly once, in order.
//!
//! A channel is a (source, destination). The source numbers its letters 1, 2, 3 … in the commit that causes them; the receiver
//! keeps the last number it took in, in the commit of the effect. That is the whole trick.

use std::collections::{BTreeMap, HashMap};
use wangqian_storage::record::{EntityKey, InboxMark, OutboxLetter};

/// First wait before an unacknowledged letter is sent again; doubled each time.
const RESEND_FIRST_MS: i64 = 200;
/// The longest wait.
const RESEND_MOST_MS: i64 = 30_000;

/// What was taken in.
pub struct Inbox {
    last: HashMap<EntityKey, u64>,
}

/// How a letter's number stands to what was taken in.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    Next,
    Repeated,
    Gap,
}

impl Inbox {
    pub(super) fn restore(marks: Vec<(EntityKey, u64)>) -> Self {
        Self { last: marks.into_iter().collect() }
    }

    pub(super) fn place(&self, source: EntityKey, seq: u64) -> Place {
        let last = self.last.get(&source).copied().unwrap_or(0);
        match seq {
            seq if seq <= last => Place::Repeated,
            seq if seq == last + 1 => Place::Next,
            _ => Place::Gap,
        }
    }

    pub(super) fn advance(&mut self, mark: InboxMark) {
        self.last.insert(mark.source, mark.seq);
    }

    pub(super) fn marks(&self) -> impl Iterator<Item = (EntityKey, u64)> + '_ {
        self.last.iter().map(|(source, seq)| (*source, *seq))
    }
}

/// What was sent and has not arrived yet, and what arrived and is still on disk.
pub struct Outbox {
    /// Last number given to a letter, per destination; its step may not be durable yet.
    sent: HashMap<EntityKey, u64>,
    waiting: BTreeMap<EntityKey, Channel>,
    /// Acknowledged, rows not yet removed: they ride in the next commit. Losing this only costs a repeat.
    arrived: BTreeMap<EntityKey, u64>,
}

/// The unacknowledged letters of one channel.
#[derive(Default)]
struct Channel {
    letters: BTreeMap<u64, Vec<u8>>,
    /// When they are sent again; 0 after a restart: at once.
    due_ms: i64,
    wait_ms: i64,
}

impl Outbox {
    pub(super) fn restore(sent: Vec<(EntityKey, u64)>, letters: Vec<OutboxLetter>) -> Self {
        let mut outbox = Self { sent: sent.into_iter().collect(), waiting: BTreeMap::new(), arrived: BTreeMap::new() };
        letters.into_iter().for_each(|letter| outbox.wait_for(letter, 0));
        outbox
    }

    /// Whether nothing waits for an acknowledgement.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Number of letters that wait for one.
    pub fn len(&self) -> usize {
        self.waiting.values().map(|channel| channel.letters.len()).sum()
    }

    /// The receiver has everything up to `upto`. Returns how many letters that settles.
    pub fn acknowledged(&mut self, destination: EntityKey, upto: u64) -> usize {
        let Some(channel) = self.waiting.get_mut(&destination) else { return 0 };
        let still_waiting = channel.letters.split_off(&(upto + 1));
        let settled = std::mem::replace(&mut channel.letters, still_waiting);
        let Some((last, _)) = settled.last_key_value() else { return 0 };
        self.arrived.insert(destination, *last);
        if channel.letters.is_empty() {
            self.waiting.remove(&destination);
        } else {
            (channel.wait_ms, channel.due_ms) = (RESEND_FIRST_MS, 0);
        }
        settled.len()
    }

    /// What is to be sent again now: all letters of the channels that are due, each channel in order.
    ///
    /// `jitter` in 0..=25 (percent) spreads the repeats of many senders.
    pub fn due(&mut self, now_ms: i64, jitter: i64) -> Vec<OutboxLetter> {
        let mut due = Vec::new();
        for (destination, channel) in &mut self.waiting {
            if channel.due_ms > now_ms {
                continue;
            }
            channel.wait_ms = (channel.wait_ms * 2).min(RESEND_MOST_MS);
            channel.due_ms = now_ms + channel.wait_ms + channel.wait_ms * jitter / 100;
            let letters = channel.letters.iter();
            due.extend(letters.map(|(seq, body)| OutboxLetter { destination: *destination, seq: *seq, body: body.clone() }));
        }
        due
    }

    pub(super) fn numbering(&self) -> Numbering<'_> {
        Numbering { sent: &self.sent, given: HashMap::new() }
    }

    /// The letters' numbers are taken, by a step on its way to the disk.
    pub(super) fn numbered(&mut self, letters: &[OutboxLetter]) {
        self.sent.extend(letters.iter().map(|letter| (letter.destination, letter.seq)));
    }

    /// The letters leave, their step is durable; they are sent again only when no acknowledgement comes back in time.
    pub(super) fn sent(&mut self, letters: &[OutboxLetter], now_ms: i64) {
        letters.iter().for_each(|letter| self.wait_for(letter.clone(), now_ms + RESEND_FIRST_MS));
    }

    fn wait_for(&mut self, letter: OutboxLetter, due_ms: i64) {
        let channel = self.waiting.entry(letter.destination).or_default();
        if channel.letters.is_empty() {
            (channel.due_ms, channel.wait_ms) = (due_ms, RESEND_FIRST_MS);
        }
        channel.letters.insert(letter.seq, letter.body);
    }

    /// Whether rows on disk can be removed.
    pub fn has_arrived(&self) -> bool {
        !self.arrived.is_empty()
    }

    pub(super) fn arrived(&self) -> Vec<(EntityKey, u64)> {
        self.arrived.iter().map(|(destination, upto)| (*destination, *upto)).collect()
    }

    pub(super) fn dropped(&mut self, rows: &[(EntityKey, u64)]) {
        for (destination, upto) in rows {
            // Since the step was decided more may have arrived.
            if self.arrived.get(destination).is_some_and(|arrived| arrived <= upto) {
                self.arrived.remove(destination);
            }
        }
    }
}

/// Gives the letters of one step their numbers.
pub struct Numbering<'a> {
    sent: &'a HashMap<EntityKey, u64>,
    given: HashMap<EntityKey, u64>,
}

impl Numbering<'_> {
    pub(super) fn next(&mut self, destination: EntityKey) -> u64 {
        let before = self.sent.get(&destination).copied().unwrap_or(0);
        let last = self.given.entry(destination).or_insert(before);
        *last += 1;
        *last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THERE: EntityKey = EntityKey([7; 17]);

    fn letter(seq: u64) -> OutboxLetter {
        OutboxLetter { destination: THERE, seq, body: vec![seq as u8] }
    }

    #[test]
    fn a_letter_is_next_repeated_or_beyond_a_gap() {
        let mut inbox = Inbox::restore(vec![(THERE, 4)]);
        assert_eq!([4, 5, 6].map(|seq| inbox.place(THERE, seq)), [Place::Repeated, Place::Next, Place::Gap]);
        inbox.advance(InboxMark { source: THERE, seq: 5 });
        assert_eq!([5, 6].map(|seq| inbox.place(THERE, seq)), [Place::Repeated, Place::Next]);
    }

    #[test]
    fn repeats_start_after_the_first_wait_double_and_stop_with_the_acknowledgement() {
        let mut outbox = Outbox::restore(vec![], vec![]);
        outbox.sent(&[letter(1), letter(2)], 1_000);
        assert!(outbox.due(1_199, 0).is_empty());
        assert_eq!(outbox.due(1_200, 0), [letter(1), letter(2)]);
        assert!(outbox.due(1_599, 0).is_empty());
        assert_eq!(outbox.due(1_600, 0).len(), 2);
        assert_eq!(outbox.acknowledged(THERE, 1), 1);
        assert_eq!(outbox.due(1_600, 0), [letter(2)], "an acknowledgement starts the rest anew");
        assert_eq!(outbox.acknowledged(THERE, 2), 1);
        assert!(outbox.is_empty());
        assert_eq!(outbox.arrived(), [(THERE, 2)]);
    }

    #[test]
    fn letters_found_on_disk_are_sent_at_once() {
        let mut outbox = Outbox::restore(vec![(THERE, 1)], vec![letter(1)]);
        assert_eq!(outbox.due(0, 0), [letter(1)]);
    }

    #[test]
    fn an_acknowledgement_during_a_commit_is_not_forgotten_by_it() {
        let mut outbox = Outbox::restore(vec![(THERE, 2)], vec![letter(1), letter(2)]);
        outbox.acknowledged(THERE, 1);
        let riding = outbox.arrived();
        outbox.acknowledged(THERE, 2);
        outbox.dropped(&riding);
        assert_eq!(outbox.arrived(), [(THERE, 2)]);
    }

    #[test]
    fn numbers_go_on_after_everything_arrived() {
        let outbox = Outbox::restore(vec![(THERE, 9)], vec![]);
        let mut numbers = outbox.numbering();
        assert_eq!([numbers.next(THERE), numbers.next(THERE), numbers.next(EntityKey([8; 17]))], [10, 11, 1]);
    }
}
