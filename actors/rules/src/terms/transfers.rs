//! Where archive and household go, where rules read the fields; the questions stand in the forms.

use crate::form::Answers;
use serde::{Deserialize, Serialize};

/// A household that never came to the school cannot leave it.
pub const NO_HOUSEHOLD: &str = "该毕业生户口未转入学校，不能填写户口迁转信息";

/// 「档案转寄」, when the employer takes the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveTransfer {
    pub transfer_type: String,
    pub organisation: String,
    pub region: String,
    pub address: String,
    pub postcode: String,
    pub contact: String,
    pub contact_phone: String,
}

/// 「户口迁转」, when the employer takes the household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdTransfer {
    pub transfer_type: String,
    pub region: String,
    pub address: String,
}

impl ArchiveTransfer {
    /// By the answers to any form that asks for it; `None`: it goes nowhere.
    pub fn of(answers: &Answers) -> Option<Self> {
        let text = |question| answers.text_or_empty(question);
        answers.is_yes("archive").then(|| Self {
            transfer_type: text("archive_transfer_type"),
            organisation: text("archive_organisation"),
            region: text("archive_region"),
            address: text("archive_address"),
            postcode: text("archive_postcode"),
            contact: text("archive_contact"),
            contact_phone: text("archive_contact_phone"),
        })
    }
}

impl HouseholdTransfer {
    /// By the answers to any form that asks for it; `None`: it goes nowhere.
    pub fn of(answers: &Answers) -> Option<Self> {
        let text = |question| answers.text_or_empty(question);
        answers.is_yes("household").then(|| Self {
            transfer_type: text("household_transfer_type"),
            region: text("household_region"),
            address: text("household_address"),
        })
    }
}

/// Puts both among the answers to a form that asks for them: the inverse of `of`.
pub fn put(answers: &mut Answers, archive: Option<&ArchiveTransfer>, household: Option<&HouseholdTransfer>) {
    answers.put_flag("archive", archive.is_some());
    if let Some(archive) = archive {
        answers.put("archive_transfer_type", &archive.transfer_type);
        answers.put("archive_organisation", &archive.organisation);
        answers.put("archive_region", &archive.region);
        answers.put("archive_address", &archive.address);
        answers.put("archive_postcode", &archive.postcode);
        answers.put("archive_contact", &archive.contact);
        answers.put("archive_contact_phone", &archive.contact_phone);
    }
    answers.put_flag("household", household.is_some());
    if let Some(household) = household {
        answers.put("household_transfer_type", &household.transfer_type);
        answers.put("household_region", &household.region);
        answers.put("household_address", &household.address);
    }
}

/// Where a question's answer stands in what is sent: `archive_postcode` → `archive.postcode`.
pub fn path_of(question: &str) -> String {
    match question.split_once('_') {
        Some((block @ ("archive" | "household" | "card"), field)) => format!("{block}.{field}"),
        _ => question.to_owned(),
    }
}
