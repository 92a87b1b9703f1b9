//! 「待就业」, reported as 70 with what is under way.

use super::blocks::{self, needed, open};
use crate::{
    codes::CodeTable,
    form::{Block, Form, Holds, Proof},
};

pub(super) static FORM: Form = Form {
    code: "UNEMPLOYED",
    label: "待就业",
    reported_as: "70",
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
