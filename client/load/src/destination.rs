//! What graduates hand in at 「去向登记」: forms with answers that hold in every respect.

use crate::api::Choices;
use wangqian_protocol::form::Filled;

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 「升学（考研）」
    Study,
    /// 「签劳动合同形式就业」
    LabourContract,
    /// 「待就业」
    Unemployed,
}

/// A form as it is filled in: at first, or with one answer corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    pub form: Form,
    pub corrected: bool,
}

impl Form {
    pub const ALL: [Self; 3] = [Self::Study, Self::LabourContract, Self::Unemployed];

    fn code(self) -> &'static str {
        match self {
            Self::Study => "STUDY_POSTGRAD",
            Self::LabourContract => "LABOR_CONTRACT",
            Self::Unemployed => "UNEMPLOYED",
        }
    }

    /// The answer that a correction changes.
    pub fn doubtful_field(self) -> &'static str {
        match self {
            Self::Study => "target_major",
            Self::LabourContract => "job_title",
            Self::Unemployed => "subcode",
        }
    }

    /// Filled in for the first time.
    pub fn at_first(self) -> Destination {
        Destination { form: self, corrected: false }
    }
}

impl Destination {
    /// The same form with the other answer.
    pub fn amended(self) -> Self {
        Self { corrected: !self.corrected, ..self }
    }

    /// The code that the EMS is told once it is effective (SYN-01).
    pub fn reported_as(self) -> &'static str {
        match self.form {
            Form::Study => "801",
            Form::LabourContract => "11",
            Form::Unemployed => self.doubtful_answer(),
        }
    }

    fn doubtful_answer(self) -> &'static str {
        match (self.form, self.corrected) {
            (Form::Study, false) => "软件工程",
            (Form::Study, true) => "网络空间安全",
            (Form::LabourContract, false) => "后端工程师",
            (Form::LabourContract, true) => "测试工程师",
            (Form::Unemployed, false) => "P70A",
            (Form::Unemployed, true) => "P70C",
        }
    }

    /// With the name of an uploaded proof.
    pub fn filled(self, choices: &Choices, proof: &str) -> Filled {
        let mut answers = match self.form {
            Form::Study => study(),
            Form::LabourContract => labour_contract(choices),
            Form::Unemployed => vec![("need_help", "no")],
        };
        answers.push((self.form.doubtful_field(), self.doubtful_answer()));
        let answers = answers.into_iter().map(|(field, text)| (field.to_owned(), text.to_owned())).collect();
        Filled { form: self.form.code().to_owned(), answers, files: vec![proof.to_owned()] }
    }
}

fn study() -> Vec<(&'static str, &'static str)> {
    vec![
        ("target_school_code", "99001"),
        ("target_school", "示例理工大学"),
        ("admission_no", "2027S00018"),
        ("degree_kind", "master"),
        ("study_form", "full_time"),
        ("recommended", "no"),
        ("archive", "no"),
        ("household", "no"),
    ]
}

fn labour_contract(choices: &Choices) -> Vec<(&'static str, &str)> {
    vec![
        ("credit_code", "91110105MA0000015F"),
        ("employer_name", "示范云科技有限公司"),
        ("employer_nature", &choices.employer_nature),
        ("employer_industry", &choices.employer_industry),
        ("employer_region", &choices.place),
        ("employer_address", "示范路二号"),
        ("contact_name", "王经理"),
        ("contact_phone", "010-55500001"),
        ("job_category", &choices.job_categories[0]),
        ("work_region", &choices.place),
        ("salary_monthly", "15000"),
        ("contract_from", "2027-07-05"),
        ("open_ended", "yes"),
        ("archive", "no"),
        ("household", "no"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_changes_one_answer_and_back() {
        let choices = Choices::for_tests();
        for form in Form::ALL {
            let (first, second) = (form.at_first(), form.at_first().amended());
            let [before, after] = [first, second].map(|it| it.filled(&choices, "a").answers);
            let changed: Vec<_> = before.keys().filter(|field| before[*field] != after[*field]).collect();
            assert_eq!(changed, [form.doubtful_field()]);
            assert_eq!(second.amended(), first);
        }
    }

    #[test]
    #[doc = "SYN-01"]
    fn what_is_under_way_is_reported_in_particular() {
        let code = |form: Form| [form.at_first(), form.at_first().amended()].map(Destination::reported_as);
        assert_eq!(Form::ALL.map(code), [["801", "801"], ["11", "11"], ["P70A", "P70C"]]);
    }
}
