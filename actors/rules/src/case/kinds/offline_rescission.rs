//! Rescission of an agreement signed offline or registered from paper: the graduate applies with evidence, the school reviews (RES-03,
//! RES-04; guide §8.2).

use super::{
    super::status::{End, Phase, Status, Why},
    CaseKind, Consequence, Filter, HandsIn, Kind, Party, PhaseFacts, ReviewFacts, lists, online_rescission,
};
use crate::{forms::FormCode, module::Module, review::Stage};

pub(super) const KIND: Kind = Kind {
    code: "offline_rescission",
    label: "线下解约",
    list: &lists::RESCISSION,
    matter: "解约",
    module: Module::Signing,
    switch: None,
    begun_by: &[Party::Graduate],
    destination: None,
    has_agreement: false,
    binds: false,
    asks: None,
    ends: &[CaseKind::OFFLINE_SIGNING, CaseKind::BACKFILL],
    causes: Consequence::Rescinds,
    forms: &[FormCode::OFFLINE_RESCISSION],
    phases: &[PhaseFacts {
        hands_in: HandsIn::Form,
        review: ReviewFacts { unilateral: true, ..ReviewFacts::RETURNS },
        withdrawable: true,
        issues_agreement: false,
        certified: true,
    }],
    voidable: false,
    amendable: &[],
    states: &STATES,
    label_of,
    filters: &[Filter {
        code: "rescission_in_review",
        label: "解约中，等待学院/学校审核",
        states: &[Status::InReview(Phase::First, Stage::Department), Status::InReview(Phase::First, Stage::School)],
    }],
    words: online_rescission::WORDS,
};

const STATES: [Status; 9] = [
    Status::InReview(Phase::First, Stage::Department),
    Status::InReview(Phase::First, Stage::School),
    Status::Open(Phase::First, Why::Withdrawn),
    Status::Open(Phase::First, Why::Returned),
    Status::Effective,
    Status::Ended(End::Withdrawn),
    Status::Ended(End::Rejected(Phase::First)),
    Status::Ended(End::Overtaken),
    Status::Invalidated,
];

fn label_of(status: Status) -> &'static str {
    match status {
        Status::InReview(_, Stage::Department) => "解约中，等待学院审核",
        Status::InReview(_, Stage::School) => "解约中，等待学校审核",
        Status::Open(_, Why::Returned) => "解约退回修改",
        Status::Open(..) => "已撤回，待重新提交",
        Status::Effective => "已解约",
        Status::Ended(end) => online_rescission::ended(end),
        Status::Asked(_) => "等待答复",
        Status::Invalidated => "已失效",
    }
}
