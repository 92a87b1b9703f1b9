//! The agreement's terms: what an employer offers (spec of each field beside it).

use crate::{
    check,
    codes::{CodeTable, Codes},
    refusal::{FieldError, invalid},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// As filled in, not yet checked; see [`Terms::check`].
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
    /// Every field that does not hold; empty when the terms can be offered on `today`.
    pub fn check(&self, codes: &Codes, today: Date, household_in_school: bool) -> Vec<FieldError> {
        let mut errors = Vec::new();
        self.check_job(codes, &mut errors);
        self.check_pay(&mut errors);
        self.check_dates(today, &mut errors);
        self.check_texts(&mut errors);
        if let Some(archive) = &self.archive {
            archive.check(codes, &mut errors);
        }
        match &self.household {
            Some(_) if !household_in_school => {
                errors.push(invalid("terms.household", "该毕业生户口未转入学校，不能填写户口迁转信息"));
            }
            Some(household) => household.check(codes, &mut errors),
            None => {}
        }
        errors
    }

    fn check_job(&self, codes: &Codes, errors: &mut Vec<FieldError>) {
        length("terms.job_title", &self.job_title, 2..=60, errors);
        if !codes.contains(CodeTable::JobCategory, &self.job_category) {
            errors.push(invalid("terms.job_category", "请选择职位类别"));
        }
        if !codes.is_place(&self.work_region) {
            errors.push(invalid("terms.work_region", "请选择工作地点，精确到区县"));
        }
        length("terms.work_address", &self.work_address, 0..=120, errors);
    }

    fn check_pay(&self, errors: &mut Vec<FieldError>) {
        if !(1..=999_999).contains(&self.salary_monthly) {
            errors.push(invalid("terms.salary_monthly", "月薪为 1 至 999999 元的整数"));
        }
        // 劳动合同法 §19: never more than six months, whatever the contract's length.
        if self.probation_months > 6 {
            errors.push(invalid("terms.probation_months", "试用期最长 6 个月"));
        }
        // 劳动合同法 §20: at least 80 % of the agreed pay.
        if let Some(pay) = self.probation_salary {
            if u64::from(pay) * 10 < u64::from(self.salary_monthly) * 8 {
                errors.push(invalid("terms.probation_salary", "试用期薪酬不得低于月薪的 80%"));
            } else if pay > 999_999 {
                errors.push(invalid("terms.probation_salary", "试用期薪酬为不超过 999999 元的整数"));
            }
        }
        if self.service_half_years > 40 {
            errors.push(invalid("terms.service_half_years", "服务期为 0 至 20 年"));
        }
        if self.penalty_amount > 9_999_999 {
            errors.push(invalid("terms.penalty_amount", "违约金不超过 9999999 元"));
        }
    }

    fn check_dates(&self, today: Date, errors: &mut Vec<FieldError>) {
        if self.report_by < self.report_from {
            errors.push(invalid("terms.report_by", "报到期限不得早于报到时间"));
        } else if self.report_by < today {
            errors.push(invalid("terms.report_by", "报到期限不得早于今天"));
        }
    }

    fn check_texts(&self, errors: &mut Vec<FieldError>) {
        length("terms.salary_note", &self.salary_note, 0..=200, errors);
        length("terms.penalty_note", &self.penalty_note, 0..=200, errors);
        length("terms.other_terms", &self.other_terms, 0..=1000, errors);
    }
}

impl ArchiveTransfer {
    /// Adds every field that does not hold.
    pub(crate) fn check(&self, codes: &Codes, errors: &mut Vec<FieldError>) {
        if !codes.contains(CodeTable::ArchiveTransferType, &self.transfer_type) {
            errors.push(invalid("terms.archive.transfer_type", "请选择档案转寄类型"));
        }
        length("terms.archive.organisation", &self.organisation, 2..=100, errors);
        if !codes.is_place(&self.region) {
            errors.push(invalid("terms.archive.region", "请选择档案转寄单位所在地，精确到区县"));
        }
        length("terms.archive.address", &self.address, 5..=120, errors);
        if let Err(error) = check::Postcode::parse(&self.postcode) {
            errors.push(invalid("terms.archive.postcode", error.to_string()));
        }
        length("terms.archive.contact", &self.contact, 2..=40, errors);
        if let Err(error) = check::Phone::parse(&self.contact_phone) {
            errors.push(invalid("terms.archive.contact_phone", error.to_string()));
        }
    }
}

impl HouseholdTransfer {
    /// Adds every field that does not hold.
    pub(crate) fn check(&self, codes: &Codes, errors: &mut Vec<FieldError>) {
        if !codes.contains(CodeTable::HouseholdTransferType, &self.transfer_type) {
            errors.push(invalid("terms.household.transfer_type", "请选择户口迁转类型"));
        }
        if !codes.is_place(&self.region) {
            errors.push(invalid("terms.household.region", "请选择户口迁往地，精确到区县"));
        }
        length("terms.household.address", &self.address, 2..=120, errors);
    }
}

/// Lengths count characters, not bytes: a rare Han character is one.
pub(crate) fn length(field: &'static str, text: &str, allowed: std::ops::RangeInclusive<usize>, errors: &mut Vec<FieldError>) {
    let count = text.trim().chars().count();
    if !allowed.contains(&count) {
        let (least, most) = (allowed.start(), allowed.end());
        errors.push(invalid(field, format!("长度为 {least} 至 {most} 个字，现为 {count} 个字")));
    }
}
