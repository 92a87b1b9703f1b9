//! What must always hold. Each is one predicate over one entity, named by its number; the simulation checks them after every
//! step, the torture tool after every restart, and the server counts a broken one without stopping.

use crate::{
    caller::Caller,
    case::*,
    codes,
    graduate::{Graduate, held_verdict::HeldVerdict},
    ids::CaseId,
    module::Switch,
    review::*,
    school::School,
};

/// The invariant's number and what was found.
pub type Broken = (&'static str, String);

/// Every invariant that one graduate's state must keep.
pub fn of_graduate(graduate: &Graduate) -> Vec<Broken> {
    [
        one_agreement(graduate),
        route_followed(graduate),
        reasons_given(graduate),
        versions_counted(graduate),
        answered_once(graduate),
        invalid_together(graduate),
        rescinded_together(graduate),
        held_waits(graduate),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every invariant that one school's state must keep.
pub fn of_school(school: &School) -> Vec<Broken> {
    [counts_are_lengths(school), used_switch_open(school), held_are_in_review(school)].into_iter().flatten().collect()
}

/// I1: of what binds at most one is effective, at most one in process, never both; training modes 21 and 41 have only what is handed in
/// by a form of theirs (ROS-05).
fn one_agreement(graduate: &Graduate) -> Option<Broken> {
    let mode =
        graduate.profile.as_ref().map(|profile| profile.training_mode.as_str()).filter(|mode| !codes::can_sign_online(mode));
    let binding: Vec<_> = graduate.cases.values().filter(|case| case.binds()).collect();
    let is_barred = |mode| binding.iter().any(|case| !case.filled().is_some_and(|filled| filled.form.is_open_to(mode)));
    (binding.len() > 1 || mode.is_some_and(is_barred)).then(|| ("I1", format!("{} binding cases", binding.len())))
}

/// I3: nothing is effective without every stage of the route it was submitted under, each by its own decision: the school's by a user
/// of the school, the department's by a user of it or, where no account of it could, by one of the school in its place.
fn route_followed(graduate: &Graduate) -> Option<Broken> {
    let effective = graduate.cases.values().filter(|case| case.status == Status::Effective);
    let forced = |case: &&std::sync::Arc<Case>| case.about.is_some() && case.trail.iter().any(is_forced);
    effective.filter(|case| !forced(case) && !follows_route(case)).map(|case| ("I3", format!("{:?}", case.trail))).next()
}

/// RES-02: by a school user, whatever the route.
fn is_forced(entry: &TrailEntry) -> bool {
    matches!((&entry.did, &entry.by), (Did::Forced { .. }, Caller::Staff { department: None, .. }))
}

fn follows_route(case: &Case) -> bool {
    let decided = |entry: &TrailEntry| match (&entry.did, &entry.by) {
        (Did::ApprovedUnilaterally { .. }, Caller::Staff { department: None, .. }) => Some(Stage::School),
        (Did::Approved(stage), Caller::Staff { department, .. }) if *stage == Stage::Department || department.is_none() => {
            Some(*stage)
        }
        _ => None,
    };
    // A return begins the route anew: what counts is what was decided since the last submission.
    let since = case.trail.iter().rev().take_while(|entry| !entry.did.is_submission());
    let mut approvals: Vec<_> = since.filter_map(decided).collect();
    approvals.reverse();
    match case.submission.as_ref().map(|submission| submission.route) {
        Some(Route::SchoolOnly) => approvals == [Stage::School],
        Some(Route::DepartmentThenSchool) => approvals == [Stage::Department, Stage::School],
        None => false,
    }
}

/// I9: a rejection has its reason and details, and nothing follows it; a return has its reason.
fn reasons_given(graduate: &Graduate) -> Option<Broken> {
    let rejected = graduate.cases.values().filter(|case| matches!(case.status, Status::Ended(End::Rejected(_))));
    let lacking = |case: &&std::sync::Arc<Case>| {
        let mut decisions = case.trail.iter().map(|entry| &entry.did);
        !matches!(decisions.rfind(|did| !matches!(did, Did::Invalidated | Did::Restored)),
            Some(Did::Rejected { reason, details, .. }) if !reason.is_empty() && !details.is_empty())
    };
    let unreasoned = |case: &&std::sync::Arc<Case>| {
        case.trail.iter().any(|entry| matches!(&entry.did, Did::Returned { reason, .. } if reason.is_empty()))
    };
    let returned = graduate.cases.values().filter(unreasoned);
    rejected.filter(lacking).chain(returned).map(|case| ("I9", format!("{}", case.id))).next()
}

/// I14: a case's versions are 1, 2, 3 … with one trail entry each.
fn versions_counted(graduate: &Graduate) -> Option<Broken> {
    let odd = graduate.cases.values().find(|case| case.version != case.trail.len() as u64)?;
    Some(("I14", format!("version {} with {} entries", odd.version, odd.trail.len())))
}

/// I15: what another party was asked is answered, expires or is taken back: exactly one of them, once.
fn answered_once(graduate: &Graduate) -> Option<Broken> {
    let is_asked =
        |case: &&std::sync::Arc<Case>| matches!(case.trail.first().map(|entry| &entry.did), Some(Did::Invited | Did::Asked));
    let answers = |case: &Case| {
        let is_answer = |entry: &&TrailEntry| {
            matches!(
                entry.did,
                Did::Accepted
                    | Did::Declined { .. }
                    | Did::Expired
                    | Did::Withdrew
                    | Did::Undeliverable
                    | Did::Agreed
                    | Did::Refused { .. }
                    | Did::Forced { .. }
            )
        };
        case.trail.iter().filter(is_answer).count()
    };
    let fits = |case: &Case| match case.standing() {
        Status::Asked(_) => answers(case) == 0,
        // Whether or not it was answered before.
        Status::Ended(End::Overtaken) => answers(case) <= 1,
        _ => answers(case) == 1,
    };
    let odd = graduate.cases.values().filter(is_asked).find(|case| !fits(case))?;
    Some(("I15", format!("{} answers in {:?}", answers(odd), odd.status)))
}

/// I12: while a graduate is deleted from the roster every case is invalid, and none is otherwise.
fn invalid_together(graduate: &Graduate) -> Option<Broken> {
    let is_odd = |case: &&std::sync::Arc<Case>| match case.status {
        Status::Invalidated => graduate.removed_at.is_none() || case.former.is_none(),
        Status::Ended(End::Undeliverable) => false,
        _ => graduate.removed_at.is_some() || case.former.is_some(),
    };
    let odd = graduate.cases.values().find(is_odd)?;
    Some(("I12", format!("{:?} before {:?}, removed at {:?}", odd.status, odd.former, graduate.removed_at)))
}

/// I16: an agreement is rescinded exactly when a rescission of it took effect, and at most one rescission of it is open.
fn rescinded_together(graduate: &Graduate) -> Option<Broken> {
    let about = |id: crate::ids::CaseId| {
        graduate.cases.values().filter(move |case| case.about.as_ref().is_some_and(|about| about.case == id))
    };
    let is_odd = |case: &&std::sync::Arc<Case>| {
        let done = about(case.id).filter(|rescission| rescission.standing() == Status::Effective).count();
        let open = about(case.id)
            .filter(|one| matches!(one.standing(), Status::Asked(_) | Status::InReview(..) | Status::Open(..)))
            .count();
        let is_rescinded = case.standing() == Status::Ended(End::Rescinded);
        done != usize::from(is_rescinded) || open > usize::from(case.standing() == Status::Effective)
    };
    let odd = graduate.cases.values().find(is_odd)?;
    Some(("I16", format!("{:?} and its rescissions", odd.standing())))
}

/// I17: a verdict that can still be taken back is on a case in review, at the version that its reviewer saw.
fn held_waits(graduate: &Graduate) -> Option<Broken> {
    let fits = |held: &&HeldVerdict| {
        let case = graduate.cases.get(&held.case);
        case.is_some_and(|case| case.version == held.seen && case.status.is_in_process())
    };
    let odd = graduate.held_verdicts().find(|held| !fits(held))?;
    Some(("I17", format!("a verdict of {:?} on {}", odd.grant.staff, odd.case)))
}

/// I17, as the school sees it.
fn held_are_in_review(school: &School) -> Option<Broken> {
    let in_review = |case: &CaseId| school.cases.get(*case).is_some_and(|row| row.status.is_in_process());
    let odd = school.cases.held_cases().find(|case| !in_review(case))?;
    Some(("I17", format!("{odd} is held")))
}

/// I2: for every kind and stage the count is the number of rows that wait there.
fn counts_are_lengths(school: &School) -> Option<Broken> {
    let whole = Scope::default();
    let stages = CaseKind::all().flat_map(|kind| [Stage::Department, Stage::School].map(|stage| (kind, stage)));
    stages.into_iter().find_map(|(kind, stage)| {
        let counted = school.cases.waiting_count(kind, stage, &whole);
        let waits = |row: &&CaseRow| {
            let is_here = matches!(row.status, Status::InReview(_, at) if at == stage);
            row.kind == kind && is_here && school.cases.held(row.case).is_none()
        };
        let waiting = school.cases.rows().filter(waits).count();
        (counted != waiting).then(|| ("I2", format!("{kind:?}, {stage:?}: {counted} counted, {waiting} waiting")))
    })
}

/// I10: a switch that was used is open.
fn used_switch_open(school: &School) -> Option<Broken> {
    let settings = &school.settings;
    let closed = Switch::ALL.into_iter().find(|switch| settings.is_used(*switch) && !settings.is_open(*switch))?;
    Some(("I10", format!("{closed:?} closed after use")))
}
