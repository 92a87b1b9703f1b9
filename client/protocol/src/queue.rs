//! Live review-queue counts (HOM-02).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What waits, for the reader's own scope. Each number is the length of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QueueCounts {
    /// One tile a kind of case: 在线签约, 补登, 解约, 去向登记, in this order.
    pub tiles: Vec<QueueTile>,
}

/// One tile of the home page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QueueTile {
    /// `online_signing`, `backfill`, `rescission`, `destination`.
    pub kind: String,
    pub label: String,
    /// Waiting at the department level.
    pub department: usize,
    /// Waiting at the school level.
    pub school: usize,
    /// Waiting for the reader's own decision.
    pub mine: usize,
    /// Since when the oldest of `mine` waits.
    pub oldest_since_ms: Option<i64>,
    /// The filter code of `GET /cases?state=` that lists exactly `mine`.
    pub filter: String,
}

/// `GET /home` for school and department users.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct StaffHome {
    pub counts: QueueCounts,
    /// Decisions of this account since midnight.
    pub decided_today: usize,
    pub handlers: Vec<HandlerOf>,
    pub settings: crate::settings::SigningSettings,
}

/// A handler and whom it is for: `all`, `undergraduate`, `postgraduate`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HandlerOf {
    pub level: String,
    pub handler: crate::case::Handler,
}
