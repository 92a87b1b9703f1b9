//! 「去向登记」: a graduate registers where they go, with proof, and the school reviews it (DES-01 … DES-05; guide §9).

use super::{
    super::status::{End, Party, Phase, Status, Why},
    Consequence, Filter, HandsIn, Kind, PhaseFacts, ReviewFacts, Words, lists,
};
use crate::{
    forms::FormCode,
    module::{Module, Switch},
    review::Stage,
};

pub(super) const KIND: Kind = Kind {
    code: "destination",
    label: "去向登记",
    list: &lists::DESTINATION,
    matter: "去向登记",
    module: Module::Signing,
    switch: Some(Switch::Destination),
    begun_by: &[Party::Graduate],
    destination: None,
    has_agreement: false,
    binds: true,
    asks: None,
    ends: &[],
    causes: Consequence::Report,
    forms: &FormCode::DESTINATIONS,
    phases: &[PhaseFacts {
        hands_in: HandsIn::Form,
        review: ReviewFacts { corrects: true, ..ReviewFacts::RETURNS },
        withdrawable: true,
        issues_agreement: false,
        certified: false,
    }],
    voidable: true,
    amendable: &[],
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
    Status::Ended(End::Rejected(Phase::First)),
    Status::Ended(End::Voided),
    Status::Invalidated,
];

fn label_of(status: Status) -> &'static str {
    match status {
        Status::InReview(_, Stage::Department) => "去向登记审核中，等待学院审核",
        Status::InReview(_, Stage::School) => "去向登记审核中，等待学校审核",
        Status::Open(_, Why::Returned) => "退回修改",
        Status::Open(..) => "已撤回，待重新提交",
        Status::Effective => "去向登记成功",
        Status::Ended(End::Rejected(_)) => "审核不通过，已作废",
        Status::Ended(End::Voided) => "已作废",
        Status::Ended(_) | Status::Asked(_) => "已结束",
        Status::Invalidated => "已失效",
    }
}
