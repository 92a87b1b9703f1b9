//! A move of a case: as its kind wants it to happen, as it is written down, and as it changes the case.

use super::telling::Told;
use crate::{case::*, ids::CaseId, refusal::Refusal, review};
use serde::{Deserialize, Serialize};

/// A change of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    pub case: CaseId,
    pub to: Status,
    /// With the submission for review.
    pub submission: Option<Submission>,
    /// When what it is about was changed.
    pub content: Option<Content>,
    pub entry: TrailEntry,
}

/// What one kind of case wants to happen, before it is written down.
pub struct Move {
    pub(super) to: Status,
    pub(super) submission: Option<Submission>,
    pub(super) content: Option<Content>,
    pub(super) entry: TrailEntry,
    pub(super) notice: Option<Told>,
}

impl Move {
    pub(super) fn to(to: Status, entry: TrailEntry) -> Self {
        Self { to, submission: None, content: None, entry, notice: None }
    }

    pub(super) fn submitting(self, submission: Submission) -> Self {
        Self { submission: Some(submission), ..self }
    }

    pub(super) fn with(self, content: Content) -> Self {
        Self { content: Some(content), ..self }
    }
}

impl Case {
    /// Makes a change true; the version rises by one with every change.
    pub(super) fn apply(&mut self, moved: &Moved) {
        self.version += 1;
        if self.status != moved.to {
            self.since = moved.entry.at;
        }
        self.former = (moved.to == Status::Invalidated).then_some(self.status);
        self.status = moved.to;
        if let Some(submission) = &moved.submission {
            self.submission = Some(submission.clone());
        }
        if let Some(content) = &moved.content {
            self.content = content.clone();
        }
        self.trail.push(moved.entry.clone());
    }

    /// Whether it keeps its graduate from beginning another one.
    pub fn binds(&self) -> bool {
        self.facts().binds && (self.status.is_in_process() || self.status == Status::Effective)
    }

    /// Refuses a decision on a state that has moved on, saying what happened meanwhile.
    pub(super) fn expect(&self, legal: bool, seen: u64) -> Result<(), Refusal> {
        review::expect(legal, seen, self.version, || self.happened())
    }
}
