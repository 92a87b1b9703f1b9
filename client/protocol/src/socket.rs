//! The WebSocket at `/api/v1/socket`: JSON text frames both ways.
//!
//! Topics are named from the reader's side: `queue` (school and department users: counts and changed rows), `school` (the same
//! users: that their school's settings changed), `transfers` (those who may enter the archive or the household module: that
//! something changed there), `batches` (a reviewer's own batches: how far they are), `deliveries` (school users: messages to their graduates), `province` (its
//! users: that an employer's registration arrived or changed), `me` (one's own cases and notices). A topic's frames carry
//! `(epoch, version)` with versions rising by one; a client that comes back names
//! the last pair it saw and gets the rest, or `resync` and reads the page again over HTTP.

use crate::{
    batch::Batch,
    case::CaseRow,
    delivery::{ChannelState, DeliveryRow},
    notice::Notice,
    queue::QueueCounts,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Into the client.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "a frame is made, written out and dropped; none is kept")]
pub enum ToClient {
    /// First frame of a connection.
    Hello { server_time_ms: i64, heartbeat_s: u32 },
    /// The subscription stands. `resumed`: the missed frames follow; otherwise read the page again once.
    Subscribed { topic: String, epoch: u64, version: u64, resumed: bool },
    /// Frames were lost for this topic; read the page again over HTTP, then go on from here.
    Resync { topic: String, epoch: u64, version: u64 },
    /// Counts of the reader's scope, and the rows that changed since the last such frame.
    Queue {
        topic: String,
        epoch: u64,
        version: u64,
        counts: QueueCounts,
        changed: Vec<CaseRow>,
        /// More rows changed than a frame carries: an open list reads its page again.
        more: bool,
    },
    /// One of the reader's own cases changed.
    Case { topic: String, epoch: u64, version: u64, row: CaseRow },
    /// A notice arrived.
    Notice { topic: String, epoch: u64, version: u64, notice: Notice },
    /// The school's settings changed, or what keeps them from being changed: read again what shows them.
    Settings { topic: String, epoch: u64, version: u64 },
    /// Messages to the reader's graduates that are new or changed, and the channels as they stand.
    Deliveries {
        topic: String,
        epoch: u64,
        version: u64,
        changed: Vec<DeliveryRow>,
        channels: Vec<ChannelState>,
        /// More changed than a frame carries: an open list reads its page again.
        more: bool,
    },
    /// Whether this employer is warned of is not what it was: read again what shows it (FLG-02).
    Warning { topic: String, epoch: u64, version: u64, employer: String },
    /// An employer's registration arrived at the province, or changed there: read the list again.
    Employers { topic: String, epoch: u64, version: u64 },
    /// The registrations of the archive or the household module, or their graduates, have changed: pages that show them read again (HOM-03).
    Transfers { topic: String, epoch: u64, version: u64 },
    /// A batch of the reader's own is further, or has ended (EXT-07).
    Batch { topic: String, epoch: u64, version: u64, batch: Batch },
    /// The person at an item that this socket has open (EXT-01).
    Presence { case: String, holder: Option<Holder>, others: Vec<String> },
    /// The people at items of the reader's queue now: all of them, whenever that changes and when the queue is subscribed to
    /// (EXT-01). Not numbered: the newest is true, and none is made up for.
    Held { items: Vec<HeldItem> },
    /// A frame of the client was refused; the connection stays.
    Refused { code: String, message: String },
    /// Answer to `ping`.
    Pong { server_time_ms: i64 },
}

/// An item that somebody holds, for who has the queue on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeldItem {
    pub case: String,
    pub name: String,
    pub until_ms: i64,
}

/// The holder of an item's lease.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Holder {
    pub name: String,
    /// The account holding it: compare with one's own to see whether it is oneself.
    pub you: bool,
    pub until_ms: i64,
}

/// Out of the client. At most 4 KiB a frame.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum FromClient {
    Subscribe {
        /// `queue`, `batches`, `school`, `transfers`, `deliveries`, `province` or `me`.
        topic: String,
        #[serde(default)]
        since: Option<Position>,
    },
    Unsubscribe {
        topic: String,
    },
    /// Opens an item: takes its two-minute lease if free, and shows who is there.
    Open {
        case: String,
    },
    /// Activity on an open item: renews the lease.
    Touch {
        case: String,
    },
    /// Leaves an item.
    Leave {
        case: String,
    },
    /// Takes the lease from its holder; logged.
    TakeOver {
        case: String,
    },
    Ping {},
}

/// How far a client has read a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Position {
    pub epoch: u64,
    pub version: u64,
}

/// Close codes: each says whether to come back. 4000–4499 reconnect with back-off, 4500–4999 do not.
pub mod close {
    /// The server is going down; come back after a random delay.
    pub const RESTARTING: u16 = 4000;
    /// The reader was too slow; come back and resume.
    pub const SLOW: u16 = 4001;
    /// No sign of life.
    pub const SILENT: u16 = 4002;
    /// The reader's rights changed: come back and follow what is still allowed.
    pub const RIGHTS_CHANGED: u16 = 4003;
    /// The account, or the address, has as many pages open as it may: come back after a minute, or when the reader asks for it.
    pub const TOO_MANY: u16 = 4004;
    /// The session ended: sign in again.
    pub const SESSION_ENDED: u16 = 4500;
    /// Malformed or forbidden frames: a bug in the client.
    pub const BAD_FRAMES: u16 = 4501;
}
