//! 「消息发送记录」 and the binding of WeChat (NOT-01).

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One message to a graduate by one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeliveryRow {
    /// Rising per school.
    pub number: u64,
    pub at_ms: i64,
    pub occasion: String,
    pub occasion_label: String,
    pub graduate_name: String,
    pub exam_no: String,
    pub department: String,
    /// `wechat`, `sms`.
    pub channel: String,
    pub channel_label: String,
    /// Where it went, masked; empty before it went anywhere.
    pub to: String,
    /// `waiting`, `sending`, `sent`, `failed`, `given_up`, `recorded_only`.
    pub state: String,
    pub state_label: String,
    /// Calls to the provider.
    pub attempts: u32,
    pub changed_at_ms: i64,
    /// When it is tried next, while it waits for a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_at_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_code: Option<String>,
    /// Why not.
    pub why: String,
    /// Whether it can be sent again.
    pub replayable: bool,
}

/// A channel as it stands, for all schools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChannelState {
    pub channel: String,
    pub label: String,
    /// Without a provider messages are recorded only.
    pub configured: bool,
    /// Why nothing goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarm: Option<String>,
    /// Until when; absent: until somebody mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<i64>,
    /// Occasions whose template the provider does not take.
    pub templates: Vec<String>,
}

/// `GET /deliveries`: newest first, of the graduates within the reader's scope.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeliveryPage {
    pub rows: Vec<DeliveryRow>,
    /// All that match.
    pub total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    pub channels: Vec<ChannelState>,
}

/// The filters of the list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DeliveryQuery {
    /// `wechat`, `sms`.
    pub channel: Option<String>,
    /// A state's code.
    pub state: Option<String>,
    /// An occasion's code.
    pub occasion: Option<String>,
    /// Part of a name, or a whole examinee number.
    pub q: Option<String>,
    pub cursor: Option<String>,
    pub limit: Option<usize>,
}

/// `GET /account/wechat`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WechatBinding {
    /// Whether there is an official account to bind.
    pub available: bool,
    /// As people know it.
    pub account_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound_since_ms: Option<i64>,
    /// A graduate who does not follow the account gets nothing from it.
    pub follows: bool,
}

/// `POST /account/wechat`: where to go to be recognised.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WechatAuthorization {
    pub url: String,
}

/// `PUT /account/wechat`: what WeChat sent one back with.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BindWechat {
    pub code: String,
    pub state: String,
}
