//! 「升学（考研）」, reported as 801. Only full-time study counts.

use super::{
    blocks::{self, needed},
    transfers,
};
use crate::form::{Block, Columns, Field, Form, Group, Holds, Proof};

pub(super) static FORM: Form = Form {
    code: "STUDY_POSTGRAD",
    label: "升学（考研）",
    group: Some(Group::Study),
    reported_as: "801",
    columns: &Columns::SCHOOL,
    subject: "target_school",
    blocks: &[&STUDY, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "录取通知书，或拟录取名单的截图" },
    checks: &[],
};

/// Of the school that admits.
pub(super) const SCHOOL_CODE: Field =
    needed("target_school_code", "升学院校代码", Holds::Text(5..=10)).hinting("教育部公布的院校代码，见录取通知书或招生简章");
pub(super) const SCHOOL: Field = needed("target_school", "升学院校名称", Holds::Name(2..=60));
pub(super) const SUBJECT: Field = needed("target_major", "升学专业", Holds::Name(2..=60));
pub(super) const ADMISSION_NO: Field = needed("admission_no", "录取通知书编号或考生编号", Holds::Text(4..=30));

static STUDY: Block = Block {
    key: "study",
    label: "升学院校",
    fields: &[
        SCHOOL_CODE,
        SCHOOL,
        SUBJECT,
        ADMISSION_NO,
        needed("degree_kind", "攻读学位", Holds::Choice(&[("master", "硕士"), ("doctor", "博士")])),
        needed("study_form", "学习形式", Holds::Choice(&[("full_time", "全日制")]))
            .hinting("非全日制学习不属于升学，请按就业情况登记"),
        needed("recommended", "推荐免试", Holds::Flag),
    ],
};
