//! The agreement's terms: what an employer offers (spec of each field beside it).

use crate::{
    check,
    codes::{CodeTable, Codes},
    fields::Fields,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// As filled in, not yet checked; see [`Terms::checked`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub job_title: String,
    pub job_category: String,
    pub work_region: String,
    pub work_address: String,
    /// Yuan before tax.
    pub salary_monthly: u32,
    pub salary_note: String,
    pub probation_months: u8,
    pub probation_salary: Option<u32>,
    pub service_half_years: u8,
    pub report_from: Date,
    pub report_by: Date,
    /// Yuan.
    pub penalty_amount: u32,
    pub penalty_note: String,
    pub other_terms: String,
    pub archive: Option<ArchiveTransfer>,
    pub household: Option<HouseholdTransfer>,
}

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

impl Terms {
    /// The terms as they are kept; faults go to `fields`. Texts are of characters that are seen: a graduate signs what is shown.
    #[must_use]
    pub fn checked(self, codes: &Codes, today: Date, household_in_school: bool, fields: &mut Fields) -> Terms {
        self.check_codes(codes, fields);
        self.check_pay(fields);
        self.check_dates(today, fields);
        if self.household.is_some() && !household_in_school {
            fields.refuse("terms.household", "该毕业生户口未转入学校，不能填写户口迁转信息");
        }
        Terms {
            job_title: fields.line("terms.job_title", &self.job_title, 2..=60),
            work_address: fields.line("terms.work_address", &self.work_address, 0..=120),
            salary_note: fields.lines("terms.salary_note", &self.salary_note, 0..=200),
            penalty_note: fields.lines("terms.penalty_note", &self.penalty_note, 0..=200),
            other_terms: fields.lines("terms.other_terms", &self.other_terms, 0..=1000),
            archive: self.archive.map(|archive| archive.checked(codes, fields)),
            household: self.household.map(|household| household.checked(codes, fields)),
            ..self
        }
    }

    fn check_codes(&self, codes: &Codes, fields: &mut Fields) {
        if !codes.contains(CodeTable::JobCategory, &self.job_category) {
            fields.refuse("terms.job_category", "请选择职位类别");
        }
        if !codes.is_place(&self.work_region) {
            fields.refuse("terms.work_region", "请选择工作地点，精确到区县");
        }
    }

    fn check_pay(&self, fields: &mut Fields) {
        if !(1..=999_999).contains(&self.salary_monthly) {
            fields.refuse("terms.salary_monthly", "月薪为 1 至 999999 元的整数");
        }
        // 劳动合同法 §19: never more than six months, whatever the contract's length.
        if self.probation_months > 6 {
            fields.refuse("terms.probation_months", "试用期最长 6 个月");
        }
        // 劳动合同法 §20: at least 80 % of the agreed pay.
        if let Some(pay) = self.probation_salary {
            if u64::from(pay) * 10 < u64::from(self.salary_monthly) * 8 {
                fields.refuse("terms.probation_salary", "试用期薪酬不得低于月薪的 80%");
            } else if pay > 999_999 {
                fields.refuse("terms.probation_salary", "试用期薪酬为不超过 999999 元的整数");
            }
        }
        if self.service_half_years > 40 {
            fields.refuse("terms.service_half_years", "服务期为 0 至 20 年");
        }
        if self.penalty_amount > 9_999_999 {
            fields.refuse("terms.penalty_amount", "违约金不超过 9999999 元");
        }
    }

    fn check_dates(&self, today: Date, fields: &mut Fields) {
        if self.report_by < self.report_from {
            fields.refuse("terms.report_by", "报到期限不得早于报到时间");
        } else if self.report_by < today {
            fields.refuse("terms.report_by", "报到期限不得早于今天");
        }
    }
}

impl ArchiveTransfer {
    /// As it is kept; faults go to `fields`.
    #[must_use]
    pub(crate) fn checked(self, codes: &Codes, fields: &mut Fields) -> Self {
        if !codes.contains(CodeTable::ArchiveTransferType, &self.transfer_type) {
            fields.refuse("terms.archive.transfer_type", "请选择档案转寄类型");
        }
        if !codes.is_place(&self.region) {
            fields.refuse("terms.archive.region", "请选择档案转寄单位所在地，精确到区县");
        }
        Self {
            organisation: fields.name("terms.archive.organisation", &self.organisation, 2..=100),
            address: fields.line("terms.archive.address", &self.address, 5..=120),
            postcode: fields.checked("terms.archive.postcode", check::Postcode::parse(&self.postcode)),
            contact: fields.line("terms.archive.contact", &self.contact, 2..=40),
            contact_phone: fields.checked("terms.archive.contact_phone", check::Phone::parse(&self.contact_phone)),
            ..self
        }
    }
}

impl HouseholdTransfer {
    /// As it is kept; faults go to `fields`.
    #[must_use]
    pub(crate) fn checked(self, codes: &Codes, fields: &mut Fields) -> Self {
        if !codes.contains(CodeTable::HouseholdTransferType, &self.transfer_type) {
            fields.refuse("terms.household.transfer_type", "请选择户口迁转类型");
        }
        if !codes.is_place(&self.region) {
            fields.refuse("terms.household.region", "请选择户口迁往地，精确到区县");
        }
        Self { address: fields.line("terms.household.address", &self.address, 2..=120), ..self }
    }
}
