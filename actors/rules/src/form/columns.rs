//! The answers of a form that the EMS is told, in the columns of the national upload file.
//!
//! The file shows and hides columns by the type of a destination: one that is hidden stays empty, whatever the form asks for its review.

use super::Answers;

/// The columns that a form fills beside its code. A column is named by the question that fills it.
#[derive(Debug)]
pub struct Columns {
    /// The question whose answer is 「单位名称」; empty where that is hidden.
    pub name: &'static str,
    /// The other columns that are shown.
    pub shown: &'static [&'static str],
    /// Values that follow from the type, so that nobody is asked for them.
    pub given: &'static [(&'static str, &'static str)],
}

const EMPLOYER: &[&str] =
    &["credit_code", "employer_nature", "employer_industry", "employer_region", "job_title", "job_category", "work_region"];

impl Columns {
    /// All that is known of an employer and the job there: 10, 11, 12.
    pub const EMPLOYER: Self = Self { name: "employer_name", shown: EMPLOYER, given: &[] };
    /// 「单位（项目）名称」 and where that is: 27, 50, 51.
    pub const PROJECT: Self = Self { name: "employer_name", shown: &["employer_region"], given: &[] };
    /// A business of one's own: 75.
    pub const BUSINESS: Self = Self { name: "employer_name", shown: &["employer_industry", "employer_region"], given: &[] };
    /// A place alone: 76.
    pub const PLACE: Self = Self { name: "", shown: &["employer_region"], given: &[] };
    /// 「院校名称」: 80, 85.
    pub const SCHOOL: Self = Self { name: "target_school", shown: &[], given: &[] };
    /// None: 46, 70, 71, 72.
    pub const NONE: Self = Self { name: "", shown: &[], given: &[] };

    /// The same, where the type itself says some of it.
    pub const fn giving(self, given: &'static [(&'static str, &'static str)]) -> Self {
        Self { given, ..self }
    }

    /// 「单位名称」, or nothing where it is hidden.
    pub fn name(&self, answers: &Answers) -> String {
        answers.text_or_empty(self.name)
    }

    /// The value that the EMS is told in a column; empty where it is hidden or was not asked.
    pub fn told(&self, column: &str, answers: &Answers) -> String {
        if !self.shown.contains(&column) {
            return String::new();
        }
        let given = self.given.iter().find(|(key, _)| *key == column).map(|(_, code)| *code);
        given.or(answers.text(column)).unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "SYN-01"]
    fn a_hidden_column_stays_empty_and_what_a_type_says_needs_no_answer() {
        let answers: Answers = [("employer_name", "示例单位"), ("credit_code", "1"), ("employer_region", "320106")]
            .into_iter()
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect();
        let all = |columns: &Columns| {
            let told = ["credit_code", "employer_nature", "employer_region"].map(|column| columns.told(column, &answers));
            (columns.name(&answers), told.join(","))
        };
        let army = Columns::EMPLOYER.giving(&[("employer_nature", "40")]);
        assert_eq!(all(&army), ("示例单位".to_owned(), "1,40,320106".to_owned()));
        assert_eq!(all(&Columns::PROJECT), ("示例单位".to_owned(), ",,320106".to_owned()));
        assert_eq!(all(&Columns::PLACE), (String::new(), ",,320106".to_owned()));
        assert_eq!(all(&Columns::NONE), (String::new(), ",,".to_owned()));
    }
}
