//! Field checks: what a person typed becomes a checked, normalised value or a Chinese sentence saying what is expected.
//!
//! No error repeats what was typed: refusals reach logs and import reports, and personal numbers do not belong there.

mod alphabets;
mod characters;
mod checked;
pub mod credit_code;
pub mod email;
pub mod exam_no;
mod han;
pub mod id_document;
pub mod id_number;
pub(crate) mod mask;
pub mod organisation_name;
pub mod person_name;
pub mod phone;
pub mod postcode;
mod radicals;
pub mod student_no;
pub mod text;
pub mod width;

pub use credit_code::{CreditCode, CreditCodeError};
pub use email::{Email, EmailError};
pub use exam_no::{ExamNo, ExamNoError};
pub use id_document::{IdDocument, IdDocumentError, IdDocumentType};
pub use id_number::{Gender, IdNumber, IdNumberError};
pub use organisation_name::{OrganisationName, OrganisationNameError};
pub use person_name::{NameNotice, PersonName, PersonNameError};
pub use phone::{Landline, Mobile, Phone, PhoneError};
pub use postcode::{Postcode, PostcodeError};
pub use student_no::{StudentNo, StudentNoError};

/// 学制, in years.
pub const SCHOOLING_YEARS: [&str; 12] = ["1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5", "5.5", "6", "7", "8"];
