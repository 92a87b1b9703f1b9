//! What the platform and the employment management system tell each other: the only words the two share.
//!
//! Everything is about one subject and carries the subject's state, not a difference, with a number that rises. So taking the
//! same thing twice changes nothing, and an older one that comes late is told from a newer one.

pub mod standing;

use crate::{
    ids::*,
    profile::Profile,
    staff::Staff,
    terms::{ArchiveTransfer, HouseholdTransfer},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One thing that crosses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cargo {
    /// EMS → platform: a row of the roster (ROS-01, INV-01, INV-02).
    Roster(RosterChange),
    /// EMS → platform: a school or department user (ACC-02).
    Staff(StaffChange),
    /// EMS → platform: a graduate may set up the sign-in with this one-time code.
    Activation(Activation),
    /// EMS → platform: 「恢复网签数据」, say again what holds for this graduate (INV-02).
    Resend(GraduateId),
    /// Platform → EMS: what holds for a graduate now (SYN-01).
    Report(Report),
    /// EMS → platform: the school itself.
    School(SchoolEntry),
    /// EMS → platform: where a graduate's archive and household registration go (SYN-02).
    Transfers(TransfersChange),
    /// Either way between two servers: a school or department user's password.
    Password(PasswordChange),
}

/// What order matters for: two things about one subject never overtake each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Graduate(GraduateId),
    Staff(StaffId),
    /// The school itself.
    School,
}

impl Cargo {
    /// Whom it is about.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Roster(change) => Subject::Graduate(change.id),
            Self::Activation(activation) => Subject::Graduate(activation.graduate),
            Self::Resend(graduate) => Subject::Graduate(*graduate),
            Self::Report(report) => Subject::Graduate(report.graduate),
            Self::Transfers(change) => Subject::Graduate(change.graduate),
            Self::Staff(change) => Subject::Staff(change.id),
            Self::Password(change) => Subject::Staff(change.staff),
            Self::School(_) => Subject::School,
        }
    }

    /// The roster row in it.
    pub fn roster(self) -> Option<RosterChange> {
        if let Self::Roster(change) = self { Some(change) } else { None }
    }

    /// The transfers in it.
    pub fn transfers(self) -> Option<TransfersChange> {
        if let Self::Transfers(change) = self { Some(change) } else { None }
    }

    /// The report in it.
    pub fn report(self) -> Option<Report> {
        if let Self::Report(report) = self { Some(report) } else { None }
    }
}

/// A school as the EMS founded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolEntry {
    pub name: String,
    pub province: ProvinceId,
}

/// A roster row as it is now. The EMS numbers the rows, so its number is the graduate's name everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterChange {
    pub id: GraduateId,
    /// One more with every change of the row.
    pub revision: u64,
    pub profile: Arc<Profile>,
    /// When it was deleted from the roster; `None` while it stands there.
    pub removed_at: Option<UnixMs>,
}

/// A graduate's 「户档信息」 as the EMS has it now, whoever wrote it last: an agreement that took effect, or a person there (SYN-02).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransfersChange {
    pub graduate: GraduateId,
    /// One more with every change.
    pub revision: u64,
    pub archive: Option<ArchiveTransfer>,
    /// Since when it is that.
    pub archive_at: UnixMs,
    pub household: Option<HouseholdTransfer>,
    pub household_at: UnixMs,
}

/// A school or department user as the EMS has it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffChange {
    pub id: StaffId,
    pub revision: u64,
    pub login: String,
    pub staff: Arc<Staff>,
    /// Signs in no more, until unlocked.
    pub locked: bool,
    /// SHA-256 of the one-time code that replaces the password; with the revision that issued it.
    pub activation: Option<[u8; 32]>,
}

/// A one-time code for a graduate's first sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    pub graduate: GraduateId,
    /// Number of the identity document: what the graduate signs in with.
    pub login: String,
    pub revision: u64,
    pub code_hash: [u8; 32],
    /// The school was asked to replace a password that was forgotten; otherwise whoever has one keeps it.
    pub resets: bool,
}

/// How new a password is: after which one-time code, and the how manieth since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PasswordVersion {
    /// Revision of the grant whose code it replaced.
    pub issued: u64,
    /// Passwords set since; 0 while the code waits.
    pub set: u64,
}

/// A password as one of two servers has it now, hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordChange {
    pub staff: StaffId,
    pub account: AccountId,
    pub version: PasswordVersion,
    /// Argon2id in PHC form.
    pub phc: String,
}

/// What the platform says of a graduate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub graduate: GraduateId,
    /// Rises with every report on this graduate.
    pub revision: u64,
    pub at: UnixMs,
    pub said: Said,
}

/// The content of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// `None`: 「待就业」, and what hangs on a destination is cleared (SYN-02).
    Destination(Option<Box<Destination>>),
    /// The graduate's own phone and e-mail (ROS-02).
    Contact { mobile: String, email: String },
}

/// An effective destination, in the columns of the national upload file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    pub case: CaseId,
    /// Of the table of destination types; 10 is 「签就业协议形式就业」.
    pub code: String,
    pub credit_code: String,
    pub employer_name: String,
    pub employer_nature: String,
    pub employer_industry: String,
    pub employer_region: String,
    pub job_title: String,
    pub job_category: String,
    pub work_region: String,
    /// As the agreement says; absent when the employer takes none.
    pub archive: Option<ArchiveTransfer>,
    pub household: Option<HouseholdTransfer>,
}
