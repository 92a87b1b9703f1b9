//! An online signing as its graduate sees it: a line of steps, with dates and who is at it now (EXT-11).

use super::{Standing, of_graduates_case, while_rescinding};
use crate::{
    case::*,
    review::{Route, Stage},
    time::UnixMs,
};

/// One step of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub title: String,
    /// When it was done; `None` while it is not.
    pub at: Option<UnixMs>,
    pub progress: Progress,
    /// The level that is at it now, or the step to come.
    pub note: String,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Done,
    Now,
    Ahead,
    Failed,
}

impl Step {
    fn done(title: impl Into<String>, at: Option<UnixMs>) -> Self {
        Self { title: title.into(), at, progress: Progress::Done, note: String::new() }
    }

    fn at_hand(title: impl Into<String>, progress: Progress, note: String) -> Self {
        Self { title: title.into(), at: None, progress, note }
    }
}

/// Received or handed in, answered, reviewed, effective: what the case is at says [`of_graduates_case`], at the step it is at.
pub fn steps(standing: &Standing<'_>, case: &Case, route: Route) -> Vec<Step> {
    let levels = match case.submission.as_ref().map_or(route, |submission| submission.route) {
        Route::SchoolOnly => "学校",
        Route::DepartmentThenSchool => "学院、学校",
    };
    let first = review(standing, case, Phase::First, levels);
    let second = case.facts().phase_after(Phase::First);
    let second = second.into_iter().flat_map(|phase| [stamping(standing, case), review(standing, case, phase, levels)]);
    begun(standing, case).into_iter().chain([first]).chain(second).chain([end(standing, case)]).collect()
}

fn begun(standing: &Standing<'_>, case: &Case) -> Vec<Step> {
    let opened = case.trail.first().map(|entry| entry.at);
    match case.facts().asks {
        Some(Asks::Expires) => vec![Step::done("收到签约邀请", opened), answer(standing, case)],
        Some(Asks::Reminds) => vec![Step::done(asked_by(case), opened), rescission_answer(standing, case)],
        None => vec![handed_in(standing, case)],
    }
}

fn asked_by(case: &Case) -> &'static str {
    if case.begun_by == Party::Graduate { "我申请解约" } else { "单位申请解约" }
}

/// The other side's answer to a request for rescission.
fn rescission_answer(standing: &Standing<'_>, case: &Case) -> Step {
    let title = if case.begun_by == Party::Graduate { "单位答复" } else { "我来答复" };
    let answered = case.trail.iter().find(|entry| matches!(entry.did, Did::Agreed | Did::Forced { .. }));
    match (answered, case.status) {
        (Some(entry), _) => Step::done(entry.what(case), Some(entry.at)),
        (None, Status::Asked(_)) => Step::at_hand(title, Progress::Now, of_graduates_case(standing, case).text),
        (None, ended) => {
            Step { at: Some(case.since), ..Step::at_hand(ended.label(case.kind), Progress::Failed, String::new()) }
        }
    }
}

/// The stamped agreement comes back.
fn stamping(standing: &Standing<'_>, case: &Case) -> Step {
    let title = "回传盖章的就业协议书";
    let stamped = case.trail.iter().rev().find(|entry| entry.did == Did::Stamped).map(|entry| entry.at);
    match (case.status, stamped) {
        (Status::Open(Phase::Second, _), _) => Step::at_hand(title, Progress::Now, of_graduates_case(standing, case).text),
        (_, Some(at)) => Step::done(title, Some(at)),
        (Status::Ended(End::Withdrawn) | Status::Invalidated, None) if case.is_past(Phase::First) => {
            Step { at: Some(case.since), ..Step::at_hand(case.status.label(case.kind), Progress::Failed, String::new()) }
        }
        (_, None) => Step::at_hand(title, Progress::Ahead, String::new()),
    }
}

fn end(standing: &Standing<'_>, case: &Case) -> Step {
    let is_over = matches!(case.status, Status::Ended(End::Voided | End::Rescinded | End::NotGraduated));
    if is_over || (case.status == Status::Invalidated && case.standing() == Status::Effective) {
        return Step { at: Some(case.since), ..Step::at_hand(case.status.label(case.kind), Progress::Failed, String::new()) };
    }
    let effective = case.status == Status::Effective;
    Step {
        title: case.facts().words.holds.to_owned(),
        at: effective.then_some(case.since),
        progress: if effective { Progress::Done } else { Progress::Ahead },
        note: if effective { outcome(standing, case) } else { String::new() },
    }
}

