//! What invented graduates fill in. Schools and employers say of themselves that they are none.

use crate::demo::{catalogue::Job, plan::SchoolPlan};
use jiff::ToSpan;
use wangqian_rules::{case::EmployerCard, codes::LevelGroup, form::Answers, forms::FormCode, profile::Profile};

/// Where further study leads; codes that no school has.
const TARGETS: [(&str, &str); 4] =
    [("99001", "示例理工大学"), ("99002", "演示科技大学"), ("99003", "示例师范大学"), ("99004", "演示财经大学")];
/// What those without a destination are about: a code below 70.
const UNDER_WAY: [&str; 5] = ["P70A", "P70C", "P70B", "P70D", "P70E"];
const POSTCODE: &str = "210000";

/// Who fills in what.
pub(super) struct Person<'a> {
    pub profile: &'a Profile,
    pub job: &'a Job,
    pub card: &'a EmployerCard,
    /// The how manieth of the school's registrations.
    pub turn: usize,
}

impl<'a> Person<'a> {
    pub(super) fn of(school: &'a SchoolPlan, employers: &'a [EmployerCard], number: usize, turn: usize) -> Option<Self> {
        let profile = school.graduates.get(number)?;
        let department = school.departments.iter().find(|department| department.name == profile.department)?;
        let job = &department.jobs[turn % department.jobs.len()];
        Some(Self { profile, job, card: employers.get(turn % employers.len().max(1))?, turn })
    }

    /// Answers that hold in every respect.
    pub(super) fn answers(&self, form: FormCode) -> Answers {
        let answers = match form {
            FormCode::LABOUR_CONTRACT => self.contract(),
            FormCode::POSTGRADUATE => self.study(),
            _ => self.unemployed(),
        };
        answers.into_iter().map(|(field, text)| (field.to_owned(), text)).collect()
    }

    fn study(&self) -> Vec<(&'static str, String)> {
        let (code, name) = TARGETS[self.turn % TARGETS.len()];
        let year = self.profile.graduates_on.year();
        let degree = if self.profile.level == LevelGroup::Postgraduate { "doctor" } else { "master" };
        let mut answers = vec![
            ("target_school_code", code.to_owned()),
            ("target_school", name.to_owned()),
            ("target_major", self.profile.major.clone()),
            ("admission_no", format!("{year}S{:05}", self.turn + 1)),
            ("degree_kind", degree.to_owned()),
            ("study_form", "full_time".to_owned()),
            ("recommended", yes(self.turn.is_multiple_of(4))),
            ("household", yes(false)),
        ];
        answers.extend(self.archive("ARC_STUDY_OTHER", &format!("{name}研究生院档案室"), "示例大道 1 号"));
        answers
    }

    fn contract(&self) -> Vec<(&'static str, String)> {
        let Self { profile, job, card, turn } = self;
        let from = profile.graduates_on.saturating_add(5.days());
        let mut answers = employer(card);
        answers.extend([
            ("job_title", job.title.to_owned()),
            ("job_category", job.category.to_owned()),
            ("work_region", card.region.clone()),
            ("salary_monthly", job.pay.to_string()),
            ("contract_from", from.to_string()),
            ("open_ended", yes(false)),
            ("contract_to", from.saturating_add(3.years()).to_string()),
            ("contract_no", format!("HT-{}-{:03}", from.year(), turn + 1)),
            ("household", yes(false)),
        ]);
        answers.extend(self.archive("ARC_EMPLOYER", &card.name, &card.address));
        answers
    }

    /// Every second one settles it at once.
    fn archive(&self, kind: &str, organisation: &str, address: &str) -> Vec<(&'static str, String)> {
        if !self.profile.archive_in_school || self.turn.is_multiple_of(2) {
            return vec![("archive", yes(false))];
        }
        vec![
            ("archive", yes(true)),
            ("archive_transfer_type", kind.to_owned()),
            ("archive_organisation", organisation.to_owned()),
            ("archive_region", self.card.region.clone()),
            ("archive_address", address.to_owned()),
            ("archive_postcode", POSTCODE.to_owned()),
            ("archive_contact", self.card.contact_name.clone()),
            ("archive_contact_phone", self.card.contact_phone.clone()),
        ]
    }

    fn unemployed(&self) -> Vec<(&'static str, String)> {
        let mut answers = vec![
            ("subcode", UNDER_WAY[self.turn % UNDER_WAY.len()].to_owned()),
            ("need_help", yes(self.turn.is_multiple_of(2))),
            ("intent_region", self.card.region.clone()),
        ];
        // Those of whom it was asked had left it out.
        answers.extend(self.turn.is_multiple_of(3).then(|| ("intent_job", self.job.title.to_owned())));
        answers
    }
}

fn employer(card: &EmployerCard) -> Vec<(&'static str, String)> {
    vec![
        ("credit_code", card.credit_code.clone()),
        ("employer_name", card.name.clone()),
        ("employer_nature", card.nature.clone()),
        ("employer_industry", card.industry.clone()),
        ("employer_region", card.region.clone()),
        ("employer_address", card.address.clone()),
        ("contact_name", card.contact_name.clone()),
        ("contact_phone", card.contact_phone.clone()),
        ("contact_email", card.contact_email.clone()),
    ]
}

/// The employer's block of a form, filled in.
pub(in crate::demo) fn of_employer(card: &EmployerCard) -> Vec<(String, String)> {
    employer(card).into_iter().map(|(field, text)| (field.to_owned(), text)).collect()
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}
