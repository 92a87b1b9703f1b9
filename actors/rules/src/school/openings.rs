//! Accounts that nobody has opened yet. A user who never used the one-time code decides nothing, however the permissions read
//! (SET-07): a department that has no other user counts as having none.

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use crate::ids::StaffId;

/// How far a user has come with the codes they were given. The word that a code was used may arrive before the word that it was
/// given, so each is kept by the revision of the grant that gave it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Of the newest code; 0 before the first.
    pub given: u64,
    /// Of the newest code that was used.
    pub used: u64,
}

/// One [`Opening`] for each user who was ever given a code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Openings(OrdMap<StaffId, Opening>);

impl Openings {
    /// Whether the user's code was used, or the user came with a password.
    pub fn is_open(&self, id: StaffId) -> bool {
        self.get(id).is_none_or(|opening| opening.used >= opening.given)
    }

    pub(super) fn get(&self, id: StaffId) -> Option<Opening> {
        self.0.get(&id).copied()
    }

    pub(super) fn put(&mut self, id: StaffId, opening: Opening) {
        self.0.insert(id, opening);
    }

    pub(super) fn give(&mut self, id: StaffId, revision: u64) {
        let known = self.get(id).unwrap_or_default();
        self.put(id, Opening { given: known.given.max(revision), ..known });
    }

    pub(super) fn open(&mut self, id: StaffId, revision: u64) {
        let known = self.get(id).unwrap_or_default();
        self.put(id, Opening { used: known.used.max(revision), ..known });
    }
}
