//! Values of the rows that are more than bytes of a caller.

use crate::record::{EntityKey, HistoryEntry, StoredReply};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Peers whose numbers stand in the head. An entity with more (a school) has a row for each of the others: rewriting all
/// of them for every letter would cost more than a row. A peer in the head stays there, so each is in one place only.
pub(crate) const PEERS_IN_HEAD: usize = 16;

/// What every step of an entity changes, in one row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    pub version: u64,
    pub hash: [u8; 32],
    pub inbox: BTreeMap<EntityKey, u64>,
    pub sent: BTreeMap<EntityKey, Sent>,
    /// Replies in rows, counted to know when the oldest may go.
    pub replies: u32,
}

/// How far a channel to a destination got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub last: u64,
    /// Letters up to here arrived; their rows are gone.
    pub acknowledged: u64,
}

/// Steps of one entity that were applied together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HistoryRow(pub Vec<HistoryEntry>);

/// Replies of one entity that were applied together, with the versions that gave them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RepliesRow(pub Vec<(u64, StoredReply)>);
