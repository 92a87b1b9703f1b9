//! Agreements on paper as graduates fill them in: one to be stamped (「线下签约」), or one that was signed already (「补登」).

use crate::{api::Choices, kind::CaseKind, people::EmployerLogin};
use wangqian_protocol::form::Filled;

/// An agreement with an employer that has an account here; at first, or with one answer corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement {
    pub stamped: Stamped,
    pub corrected: bool,
}

/// When the employer stamps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamped {
    /// Once the school has approved what it says (OFF-01).
    Later,
    /// It has done so: its image goes with the form (BAC-01).
    Already,
}

impl Agreement {
    /// The answer that a correction changes.
    pub const DOUBTFUL_FIELD: &str = "job_title";

    /// Filled in for the first time.
    pub fn at_first(stamped: Stamped) -> Self {
        Self { stamped, corrected: false }
    }

    /// The same agreement with the other answer.
    pub fn amended(self) -> Self {
        Self { corrected: !self.corrected, ..self }
    }

    pub fn kind(self) -> CaseKind {
        match self.stamped {
            Stamped::Later => CaseKind::OfflineSigning,
            Stamped::Already => CaseKind::Backfill,
        }
    }

    fn form(self) -> &'static str {
        match self.stamped {
            Stamped::Later => "OFFLINE_AGREEMENT",
            Stamped::Already => "PAPER_AGREEMENT",
        }
    }

    /// With the names of uploaded images: one for an agreement that is stamped already, none for another.
    pub fn filled(self, choices: &Choices, employer: &EmployerLogin, images: Vec<String>) -> Filled {
        let signed_on = [("paper_signed_on", "2026-01-05")];
        let signed_on = signed_on.into_iter().filter(|_| self.stamped == Stamped::Already);
        let title = if self.corrected { "测试工程师" } else { "后端工程师" };
        let answers = [(Self::DOUBTFUL_FIELD, title), ("credit_code", &employer.login), ("employer_name", &employer.name)];
        let answers = answers.into_iter().chain(of_employer(choices)).chain(terms(choices)).chain(signed_on);
        let answers = answers.map(|(field, text)| (field.to_owned(), text.to_owned())).collect();
        Filled { form: self.form().to_owned(), answers, files: images }
    }
}

fn of_employer(choices: &Choices) -> [(&str, &str); 6] {
    [
        ("employer_nature", &choices.employer_nature),
        ("employer_industry", &choices.employer_industry),
        ("employer_region", &choices.place),
        ("employer_address", "示范路二号"),
        ("contact_name", "王经理"),
        ("contact_phone", "010-55500001"),
    ]
}

fn terms(choices: &Choices) -> [(&str, &str); 7] {
    [
        ("job_category", &choices.job_categories[0]),
        ("work_region", &choices.place),
        ("salary_monthly", "15000"),
        ("report_from", "2099-07-01"),
        ("report_by", "2099-07-31"),
        ("archive", "no"),
        ("household", "no"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(agreement: Agreement) -> Filled {
        let employer = EmployerLogin { login: "91110105MA0000015F".to_owned(), name: "示范云科技有限公司".to_owned() };
        agreement.filled(&Choices::for_tests(), &employer, Vec::new())
    }

    #[test]
    fn a_correction_changes_one_answer_and_back() {
        for stamped in [Stamped::Later, Stamped::Already] {
            let first = Agreement::at_first(stamped);
            let [before, after] = [first, first.amended()].map(|it| filled(it).answers);
            let changed: Vec<_> = before.keys().filter(|field| before[*field] != after[*field]).collect();
            assert_eq!(changed, [Agreement::DOUBTFUL_FIELD]);
            assert_eq!(first.amended().amended(), first);
        }
    }

    #[test]
    #[doc = "OFF-01, BAC-01"]
    fn only_what_was_signed_already_says_when() {
        let says_when = |stamped| filled(Agreement::at_first(stamped)).answers.contains_key("paper_signed_on");
        assert_eq!([Stamped::Later, Stamped::Already].map(says_when), [false, true]);
    }
}
