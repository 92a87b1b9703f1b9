//! What a reader of a case may do with it now: what pages offer. The step itself checks again.

use crate::{
    case::{Asks, Case, CaseKind, CaseRow, Consequence, End, Party, Phase, Status},
    employer::Employer,
    graduate::{comparison, review},
    profile::Profile,
    refusal::Refusal,
    review::{Grant, ReviewWords, Stage},
    school::staff::{Act, Staff},
    standing::{Standing, Way},
    time::UnixMs,
};

/// One thing a page can offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Accept,
    Decline,
    Withdraw,
    Approve,
    Reject,
    Amend,
    Refresh,
    InviteAgain,
    Submit,
    TakeBack,
    Void,
    Return,
    Correct,
    /// To a rescission that the other side asked for.
    Agree,
    Refuse,
    AskRescission,
    UploadStamped,
    GiveUp,
    ApproveUnilaterally,
    Force,
    VoidUngraduated,
}

impl Action {
    /// Stable code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Withdraw => "withdraw",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Amend => "amend",
            Self::Refresh => "refresh",
            Self::InviteAgain => "invite_again",
            Self::Submit => "submit",
            Self::TakeBack => "take_back",
            Self::Void => "void",
            Self::Return => "return",
            Self::Correct => "correct",
            Self::Agree => "agree",
            Self::Refuse => "refuse",
            Self::AskRescission => "ask_rescission",
            Self::UploadStamped => "upload_stamped",
            Self::GiveUp => "give_up",
            Self::ApproveUnilaterally => "approve_unilaterally",
            Self::Force => "force",
            Self::VoidUngraduated => "void_ungraduated",
        }
    }

    /// What its button says, for a case of this kind.
    pub fn label(self, kind: CaseKind, review: ReviewWords) -> String {
        let words = &kind.facts().words;
        match self {
            Self::Accept | Self::Agree => words.accepted.to_owned(),
            Self::Decline | Self::Refuse => words.declined.to_owned(),
            Self::Withdraw | Self::TakeBack => words.withdrew.to_owned(),
            Self::Approve => review.passed.to_owned(),
            Self::Reject => review.failed.to_owned(),
            Self::Amend if kind.facts().amendable.len() > 1 => "修改单位及签约信息".to_owned(),
            Self::Amend => "修改职位类别".to_owned(),
            Self::Refresh => "获取最新学生信息".to_owned(),
            Self::InviteAgain => "重新邀请".to_owned(),
            Self::Submit => "修改并重新提交".to_owned(),
            Self::Void => words.voided.to_owned(),
            Self::Return => "退回修改".to_owned(),
            Self::Correct => words.corrected.to_owned(),
            Self::AskRescission => "申请解约".to_owned(),
            Self::UploadStamped => "回传盖章的就业协议书".to_owned(),
            Self::GiveUp => "放弃办理".to_owned(),
            Self::ApproveUnilaterally => "学生单方面解约".to_owned(),
            Self::Force => "强制解约".to_owned(),
            Self::VoidUngraduated => "未按期毕业，协议失效".to_owned(),
        }
    }

    /// What it leads to, where a page says so before it is done.
    pub fn consequence(self, kind: CaseKind) -> &'static str {
        match self {
            Self::TakeBack if kind.facts().asks.is_some() => "撤回之后，签约仍有效；这次申请不计入次数",
            Self::TakeBack => "撤回之后可以修改，再重新提交审核",
            Self::Void => {
                "作废无需审核，立即生效：就业管理系统中的去向变为「待就业」，报到证及户档信息清空；作废之后可以重新办理"
            }
            Self::Return => "毕业生修改后重新提交，从第一级重新审核",
            Self::Reject if kind.facts().causes == Consequence::Rescinds => "解约失败，签约仍有效；仍需解约的，须重新申请",
            Self::Reject if kind.facts().phase(Phase::First).review.returns && kind.facts().has_agreement => {
                "本条作废，毕业生须重新填写提交；只需修改的，请选择退回修改"
            }
            Self::Reject if kind.facts().phase(Phase::First).review.returns => {
                "本条作废，毕业生须重新选择类型登记；只需修改的，请选择退回修改"
            }
            Self::Reject => "本次签约失败，双方可以重新发起",
            Self::Correct => "请先与毕业生沟通；修改内容会通知毕业生",
            Self::Withdraw if kind.facts().causes == Consequence::Rescinds => "撤回之后，签约仍有效",
            Self::Withdraw => "撤回之后，毕业生不能再应约",
            Self::Agree => "同意之后由学校审核，审核通过即解除就业协议",
            Self::Refuse => "签约仍有效；对方可以重新申请",
            Self::AskRescission => "解约完成之前，签约仍有效",
            Self::GiveUp => "放弃之后不能恢复，需要时须重新申请",
            Self::ApproveUnilaterally => "用于单位不能提供解约材料、情况已核实的；提交后立即解约，请先与用人单位沟通",
            Self::Force => "用于单位长时间不处理、情况已核实的；提交后立即解约，无需再审核，请先与用人单位协商，以防出现纠纷",
            Self::VoidUngraduated => "协议按其约定失效，不计入解约；毕业去向变为「待就业」，报到证及户档信息清空",
            _ => "",
        }
    }
}

