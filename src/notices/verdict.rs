//! What a provider's answer means: for the message, for the channel, for the receiver.

use wangqian_rules::{
    gateway::{PAUSE_MS, Stop},
    outbox::delivery::{Delivery, Outcome},
    time::UnixMs,
};

/// How long the message that met a stop without an end waits.
const LOOK_AGAIN_MS: i64 = 3_600_000;

/// The reading of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub outcome: Outcome,
    pub then: Then,
    pub call: Call,
}

/// Whether the provider was called, which counts for its quota, and whether it said anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Answered,
    Unanswered,
    NotMade,
}

/// What follows beyond the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    Nothing,
    /// The channel stops, for all schools.
    Stop(Stop),
    /// The channel pauses: the provider is not there.
    Pause,
    /// The occasion's template is not used any more.
    StopTemplate(Stop),
    /// The openid is nobody's any more.
    Unbind,
    Unfollowed,
}

impl Verdict {
    fn of(outcome: Outcome) -> Self {
        Self { outcome, then: Then::Nothing, call: Call::Answered }
    }

    /// Taken, under the provider's number.
    pub fn accepted(id: String) -> Self {
        Self::of(Outcome::Accepted { id })
    }

    /// Not taken: again after a pause.
    pub fn again(code: &str, why: &str) -> Self {
        Self::of(Outcome::Again { code: code.to_owned(), why: why.to_owned() })
    }

    /// Never by this channel.
    pub fn refused(code: &str, why: &str) -> Self {
        Self::of(Outcome::Refused { code: code.to_owned(), why: why.to_owned() })
    }

    /// There is nobody to send it to.
    pub fn pointless(code: &str, why: &str) -> Self {
        Self::of(Outcome::Pointless { code: code.to_owned(), why: why.to_owned() })
    }

    /// Only this message waits.
    pub fn hold(code: &str, why: &str, until: UnixMs) -> Self {
        Self::of(Outcome::Hold { code: code.to_owned(), why: why.to_owned(), until })
    }

    /// It may have been taken or not.
    pub fn unknown(why: &str) -> Self {
        Self { call: Call::Unanswered, ..Self::of(Outcome::Unknown { why: why.to_owned() }) }
    }

    /// Beyond our own count of the day.
    pub fn beyond(until: UnixMs) -> Self {
        Self::of(Outcome::NoQuota { code: "daily_quota".to_owned(), until }).not_made()
    }

    /// The message itself did not go to the provider.
    pub fn not_made(self) -> Self {
        Self { call: Call::NotMade, ..self }
    }

    /// Also for the receiver.
    pub fn then(self, then: Then) -> Self {
        Self { then, ..self }
    }

    /// The channel stops; the message is held with it.
    pub fn stopping(code: &str, why: &str, now: UnixMs, until: Option<UnixMs>) -> Self {
        Self::with_stop(stop(code, why, now, until, false), now)
    }

    /// The day's quota is used up.
    pub fn out_of_quota(code: &str, why: &str, now: UnixMs) -> Self {
        Self::with_stop(stop(code, why, now, Some(now.next_midnight()), true), now)
    }

    /// The template is refused: a slip in the configuration, which can be mended while the message waits.
    pub fn template(code: &str, why: &str, now: UnixMs) -> Self {
        let stop = stop(code, why, now, None, false);
        Self::of(held(&stop, now)).then(Then::StopTemplate(stop))
    }

    /// Nothing was sent: the provider is not there.
    pub fn unreachable(now: UnixMs) -> Self {
        let until = UnixMs(now.0 + PAUSE_MS);
        Self::hold("unreachable", "无法连接服务商", until).then(Then::Pause).not_made()
    }

    /// No answer, where a repeat is recognised: again in a while.
    pub fn unanswered() -> Self {
        Self { call: Call::Unanswered, ..Self::of(Outcome::NoAnswer { why: "服务商没有应答".to_owned() }) }
    }

    fn with_stop(stop: Stop, now: UnixMs) -> Self {
        Self::of(held(&stop, now)).then(Then::Stop(stop))
    }
}

fn stop(code: &str, why: &str, now: UnixMs, until: Option<UnixMs>, quota: bool) -> Stop {
    Stop { since: now, until, quota, code: code.to_owned(), why: why.to_owned() }
}

/// What a stop means for a message.
pub fn held(stop: &Stop, now: UnixMs) -> Outcome {
    let until = stop.until.unwrap_or(UnixMs(now.0 + LOOK_AGAIN_MS));
    match stop.quota {
        true => Outcome::NoQuota { code: stop.code.clone(), until },
        false => Outcome::Hold { code: stop.code.clone(), why: stop.why.clone(), until },
    }
}

/// What goes to a provider, and when it is.
pub struct Message<'a> {
    pub delivery: &'a Delivery,
    /// Whom it goes to: an openid or a phone.
    pub address: &'a str,
    pub clock: &'a dyn Fn() -> UnixMs,
}

impl Message<'_> {
    /// At this moment: an answer may take long, and what it means counts from when it came.
    pub fn now(&self) -> UnixMs {
        (self.clock)()
    }
}
