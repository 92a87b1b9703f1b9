//! What a reader of a case may do with it now: what pages offer. The step itself checks again.

use crate::{
    case::{Case, CaseRow, Status},
    codes,
    graduate::{Graduate, comparison, online_signing},
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
        }
    }
}

/// An invitation can be declined at any time, accepted only by somebody who is bound by nothing else (SIG-08).
pub fn of_graduate(graduate: &Graduate, case: &Case, now: UnixMs) -> Vec<Action> {
    if case.status != Status::Invited || case.expires_at <= now {
        return Vec::new();
    }
    let barred = graduate.profile.as_ref().is_none_or(|profile| !codes::can_sign_online(&profile.training_mode));
    if barred || graduate.binding_case().is_some() {
        return vec![Action::Decline];
    }
    vec![Action::Accept, Action::Decline]
}

/// An employer can withdraw what was not answered yet.
pub fn of_employer(row: &CaseRow) -> Vec<Action> {
    if row.status == Status::Invited { vec![Action::Withdraw] } else { Vec::new() }
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
