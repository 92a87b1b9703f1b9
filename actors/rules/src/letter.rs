//! The closed list of what entities tell each other: the only words they share. (actix owns the word `Message`.)

use crate::{
    case::{CaseRow, EmployerCard},
    employer::registration::EmployerRow,
    exchange::Cargo,
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
    /// Employer → province: its registration is now like this (ACC-10). Carries a version; older ones are ignored.
    EmployerMoved(Box<EmployerRow>),
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
