//! 「线下签约」: a graduate has the agreement reviewed, the employer stamps the printed one, and its image is reviewed (OFF-01 … OFF-04;
//! guide §6.2).

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
    code: "offline_signing",
    label: "线下签约",
    list: &lists::SIGNING,
    matter: "线下签约",
    module: Module::Signing,
    switch: Some(Switch::Signing),
    begun_by: &[Party::Graduate],
    destination: Some("签就业协议形式就业"),
    has_agreement: true,
    binds: true,
    asks: None,
    ends: &[],
    causes: Consequence::Report,
    forms: &[FormCode::OFFLINE_AGREEMENT],
    phases: &[
        PhaseFacts {
            hands_in: HandsIn::Form,
            review: ReviewFacts::RETURNS,
            withdrawable: true,
            issues_agreement: true,
            certified: false,
        },
        PhaseFacts {
            hands_in: HandsIn::Stamped,
            review: ReviewFacts::RETURNS,
            withdrawable: true,
            issues_agreement: false,
            certified: true,
        },
    ],
    voidable: false,
    amendable: &["employer_nature", "employer_industry", "job_category"],
    states: &STATES,
    label_of,
    filters: &[
        Filter {
            code: "agreement_in_review",
            label: "就业协议审核中，等待学院/学校审核",
            states: &[Status::InReview(Phase::First, Stage::Department), Status::InReview(Phase::First, Stage::School)],
        },
        Filter {
            code: "signing_in_review",
            label: "签约审核中，等待学院/学校审核",
            states: &[Status::InReview(Phase::Second, Stage::Department), Status::InReview(Phase::Second, Stage::School)],
        },
    ],
    words: Words {
        begun: "提交就业协议信息",
        accepted: "同意签约",
        declined: "拒绝签约",
        expired: "线下签约超过期限",
        withdrew: "撤回线下签约",
        corrected: "修改签约信息",
        voided: "作废签约",
        effective: "签约成功",
        holds: "就业协议生效",
        way_out: "如需改签，须先解约。",
    },
};

const STATES: [Status; 16] = [
    Status::InReview(Phase::First, Stage::Department),
    Status::InReview(Phase::First, Stage::School),
    Status::Open(Phase::First, Why::Withdrawn),
    Status::Open(Phase::First, Why::Returned),
    Status::Ended(End::Rejected(Phase::First)),
    Status::Open(Phase::Second, Why::Awaited),
    Status::InReview(Phase::Second, Stage::Department),
    Status::InReview(Phase::Second, Stage::School),
    Status::Open(Phase::Second, Why::Withdrawn),
    Status::Open(Phase::Second, Why::Returned),
    Status::Effective,
    Status::Ended(End::Rejected(Phase::Second)),
    Status::Ended(End::Withdrawn),
    Status::Ended(End::Rescinded),
    Status::Ended(End::NotGraduated),
    Status::Invalidated,
];

fn label_of(status: Status) -> &'static str {
    match status {
        Status::InReview(Phase::First, Stage::Department) => "就业协议审核中，等待学院审核",
        Status::InReview(Phase::First, Stage::School) => "就业协议审核中，等待学校审核",
        Status::Open(Phase::First, Why::Returned) => "就业协议退回修改",
        Status::Open(Phase::First, _) => "已撤回，待重新提交",
        Status::Open(Phase::Second, Why::Awaited) => "就业协议审核通过，待回传盖章协议书",
        Status::Open(Phase::Second, Why::Withdrawn) => "已撤回，待重新回传盖章协议书",
        Status::Open(Phase::Second, Why::Returned) => "签约退回修改，待重新上传",
        Status::InReview(Phase::Second, Stage::Department) => "签约审核中，等待学院审核",
        Status::InReview(Phase::Second, Stage::School) => "签约审核中，等待学校审核",
        Status::Effective => "签约成功",
        Status::Ended(End::Rejected(Phase::First)) => "就业协议审核不通过，已作废",
        Status::Ended(End::Rejected(Phase::Second)) => "签约审核不通过，已作废",
        Status::Ended(End::Withdrawn) => "学生已放弃，申请作废",
        Status::Ended(end) => super::online_signing::ended(end),
        Status::Asked(_) => "等待答复",
        Status::Invalidated => "已失效",
    }
}
