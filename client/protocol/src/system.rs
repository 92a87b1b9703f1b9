//! Which of the two systems a server is.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /system`: whoever has both holds them in one server.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SystemInfo {
    /// 「网签平台」 is served here.
    pub platform: bool,
    /// 「就业管理系统」 is served here.
    pub ems: bool,
    /// Address of the other system's pages, when it is another server.
    pub other: Option<String>,
}
