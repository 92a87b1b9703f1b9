//! All agreements of a list in one zip (EXT-13, SIG-05).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The agreements that a zip of a list would hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ZipOffer {
    /// Agreements that were issued.
    pub agreements: usize,
    /// Rows without one yet: named in the zip's own list with the reason.
    pub without: usize,
}

/// The zips that the reader asked for and that are remembered: the newest, if there is one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgreementZips {
    pub zips: Vec<AgreementZip>,
}

/// A zip of agreements: asked for, on its way, or over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgreementZip {
    pub zip: String,
    /// Agreements that it is of.
    pub agreements: usize,
    /// Of them those that are through: in it, or left out.
    pub done: usize,
    /// Of those the ones that could not be drawn; the zip's own list says why.
    pub left_out: usize,
    /// Bytes on their way to the browser so far.
    pub bytes: u64,
    pub state: ZipState,
}

/// Where a zip of agreements stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZipState {
    /// The browser has not come for it yet.
    Asked,
    UnderWay,
    /// To its end.
    Whole,
    /// Ended before its end: the file in the browser is none.
    BrokenOff,
    /// The browser never came for it.
    Lapsed,
}
