//! Further study beside 「升学（考研）」: 「升学（专升本）」 (P803), 「升学（第二学士学位）」 (802), 「出国出境深造」 (85).

use super::{
    blocks::{self, needed},
    postgraduate::{ADMISSION_NO, SCHOOL, SCHOOL_CODE, SUBJECT},
    transfers,
};
use crate::{
    codes::CodeTable,
    form::{Block, Columns, Form, Group, Holds, Proof},
};

pub(super) static UPGRADE: Form = Form {
    code: "STUDY_UPGRADE",
    label: "升学（专升本）",
    group: Some(Group::Study),
    reported_as: "P803",
    columns: &Columns::SCHOOL,
    subject: "target_school",
    blocks: &[&STUDY, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "录取通知书，或学信网、省级招生网站的录取截图" },
    checks: &[],
};

pub(super) static SECOND_BACHELOR: Form = Form {
    code: "STUDY_SECOND_BACHELOR",
    label: "升学（第二学士学位）",
    group: Some(Group::Study),
    reported_as: "802",
    columns: &Columns::SCHOOL,
    subject: "target_school",
    blocks: &[&STUDY, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "录取通知书" },
    checks: &[],
};

static STUDY: Block = Block { key: "study", label: "升学院校", fields: &[SCHOOL_CODE, SCHOOL, SUBJECT, ADMISSION_NO] };

pub(super) static ABROAD: Form = Form {
    code: "STUDY_ABROAD",
    label: "出国出境深造",
    group: Some(Group::Study),
    reported_as: "85",
    columns: &Columns::SCHOOL,
    subject: "target_school",
    blocks: &[&STUDY_ABROAD, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "境外院校的录取通知书，或留学签证" },
    checks: &[],
};

static STUDY_ABROAD: Block = Block {
    key: "study_abroad",
    label: "留学院校",
    fields: &[
        needed("target_school", "留学院校中文名称", Holds::Name(2..=100)),
        needed("target_school_foreign", "留学院校外文名称", Holds::Text(2..=150)),
        needed("country_region", "留学国家或地区", Holds::Code(CodeTable::CountryRegion)),
        needed(
            "degree_kind",
            "攻读学位",
            Holds::Choice(&[("doctor", "博士"), ("master", "硕士"), ("bachelor", "学士"), ("other", "其他（语言、预科等）")]),
        ),
        needed("target_major", "留学专业", Holds::Name(2..=60)),
        needed("study_from", "入学日期", Holds::Date),
    ],
};
