//! The columns of a file of invitations: who is invited, and the terms as their form describes them.

use crate::import::{
    column::{Column, Holds},
    described::Described,
    row::RowReader,
};
use std::sync::LazyLock;
use wangqian_rules::{
    forms::agreement,
    terms::{Terms, Trial},
};

pub static SCHOOL: Column =
    Column::required("学校", "school", Holds::Listed).or_called(&["学校名称", "院校名称", "学校代码", "院校代码"]);
pub static EXAM_NO: Column = Column::required("考生号", "number", Holds::Number(20));
pub static NAME: Column = Column::required("姓名", "name", Holds::Person(60)).or_called(&["毕业生姓名"]);
pub static VALID_DAYS: Column =
    Column::optional("应约有效期（天）", "valid_days", Holds::Amount(10)).or_called(&["应约有效期"]);
/// The terms, as the form of an agreement describes them; and titles that earlier templates had.
static TERMS: LazyLock<Described> = LazyLock::new(|| {
    Described::of(
        &agreement::FORM,
        &[
            ("salary_monthly", &["月薪", "月薪（税前）", "月薪（元）"]),
            ("probation_months", &["试用期"]),
            ("probation_salary", &["试用期月薪"]),
            ("apprenticeship_months", &["见习期"]),
            ("service_half_years", &["服务期"]),
            ("penalty_amount", &["违约金"]),
            ("archive_postcode", &["邮政编码"]),
        ],
    )
});
/// What a file of rows that were not sent says of each; passed over when it is uploaded again.
pub static REASON: Column = Column::optional("未发出的原因", "reason", Holds::Text(2000));

/// Every column but the reason, in the order of the template.
pub fn template() -> &'static [&'static Column] {
    static ALL: LazyLock<Vec<&'static Column>> =
        LazyLock::new(|| [&SCHOOL, &EXAM_NO, &NAME, &VALID_DAYS].into_iter().chain(TERMS.columns()).collect());
    &ALL
}

/// The terms in a row; not yet checked by the rules.
pub fn terms(row: &mut RowReader<'_>) -> Terms {
    let answers = TERMS.answers(row);
    if let Err((question, why)) = Trial::of(&answers) {
        row.refuse(TERMS.column(question), why);
    }
    Terms::of(&answers)
}

/// The template's columns and, behind them, the reason.
pub fn with_reason() -> Vec<&'static Column> {
    template().iter().copied().chain([&REASON]).collect()
}

/// The column that a rule's field stands in: `terms.archive.postcode` → 档案转寄单位邮编. Empty for what is no column.
pub fn title_of(field: &str) -> &'static str {
    let key = field.strip_prefix("terms.").unwrap_or(field).replace('.', "_");
    template().iter().find(|column| column.pinyin == key).map(|column| column.title).unwrap_or_default()
}
