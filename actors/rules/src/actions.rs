//! What a reader of a case may do with it now: what pages offer. The step itself checks again.

use crate::{
    case::{Case, CaseKind, CaseRow, End, Party, Status},
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
    ChangeJobCategory,
    Refresh,
    InviteAgain,
    Submit,
    TakeBack,
    Void,
    Return,
    Correct,
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
            Self::ChangeJobCategory => "change_job_category",
            Self::Refresh => "refresh",
            Self::InviteAgain => "invite_again",
            Self::Submit => "submit",
            Self::TakeBack => "take_back",
            Self::Void => "void",
            Self::Return => "return",
            Self::Correct => "correct",
        }
    }

    /// What its button says, for a case of this kind.
    pub fn label(self, kind: CaseKind, review: ReviewWords) -> String {
        let words = &kind.facts().words;
        match self {
            Self::Accept => words.accepted.to_owned(),
            Self::Decline => words.declined.to_owned(),
            Self::Withdraw | Self::TakeBack => words.withdrew.to_owned(),
            Self::Approve => review.passed.to_owned(),
            Self::Reject => review.failed.to_owned(),
            Self::ChangeJobCategory => "修改职位类别".to_owned(),
            Self::Refresh => "获取最新学生信息".to_owned(),
            Self::InviteAgain => "重新邀请".to_owned(),
            Self::Submit => "修改并重新提交".to_owned(),
            Self::Void => words.voided.to_owned(),
            Self::Return => "退回修改".to_owned(),
            Self::Correct => words.corrected.to_owned(),
        }
    }

    /// What it leads to, where a page says so before it is done.
    pub fn consequence(self, kind: CaseKind) -> &'static str {
        match self {
            Self::TakeBack => "撤回之后可以修改，再重新提交审核",
            Self::Void => {
                "作废无需审核，立即生效：就业管理系统中的去向变为「待就业」，报到证及户档信息清空；作废之后可以重新办理"
            }
            Self::Return => "毕业生修改后重新提交，从第一级重新审核",
            Self::Reject if kind.facts().review.returns => "本条作废，毕业生须重新选择类型登记；只需修改的，请选择退回修改",
            Self::Reject => "本次签约失败，双方可以重新发起",
            Self::Correct => "请先与毕业生沟通；修改内容会通知毕业生",
            Self::Withdraw => "撤回之后，毕业生不能再应约",
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
        Status::Asked(Party::Graduate) if standing.can_accept(case) => vec![Action::Accept, Action::Decline],
        Status::Asked(Party::Graduate) if case.is_open(standing.now) => vec![Action::Decline],
        Status::InReview(..) if facts.withdrawable && !case.is_decided_on() => vec![Action::TakeBack],
        Status::Open(..) if matches!(standing.way, Way::Free) => vec![Action::Submit],
        Status::Effective if facts.voidable => vec![Action::Void],
        _ => Vec::new(),
    }
}

/// An employer can withdraw what was not answered yet, and invite again where an invitation came to nothing (SIG-06, SIG-08).
pub fn of_employer(employer: &Employer, row: &CaseRow, now: UnixMs) -> Vec<Action> {
    match row.status {
        Status::Asked(Party::Graduate) if row.expires_at.is_some_and(|until| now < until) => vec![Action::Withdraw],
        Status::Asked(Party::Graduate)
        | Status::Ended(End::Declined)
        | Status::Ended(End::Expired)
        | Status::Ended(End::Withdrawn)
        | Status::Ended(End::Rejected)
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
        (None, Status::Effective) if staff.stage() == Stage::School && case.facts().job_category_amendable => {
            vec![Action::ChangeJobCategory]
        }
        _ => Vec::new(),
    }
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
    let kinds = case.facts().review;
    let offered = [
        approve,
        kinds.returns.then_some(Action::Return),
        Some(Action::Reject),
        kinds.corrects.then_some(Action::Correct),
        may_refresh.then_some(Action::Refresh),
    ];
    offered.into_iter().flatten().collect()
}
