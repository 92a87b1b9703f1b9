//! The parcels between the platform and the employment management system, when they are two servers.
//!
//! Every item is the present state of one subject under a number that rises; taking it twice changes nothing.

use crate::{
    case::{ArchiveTransfer, HouseholdTransfer},
    session::Permissions,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `POST /link/{side}/{school}`: in the order in which they were packed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Parcels {
    pub parcels: Vec<Parcel>,
}

/// One thing that crosses.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Parcel {
    /// Its number on this link; the same at every attempt.
    pub number: u64,
    pub cargo: Cargo,
}

/// The outcome of the parcels, each by its number.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Receipts {
    pub receipts: Vec<Receipt>,
}

/// The outcome of one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    pub number: u64,
    /// Why it was not taken; absent when it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// `GET /link/{side}/{school}/standings`: what that side has of every graduate, to be compared with what the asker has (EXT-15).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Standings {
    pub standings: Vec<Standing>,
}

/// One graduate, as one system has them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    pub graduate: String,
    pub in_roster: bool,
    pub name: String,
    pub exam_no: String,
    pub department: String,
    pub major: String,
    pub education_level: String,
    /// Absent: 「待就业」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<HeldAgreement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<ArchiveTransfer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<HouseholdTransfer>,
}

/// The agreement that holds.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldAgreement {
    pub case: String,
    pub employer_name: String,
}

/// `POST /link/{side}/{school}/ways-in`: how these graduates will sign in once they have a code.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaysInQuestion {
    /// Whether the code is to take the place of a password.
    pub resets: bool,
    pub graduates: Vec<WayInOf>,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WayInOf {
    pub graduate: String,
    pub login: String,
    pub name: String,
}

/// The answer to [`WaysInQuestion`].
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaysIn {
    /// In the order of the question: `code`, `own_password`, `others_too`, `other_name`.
    pub ways: Vec<String>,
}

/// The content of a parcel.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Cargo {
    /// EMS → platform.
    School { name: String, province: u8 },
    /// EMS → platform.
    Roster { graduate: String, revision: u64, removed_at_ms: Option<i64>, profile: Box<RosterProfile> },
    /// EMS → platform.
    Staff(Box<StaffEntry>),
    /// EMS → platform: the code's SHA-256, in hex.
    Activation {
        graduate: String,
        login: String,
        revision: u64,
        code_hash: String,
        /// Also in place of a password that the graduate has.
        #[serde(default)]
        resets: bool,
    },
    /// EMS → platform: 「恢复网签数据」.
    Resend { graduate: String },
    /// EMS → platform: 「户档信息」.
    Transfers {
        graduate: String,
        revision: u64,
        archive: Option<ArchiveTransfer>,
        archive_at_ms: i64,
        household: Option<HouseholdTransfer>,
        household_at_ms: i64,
    },
    /// Platform → EMS; no destination: 「待就业」.
    Destination { graduate: String, revision: u64, at_ms: i64, destination: Option<Box<Destination>> },
    /// Platform → EMS: what the graduate said.
    Contact { graduate: String, revision: u64, at_ms: i64, mobile: String, email: String },
    /// Either way: a school or department user's password, hashed (Argon2id, PHC), after which code and the how manieth since.
    Password { staff: u32, account: String, issued: u64, set: u64, phc: String },
}

/// A row of the roster in the columns of the national upload file; codes are of the tables of the same name.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RosterProfile {
    pub exam_no: String,
    pub name: String,
    /// As printed on the document.
    pub id_type: String,
    pub id_no: String,
    pub gender: String,
    pub ethnicity: String,
    pub political_status: String,
    pub department: String,
    pub class_name: String,
    pub student_no: String,
    pub education_level: String,
    pub major_code: String,
    pub major: String,
    pub schooling_years: String,
    pub training_mode: String,
    pub directed_employer: String,
    pub origin_region: String,
    pub enrolled_on: String,
    /// `2027-07-01`.
    pub graduates_on: String,
    pub normal_student_type: String,
    pub hardship_type: String,
    pub mobile: String,
    pub email: String,
    pub archive_in_school: bool,
    pub household_in_school: bool,
}

/// A school or department user.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffEntry {
    pub staff: u32,
    pub revision: u64,
    pub login: String,
    pub name: String,
    /// Absent for school users.
    pub department: Option<String>,
    /// `undergraduate`, `postgraduate`; absent: all levels.
    pub level: Option<String>,
    pub permissions: Permissions,
    pub locked: bool,
    /// SHA-256 of the one-time code that replaces the password, in hex.
    pub activation: Option<String>,
}

/// An effective destination.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    pub case: String,
    pub code: String,
    pub credit_code: String,
    pub employer_name: String,
    pub employer_nature: String,
    pub employer_industry: String,
    pub employer_region: String,
    pub job_title: String,
    pub job_category: String,
    pub work_region: String,
    pub archive: Option<ArchiveTransfer>,
    pub household: Option<HouseholdTransfer>,
}
