//! 「报到证及户档信息」, as the EMS keeps them beside a destination (SYN-02; guide §14).

use super::{
    blocks::needed,
    transfers::{archive_block, household_block},
};
use crate::form::{Block, Columns, Form, Holds, Proof, YES};

pub static FORM: Form = Form {
    code: "PAPERS",
    label: "报到证及户档信息",
    group: None,
    reported_as: "",
    columns: &Columns::NONE,
    subject: "",
    blocks: &[&CARD, &ARCHIVE, &HOUSEHOLD],
    proof: Proof { files: 0..=0, hint: "" },
    checks: &[],
};

static CARD: Block = Block {
    key: "card",
    label: "报到证",
    fields: &[
        needed("card", "填写报到证信息", Holds::Flag),
        needed("card_organisation", "报到单位名称", Holds::Name(2..=100)).when("card", YES),
        needed("card_region", "报到单位所在地", Holds::Region).when("card", YES),
    ],
};

static ARCHIVE: Block = archive_block!("档案转寄", needed("archive", "填写档案转寄信息", Holds::Flag));
static HOUSEHOLD: Block = household_block!("户口迁转", needed("household", "填写户口迁转信息", Holds::Flag));
