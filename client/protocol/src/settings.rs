//! 「签约设置」 as pages show it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The school's signing settings (SET-02).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SigningSettings {
    pub school: String,
    pub school_name: String,
    /// `two_party`, `three_party`; absent while the province has not set it.
    pub agreement_kind: Option<String>,
    pub signing_open: bool,
    pub backfill_open: bool,
    pub destination_open: bool,
    /// `school_only` or `department_then_school`.
    pub route: String,
    /// 「仅校级审核」 or 「先院系再校级审核」.
    pub route_label: String,
    pub rescission_limit: u8,
    pub departments: Vec<String>,
}

/// `GET /settings/modules/{module}`: what a school sets in one module, and what is in the way of each change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModuleSettings {
    /// `signing`, `archive`, `household`.
    pub module: String,
    pub label: String,
    pub switches: Vec<SwitchControl>,
    pub routes: Vec<RouteControl>,
    /// For `signing` only.
    pub signing: Option<SigningControls>,
    /// The newest changes with their authors, newest first; as many as are kept at hand.
    pub changes: Vec<SettingChange>,
}

/// The answer that a change would get, before it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Obstacle {
    /// The refusal's stable code.
    pub code: String,
    pub title: String,
    pub detail: String,
    /// The single things in the way, such as departments.
    pub items: Vec<String>,
}

/// A switch (SET-02, SET-03, SET-06).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SwitchControl {
    /// `signing`, `backfill`, `destination`, `archive`, `household`.
    pub switch: String,
    pub label: String,
    pub open: bool,
    /// Somebody has acted under it: it stays open.
    pub used: bool,
    /// In the way of moving it to its other position.
    pub obstacle: Option<Obstacle>,
}

/// One of the review routes (SET-04, SET-07).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RouteControl {
    /// `school_only`, `department_then_school`.
    pub route: String,
    pub label: String,
    pub chosen: bool,
    /// In the way of choosing it.
    pub obstacle: Option<Obstacle>,
}

/// The settings that only the signing module has (SET-02, SET-05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SigningControls {
    /// `two_party`, `three_party`; absent while the province has not set it.
    pub agreement_kind: Option<String>,
    pub rescission_limit: u8,
    pub rescission_obstacle: Option<Obstacle>,
    /// 「解约答复期限」: working days in which a request for rescission that is made now is to be answered (EXT-16).
    pub answer_days: u8,
    pub answer_obstacle: Option<Obstacle>,
    /// 「超时提醒」: days that a case may wait at one level before its reviewers are reminded (EXT-19).
    pub overdue_days: u8,
    pub overdue_obstacle: Option<Obstacle>,
    /// For `all`, `undergraduate`, `postgraduate`, in this order.
    pub handlers: Vec<HandlerControl>,
}

/// The handler of a level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HandlerControl {
    /// `all`, `undergraduate`, `postgraduate`.
    pub level: String,
    pub label: String,
    pub handler: Option<crate::case::Handler>,
    /// In the way of submitting one.
    pub obstacle: Option<Obstacle>,
}

/// A line of the settings' history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettingChange {
    pub at_ms: i64,
    pub who: String,
    pub what: String,
}

/// `PUT /settings/switches/{switch}`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetSwitch {
    pub open: bool,
}

/// `PUT /settings/modules/{module}/route`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRoute {
    /// `school_only` or `department_then_school`.
    pub route: String,
}

/// `PUT /settings/rescission-limit`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRescissionLimit {
    /// 0 to 99.
    pub limit: u32,
}

/// `PUT /settings/answer-days`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAnswerDays {
    /// 1 to 30 working days.
    pub days: u32,
}

/// `PUT /settings/overdue`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetOverdue {
    /// 1 to 30.
    pub days: u32,
}

/// `POST /settings/handlers`: once, for good.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitHandler {
    /// `all`, `undergraduate`, `postgraduate`.
    pub level: String,
    pub handler: crate::case::Handler,
}
