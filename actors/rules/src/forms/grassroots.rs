//! Service in the army and in programmes for the countryside: 「应征义务兵」 (46), 「国家基层项目」 (50), 「地方基层项目」 (51).

use super::{
    blocks::{self, needed},
    transfers,
};
use crate::{
    codes::CodeTable,
    form::{Answers, Block, Columns, Field, Form, Group, Holds, Proof},
};
use jiff::civil::Date;

pub(super) static CONSCRIPT: Form = Form {
    code: "CONSCRIPT",
    label: "应征义务兵",
    group: Some(Group::Grassroots),
    reported_as: "46",
    columns: &Columns::NONE,
    subject: "",
    blocks: &[&ENLISTMENT, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "入伍通知书" },
    checks: &[],
};

static ENLISTMENT: Block = Block {
    key: "enlistment",
    label: "入伍信息",
    fields: &[
        needed("enlist_region", "入伍所在地", Holds::Region),
        needed("enlist_office", "办理征兵的部门", Holds::Name(2..=60)).hinting("如：某区人民政府征兵办公室"),
        needed("notice_no", "入伍通知书编号", Holds::Text(2..=40)),
        needed("enlist_date", "入伍日期", Holds::Date),
    ],
};

pub(super) static NATIONAL: Form = Form {
    code: "NATIONAL_GRASSROOTS",
    label: "国家基层项目",
    group: Some(Group::Grassroots),
    reported_as: "50",
    columns: &Columns::PROJECT,
    subject: "employer_name",
    blocks: &[&NATIONAL_SERVICE, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "项目主管部门的录取通知、派遣证明或服务协议" },
    checks: &[service_ends_after_it_begins],
};

static NATIONAL_SERVICE: Block = Block {
    key: "service",
    label: "服务信息",
    fields: &[needed("subcode", "项目类别", Holds::CodeBelow(CodeTable::DestinationType, "50")), UNIT, PLACE, FROM, TO],
};

pub(super) static LOCAL: Form = Form {
    code: "LOCAL_GRASSROOTS",
    label: "地方基层项目",
    group: Some(Group::Grassroots),
    reported_as: "51",
    columns: &Columns::PROJECT,
    subject: "employer_name",
    blocks: &[&LOCAL_SERVICE, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "项目主管部门的录取通知、派遣证明或服务协议" },
    checks: &[service_ends_after_it_begins],
};

static LOCAL_SERVICE: Block = Block {
    key: "service",
    label: "服务信息",
    fields: &[needed("subcode", "项目类别", Holds::CodeBelow(CodeTable::DestinationType, "51")), UNIT, PLACE, FROM, TO],
};

const UNIT: Field = needed("employer_name", "服务单位（项目）名称", Holds::Name(2..=100));
const PLACE: Field = needed("employer_region", "服务单位所在地", Holds::Region);
const FROM: Field = needed("service_from", "服务开始日期", Holds::Date);
const TO: Field = needed("service_to", "服务结束日期", Holds::Date);

fn service_ends_after_it_begins(answers: &Answers, _: Date) -> Option<(&'static str, &'static str)> {
    blocks::period(answers, "service_from", "service_to").then_some(("service_to", "服务结束日期不得早于开始日期"))
}
