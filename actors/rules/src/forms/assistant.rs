//! 「科研助理管理助力」, reported as 271, or as P272 for 博士后入站.

use super::{
    blocks::{self, needed},
    transfers,
};
use crate::{
    codes::CodeTable,
    form::{Answers, Block, Columns, Form, Group, Holds, Proof},
};
use jiff::civil::Date;

pub(super) static FORM: Form = Form {
    code: "ASSISTANT",
    label: "科研助理管理助力",
    group: Some(Group::Employment),
    reported_as: "27",
    columns: &Columns::PROJECT,
    subject: "employer_name",
    blocks: &[&ASSISTANCE, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "聘用协议，或单位盖章的聘用证明" },
    checks: &[ends_after_it_begins],
};

static ASSISTANCE: Block = Block {
    key: "assistance",
    label: "聘用信息",
    fields: &[
        needed("subcode", "岗位类别", Holds::CodeBelow(CodeTable::DestinationType, "27")),
        needed("employer_name", "单位（项目）名称", Holds::Name(2..=100)),
        needed("employer_region", "单位所在地", Holds::Region),
        needed("project_name", "项目名称或岗位", Holds::Name(2..=100)),
        needed("work_from", "聘期开始日期", Holds::Date),
        needed("work_to", "聘期结束日期", Holds::Date),
    ],
};

fn ends_after_it_begins(answers: &Answers, _: Date) -> Option<(&'static str, &'static str)> {
    blocks::period(answers, "work_from", "work_to").then_some(("work_to", "聘期结束日期不得早于开始日期"))
}