/// An open invitation can be declined as long as the graduate is on the roster, and accepted by somebody who is bound by nothing
/// else and whom the school lets sign (SIG-08). What the graduate handed in can be taken back before any review, corrected once it was
/// taken back or returned, and voided once it is effective (DES-03, DES-04).
pub fn of_graduate(standing: &Standing<'_>, case: &Case) -> Vec<Action> {
    if matches!(standing.way, Way::LeftRoster { .. } | Way::NotEnrolled) {
        return Vec::new();
    }
    let facts = case.facts();
    match case.status {
        Status::Asked(Party::Graduate) if facts.asks == Some(Asks::Reminds) => {
            standing.asks.map(|_| Action::Agree).into_iter().chain([Action::Refuse]).collect()
        }
        Status::Asked(Party::Graduate) if standing.can_accept(case) => vec![Action::Accept, Action::Decline],
        Status::Asked(Party::Graduate) if case.is_open(standing.now) => vec![Action::Decline],
        Status::Asked(Party::Employer) if case.begun_by == Party::Graduate => vec![Action::TakeBack],
        Status::InReview(phase, _) if facts.phase(phase).withdrawable && !case.is_decided_on() => vec![Action::TakeBack],
        Status::Open(phase, _) => of_hander_in(standing, case, phase),
        Status::Effective if facts.voidable => vec![Action::Void],
        Status::Effective if standing.can_ask_rescission(case) => vec![Action::AskRescission],
        _ => Vec::new(),
    }
}

fn of_hander_in(standing: &Standing<'_>, case: &Case, phase: Phase) -> Vec<Action> {
    let offered = [
        (phase == Phase::First && standing.can_submit(case)).then_some(Action::Submit),
        (phase == Phase::Second && standing.can_hand_in_stamped()).then_some(Action::UploadStamped),
        case.can_be_given_up().then_some(Action::GiveUp),
    ];
    offered.into_iter().flatten().collect()
}

/// The kind of rescission by which a party asks for the end of such an agreement.
pub fn rescission_of(agreement: CaseKind, by: Party) -> Option<CaseKind> {
    CaseKind::all().find(|kind| kind.facts().ends.contains(&agreement) && kind.facts().is_begun_by(by))
}

/// An employer can withdraw what was not answered yet, and invite again where an invitation came to nothing (SIG-06, SIG-08).
pub fn of_employer(employer: &Employer, row: &CaseRow, now: UnixMs) -> Vec<Action> {
    let open = || employer.cases.values().find(|case| case.row.about == Some(row.case) && is_open(case.row.status));
    match row.status {
        Status::Asked(Party::Employer) => vec![Action::Agree, Action::Refuse],
        Status::Asked(Party::Graduate) if row.about.is_some() => vec![Action::Withdraw],
        Status::Open(Phase::Second, _) => vec![Action::UploadStamped],
        Status::Effective if rescission_of(row.kind, Party::Employer).is_some() && open().is_none() => {
            vec![Action::AskRescission]
        }
        _ if row.begun_by == Party::Employer && row.about.is_none() => of_inviter(employer, row, now),
        _ => Vec::new(),
    }
}

