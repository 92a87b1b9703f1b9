//! Rescission of an online agreement: either side asks, the other answers, the school reviews; or the school forces it (RES-01, RES-02;
//! guide §8.1).

use super::{
    super::status::{End, Phase, Status},
    Asks, CaseKind, Consequence, Filter, HandsIn, Kind, Party, PhaseFacts, ReviewFacts, Words, lists,
};
use crate::{forms::FormCode, module::Module, review::Stage};

pub(super) const KIND: Kind = Kind {
    code: "online_rescission",
    label: "线上解约",
    list: &lists::RESCISSION,
    matter: "解约",
    module: Module::Signing,
    switch: None,
    begun_by: &[Party::Graduate, Party::Employer],
    destination: None,
    has_agreement: false,
    binds: false,
    asks: Some(Asks::Reminds),
    ends: &[CaseKind::ONLINE_SIGNING],
    causes: Consequence::Rescinds,
    forms: &[FormCode::ONLINE_RESCISSION],
    // The guide gives pass and fail only.
    phases: &[PhaseFacts {
        hands_in: HandsIn::Answer,
        review: ReviewFacts::PASS_OR_FAIL,
        withdrawable: false,
        issues_agreement: false,
        certified: true,
    }],
    voidable: false,
    amendable: &[],
    states: &STATES,
    label_of,
    filters: &[
        Filter {
            code: "rescission_agreed_in_review",
            label: "已同意解约，等待学院/学校审核",
            states: &[Status::InReview(Phase::First, Stage::Department), Status::InReview(Phase::First, Stage::School)],
        },
        Filter {
            code: "rescission_asked_by_graduate",
            label: "学生发起解约，等待单位应约",
            states: &[Status::Asked(Party::Employer)],
        },
    ],
    words: WORDS,
};

pub(super) const WORDS: Words = Words {
    begun: "申请解约",
    accepted: "同意解约",
    declined: "不同意解约",
    expired: "解约申请超过期限",
    withdrew: "撤回解约申请",
    corrected: "修改解约信息",
    voided: "作废解约",
    effective: "解约完成",
    holds: "就业协议解除",
    way_out: "",
};

const STATES: [Status; 10] = [
    Status::Asked(Party::Employer),
    Status::Asked(Party::Graduate),
    Status::InReview(Phase::First, Stage::Department),
    Status::InReview(Phase::First, Stage::School),
    Status::Effective,
    Status::Ended(End::Declined),
    Status::Ended(End::Withdrawn),
    Status::Ended(End::Rejected(Phase::First)),
    Status::Ended(End::Overtaken),
    Status::Invalidated,
];

fn label_of(status: Status) -> &'static str {
    match status {
        Status::Asked(Party::Graduate) => "单位发起解约，等待学生应约",
        Status::Asked(_) => "学生发起解约，等待单位应约",
        Status::InReview(_, Stage::Department) => "已同意解约，等待学院审核",
        Status::InReview(_, Stage::School) => "已同意解约，等待学校审核",
        Status::Open(..) => "等待补充解约信息",
        Status::Effective => "已解约",
        Status::Ended(end) => ended(end),
        Status::Invalidated => "已失效",
    }
}

/// How a rescission came to nothing, online or offline.
pub(super) fn ended(end: End) -> &'static str {
    match end {
        End::Withdrawn => "解约申请已撤回",
        End::Declined => "对方不同意解约，签约仍有效",
        End::Overtaken => "签约已终止，解约申请不再办理",
        _ => "解约失败，签约仍有效",
    }
}
