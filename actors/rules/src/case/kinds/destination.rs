//! 「去向登记」: a graduate registers where they go, with proof, and the school reviews it (DES-01 … DES-05; guide §9).

use super::{
    super::status::{End, Party, Phase, Status, Why},
    Consequence, Filter, Kind, ReviewFacts, Words,
};
use crate::{
    forms::FormCode,
    module::{Module, Switch},
    review::Stage,
};

pub(super) const KIND: Kind = Kind {
    code: "destination",
    label: "去向登记",
    menu: "去向登记",
    matter: "去向登记",
    module: Module::Signing,
    switch: Switch::Destination,
    begun_by: Party::Graduate,
    destination: None,
    has_agreement: false,
    names_handler: false,
    binds: true,
    causes: Consequence::Report,
    forms: &FormCode::DESTINATIONS,
    review: ReviewFacts { returns: true, corrects: true },
    withdrawable: true,
    voidable: true,
    job_category_amendable: false,
    states: &STATES,
    label_of,
    filters: &[Filter {
        code: "destination_in_review",
        label: "去向登记审核中，等待学院/学校审核",
        states: &[Status::InReview(Phase::First, Stage::Department), Status::InReview(Phase::First, Stage::School)],
    }],
    words: Words {
        begun: "提交去向登记",
        accepted: "同意去向登记",
        declined: "拒绝去向登记",
        expired: "去向登记超过期限",
        withdrew: "撤回去向登记",
        corrected: "修改去向",
        voided: "作废去向登记",
        effective: "去向登记成功",
        holds: "去向登记生效",
        way_out: "如需变更，请先作废已生效的去向登记。",
    },
};

const STATES: [Status; 8] = [
    Status::InReview(Phase::First, Stage::Department),
    Status::InReview(Phase::First, Stage::School),
    Status::Open(Phase::First, Why::Withdrawn),
    Status::Open(Phase::First, Why::Returned),
    Status::Effective,
    Status::Ended(End::Rejected),
    Status::Ended(End::Voided),
    Status::Invalidated,
];

fn label_of(status: Status) -> &'static str {
    match status {
        Status::InReview(_, Stage::Department) => "去向登记审核中，等待学院审核",
        Status::InReview(_, Stage::School) => "去向登记审核中，等待学校审核",
        Status::Open(_, Why::Withdrawn) => "已撤回，待重新提交",
        Status::Open(_, Why::Returned) => "退回修改",
        Status::Effective => "去向登记成功",
        Status::Ended(End::Rejected) => "审核不通过，已作废",
        Status::Ended(End::Voided) => "已作废",
        Status::Ended(_) | Status::Asked(_) => "已结束",
        Status::Invalidated => "已失效",
    }
}
