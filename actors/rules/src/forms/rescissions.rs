//! The questions to somebody who asks for the end of an agreement (RES-01, RES-03; guide §8).

use super::blocks::{needed, open};
use crate::form::{Block, Columns, Form, Holds, Proof};

/// Asked of the other side.
pub(super) static ONLINE: Form = Form {
    code: "ONLINE_RESCISSION",
    label: "解约申请",
    group: None,
    reported_as: "",
    columns: &Columns::NONE,
    subject: "",
    blocks: &[&REASON],
    proof: Proof { files: 0..=3, hint: "可以附与对方协商的材料" },
    checks: &[],
};

/// Of an agreement that was signed on paper: with evidence.
pub(super) static OFFLINE: Form = Form {
    code: "OFFLINE_RESCISSION",
    label: "解约申请",
    group: None,
    reported_as: "",
    columns: &Columns::NONE,
    subject: "",
    blocks: &[&REASON],
    proof: Proof {
        files: 1..=6, hint: "用人单位盖章的解约函；单位不能提供的，上传本人签字的情况说明"
    },
    checks: &[],
};

static REASON: Block = Block {
    key: "rescission",
    label: "解约原因",
    fields: &[
        needed("reason", "解约原因", Holds::Choice(&REASONS)),
        needed("explanation", "解约说明", Holds::Lines(5..=500)),
        open("penalty_settled", "违约金支付情况", Holds::Choice(&[("paid", "已支付"), ("waived", "免除"), ("none", "无")])),
    ],
};

/// Those of the table that somebody may ask for; that of one side alone and that of force are the school's (RES-02, RES-04).
static REASONS: [(&str, &str); 13] = [
    ("RES_MUTUAL", "双方协商一致解约"),
    ("RES_STUDY", "毕业生继续深造"),
    ("RES_PUBLIC_EXAM", "毕业生被党政机关、事业单位录用"),
    ("RES_CONSCRIPT", "毕业生应征入伍"),
    ("RES_FAMILY", "毕业生家庭原因"),
    ("RES_HEALTH", "毕业生身体原因"),
    ("RES_OTHER_JOB", "毕业生另有就业单位"),
    ("RES_EMP_TERMS", "单位承诺的条件无法兑现"),
    ("RES_EMP_OPERATION", "单位经营发生问题"),
    ("RES_EMP_BREACH", "单位违约"),
    ("RES_UNGRADUATED", "毕业生未按期取得毕业证书"),
    ("RES_INFO_ERROR", "签约信息填写错误"),
    ("RES_OTHER", "其他原因"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{CodeTable, Codes};

    #[test]
    #[doc = "RES-01, RES-02, RES-04"]
    fn res_01_the_reasons_are_those_of_the_table_but_for_the_schools_own() {
        let mut rows: Vec<_> =
            Codes::builtin().rows(CodeTable::RescissionReason).iter().map(|row| (&*row.code, &*row.name)).collect();
        rows.retain(|(code, _)| !["RES_UNILATERAL", "RES_FORCED"].contains(code));
        assert_eq!(rows, REASONS);
    }
}