/// The end of an agreement is nothing to be congratulated on, nor is one that is to end.
fn outcome(standing: &Standing<'_>, case: &Case) -> String {
    match case.facts().words.effective {
        _ if standing.graduate.open_rescission(case.id).is_some() => while_rescinding().text,
        word if case.about.is_some() => word.to_owned(),
        word => format!("恭喜，{word}"),
    }
}

fn handed_in(standing: &Standing<'_>, case: &Case) -> Step {
    let title = case.facts().words.begun;
    match case.status {
        Status::Open(Phase::First, _) => Step::at_hand(title, Progress::Now, of_graduates_case(standing, case).text),
        _ => {
            let submitted = case.trail.iter().rev().find(|entry| entry.did == Did::Submitted);
            Step::done(title, submitted.map(|entry| entry.at))
        }
    }
}

fn answer(standing: &Standing<'_>, case: &Case) -> Step {
    let note = || of_graduates_case(standing, case).text;
    match (&case.submission, case.status) {
        (Some(submission), _) => Step::done("我同意签约", Some(submission.at)),
        (None, Status::Asked(_)) if standing.can_accept(case) => Step::at_hand("我来决定是否同意", Progress::Now, note()),
        // Why stands above the line: it is about more than this step.
        (None, Status::Asked(_)) if case.is_open(standing.now) => {
            Step::at_hand("不能应约", Progress::Failed, "现在只能查看".to_owned())
        }
        (None, Status::Asked(_)) => Step::at_hand("不能应约", Progress::Failed, "已过应约有效期".to_owned()),
        (None, ended) => Step { at: Some(case.since), ..Step::at_hand(ended.label(case.kind), Progress::Failed, note()) },
    }
}

fn review(standing: &Standing<'_>, case: &Case, phase: Phase, levels: &str) -> Step {
    let word = case.kind.review(phase, case.agreement_kind).word;
    let what = if phase == Phase::First && case.facts().phases.len() > 1 { "就业协议" } else { "" };
    let title = format!("{levels}{word}{what}");
    let note = || of_graduates_case(standing, case).text;
    if case.is_past(phase) {
        return Step::done(title, approved_at(case, phase));
    }
    let failed = || Step { at: Some(case.since), ..Step::at_hand(case.status.label(case.kind), Progress::Failed, note()) };
    match case.status {
        Status::InReview(at, _) if at == phase => Step::at_hand(title, Progress::Now, note()),
        Status::Ended(End::Rejected(at)) if at == phase => failed(),
        Status::Ended(End::Withdrawn | End::Overtaken) | Status::Invalidated if is_reached(case, phase) => failed(),
        Status::Asked(_) if standing.can_accept(case) => {
            Step::at_hand(title, Progress::Ahead, format!("同意之后，由{levels}{word}"))
        }
        _ => Step::at_hand(title, Progress::Ahead, String::new()),
    }
}

/// Whether a case came as far as the review of a phase, and no step before it says how it ended.
fn is_reached(case: &Case, phase: Phase) -> bool {
    let did = |what: fn(&Did) -> bool| case.trail.iter().any(|entry| what(&entry.did));
    match (phase, case.facts().asks) {
        (Phase::Second, _) => did(|did| *did == Did::Stamped),
        (Phase::First, Some(_)) => did(Did::is_submission),
        (Phase::First, None) => true,
    }
}

/// When the school passed a phase: the first one before anything stamped was handed in, the last one at the end.
fn approved_at(case: &Case, phase: Phase) -> Option<UnixMs> {
    let passed = |entry: &&TrailEntry| {
        matches!(entry.did, Did::Approved(Stage::School) | Did::ApprovedUnilaterally { .. } | Did::Forced { .. })
    };
    let until = case.trail.iter().position(|entry| entry.did == Did::Stamped).filter(|_| phase == Phase::First);
    case.trail[..until.unwrap_or(case.trail.len())].iter().rev().find(passed).map(|entry| entry.at)
}