fn is_open(status: Status) -> bool {
    matches!(status, Status::Asked(_) | Status::InReview(..) | Status::Open(..))
}

fn of_inviter(employer: &Employer, row: &CaseRow, now: UnixMs) -> Vec<Action> {
    match row.status {
        Status::Asked(Party::Graduate) if row.expires_at.is_some_and(|until| now < until) => vec![Action::Withdraw],
        Status::Asked(Party::Graduate)
        | Status::Ended(End::Declined | End::Expired | End::Withdrawn | End::Rejected(_) | End::Rescinded)
            if employer.in_force().is_some() && employer.may_invite(row.graduate, now).is_ok() =>
        {
            vec![Action::InviteAgain]
        }
        _ => Vec::new(),
    }
}

/// A reviewer decides what waits at their own level, or at that of a department that has nobody; a school user may correct the job
/// category afterwards (SIG-07). `current` is the graduate as the EMS has them: what differs can be refreshed, or keeps the case from
/// being approved (SIG-04).
pub fn of_staff(staff: &Staff, grant: &Grant, case: &Case, current: &Profile) -> Vec<Action> {
    if !case.kind.module().permission(&staff.permissions).allows(Act::Review) {
        return Vec::new();
    }
    match (decides_at(grant, case), case.status) {
        (Some(stage), _) => of_reviewer(case, stage, grant, current),
        (None, Status::Effective) if staff.stage() == Stage::School => of_amender(case),
        (None, Status::Asked(Party::Employer)) if staff.stage() == Stage::School && case.about.is_some() => vec![Action::Force],
        _ => Vec::new(),
    }
}

fn of_amender(case: &Case) -> Vec<Action> {
    let facts = case.facts();
    let amends = !facts.amendable.is_empty();
    let voids = facts.states.contains(&Status::Ended(End::NotGraduated));
    [amends.then_some(Action::Amend), voids.then_some(Action::VoidUngraduated)].into_iter().flatten().collect()
}

/// Why a case that waits for this reviewer cannot be approved: what a page says before anybody tries.
pub fn obstacle_of_staff(staff: &Staff, grant: &Grant, case: &Case, current: &Profile) -> Option<Refusal> {
    let stage = decides_at(grant, case)?;
    if !case.kind.module().permission(&staff.permissions).allows(Act::Review) {
        return Some(Refusal::NotPermitted);
    }
    review::approvable(case, stage, grant.handler_set, current).err()
}

/// The level at which the case waits for this reviewer.
fn decides_at(grant: &Grant, case: &Case) -> Option<Stage> {
    match (case.status, &case.submission) {
        (Status::InReview(_, stage), Some(submission)) if grant.decides(stage, &submission.profile.department) => Some(stage),
        _ => None,
    }
}

fn of_reviewer(case: &Case, stage: Stage, grant: &Grant, current: &Profile) -> Vec<Action> {
    let Some(submission) = &case.submission else { return Vec::new() };
    let differences = comparison::differences(&submission.profile, current);
    let may_refresh = !differences.is_empty() && differences.iter().all(|difference| difference.refreshable);
    let approve = review::approvable(case, stage, grant.handler_set, current).is_ok().then_some(Action::Approve);
    let kinds = case.facts().phase(case.phase()).review;
    let alone = kinds.unilateral && stage == Stage::School && grant.department.is_none();
    let offered = [
        approve,
        approve.filter(|_| alone).map(|_| Action::ApproveUnilaterally),
        kinds.returns.then_some(Action::Return),
        Some(Action::Reject),
        kinds.corrects.then_some(Action::Correct),
        may_refresh.then_some(Action::Refresh),
    ];
    offered.into_iter().flatten().collect()
}
