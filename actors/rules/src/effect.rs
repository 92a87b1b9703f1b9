//! The closed list of what a step may cause beyond its own state.

use crate::{
    batch::Batch, case::CaseRow, delivery::Delivery, ids::*, letter::Letter, module::Modules, notice::Notice,
    occasion::Channel, review::Scope, time::UnixMs,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Letters and timers are durable with the step. What is shown is for screens that happen to be open, who is woken would look by
/// itself a while later: both happen after it, and neither is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Tell { to: EntityId, letter: Box<Letter> },
    Schedule { timer: Timer, at: UnixMs },
    Cancel { timer: Timer, at: UnixMs },
    Show(Show),
    Wake(Wake),
}

impl Effect {
    /// A letter to another entity.
    pub fn tell(to: impl Into<EntityId>, letter: Letter) -> Self {
        Self::Tell { to: to.into(), letter: Box::new(letter) }
    }
}

/// Why an entity wants to be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Timer {
    /// An invitation's time to answer ends (SIG-08).
    InvitationExpires(CaseId),
    /// Something in an outbox is due.
    DeliveriesDue,
    /// A channel's stop ends, or has lasted for another while.
    ChannelDue,
    /// A day is left to answer an invitation (NOT-01).
    InvitationEndsSoon(CaseId),
    /// A day is left to answer a request for rescission (EXT-16).
    AnswerDueSoon(CaseId),
    /// The time to answer one has ended.
    AnswerOverdue(CaseId),
    /// A verdict can be taken back no longer (EXT-09).
    VerdictTakesEffect(CaseId),
    /// A batch is under way: its worker is woken, in case it has gone (EXT-07).
    BatchGoesOn,
}

/// What open screens are told.
#[derive(Clone, Debug, PartialEq)]
pub enum Show {
    /// A row of the school's list is new or changed; the counts of every scope that contains it may have.
    QueueRow { school: SchoolId, row: Box<CaseRow> },
    /// More is told of a row of the school's list, which itself is as it was.
    QueueRowTold { school: SchoolId, row: Box<CaseRow> },
    /// One of the party's own cases changed.
    Case { to: Topic, row: Box<CaseRow> },
    /// A notice arrived in the party's inbox.
    Notice { to: Topic, notice: Notice },
    /// The account's session with this token hash ended: its sockets close.
    SessionEnded { account: AccountId, session: [u8; 32] },
    /// A school or department user has other rights now, or none: what their pages follow is checked again.
    RightsChanged { school: SchoolId, staff: StaffId },
    /// The school's settings, or what keeps them from being changed, are not what they were.
    SettingsChanged { school: SchoolId },
    /// Messages to a school's graduates are not as they were.
    Deliveries { school: SchoolId, changed: Vec<Arc<Delivery>> },
    /// Whether this employer is warned of is not what it was (FLG-02, FLG-03): pages that show it look again.
    Warning { to: Topic, employer: EmployerId },
    /// An employer's registration arrived at the province, or changed there.
    EmployersChanged { province: ProvinceId },
    /// What is registered of a school's archives and household registrations, or of whom, is not what it was (HOM-03).
    TransfersMoved { school: SchoolId },
    /// A batch of this reviewer's is further, or has ended (EXT-07).
    Batch { of: ReviewerId, batch: Arc<Batch> },
}

/// Which worker finds something to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Wake {
    /// The carrier of a link: something on it can be carried, or was.
    Link(LinkId),
    /// The senders of a school's outbox: something in it can be sent, or was. What changed is counted.
    Outbox { school: SchoolId, changed: Vec<Arc<Delivery>> },
    /// A channel's senders: it stopped, goes again, or should be looked at.
    Channel(Channel),
    /// The worker that decides a reviewer's batch, item by item.
    Batches(ReviewerId),
}

/// What a screen can follow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Graduate(GraduateId),
    Employer(EmployerId),
    /// The part of a school's queue that one kind of reviewer sees.
    Queue {
        school: SchoolId,
        scope: Scope,
        /// The modules whose cases they may see.
        sees: Modules,
    },
    /// What all users of a school share, whatever their permissions: its settings.
    School(SchoolId),
    /// What became of the messages to the graduates within a scope.
    Deliveries {
        school: SchoolId,
        scope: Scope,
    },
    /// What the users of a province share: the employers it verifies.
    Province(ProvinceId),
    /// What is registered in a school's archive and household modules: only that it changed, whoever sees it reads their own part.
    Transfers(SchoolId),
    /// How far a reviewer's batches are.
    Batches(ReviewerId),
}
