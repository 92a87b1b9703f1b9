//! An online signing as its graduate sees it: a line of steps, with dates and who is at it now (EXT-11).

use super::{Standing, of_graduates_case};
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
    let word = case.review().word;
    let levels = match case.submission.as_ref().map_or(route, |submission| submission.route) {
        Route::SchoolOnly => "学校",
        Route::DepartmentThenSchool => "学院、学校",
    };
    let review = review(standing, case, format!("{levels}{word}"), levels, word);
    let begun = match case.agreement() {
        Some(_) => vec![Step::done("收到签约邀请", case.trail.first().map(|sent| sent.at)), answer(standing, case)],
        None => vec![handed_in(standing, case)],
    };
    begun.into_iter().chain([review, end(case)]).collect()
}

fn end(case: &Case) -> Step {
    if case.status == Status::Ended(End::Voided) {
        return Step { at: Some(case.since), ..Step::at_hand(case.status.label(case.kind), Progress::Failed, String::new()) };
    }
    let effective = case.status == Status::Effective;
    Step {
        title: case.facts().words.holds.to_owned(),
        at: effective.then_some(case.since),
        progress: if effective { Progress::Done } else { Progress::Ahead },
        note: if effective { format!("恭喜，{}", case.facts().words.effective) } else { String::new() },
    }
}

fn handed_in(standing: &Standing<'_>, case: &Case) -> Step {
    let title = case.facts().words.begun;
    match (case.status, &case.submission) {
        (Status::Open(..), _) => Step::at_hand(title, Progress::Now, of_graduates_case(standing, case).text),
        (_, Some(submission)) => Step::done(title, Some(submission.at)),
        (_, None) => Step::at_hand(title, Progress::Ahead, String::new()),
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

fn review(standing: &Standing<'_>, case: &Case, title: String, levels: &str, word: &str) -> Step {
    let note = || of_graduates_case(standing, case).text;
    match (&case.submission, case.status) {
        (_, Status::Effective | Status::Ended(End::Voided)) => Step::done(title, approved_at(case)),
        (_, Status::InReview(..)) => Step::at_hand(title, Progress::Now, note()),
        (_, Status::Open(..)) => Step::at_hand(title, Progress::Ahead, String::new()),
        (Some(_), ended) => Step { at: Some(case.since), ..Step::at_hand(ended.label(case.kind), Progress::Failed, note()) },
        (None, Status::Asked(_)) if standing.can_accept(case) => {
            Step::at_hand(title, Progress::Ahead, format!("同意之后，由{levels}{word}"))
        }
        (None, _) => Step::at_hand(title, Progress::Ahead, String::new()),
    }
}

fn approved_at(case: &Case) -> Option<UnixMs> {
    case.trail.iter().rev().find(|entry| entry.did == Did::Approved(Stage::School)).map(|entry| entry.at)
}
