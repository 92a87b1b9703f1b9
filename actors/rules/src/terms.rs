//! The agreement's terms: what an employer offers. What each may hold stands in [`agreement`].

mod transfers;
pub(crate) mod trial;

pub(crate) use transfers::put as put_transfers;
pub use transfers::{ArchiveTransfer, HouseholdTransfer, NO_HOUSEHOLD, path_of};
pub use trial::{Fault, PUBLIC_BODIES, Trial};

use crate::{
    codes::Codes,
    fields::Fields,
    form::{self, Answers},
    forms::agreement,
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
    pub trial: Trial,
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

impl Terms {
    /// The terms of an employer of this nature as they are kept; faults go to `fields`, under the paths that the terms are sent by. Texts
    /// are of characters that are seen: a graduate signs what is shown.
    #[must_use]
    pub fn checked(self, nature: &str, codes: &Codes, today: Date, household_in_school: bool, fields: &mut Fields) -> Terms {
        let kept = checked(&self.answers(), codes, today, fields);
        if self.household.is_some() && !household_in_school {
            fields.refuse("terms.household", NO_HOUSEHOLD);
        }
        if let Err(fault) = self.trial.allowed_to(nature) {
            refuse(fault, fields);
        }
        Self::of(&kept)
    }

    /// The terms as answers to [`agreement::FORM`].
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        answers.put("job_title", &self.job_title);
        answers.put("job_category", &self.job_category);
        answers.put("work_region", &self.work_region);
        answers.put("work_address", &self.work_address);
        answers.put("salary_monthly", self.salary_monthly.to_string());
        answers.put("salary_note", &self.salary_note);
        trial::put(&mut answers, self.trial);
        answers.put("service_half_years", self.service_half_years.to_string());
        answers.put("report_from", self.report_from.to_string());
        answers.put("report_by", self.report_by.to_string());
        answers.put("penalty_amount", self.penalty_amount.to_string());
        answers.put("penalty_note", &self.penalty_note);
        answers.put("other_terms", &self.other_terms);
        transfers::put(&mut answers, self.archive.as_ref(), self.household.as_ref());
        answers
    }

    /// The terms that these answers to [`agreement::FORM`] are. A number that is absent is 0, a date is that of year 0, and of a trial that
    /// cannot be there is none: the check refuses what must not be absent, and a clash.
    pub fn of(answers: &Answers) -> Self {
        let text = |question| answers.text_or_empty(question);
        let number = |question| answers.number(question).unwrap_or_default();
        let small = |question| u8::try_from(number(question)).unwrap_or(u8::MAX);
        Self {
            job_title: text("job_title"),
            job_category: text("job_category"),
            work_region: text("work_region"),
            work_address: text("work_address"),
            salary_monthly: number("salary_monthly"),
            salary_note: text("salary_note"),
            trial: Trial::of(answers).unwrap_or_default(),
            service_half_years: small("service_half_years"),
            report_from: answers.date("report_from").unwrap_or_default(),
            report_by: answers.date("report_by").unwrap_or_default(),
            penalty_amount: number("penalty_amount"),
            penalty_note: text("penalty_note"),
            other_terms: text("other_terms"),
            archive: ArchiveTransfer::of(answers),
            household: HouseholdTransfer::of(answers),
        }
    }
}

/// Answers to [`agreement::FORM`] as they are kept; faults go to `fields`, under the paths that the terms are sent by.
pub fn checked(answers: &Answers, codes: &Codes, today: Date, fields: &mut Fields) -> Answers {
    let mut faults = Fields::default();
    let kept = form::check(&agreement::FORM, answers, codes, today, &mut faults);
    fields.absorb(faults, |question| format!("terms.{}", path_of(question)));
    kept
}

/// Notes a fault of an answer to [`agreement::FORM`], under the path that it is sent by.
pub fn refuse((question, why): Fault, fields: &mut Fields) {
    let mut faults = Fields::default();
    faults.refuse(question, why);
    fields.absorb(faults, |question| format!("terms.{}", path_of(question)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Answers;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    fn full() -> Terms {
        let archive = ArchiveTransfer {
            transfer_type: "ARC_EMPLOYER".into(),
            organisation: "示范市人才服务中心".into(),
            region: "110108".into(),
            address: "示范路一号".into(),
            postcode: "100081".into(),
            contact: "王老师".into(),
            contact_phone: "010-62770001".into(),
        };
        let household =
            HouseholdTransfer {
                transfer_type: "HUK_EMPLOYER".into(), region: "110108".into(), address: "示范路一号".into()
            };
        Terms {
            job_title: "后端工程师".into(),
            job_category: "13".into(),
            work_region: "110108".into(),
            work_address: "示范路二号".into(),
            salary_monthly: 15_000,
            salary_note: "十三薪".into(),
            trial: Trial::Probation { months: 3, salary: Some(12_000) },
            service_half_years: 3,
            report_from: date(2027, 7, 5),
            report_by: date(2027, 7, 20),
            penalty_amount: 5_000,
            penalty_note: "一次付清".into(),
            other_terms: "一、班车。\n二、食堂。".into(),
            archive: Some(archive),
            household: Some(household),
        }
    }

    #[test]
    #[doc = "SIG-01"]
    fn sig_01_the_struct_and_its_description_are_equal() {
        let apprentice = Terms { trial: Trial::Apprenticeship { months: 12 }, ..full() };
        let (answers, others) = (full().answers(), apprentice.answers());
        let described: BTreeSet<&str> = agreement::FORM.fields().map(|field| field.key).collect();
        let answered = answers.iter().chain(others.iter()).map(|(question, _)| question);
        assert_eq!(answered.collect::<BTreeSet<_>>(), described);
        let bare = Terms { archive: None, household: None, trial: Trial::Neither, ..full() };
        for terms in [full(), apprentice, bare] {
            assert_eq!(Terms::of(&terms.answers()), terms);
        }
    }

    #[test]
    #[doc = "SIG-01"]
    fn sig_01_what_holds_is_kept_and_a_fault_is_named_by_its_path() {
        let checked = |terms: Terms, household_in_school| {
            let mut fields = Fields::default();
            let kept = terms.checked("39", Codes::builtin(), date(2027, 5, 1), household_in_school, &mut fields);
            fields.outcome(kept).map_err(|faults| faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>())
        };
        assert_eq!(checked(full(), true), Ok(full()));
        assert_eq!(checked(full(), false).unwrap_err(), ["terms.household"]);
        let trial = Trial::Probation { months: 7, salary: Some(12_000) };
        let mut faulty = Terms { salary_monthly: 0, trial, report_by: date(2027, 4, 1), ..full() };
        faulty.archive.as_mut().unwrap().postcode = "1".into();
        let faults = checked(faulty, true).unwrap_err();
        let paths = ["terms.salary_monthly", "terms.probation_months", "terms.archive.postcode", "terms.report_by"];
        assert_eq!(faults, paths);
        assert!(checked(Terms { work_address: String::new(), ..full() }, true).is_ok());
    }

    #[test]
    fn an_answer_to_nothing_is_no_transfer() {
        assert_eq!((ArchiveTransfer::of(&Answers::default()), HouseholdTransfer::of(&Answers::default())), (None, None));
    }
}
