//! What a reader of a case may do with it now: what pages offer. The step itself checks again.

use crate::{
    case::{Case, CaseRow, Status},
    employer::Employer,
    graduate::{comparison, online_signing},
    next::{Standing, Way},
    profile::Profile,
    refusal::Refusal,
    review::{Grant, Stage},
    school::staff::{Act, Staff},
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
        }
    }
}

/// An open invitation can be declined as long as the graduate is on the roster, and accepted by somebody who is bound by nothing
/// else and whom the school lets sign (SIG-08).
pub fn of_graduate(standing: &Standing<'_>, case: &Case) -> Vec<Action> {
    if !case.is_open(standing.now) || matches!(standing.way, Way::LeftRoster { .. } | Way::NotEnrolled) {
        return Vec::new();
    }
    match standing.can_accept(case) {
        true => vec![Action::Accept, Action::Decline],
        false => vec![Action::Decline],
    }
}

/// An employer can withdraw what was not answered yet, and invite again where an invitation came to nothing (SIG-06, SIG-08).
pub fn of_employer(employer: &Employer, row: &CaseRow, now: UnixMs) -> Vec<Action> {
    match row.status {
        Status::Invited if row.expires_at.is_some_and(|until| now < until) => vec![Action::Withdraw],
        Status::Invited | Status::Declined | Status::Expired | Status::Withdrawn | Status::Rejected
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
    if !staff.permissions.basic.allows(Act::Review) {
        return Vec::new();
    }
    match (decides_at(grant, case), case.status) {
        (Some(stage), _) => of_reviewer(case, stage, grant, current),
        (None, Status::Effective) if staff.stage() == Stage::School => vec![Action::ChangeJobCategory],
        _ => Vec::new(),
    }
}

/// Why a case that waits for this reviewer cannot be approved: what a page says before anybody tries.
pub fn obstacle_of_staff(staff: &Staff, grant: &Grant, case: &Case, current: &Profile) -> Option<Refusal> {
    let stage = decides_at(grant, case)?;
    if !staff.permissions.basic.allows(Act::Review) {
        return Some(Refusal::NotPermitted);
    }
    online_signing::approvable(case, stage, grant.handler_set, current).err()
}

/// The level at which the case waits for this reviewer.
fn decides_at(grant: &Grant, case: &Case) -> Option<Stage> {
    match (case.status, &case.submission) {
        (Status::InReview(stage), Some(submission)) if grant.decides(stage, &submission.profile.department) => Some(stage),
        _ => None,
    }
}

fn of_reviewer(case: &Case, stage: Stage, grant: &Grant, current: &Profile) -> Vec<Action> {
    let Some(submission) = &case.submission else { return Vec::new() };
    let differences = comparison::differences(&submission.profile, current);
    let may_refresh = !differences.is_empty() && differences.iter().all(|difference| difference.refreshable);
    let approve = online_signing::approvable(case, stage, grant.handler_set, current).is_ok().then_some(Action::Approve);
    approve.into_iter().chain([Action::Reject]).chain(may_refresh.then_some(Action::Refresh)).collect()
}
