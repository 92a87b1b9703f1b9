//! 「在线签约」: an employer invites, the graduate accepts, the school reviews (SIG-01 … SIG-08; guide §6.1).

use super::{
    super::status::{End, Party, Phase, Status},
    Consequence, Filter, Kind, ReviewFacts, Words,
};
use crate::{
    module::{Module, Switch},
    review::Stage,
};

pub(super) const KIND: Kind = Kind {
    code: "online_signing",
    label: "在线签约",
    menu: "在线签约管理",
    matter: "签约",
    module: Module::Signing,
    switch: Switch::Signing,
    begun_by: Party::Employer,
    destination: Some("签就业协议形式就业"),
    has_agreement: true,
    names_handler: true,
    binds: true,
    causes: Consequence::Report,
    forms: &[],
    // The guide gives pass and fail only (SIG-06).
    review: ReviewFacts { returns: false, corrects: false },
    withdrawable: false,
    voidable: false,
    job_category_amendable: true,
    states: &STATES,
    label_of,
    filters: &[
        // The guide's default is a state of offline signing: reviewers of online signing choose another one (SIG-02).
        Filter { code: "agreement_in_review", label: "就业协议审核中，等待学院/学校审核", states: &[] },
        Filter {
            code: "accepted_in_review",
            label: "学生已同意签约，等待学院/学校审核",
            states: &[Status::InReview(Phase::First, Stage::Department), Status::InReview(Phase::First, Stage::School)],
        },
    ],
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

const STATES: [Status; 10] = [
    Status::Asked(Party::Graduate),
    Status::InReview(Phase::First, Stage::Department),
    Status::InReview(Phase::First, Stage::School),
    Status::Effective,
    Status::Ended(End::Declined),
    Status::Ended(End::Expired),
    Status::Ended(End::Withdrawn),
    Status::Ended(End::Rejected),
    Status::Ended(End::Undeliverable),
    Status::Invalidated,
];

fn label_of(status: Status) -> &'static str {
    match status {
        Status::Asked(_) => "单位发起签约邀请，等待学生应约",
        Status::InReview(_, Stage::Department) => "学生已同意签约，等待学院审核",
        Status::InReview(_, Stage::School) => "学生已同意签约，等待学校审核",
        Status::Effective => "签约成功",
        Status::Ended(End::Declined) => "学生已拒绝签约",
        Status::Ended(End::Expired) => "超过应约有效期，邀请已失效",
        Status::Ended(End::Withdrawn) => "单位已撤回签约邀请",
        Status::Ended(End::Rejected) => "审核不通过，签约失败",
        Status::Ended(End::Undeliverable) => "邀请未送达：毕业生不在可签约名单中",
        Status::Ended(End::Voided) => "已作废",
        Status::Open(..) => "等待补充签约信息",
        Status::Invalidated => "已失效",
    }
}
