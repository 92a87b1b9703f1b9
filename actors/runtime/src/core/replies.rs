//! Replies kept for repeats of a command.

use serde::de::DeserializeOwned;
use std::collections::VecDeque;
use wangqian_rules::refusal::Refusal;
use wangqian_storage::{
    codec,
    record::{REPLIES_KEPT, StoredReply},
};

/// Names one intention of one person: the same key is the same intention, however often it arrives. The last bytes are of a digest
/// of what was asked, so that the key of one request does not answer another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommandKey(pub [u8; 16]);

impl CommandKey {
    /// Bytes of a key that name the intention; the others say what was asked.
    pub const INTENTION_BYTES: usize = 10;

    /// The key of an intention and a digest of what was asked.
    pub fn new(intention: &[u8; 32], asked: &[u8; 32]) -> Self {
        let mut key = [0; 16];
        let (name, content) = key.split_at_mut(Self::INTENTION_BYTES);
        name.copy_from_slice(&intention[..name.len()]);
        content.copy_from_slice(&asked[..content.len()]);
        Self(key)
    }

    fn names_the_intention_of(&self, other: &[u8; 16]) -> bool {
        self.0[..Self::INTENTION_BYTES] == other[..Self::INTENTION_BYTES]
    }
}

/// The newest replies of an entity.
pub(super) struct Replies {
    newest_last: VecDeque<StoredReply>,
}

impl Replies {
    pub(super) fn restore(oldest_first: Vec<StoredReply>) -> Self {
        Self { newest_last: oldest_first.into() }
    }

    /// The reply that was given to this key, or the refusal of something else under it. A reply that does not decode any more counts
    /// as forgotten.
    pub(super) fn get<R: DeserializeOwned>(&self, key: &CommandKey) -> Option<Result<R, Refusal>> {
        let stored = self.newest_last.iter().rev().find(|stored| key.names_the_intention_of(&stored.key))?;
        if stored.key != key.0 {
            return Some(Err(Refusal::KeyReused));
        }
        codec::decode(&stored.body).ok().map(Ok)
    }

    pub(super) fn keep(&mut self, reply: StoredReply) {
        self.newest_last.push_back(reply);
        if self.newest_last.len() > REPLIES_KEPT {
            self.newest_last.pop_front();
        }
    }
}
