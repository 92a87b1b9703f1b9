//! Live review-queue counts (HOM-02).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The waiting cases of the reader's own scope. Each number is the length of a set.
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
    /// For school users: the departments at whose level something waits, who waits longest first.
    pub departments: Vec<DepartmentQueue>,
    /// Of `department`: waiting where no account of the department can decide, so that a school user may in its place. The filter code
    /// `unattended` of `GET /cases?state=` lists exactly these.
    pub unattended: usize,
    /// Of `mine`: waiting longer than the school's limit (EXT-19).
    pub overdue: usize,
}

/// The cases that wait at one department's level.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DepartmentQueue {
    pub department: String,
    pub waiting: usize,
    pub oldest_since_ms: i64,
    /// How many of them no account of it can decide (SET-07).
    pub unattended: usize,
    /// How many of them wait longer than the school's limit (EXT-19).
    pub overdue: usize,
}

/// `GET /home` for school and department users.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct StaffHome {
    pub counts: QueueCounts,
    /// Decisions of this account since midnight.
    pub decided_today: usize,
    pub handlers: Vec<HandlerOf>,
    pub settings: crate::settings::SigningSettings,
    /// For school users: departments whose submissions nobody could decide under the present route (SET-07).
    pub departments_without_reviewer: Vec<String>,
    /// Labels of the levels whose agreements would name no handler (SET-05).
    pub levels_without_handler: Vec<String>,
    /// The steps of a school before its first agreement, in order; empty once it is at work, and for department users.
    pub setup: Vec<SetupStep>,
    /// 「超时提醒」: days that a case may wait at one level (EXT-19).
    pub overdue_days: u8,
    /// The colleagues whose queue the reader has now.
    pub stands_in_for: Vec<crate::deputy::StandIn>,
    /// The colleague who has the reader's queue now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stood_in_by: Option<crate::deputy::StandIn>,
}

/// One step of setting a school up.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SetupStep {
    /// `agreement_kind`, `roster`, `accounts`, `switches`, `handler`.
    pub step: String,
    pub label: String,
    pub done: bool,
    /// How it stands, or what is still to do.
    pub detail: String,
}

/// A handler and whom it is for: `all`, `undergraduate`, `postgraduate`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HandlerOf {
    pub level: String,
    pub handler: crate::case::Handler,
}
