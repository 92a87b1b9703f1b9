//! 「定向/委培毕业去向补充登记」: the one form of training modes 21 and 41, reported by how they are employed (ROS-05).

use super::{
    blocks::{self, needed},
    transfers,
};
use crate::{
    codes::CodeTable,
    form::{Block, Columns, Form, Group, Holds, Proof},
};

pub(super) static FORM: Form = Form {
    code: "DIRECTED",
    label: "定向/委培毕业去向补充登记",
    group: Some(Group::Directed),
    reported_as: "10",
    columns: &Columns::EMPLOYER,
    subject: "employer_name",
    blocks: &[&AGREEMENT, &blocks::ANY_EMPLOYER, &blocks::POST, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "定向就业协议或委托培养协议" },
    checks: &[],
};

static AGREEMENT: Block = Block {
    key: "directed",
    label: "定向/委培信息",
    fields: &[
        needed("directed_employer", "定向或委培单位", Holds::Name(2..=100)).hinting("与定向、委培协议一致"),
        needed("agreement_no", "定向、委培协议编号", Holds::Text(1..=60)).hinting("协议没有编号的，填“无”"),
        needed("subcode", "就业方式", Holds::CodeAmong(CodeTable::DestinationType, &["10", "11", "12"])),
    ],
};
