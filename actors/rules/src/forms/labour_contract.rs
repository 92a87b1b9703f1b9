//! 「签劳动合同形式就业」, reported as 11.

use super::{
    blocks::{self, needed, open},
    transfers,
};
use crate::{
    codes::CodeTable,
    form::{Answers, Block, Columns, Form, Group, Holds, NO, Proof},
};
use jiff::civil::Date;

pub(super) static FORM: Form = Form {
    code: "LABOR_CONTRACT",
    label: "签劳动合同形式就业",
    group: Some(Group::Employment),
    reported_as: "11",
    columns: &Columns::EMPLOYER,
    subject: "employer_name",
    blocks: &[&blocks::EMPLOYER, &CONTRACT, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "劳动合同的关键页：双方信息、合同期限、签字盖章页" },
    checks: &[ends_after_it_begins],
};

static CONTRACT: Block = Block {
    key: "contract",
    label: "劳动合同",
    fields: &[
        needed("job_title", "职位名称", Holds::Text(2..=60)),
        needed("job_category", "职位类别", Holds::Code(CodeTable::JobCategory)),
        needed("work_region", "工作地点", Holds::Region),
        needed("salary_monthly", "月薪（税前）", Holds::Money(1..=999_999)),
        needed("contract_from", "合同开始日期", Holds::Date),
        needed("open_ended", "无固定期限", Holds::Flag),
        needed("contract_to", "合同终止日期", Holds::Date).when("open_ended", NO),
        open("contract_no", "合同编号", Holds::Text(1..=60)),
    ],
};

fn ends_after_it_begins(answers: &Answers, _: Date) -> Option<(&'static str, &'static str)> {
    blocks::period(answers, "contract_from", "contract_to").then_some(("contract_to", "合同终止日期不得早于开始日期"))
}
