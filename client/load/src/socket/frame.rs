//! The part of a frame that a measurement needs, read without copying; the whole wire type is
//! `wangqian_protocol::socket::ToClient`.

use serde::Deserialize;
use std::borrow::Cow;

/// Any frame to a client.
#[derive(Debug, Deserialize)]
pub struct Frame<'a> {
    #[serde(rename = "type", borrow)]
    pub kind: Cow<'a, str>,
    #[serde(default)]
    epoch: u64,
    #[serde(default)]
    version: u64,
    /// Of a `case` frame.
    #[serde(borrow, default)]
    row: Option<Row<'a>>,
    /// Of a `queue` frame.
    #[serde(borrow, default)]
    changed: Vec<Row<'a>>,
    /// More rows changed than the frame carries.
    #[serde(default)]
    pub more: bool,
}

/// A case in a frame.
#[derive(Debug, Deserialize)]
pub struct Row<'a> {
    #[serde(borrow)]
    pub case: Cow<'a, str>,
    pub version: u64,
    #[serde(borrow)]
    pub state: Cow<'a, str>,
}

impl Frame<'_> {
    /// The cases it shows.
    pub fn rows(&self) -> impl Iterator<Item = &Row<'_>> {
        self.row.iter().chain(&self.changed)
    }
}

/// Follows a topic's `(epoch, version)`: versions rise by one, unless the server says `resync`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    epoch: u64,
    version: u64,
}

impl Order {
    pub fn from(epoch: u64, version: u64) -> Self {
        Self { epoch, version }
    }

    /// Whether the frame is the next one. Goes on from it either way.
    pub fn follows(&mut self, frame: &Frame<'_>) -> bool {
        let numbered = matches!(frame.kind.as_ref(), "queue" | "case" | "notice");
        let next = self.epoch == frame.epoch && self.version + 1 == frame.version;
        if numbered || frame.kind == "resync" {
            *self = Self::from(frame.epoch, frame.version);
        }
        next || !numbered
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wangqian_protocol::{
        case::{CaseRow, Tone},
        queue::QueueCounts,
        socket::ToClient,
    };

    fn row(case: &str, version: u64) -> CaseRow {
        CaseRow {
            case: case.to_owned(),
            version,
            kind_label: String::new(),
            kind: "online_signing".to_owned(),
            initiator: "employer".to_owned(),
            state: "invited".to_owned(),
            state_label: "「引号\"与\\反斜线」".to_owned(),
            tone: Tone::Waiting,
            exam_no: String::new(),
            graduate_name: String::new(),
            school_name: String::new(),
            department: String::new(),
            major: String::new(),
            education_level: String::new(),
            employer: None,
            subject: String::new(),
            detail: String::new(),
            job_category: String::new(),
            salary_monthly: 1,
            since_ms: 0,
            submitted_at_ms: None,
            expires_at_ms: None,
            reviewer: None,
            former_label: None,
            about: None,
            held: None,
            remind_from_ms: None,
        }
    }

    fn queue(version: u64, changed: Vec<CaseRow>) -> String {
        let topic = "queue".to_owned();
        let frame = ToClient::Queue { topic, epoch: 1, version, counts: QueueCounts::default(), changed, more: true };
        serde_json::to_string(&frame).unwrap()
    }

    #[test]
    fn a_queue_frame_shows_its_rows() {
        let text = queue(5, vec![row("a", 2), row("b", 3)]);
        let frame: Frame<'_> = serde_json::from_str(&text).unwrap();
        let shown: Vec<_> = frame.rows().map(|row| (row.case.to_string(), row.version)).collect();
        assert_eq!(shown, [("a".to_owned(), 2), ("b".to_owned(), 3)]);
        assert!(frame.more);
    }

    #[test]
    fn a_case_frame_shows_one_row() {
        let frame = ToClient::Case { topic: "me".to_owned(), epoch: 1, version: 1, row: row("a", 4) };
        let text = serde_json::to_string(&frame).unwrap();
        let frame: Frame<'_> = serde_json::from_str(&text).unwrap();
        assert_eq!(frame.rows().map(|row| (row.version, row.state.as_ref())).collect::<Vec<_>>(), [(4, "invited")]);
    }

    #[test]
    fn a_skipped_or_repeated_frame_is_noticed() {
        let mut order = Order::from(1, 4);
        for (version, follows) in [(5, true), (6, true), (8, false), (9, true), (9, false)] {
            let text = queue(version, vec![]);
            assert_eq!(order.follows(&serde_json::from_str(&text).unwrap()), follows, "version {version}");
        }
    }

    #[test]
    fn a_resync_moves_on_without_complaint_and_a_pong_changes_nothing() {
        let mut order = Order::from(1, 4);
        let resync = serde_json::to_string(&ToClient::Resync { topic: "queue".to_owned(), epoch: 2, version: 9 }).unwrap();
        assert!(order.follows(&serde_json::from_str(&resync).unwrap()));
        let pong = serde_json::to_string(&ToClient::Pong { server_time_ms: 1 }).unwrap();
        assert!(order.follows(&serde_json::from_str(&pong).unwrap()));
        assert_eq!(order, Order::from(2, 9));
    }
}
