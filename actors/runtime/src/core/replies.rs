//! Replies kept for repeats of a command.

use serde::de::DeserializeOwned;
use std::collections::VecDeque;
use wangqian_storage::{
    codec,
    record::{REPLIES_KEPT, StoredReply},
};

/// Names one intention of one person: the same key is the same intention, however often it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommandKey(pub [u8; 16]);

/// The newest replies of an entity.
pub(super) struct Replies {
    newest_last: VecDeque<StoredReply>,
}

impl Replies {
    pub(super) fn restore(oldest_first: Vec<StoredReply>) -> Self {
        Self { newest_last: oldest_first.into() }
    }

    /// The reply that was given to this key. One that does not decode any more counts as forgotten.
    pub(super) fn get<R: DeserializeOwned>(&self, key: &CommandKey) -> Option<R> {
        let stored = self.newest_last.iter().rev().find(|stored| stored.key == key.0)?;
        codec::decode(&stored.body).ok()
    }

    pub(super) fn keep(&mut self, reply: StoredReply) {
        self.newest_last.push_back(reply);
        if self.newest_last.len() > REPLIES_KEPT {
            self.newest_last.pop_front();
        }
    }
}
