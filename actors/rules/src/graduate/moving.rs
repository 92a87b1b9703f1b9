//! A move of a case: as its kind wants it to happen, as it is written down, and as it changes the case.

use super::telling::Told;
use crate::{case::*, file::StoredFile, ids::CaseId, refusal::Refusal, review, time::UnixMs};
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
    /// When the image of the stamped agreement was handed in.
    pub stamped: Option<Vec<StoredFile>>,
    /// When another party is asked, until when it should answer.
    pub expires_at: Option<UnixMs>,
    pub entry: TrailEntry,
}

/// What one kind of case wants to happen, before it is written down.
pub struct Move {
    pub(super) to: Status,
    pub(super) submission: Option<Submission>,
    pub(super) content: Option<Content>,
    pub(super) stamped: Option<Vec<StoredFile>>,
    pub(super) expires_at: Option<UnixMs>,
    pub(super) entry: TrailEntry,
    pub(super) notice: Option<Told>,
}

impl Move {
    pub(super) fn to(to: Status, entry: TrailEntry) -> Self {
        Self { to, submission: None, content: None, stamped: None, expires_at: None, entry, notice: None }
    }

    pub(super) fn submitting(self, submission: Submission) -> Self {
        Self { submission: Some(submission), ..self }
    }

    pub(super) fn with(self, content: Content) -> Self {
        Self { content: Some(content), ..self }
    }

    pub(super) fn stamped(self, files: Vec<StoredFile>) -> Self {
        Self { stamped: Some(files), ..self }
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
        if let Some(stamped) = &moved.stamped {
            self.stamped.clone_from(stamped);
        }
        self.expires_at = moved.expires_at.or(self.expires_at);
        self.trail.push(moved.entry.clone());
    }

    /// Whether it keeps its graduate from beginning another one.
    pub fn binds(&self) -> bool {
        self.facts().binds && self.status.binds()
    }

    /// Refuses a decision on a state that has moved on, saying what happened meanwhile.
    pub(super) fn expect(&self, legal: bool, seen: u64) -> Result<(), Refusal> {
        review::expect(legal, seen, self.version, || self.happened())
    }
}
