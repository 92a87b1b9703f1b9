//! 「办理情况」: how many cases are where, how long decisions take, and why they are no.

use crate::{
    case::{CaseKind, CaseRow, Judged, Judgement, Status},
    review::Stage,
    time::UnixMs,
};
use std::collections::BTreeMap;

/// The counts of cases, whatever became of their graduates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Process {
    pub cases: usize,
    pub states: BTreeMap<(CaseKind, Status), usize>,
    pub waiting: BTreeMap<(CaseKind, Stage), Waiting>,
    /// Decisions of each level.
    pub judged: BTreeMap<Stage, Decisions>,
    /// By code of `reject_reason`.
    pub rejected: BTreeMap<Box<str>, usize>,
}

/// The cases that wait at a level now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub count: usize,
    /// Since when the longest-waiting one waits.
    pub oldest: UnixMs,
}

/// The decisions of one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Minutes from the submission to the decision; how many decisions took so long.
    minutes: BTreeMap<u32, usize>,
    pub returned: usize,
    pub rejected: usize,
}

impl Process {
    /// One case more.
    pub(super) fn enter(&mut self, row: &CaseRow) {
        self.cases += 1;
        *self.states.entry((row.kind, row.status)).or_default() += 1;
        if let Status::InReview(_, stage) = row.status {
            self.wait(row.kind, stage, Waiting { count: 1, oldest: row.since });
        }
        for judged in row.reported.iter().flat_map(|reported| &reported.judged) {
            self.judged.entry(judged.stage).or_default().enter(judged);
            if let Judgement::Rejected(reason) = &judged.judgement {
                *self.rejected.entry(reason.clone()).or_default() += 1;
            }
        }
    }

    /// With another school's.
    pub(super) fn add(&mut self, other: Self) {
        self.cases += other.cases;
        for (state, count) in other.states {
            *self.states.entry(state).or_default() += count;
        }
        for ((kind, stage), waiting) in other.waiting {
            self.wait(kind, stage, waiting);
        }
        for (stage, decisions) in other.judged {
            self.judged.entry(stage).or_default().add(decisions);
        }
        for (reason, count) in other.rejected {
            *self.rejected.entry(reason).or_default() += count;
        }
    }

    fn wait(&mut self, kind: CaseKind, stage: Stage, waiting: Waiting) {
        let known = self.waiting.entry((kind, stage)).or_insert(Waiting { count: 0, ..waiting });
        known.count += waiting.count;
        known.oldest = known.oldest.min(waiting.oldest);
    }
}

impl Decisions {
    /// All of them.
    pub fn count(&self) -> usize {
        self.minutes.values().sum()
    }

    /// Minutes within which so many of a hundred decisions were made: the least time that is enough; `None`: nothing was decided.
    pub fn within(&self, percent: usize) -> Option<u32> {
        let enough = (self.count() * percent).div_ceil(100).max(1);
        let mut made = 0;
        let mut times = self.minutes.iter();
        times.find_map(|(minutes, count)| {
            made += count;
            (made >= enough).then_some(*minutes)
        })
    }

    fn enter(&mut self, judged: &Judged) {
        // A clock that was set back makes no time negative.
        let ms = judged.at.0.saturating_sub(judged.submitted_at.0).max(0);
        let minutes = u32::try_from(ms / 60_000).unwrap_or(u32::MAX);
        *self.minutes.entry(minutes).or_default() += 1;
        self.returned += usize::from(judged.judgement == Judgement::Returned);
        self.rejected += usize::from(matches!(judged.judgement, Judgement::Rejected(_)));
    }

    fn add(&mut self, other: Self) {
        for (minutes, count) in other.minutes {
            *self.minutes.entry(minutes).or_default() += count;
        }
        self.returned += other.returned;
        self.rejected += other.rejected;
    }
}
