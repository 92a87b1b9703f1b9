//! 「补登」: a graduate registers an agreement that was signed on paper, with its image (BAC-01, BAC-02; guide §7).

use super::{
    super::status::{End, Phase, Status, Why},
    Consequence, Filter, HandsIn, Kind, Party, PhaseFacts, ReviewFacts, Words, lists,
};
use crate::{
    forms::FormCode,
    module::{Module, Switch},
    review::Stage,
};

pub(super) const KIND: Kind = Kind {
    code: "backfill",
    label: "补登",
    list: &lists::BACKFILL,
    matter: "补登",
    module: Module::Signing,
    switch: Some(Switch::Backfill),
    begun_by: &[Party::Graduate],
    destination: Some("签就业协议形式就业"),
    has_agreement: true,
    binds: true,
    asks: None,
    ends: &[],
    causes: Consequence::Report,
    forms: &[FormCode::PAPER_AGREEMENT],
    phases: &[PhaseFacts {
        hands_in: HandsIn::Form,
        review: ReviewFacts::RETURNS,
        withdrawable: true,
        issues_agreement: false,
        certified: false,
    }],
    voidable: false,
    amendable: &["employer_nature", "employer_industry", "job_category"],
    states: &STATES,
    label_of,
    filters: &[Filter {
        code: "backfill_in_review",
        label: "签约审核中，等待学院/学校审核",
        states: &[Status::InReview(Phase::First, Stage::Department), Status::InReview(Phase::First, Stage::School)],
    }],
    words: Words {
        begun: "提交已签就业协议登记",
        accepted: "同意补登",
        declined: "拒绝补登",
        expired: "补登超过期限",
        withdrew: "撤回补登",
        corrected: "修改签约信息",
        voided: "作废补登",
        effective: "补登成功",
        holds: "就业协议登记生效",
        way_out: "如需改签，须先解约。",
    },
};

const STATES: [Status; 9] = [
    Status::InReview(Phase::First, Stage::Department),
    Status::InReview(Phase::First, Stage::School),
    Status::Open(Phase::First, Why::Withdrawn),
    Status::Open(Phase::First, Why::Returned),
    Status::Effective,
    Status::Ended(End::Rejected(Phase::First)),
    Status::Ended(End::Rescinded),
    Status::Ended(End::NotGraduated),
    Status::Invalidated,
];

fn label_of(status: Status) -> &'static str {
    match status {
        Status::InReview(_, Stage::Department) => "签约审核中，等待学院审核",
        Status::InReview(_, Stage::School) => "签约审核中，等待学校审核",
        Status::Open(_, Why::Returned) => "退回修改",
        Status::Open(..) => "已撤回，待重新提交",
        Status::Effective => "签约成功（补登）",
        Status::Ended(End::Rejected(_)) => "审核不通过，已作废",
        Status::Ended(end) => super::online_signing::ended(end),
        Status::Asked(_) => "等待答复",
        Status::Invalidated => "已失效",
    }
}
