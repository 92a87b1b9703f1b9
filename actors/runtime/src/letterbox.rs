//! What other entities bring to an actor: letters, and word that its own letters arrived.
//!
//! It waits here and not in the mailbox. A mailbox bounds what people ask of one entity at once; were letters to share that
//! bound, a school that a hundred graduates write to in the same moment would turn most of them away, and each would come back
//! only with its sender's next repeat. A full letterbox does turn letters away, but it takes thousands.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};
use wangqian_storage::record::EntityKey;

/// Letters that may wait for one entity.
const LETTERS: usize = 4096;

/// A letter as it is handed over.
pub(crate) struct Delivery {
    pub source: EntityKey,
    pub seq: u64,
    pub body: Vec<u8>,
}

/// One actor's letterbox.
#[derive(Default)]
pub(crate) struct Letterbox(Mutex<Contents>);

#[derive(Default)]
struct Contents {
    letters: VecDeque<Delivery>,
    arrived: HashMap<EntityKey, u64>,
    /// A message in the actor's mailbox says that there is mail: one is enough.
    called: bool,
}

impl Letterbox {
    /// A letter for the actor. One too many is left to its sender, who sends it again.
    pub fn put(&self, letter: Delivery) {
        let mut contents = self.contents();
        if contents.letters.len() < LETTERS {
            contents.letters.push_back(letter);
        }
    }

    /// Word that a destination has everything up to a number.
    pub fn note_arrival(&self, destination: EntityKey, upto: u64) {
        let mut contents = self.contents();
        let known = contents.arrived.entry(destination).or_default();
        *known = upto.max(*known);
    }

    /// Calls the actor when there is mail and nobody has called it yet. A call that does not get through (the mailbox is full)
    /// is made up for: the actor calls itself after every message that it handles.
    pub fn call(&self, send: impl FnOnce() -> bool) {
        let mut contents = self.contents();
        let has_mail = !contents.letters.is_empty() || !contents.arrived.is_empty();
        if has_mail && !contents.called {
            contents.called = send();
        }
    }

    /// At most so many letters, those that came first. The call is answered, unless none may be taken.
    pub fn take(&self, most: usize) -> Vec<Delivery> {
        let mut contents = self.contents();
        contents.called &= most == 0;
        let count = most.min(contents.letters.len());
        contents.letters.drain(..count).collect()
    }

    /// What arrived since the last look.
    pub fn take_arrivals(&self) -> HashMap<EntityKey, u64> {
        std::mem::take(&mut self.contents().arrived)
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: EntityKey = EntityKey([7; 17]);

    fn letter(seq: u64) -> Delivery {
        Delivery { source: HERE, seq, body: Vec::new() }
    }

    #[test]
    fn an_actor_is_called_once_until_it_answers_and_again_while_there_is_mail() {
        let letterbox = Letterbox::default();
        letterbox.call(|| panic!("there is no mail"));
        letterbox.put(letter(1));
        letterbox.put(letter(2));
        letterbox.call(|| false);
        letterbox.call(|| true);
        letterbox.call(|| panic!("it was called already"));
        assert!(letterbox.take(0).is_empty(), "it has no room");
        letterbox.call(|| panic!("it knows"));
        assert_eq!(letterbox.take(1).iter().map(|letter| letter.seq).collect::<Vec<_>>(), [1]);
        letterbox.call(|| true);
        assert_eq!(letterbox.take(9).iter().map(|letter| letter.seq).collect::<Vec<_>>(), [2]);
        letterbox.call(|| panic!("there is no mail any more"));
    }

    #[test]
    fn acknowledgements_of_one_destination_become_one() {
        let letterbox = Letterbox::default();
        for upto in [3, 5, 4] {
            letterbox.note_arrival(HERE, upto);
        }
        assert_eq!(letterbox.take_arrivals(), HashMap::from([(HERE, 5)]));
        assert!(letterbox.take_arrivals().is_empty());
    }

    #[test]
    fn a_full_letterbox_leaves_letters_to_their_senders() {
        let letterbox = Letterbox::default();
        (0..=LETTERS as u64).for_each(|seq| letterbox.put(letter(seq)));
        assert_eq!(letterbox.take(usize::MAX).len(), LETTERS);
    }
}
