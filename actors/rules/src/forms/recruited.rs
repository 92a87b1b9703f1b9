//! 「签就业协议形式就业」 that is proved by other papers than an agreement, at home: reported as 10.

use super::{
    blocks::{self, needed},
    transfers,
};
use crate::form::{Answers, Block, Columns, Form, Group, Holds, Proof};
use jiff::civil::Date;

pub(super) static LETTER_OF_ACCEPTANCE: Form = Form {
    code: "JY_GONGZHAO",
    label: "签就业协议形式就业（公招接收函）",
    group: Some(Group::Employment),
    reported_as: "10",
    columns: &Columns::EMPLOYER,
    subject: "employer_name",
    blocks: &[&blocks::ANY_EMPLOYER, &blocks::POST, &LETTER, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "上级主管部门盖章的接收函或录用通知" },
    checks: &[is_written],
};

static LETTER: Block = Block {
    key: "letter",
    label: "公招接收函",
    fields: &[
        needed(
            "recruit_kind",
            "招录类型",
            Holds::Choice(&[
                ("civil_servant", "公务员（含参公管理）"),
                ("selected", "选调生"),
                ("institution", "事业单位"),
                ("state_enterprise", "国有企业"),
                ("army_civilian", "军队文职"),
                ("other", "其他公开招录"),
            ]),
        ),
        needed("letter_issuer", "接收函出具单位", Holds::Name(2..=100)).hinting("有人事权的单位或其上级主管部门"),
        needed("letter_date", "接收函日期", Holds::Date),
    ],
};

fn is_written(answers: &Answers, today: Date) -> Option<(&'static str, &'static str)> {
    blocks::is_to_come(answers, "letter_date", today).then_some(("letter_date", "接收函日期不得晚于今天"))
}

pub(super) static SERGEANT: Form = Form {
    code: "JY_SHIGUAN",
    label: "签就业协议形式就业（士官）",
    group: Some(Group::Employment),
    reported_as: "10",
    columns: &Columns::EMPLOYER.giving(&[("employer_nature", "40"), ("employer_industry", "80"), ("job_category", "80")]),
    subject: "employer_name",
    blocks: &[&blocks::ARMY, &ENLISTMENT, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "士官（军士）入伍批准书或录用批准书" },
    checks: &[],
};

static ENLISTMENT: Block = Block {
    key: "enlistment",
    label: "招收信息",
    fields: &[
        needed("enlist_office", "办理征兵的部门", Holds::Name(2..=60)).hinting("如：某区人民政府征兵办公室"),
        needed("enlist_date", "入伍日期", Holds::Date),
    ],
};

pub(super) static MEDICAL_TRAINING: Form = Form {
    code: "JY_GUIPEI",
    label: "签就业协议形式就业（医学规培）",
    group: Some(Group::Employment),
    reported_as: "10",
    columns: &Columns::EMPLOYER,
    subject: "employer_name",
    blocks: &[&blocks::EMPLOYER, &blocks::POST, &TRAINING, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "住院医师规范化培训录取通知或培训协议" },
    checks: &[training_ends_after_it_begins],
};

static TRAINING: Block = Block {
    key: "training",
    label: "规范化培训",
    fields: &[
        needed("training_base", "培训基地名称", Holds::Name(2..=100)),
        needed("specialty", "培训专业", Holds::Name(2..=60)),
        needed("training_from", "培训开始日期", Holds::Date),
        needed("training_to", "培训结束日期", Holds::Date),
    ],
};

fn training_ends_after_it_begins(answers: &Answers, _: Date) -> Option<(&'static str, &'static str)> {
    blocks::period(answers, "training_from", "training_to").then_some(("training_to", "培训结束日期不得早于开始日期"))
}
