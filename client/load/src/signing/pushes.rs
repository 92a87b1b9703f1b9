//! From the commits and the frames, kept apart while measuring, to the time a page lagged behind a commit.

use crate::{kind::CaseKind, report::Latencies};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    time::Instant,
};
use wangqian_protocol::case::CaseChanged;

/// Short for a case's id: half a million cases collide with a probability of one in a hundred million.
pub fn id_of(case: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    case.hash(&mut hasher);
    hasher.finish()
}

/// An acknowledged change of a case.
#[derive(Clone, Copy, Debug)]
pub struct Commit {
    kind: CaseKind,
    case: u64,
    version: u64,
    /// Whether it is between the graduate and the school: an employer hears of what it is to stamp once that is approved (OFF-02).
    before_issue: bool,
    /// When its acknowledgement was read.
    at: Instant,
}

impl Commit {
    pub fn new(kind: CaseKind, CaseChanged { case, version, state, .. }: &CaseChanged, at: Instant) -> Self {
        let in_first_review = matches!(state.as_str(), "in_review_department" | "in_review_school");
        let before_issue = kind == CaseKind::OfflineSigning && in_first_review;
        Self { kind, case: id_of(case), version: *version, before_issue, at }
    }
}

/// What a page follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Me,
    /// An employer's own page.
    Employer,
    Queue,
}

impl Topic {
    /// Whether it owes a frame of this: a school learns of a case when the graduate submits it.
    fn shows(self, commit: &Commit) -> bool {
        match self {
            Self::Me => true,
            Self::Employer => !commit.before_issue,
            Self::Queue => commit.version >= commit.kind.school_sees_from(),
        }
    }
}

/// A case in a frame.
#[derive(Clone, Copy, Debug)]
pub struct Sighting {
    pub page: usize,
    pub topic: Topic,
    pub case: u64,
    pub version: u64,
    pub at: Instant,
}

/// What pages saw.
#[derive(Debug, Default)]
pub struct Sightings {
    pub cases: Vec<Sighting>,
    pub frames: u64,
    /// Frames that were not the next one of their topic.
    pub gaps: u64,
    /// Frames that said that more changed than they carry.
    pub abridged: u64,
}

/// How far pages lagged.
#[derive(Default)]
pub struct PushLatencies {
    pub me: Latencies,
    pub queue: Latencies,
    /// Commits on a case that a page showed, but that no later frame of it covered.
    pub omitted: u64,
    pub frames: u64,
    pub gaps: u64,
    pub abridged: u64,
}

impl PushLatencies {
    pub fn all(&self) -> Latencies {
        let mut all = self.me.clone();
        all.add_all(&self.queue);
        all
    }
}

impl Sightings {
    /// Adds what the `page`th page saw.
    pub fn and(mut self, other: Self, page: usize) -> Self {
        self.cases.extend(other.cases.into_iter().map(|sighting| Sighting { page, ..sighting }));
        self.frames += other.frames;
        self.gaps += other.gaps;
        self.abridged += other.abridged;
        self
    }

    /// For every commit and every page that shows its case: the time until the page showed this version or a later one.
    ///
    /// The clock starts when the acknowledgement was read, which is after the commit; a frame that came before it counts as
    /// no delay at all.
    pub fn join(mut self, commits: &[Commit]) -> PushLatencies {
        let mut of_case: HashMap<u64, Vec<Commit>> = HashMap::new();
        for commit in commits {
            of_case.entry(commit.case).or_default().push(*commit);
        }
        self.cases.sort_unstable_by_key(|sighting| (sighting.page, sighting.topic, sighting.case, sighting.at));
        let mut lags =
            PushLatencies { frames: self.frames, gaps: self.gaps, abridged: self.abridged, ..PushLatencies::default() };
        for shown in self.cases.chunk_by(|left, right| (left.page, left.case) == (right.page, right.case)) {
            let commits = of_case.get(&shown[0].case).map_or(&[][..], Vec::as_slice);
            for commit in commits.iter().filter(|commit| shown[0].topic.shows(commit)) {
                lags.add(commit, shown);
            }
        }
        lags
    }
}

impl PushLatencies {
    fn add(&mut self, commit: &Commit, shown: &[Sighting]) {
        let Some(first) = shown.iter().find(|sighting| sighting.version >= commit.version) else {
            self.omitted += 1;
            return;
        };
        let lag = first.at.saturating_duration_since(commit.at);
        match first.topic {
            Topic::Me | Topic::Employer => self.me.add(lag),
            Topic::Queue => self.queue.add(lag),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn sighting(version: u64, topic: Topic, at: Instant) -> Sighting {
        Sighting { page: 0, topic, case: id_of("a"), version, at }
    }

    fn signed(version: u64, at: Instant) -> Commit {
        moved(CaseKind::OnlineSigning, version, "effective", at)
    }

    fn moved(kind: CaseKind, version: u64, state: &str, at: Instant) -> Commit {
        let (case, state, state_label) = ("a".to_owned(), state.to_owned(), String::new());
        Commit::new(kind, &CaseChanged { case, version, state, state_label, undo_until_ms: None }, at)
    }

    fn after(start: Instant, ms: u64) -> Instant {
        start + Duration::from_millis(ms)
    }

    #[test]
    fn a_commit_is_shown_by_the_first_frame_that_is_as_new() {
        let start = Instant::now();
        let commits = [signed(1, start), signed(2, after(start, 10))];
        let cases = vec![sighting(1, Topic::Me, after(start, 4)), sighting(3, Topic::Me, after(start, 30))];
        let lags = Sightings { cases, frames: 2, ..Sightings::default() }.join(&commits);
        assert_eq!((lags.me.count(), lags.omitted), (2, 0));
        assert!((lags.me.ms(100.0).unwrap() - 20.0).abs() < 0.1);
    }

    #[test]
    fn a_frame_before_the_acknowledgement_is_no_delay() {
        let start = Instant::now();
        let commits = [signed(1, after(start, 5))];
        let lags = Sightings { cases: vec![sighting(1, Topic::Me, start)], frames: 1, ..Sightings::default() }.join(&commits);
        assert_eq!(lags.me.ms(100.0), Some(0.0));
    }

    #[test]
    fn a_commit_no_frame_covers_is_omitted_and_a_queue_does_not_owe_an_invitation() {
        let start = Instant::now();
        let commits = [1, 2, 3].map(|version| signed(version, start));
        let seen = || Sightings { cases: vec![sighting(2, Topic::Queue, after(start, 1))], frames: 1, ..Sightings::default() };
        let lags = seen().join(&commits);
        assert_eq!((lags.queue.count(), lags.omitted), (1, 1));
        // A registration is the school's from the first version on.
        let lags = seen().join(&[moved(CaseKind::Destination, 1, "in_review_school", start)]);
        assert_eq!((lags.queue.count(), lags.omitted), (1, 0));
    }

    #[test]
    #[doc = "OFF-02"]
    fn an_employers_page_owes_what_it_is_to_stamp_only_once_that_is_issued() {
        let start = Instant::now();
        let states = ["in_review_department", "in_review_school", "stamp_awaited", "in_second_review_department"];
        let commits = (1..).zip(states).map(|(version, state)| moved(CaseKind::OfflineSigning, version, state, start));
        let commits: Vec<_> = commits.collect();
        let shown = |topic| {
            let cases = vec![sighting(3, topic, start), sighting(4, topic, start)];
            Sightings { cases, frames: 2, ..Sightings::default() }.join(&commits).me.count()
        };
        assert_eq!([Topic::Me, Topic::Employer].map(shown), [4, 2]);
    }
}
