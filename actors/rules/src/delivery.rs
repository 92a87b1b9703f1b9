//! One message on its way, and what became of it.

use crate::{
    ids::*,
    occasion::{Channel, Occasion},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

/// A person whom WeChat cannot reach for so long gets an SMS, where the occasion is worth one.
pub const LONG_MS: i64 = 3_600_000;

/// What the graduate's step says of a notice that goes out: enough to write it, nothing to address it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulletin {
    pub event: EventId,
    pub occasion: Occasion,
    pub at: UnixMs,
    pub case: Option<CaseId>,
    /// What it is about: the employer's name, mostly.
    pub subject: String,
    /// What happened, in at most five characters: templates have such a field.
    pub result: String,
}

/// A notice is named by its place in the person's inbox; with the channel it names a delivery once and for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventId {
    pub graduate: GraduateId,
    pub seq: u64,
}

/// How far a delivery got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum State {
    Waiting,
    /// Handed to the provider, or on its way there; what became of it is not known yet.
    Sending,
    Sent,
    Failed,
    /// Not tried any more.
    GivenUp,
    /// No provider is configured: it stands in the inbox alone.
    RecordedOnly,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Sending, Self::Sent, Self::Failed, Self::GivenUp, Self::RecordedOnly];

    /// Stable code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::GivenUp => "given_up",
            Self::RecordedOnly => "recorded_only",
        }
    }

    /// In people's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "待发",
            Self::Sending => "发送中",
            Self::Sent => "成功",
            Self::Failed => "失败",
            Self::GivenUp => "放弃",
            Self::RecordedOnly => "仅记录",
        }
    }

    /// The inverse of [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether something may still happen to it by itself.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Sending)
    }
}

/// One message by one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// 1, 2, 3 … per school.
    pub number: u64,
    pub bulletin: Bulletin,
    pub channel: Channel,
    pub state: State,
    /// Calls to the provider.
    pub attempts: u32,
    /// Answers that asked to try again, since it was queued or replayed.
    pub tries: u32,
    /// 1 more with every replay: the provider must not take a replay for a repeat.
    pub round: u32,
    pub next_at: UnixMs,
    /// When it was queued or, by a person, replayed: its age counts from then.
    pub begun_at: UnixMs,
    pub changed_at: UnixMs,
    /// Whom it went to, masked.
    pub to: String,
    pub provider_id: Option<String>,
    pub provider_code: Option<String>,
    /// Why not, in people's words.
    pub why: String,
    /// Since then the provider may have it, and nobody knows: repeated only where, and as long as, a repeat is recognised.
    pub uncertain_since: Option<UnixMs>,
}

impl Delivery {
    /// What the provider knows this message by: the same at every attempt, another at every replay.
    pub fn client_id(&self) -> String {
        format!("{}-{}-{}", self.bulletin.event.graduate.school, self.number, self.round)
    }

    /// Whether a person may have it sent again: it is over, did not arrive, and cannot have.
    pub fn is_replayable(&self) -> bool {
        matches!(self.state, State::Failed | State::GivenUp | State::RecordedOnly) && self.uncertain_since.is_none()
    }

    /// The inverse of [`Self::client_id`].
    pub fn parse_client_id(text: &str) -> Option<(SchoolId, u64, u32)> {
        let mut fields = text.split('-');
        let parsed = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        fields.next().is_none().then_some(parsed)
    }
}

/// What an attempt came to: the adapter's reading of the provider's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Taken; a receipt is to follow.
    Accepted { id: String },
    /// Surely not taken: try again, a few times.
    Again { code: String, why: String },
    /// The channel does not go at the moment; that is not this message's fault.
    Hold { code: String, why: String, until: UnixMs },
    /// As `Hold`, for lack of quota: only what is important waits for more.
    NoQuota { code: String, until: UnixMs },
    /// Never by this channel.
    Refused { code: String, why: String },
    /// There is nobody to send it to by this channel.
    Pointless { code: String, why: String },
    /// The provider may have taken it or not, and repeating might send it twice.
    Unknown { why: String },
    /// Nothing is configured that could send it.
    NoProvider,
    /// As `Unknown`, where the provider recognises a repeat: again, a few times.
    NoAnswer { why: String },
}

impl Outcome {
    /// Whether a message with this outcome waits so long that it counts as not reaching the person for now.
    pub fn waits_long(&self, now: UnixMs) -> bool {
        match self {
            Self::Hold { until, .. } | Self::NoQuota { until, .. } => until.0 - now.0 >= LONG_MS,
            _ => false,
        }
    }
}

/// A provider's word on what became of a message it had taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub of: ReceiptOf,
    pub delivered: bool,
    pub code: String,
    pub why: String,
}

/// A receipt, and when it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyReceipt {
    pub at: UnixMs,
    pub receipt: Receipt,
}

/// What a receipt names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReceiptOf {
    /// The provider's own number.
    Provider(Channel, String),
    /// Ours.
    Ours { number: u64, round: u32 },
}
