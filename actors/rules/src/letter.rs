//! The closed list of what entities tell each other: the only words they share. (actix owns the word `Message`.)

use crate::{
    account::renumbered::{Forwarding, MovedRecord},
    case::{CaseRow, EmployerCard},
    delivery::Bulletin,
    employer::registration::EmployerRow,
    exchange::Cargo,
    flag::Grounds,
    graduate::held_verdict::HeldMark,
    ids::*,
    module::Module,
    profile::Profile,
    review::AgreementKind,
    terms::Terms,
    time::UnixMs,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Adding a variant at the end keeps old letters readable; changing one is a new codec version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Letter {
    /// Province → school: the school exists, under this agreement type.
    Founded { name: String, agreement_kind: Option<AgreementKind> },
    /// Province → school: the agreement type was set (SET-01).
    AgreementKindSet(AgreementKind),
    /// School → graduate: you stand on the roster like this (ROS-01), or were deleted from it (INV-01).
    Rostered { profile: Arc<Profile>, removed_at: Option<UnixMs> },
    /// Employer → graduate: an offer (SIG-01).
    Invited(Box<Invitation>),
    /// Graduate → school and employer: the case is now like this. Carries the case's version; older ones are ignored.
    CaseMoved(Box<CaseRow>),
    /// Anybody → link: to be carried to the other side, in this order.
    Carry(Vec<Cargo>),
    /// Province → school: the archive or the household module may be opened (SET-06).
    ModuleOpened(Module),
    /// Graduate → outbox: a notice that leaves the inbox (NOT-01).
    Announced(Box<Bulletin>),
    /// Graduate → follower: bound by this graduate, or not any more.
    WechatBinding { bound: bool },
    /// Follower → graduate: whether they follow the official account.
    WechatFollows(bool),
    /// School → employer: how the school's flag stands (FLG-01); `None` is none. Older revisions are ignored.
    Flagged { revision: u64, grounds: Option<Grounds> },
    /// Employer → province: its registration is now like this (ACC-10). Carries a version; older ones are ignored.
    EmployerMoved(Box<EmployerRow>),
    /// Employer → graduate whose answer to this invitation it waits for: it is warned of now, by the graduate's own school or by so
    /// many that everybody is warned (FLG-03).
    EmployerWarned { case: CaseId, by_own_school: bool },
    /// School → account of a graduate's former number: they sign in to another one from now on (ACC-01).
    Renumbered { graduate: GraduateId, forwarding: Forwarding },
    /// Account → account: a graduate's record, whose number was corrected.
    RecordMoved(Box<MovedRecord>),
    /// Account → school of its holder: the one-time code that came with this revision of the user was used (ACC-02).
    AccountOpened { staff: StaffId, revision: u64 },
    /// Graduate → employer: a request for rescission waits for its answer, and has a day left or is overdue (EXT-16).
    AnswerAwaited { case: CaseId, name: String, until: UnixMs, is_overdue: bool },
    /// Graduate → school: a verdict on the case at this version waits to take effect, or was taken back (EXT-09).
    VerdictHeld { case: CaseId, version: u64, held: Option<HeldMark> },
}

/// An offer on its way to the graduate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub case: CaseId,
    pub school_name: String,
    pub agreement_kind: AgreementKind,
    pub employer: Arc<EmployerCard>,
    pub terms: Arc<Terms>,
    pub sent_at: UnixMs,
    pub expires_at: UnixMs,
}
