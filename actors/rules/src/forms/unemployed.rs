//! Those who are not employed yet: 「待就业」 (70), 「不就业拟升学」 (71), 「其他暂不就业」 (72), with what is under way.

use super::blocks::{self, needed, open};
use crate::{
    codes::CodeTable,
    form::{Block, Columns, Form, Group, Holds, Proof},
};

pub(super) static FORM: Form = Form {
    code: "UNEMPLOYED",
    label: "待就业",
    group: Some(Group::NotEmployed),
    reported_as: "70",
    columns: &Columns::NONE,
    subject: "",
    blocks: &[&INTENT, &blocks::REMARK],
    proof: Proof { files: 0..=6, hint: "可以附本人说明" },
    checks: &[],
};

static INTENT: Block = Block {
    key: "intent",
    label: "求职情况",
    fields: &[
        needed("subcode", "目前情况", Holds::CodeBelow(CodeTable::DestinationType, "70")),
        needed("need_help", "需要学校提供就业帮助", Holds::Flag),
        open("intent_job", "意向职业", Holds::Text(2..=60)),
        open("intent_region", "意向地区", Holds::Region),
    ],
};

pub(super) static PREPARES_FOR_STUDY: Form = Form {
    code: "PREP_STUDY",
    label: "不就业拟升学",
    group: Some(Group::NotEmployed),
    reported_as: "71",
    columns: &Columns::NONE,
    subject: "",
    blocks: &[&STUDY, &blocks::REMARK],
    proof: Proof { files: 0..=6, hint: "可以附本人说明" },
    checks: &[],
};

static STUDY: Block = Block {
    key: "study",
    label: "升学打算",
    fields: &[needed(
        "target_kind",
        "拟升学类型",
        Holds::Choice(&[
            ("upgrade", "专升本"),
            ("postgraduate", "考研"),
            ("second_bachelor", "第二学士学位"),
            ("abroad", "出国出境深造"),
        ]),
    )],
};

pub(super) static NOT_SEEKING: Form = Form {
    code: "NOT_SEEKING",
    label: "其他暂不就业",
    group: Some(Group::NotEmployed),
    reported_as: "72",
    columns: &Columns::NONE,
    subject: "",
    blocks: &[&REASON, &blocks::REMARK],
    proof: Proof { files: 0..=6, hint: "可以附本人说明" },
    checks: &[],
};

static REASON: Block = Block {
    key: "reason",
    label: "暂不就业",
    fields: &[
        needed("subcode", "目前情况", Holds::CodeBelow(CodeTable::DestinationType, "72")),
        needed("reason", "原因", Holds::Lines(2..=200)),
    ],
};
