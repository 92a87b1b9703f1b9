//! Pay that no employer may offer.

use super::{Caution, Subject, caution};

/// Where pay is the graduate's own word, not a contract's: 「其他录用形式就业」 (12) and 「自由职业」 (76).
const LOOKED_AT: [&str; 2] = ["12", "76"];
/// The questions of a month's pay.
const PAY: [&str; 2] = ["salary_monthly", "income_monthly"];

pub(super) fn under_the_minimum(subject: &Subject<'_>) -> Option<Caution> {
    let form = subject.case.filled()?.form.form();
    let field = PAY.into_iter().find(|field| subject.answers.text(field).is_some())?;
    let (pay, place) = (subject.answers.number(field)?, place(subject)?);
    let (minimum, name) = subject.codes.minimum_wage(place)?;
    let is_under = LOOKED_AT.contains(&form.reported_as) && pay < minimum;
    is_under.then(|| caution(field, "pay_under_minimum", format!("低于{name}月最低工资标准最低档 {minimum} 元")))
}

fn place<'a>(subject: &'a Subject<'_>) -> Option<&'a str> {
    subject.answers.text("work_region").or(subject.answers.text("employer_region"))
}
