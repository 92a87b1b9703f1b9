//! 「试用期」 or 「见习期」: the one of both that is agreed, and every rule about them.

use crate::form::Answers;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// 劳动合同法 §19: never more, whatever the contract's length.
pub(crate) const PROBATION_MONTHS_MAX: u32 = 6;
/// The year that public bodies train a graduate for.
pub(crate) const APPRENTICESHIP_MONTHS_MAX: u32 = 12;

/// Codes of `employer_nature` whose bodies may agree on 「见习期」: 机关 and every kind of 事业单位. Enterprises, also those of the state,
/// villages and communities employ under 劳动合同法, which knows 「试用期」 alone; 部队 take on by rules of their own.
pub const PUBLIC_BODIES: &[&str] = &["10", "20", "21", "22", "23", "29"];

const BOTH: Fault = ("apprenticeship_months", "试用期和见习期只能约定一项，不约定的一项请选“无”或留空");
const NOT_PUBLIC: Fault = ("apprenticeship_months", "只有机关、事业单位可以约定见习期，其他单位只能约定试用期");
const NO_PROBATION: Fault = ("probation_salary", "没有试用期的，不填写试用期月薪");
const UNDERPAID: Fault = ("probation_salary", "试用期月薪不得低于月薪的 80%");

/// The question that is at fault, and what is wrong with it.
pub type Fault = (&'static str, &'static str);

/// One of the two or neither, as the agreement says it. Months are not yet checked against their limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trial {
    #[default]
    Neither,
    /// 「试用期」.
    Probation {
        months: u8,
        /// Yuan a month; `None`: that of the post.
        salary: Option<u32>,
    },
    /// 「见习期」.
    Apprenticeship { months: u8 },
}

impl Trial {
    /// As people write it down: each in months, 0 for the one that is not agreed (SIG-01).
    ///
    /// # Errors
    /// Both at once; pay of a probation that there is none of.
    pub const fn agreed(probation: u8, salary: Option<u32>, apprenticeship: u8) -> Result<Self, Fault> {
        match (probation, salary, apprenticeship) {
            (0, Some(_), _) => Err(NO_PROBATION),
            (0, None, 0) => Ok(Self::Neither),
            (0, None, months) => Ok(Self::Apprenticeship { months }),
            (months, salary, 0) => Ok(Self::Probation { months, salary }),
            _ => Err(BOTH),
        }
    }

    /// By the answers to any form that asks for it; what is not answered is not agreed.
    ///
    /// # Errors
    /// As of [`Trial::agreed`].
    pub fn of(answers: &Answers) -> Result<Self, Fault> {
        let months = |question| u8::try_from(answers.number(question).unwrap_or_default()).unwrap_or(u8::MAX);
        Self::agreed(months("probation_months"), answers.number("probation_salary"), months("apprenticeship_months"))
    }

    /// Whether an employer of this nature may agree on it.
    ///
    /// # Errors
    /// 「见习期」 at what is no public body.
    pub fn allowed_to(self, nature: &str) -> Result<(), Fault> {
        let is_free = !matches!(self, Self::Apprenticeship { .. }) || PUBLIC_BODIES.contains(&nature);
        if is_free { Ok(()) } else { Err(NOT_PUBLIC) }
    }
}

/// Puts it among the answers to a form that asks for it: the inverse of [`Trial::of`]. Readers are told of the one that is agreed.
pub(super) fn put(answers: &mut Answers, trial: Trial) {
    match trial {
        Trial::Neither => answers.put("probation_months", "0"),
        Trial::Probation { months, salary } => {
            answers.put("probation_months", months.to_string());
            answers.put("probation_salary", salary.map(|yuan| yuan.to_string()).unwrap_or_default());
        }
        Trial::Apprenticeship { months } => answers.put("apprenticeship_months", months.to_string()),
    }
}

/// A form's check: one of the two. Pay whose probation was refused for its length is no second fault.
pub(crate) fn is_one(answers: &Answers, _: Date) -> Option<Fault> {
    Trial::of(answers).err().filter(|fault| *fault == BOTH)
}

/// A form's check, where the form asks for the employer too.
pub(crate) fn is_allowed(answers: &Answers, _: Date) -> Option<Fault> {
    let nature = answers.text("employer_nature")?;
    Trial::of(answers).ok()?.allowed_to(nature).err()
}

/// A form's check, 劳动合同法 §20: at least 80 % of the agreed pay.
pub(crate) fn is_paid(answers: &Answers, _: Date) -> Option<Fault> {
    let (pay, salary) = (answers.number("probation_salary")?, answers.number("salary_monthly")?);
    (u64::from(pay) * 10 < u64::from(salary) * 8).then_some(UNDERPAID)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "SIG-01"]
    fn sig_01_what_is_agreed_is_one_of_both_and_read_back_from_its_answers() {
        let pay = Some(12_000);
        let cases = [
            ((0, None, 0), Ok(Trial::Neither)),
            ((3, pay, 0), Ok(Trial::Probation { months: 3, salary: pay })),
            ((3, None, 0), Ok(Trial::Probation { months: 3, salary: None })),
            ((0, None, 12), Ok(Trial::Apprenticeship { months: 12 })),
            ((3, None, 12), Err(BOTH)),
            ((3, pay, 12), Err(BOTH)),
            ((0, pay, 0), Err(NO_PROBATION)),
            ((0, pay, 12), Err(NO_PROBATION)),
        ];
        for ((probation, salary, apprenticeship), wanted) in cases {
            let agreed = Trial::agreed(probation, salary, apprenticeship);
            assert_eq!(agreed, wanted);
            if let Ok(trial) = agreed {
                let mut answers = Answers::default();
                put(&mut answers, trial);
                assert_eq!(Trial::of(&answers), Ok(trial));
            }
        }
        assert_eq!(Trial::of(&Answers::default()), Ok(Trial::Neither));
    }
}
