//! Deliberate bugs. Each is a wrapper around the core, the store or the transport, never a switch in the program; the
//! simulation must notice every one of them.

use wangqian_storage::record::CommitRecord;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    /// A letter that was taken in before is decided on again, under the next number.
    ForgetsDuplicates,
    /// A letter that overtook another is taken in at once.
    ForgetsGaps,
    /// Letters are numbered from 1 again after an entity woke up.
    RestartsNumbering,
    /// A person hears of a step before it is on disk.
    RepliesBeforeCommit,
    /// A letter is acknowledged before its effect is on disk.
    AcknowledgesEarly,
    /// Written is taken for durable.
    SkipsTheSync,
    /// An unknown outcome is taken for success.
    BelievesUnknown,
    /// The number of the letter taken in is missing in the record.
    ForgetsInboxMark,
    /// Letters are sent but are missing in the record.
    LosesLetters,
    /// Replies are not kept for repeats of their command.
    ForgetsReplies,
    /// Timers are missing in the record.
    LosesTimers,
    /// Of several changed parts the last one is not written.
    TearsSteps,
    /// A decision on an old version is carried out on the new one.
    IgnoresVersions,
    /// A timer that fires is believed, whatever the clock says.
    TrustsTimers,
    /// Screens count up and down instead of taking the length of the queue.
    CountsByOne,
    /// A rescission takes effect, and the agreement that it is about goes on.
    RescindsAlone,
    /// The image of a stamped agreement is taken for its review.
    SkipsTheSecondReview,
    /// The worker of a batch asks without a key, so that a repeat counts as a new decision.
    ForgetsTheBatchsKey,
    /// Of several steps on their way the last one is let out first.
    LetsOutTheLastFirst,
    /// A refusal, or the answer to a question, does not wait for the steps that it rests on.
    AnswersAhead,
    /// Letters leave when their step is decided.
    SendsLettersEarly,
    /// People see the state that the disk has not heard of yet.
    ShowsAhead,
}

impl Mutant {
    pub const ALL: [Self; 22] = [
        Self::ForgetsDuplicates,
        Self::ForgetsGaps,
        Self::RestartsNumbering,
        Self::RepliesBeforeCommit,
        Self::AcknowledgesEarly,
        Self::SkipsTheSync,
        Self::BelievesUnknown,
        Self::ForgetsInboxMark,
        Self::LosesLetters,
        Self::ForgetsReplies,
        Self::LosesTimers,
        Self::TearsSteps,
        Self::IgnoresVersions,
        Self::TrustsTimers,
        Self::CountsByOne,
        Self::RescindsAlone,
        Self::SkipsTheSecondReview,
        Self::ForgetsTheBatchsKey,
        Self::LetsOutTheLastFirst,
        Self::AnswersAhead,
        Self::SendsLettersEarly,
        Self::ShowsAhead,
    ];

    /// The record that reaches the disk.
    pub fn record(self, mut record: CommitRecord) -> CommitRecord {
        match self {
            Self::ForgetsInboxMark => record.inbox = None,
            Self::LosesLetters => record.outbox.clear(),
            Self::ForgetsReplies => record.reply = None,
            Self::LosesTimers => record.timers.clear(),
            Self::TearsSteps if record.parts.len() > 1 => drop(record.parts.pop()),
            _ => {}
        }
        record
    }

    /// The number under which a letter is handed over, when `last` was taken in before.
    pub fn number(self, seq: u64, last: u64) -> u64 {
        match self {
            Self::ForgetsDuplicates if seq <= last => last + 1,
            Self::ForgetsGaps if seq > last + 1 => last + 1,
            _ => seq,
        }
    }
}
