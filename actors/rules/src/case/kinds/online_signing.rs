//! 「在线签约」: an employer invites, the graduate accepts, the school reviews (SIG-01 … SIG-08; guide §6.1).

use super::{
    super::status::{End, Party, Phase, Status},
    Asks, Consequence, Filter, HandsIn, Kind, PhaseFacts, ReviewFacts, Words, lists,
};
use crate::{
    module::{Module, Switch},
    review::Stage,
};

pub(super) const KIND: Kind = Kind {
    code: "online_signing",
    label: "在线签约",
    list: &lists::SIGNING,
    matter: "签约",
    module: Module::Signing,
    switch: Some(Switch::Signing),
    begun_by: &[Party::Employer],
    destination: Some("签就业协议形式就业"),
    has_agreement: true,
    binds: true,
    asks: Some(Asks::Expires),
    ends: &[],
    causes: Consequence::Report,
    forms: &[],
    // The guide gives pass and fail only (SIG-06).
    phases: &[PhaseFacts {
        hands_in: HandsIn::Answer,
        review: ReviewFacts::PASS_OR_FAIL,
        withdrawable: false,
        issues_agreement: true,
        certified: true,
    }],
    voidable: false,
    amendable: &["job_category"],
    states: &STATES,
    label_of,
    filters: &[Filter {
        code: "accepted_in_review",
        label: "学生已同意签约，等待学院/学校审核",
        states: &[Status::InReview(Phase::First, Stage::Department), Status::InReview(Phase::First, Stage::School)],
    }],
    words: Words {
        begun: "发起签约邀请",
        accepted: "同意签约",
        declined: "拒绝签约",
        expired: "超过应约有效期，邀请失效",
        withdrew: "撤回签约邀请",
        corrected: "修改签约信息",
        voided: "作废签约",
        effective: "签约成功",
        holds: "就业协议生效",
        way_out: "如需改签，须先解约。",
    },
};

const STATES: [Status; 12] = [
    Status::Asked(Party::Graduate),
    Status::InReview(Phase::First, Stage::Department),
    Status::InReview(Phase::First, Stage::School),
    Status::Effective,
    Status::Ended(End::Declined),
    Status::Ended(End::Expired),
    Status::Ended(End::Withdrawn),
    Status::Ended(End::Rejected(Phase::First)),
    Status::Ended(End::Undeliverable),
    Status::Ended(End::Rescinded),
    Status::Ended(End::NotGraduated),
    Status::Invalidated,
];

fn label_of(status: Status) -> &'static str {
    match status {
        Status::Asked(_) => "单位发起签约邀请，等待学生应约",
        Status::InReview(_, Stage::Department) => "学生已同意签约，等待学院审核",
        Status::InReview(_, Stage::School) => "学生已同意签约，等待学校审核",
        Status::Effective => "签约成功",
        Status::Ended(end) => ended(end),
        Status::Open(..) => "等待补充签约信息",
        Status::Invalidated => "已失效",
    }
}

/// How a signing came to an end, online or on paper.
pub(super) fn ended(end: End) -> &'static str {
    match end {
        End::Declined => "学生已拒绝签约",
        End::Expired => "超过应约有效期，邀请已失效",
        End::Withdrawn => "单位已撤回签约邀请",
        End::Rejected(_) => "审核不通过，签约失败",
        End::Undeliverable => "邀请未送达：毕业生不在可签约名单中",
        End::Voided => "已作废",
        End::Rescinded => "已解约",
        End::NotGraduated => "未按期毕业，协议失效",
        End::Overtaken => "已终止",
    }
}
