//! An agreement that was signed on paper, as it is registered afterwards (BAC-01; guide §7), reported as 10.

use super::{
    agreement::{self, reports_in_time},
    blocks::{self, needed, open},
};
use crate::{
    form::{Answers, Block, Columns, Form, Holds, Proof},
    terms::trial,
};
use jiff::civil::Date;

pub(super) static FORM: Form = Form {
    code: "PAPER_AGREEMENT",
    label: "已签就业协议信息",
    group: None,
    reported_as: "10",
    columns: &Columns::EMPLOYER,
    subject: "employer_name",
    blocks: &[&PAPER, &blocks::EMPLOYER, &agreement::TERMS, &agreement::TRANSFERS],
    proof: Proof { files: 1..=6, hint: "已盖章的纸质就业协议书，每一页都要清晰完整" },
    checks: &[trial::is_one, trial::is_allowed, trial::is_paid, reports_in_time, signed_already],
};

static PAPER: Block = Block {
    key: "paper",
    label: "纸质就业协议书",
    fields: &[
        needed("paper_signed_on", "签订日期", Holds::Date).hinting("协议书上最后一方签字盖章的日期"),
        open("paper_agreement_no", "协议书编号", Holds::Text(1..=40)),
    ],
};

fn signed_already(answers: &Answers, today: Date) -> Option<(&'static str, &'static str)> {
    (answers.date("paper_signed_on")? > today).then_some(("paper_signed_on", "签订日期不得晚于今天"))
}
