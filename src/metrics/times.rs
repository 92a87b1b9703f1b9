//! How long things take. Observed on the way of every command, without a lock that somebody holds for long and without an allocation.

use super::figures::{FigureError, Figures, full};
use crate::requests::NO_ROUTE;
use prometheus::{Histogram, HistogramOpts, HistogramVec};
use std::{sync::Arc, time::Duration};
use wangqian_runtime::{hub::Committed, runtime::Stopwatch};
use wangqian_storage::OnSync;

/// Seconds: from what memory does to what a request may take, three a decade.
const BUCKETS: [f64; 17] =
    [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Of statuses that the server itself is to blame for.
const FAULT: &str = "5xx";

/// The histograms of one server.
pub struct Times {
    requests: HistogramVec,
    ask: Histogram,
    commit: Histogram,
    sync: Histogram,
    frames: HistogramVec,
    /// Of `frames`, by what a frame says.
    event: Histogram,
    counts: Histogram,
}

impl Times {
    /// Nothing was timed yet.
    ///
    /// # Errors
    /// Never: the names are names.
    pub fn new() -> Result<Self, FigureError> {
        let frames =
            "From a commit to the frame that says it being handed to the connection; counts wait up to 100 ms for more";
        let frames = HistogramVec::new(named("commit_to_frame_seconds", frames), &["frame"])?;
        let requests = named("request_seconds", "From a request's head to the head of its answer");
        let requests = HistogramVec::new(requests, &["route", "status"])?;
        // A sum that only appears with the first fault would not be seen to rise.
        requests.get_metric_with_label_values(&[NO_ROUTE, FAULT])?;
        let ask = "From a command being asked of an entity to its reply: waking, waiting for its turn, commit";
        Ok(Self {
            requests,
            ask: Histogram::with_opts(named("ask_seconds", ask))?,
            commit: Histogram::with_opts(named("commit_seconds", "From a step being decided to it being durable"))?,
            sync: Histogram::with_opts(named(
                "fdatasync_seconds",
                "One fdatasync of the journal, which makes a group durable",
            ))?,
            event: frames.get_metric_with_label_values(&["event"])?,
            counts: frames.get_metric_with_label_values(&["counts"])?,
            frames,
        })
    }

    /// A request was answered. Routes are patterns, of which there are so many and no more.
    pub fn requested(&self, route: &str, status: u16, took: Duration) {
        let class = match status {
            ..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            500.. => FAULT,
        };
        // Fails only for another number of labels.
        if let Ok(requests) = self.requests.get_metric_with_label_values(&[route, class]) {
            requests.observe(took.as_secs_f64());
        }
    }

    /// A frame was handed to its connection.
    pub fn sent(&self, committed: Committed) {
        let frames = if committed.gathered { &self.counts } else { &self.event };
        frames.observe(committed.at.elapsed().as_secs_f64());
    }

    /// For the store, which is there before everything else.
    pub fn of_syncs(&self) -> OnSync {
        let sync = self.sync.clone();
        Arc::new(move |took| sync.observe(took.as_secs_f64()))
    }

    pub(super) fn tell(&self, figures: &mut Figures) -> Result<(), FigureError> {
        figures.keep(self.requests.clone())?;
        figures.keep(self.ask.clone())?;
        figures.keep(self.commit.clone())?;
        figures.keep(self.sync.clone())?;
        figures.keep(self.frames.clone())
    }
}

impl Stopwatch for Times {
    fn asked(&self, took: Duration) {
        self.ask.observe(took.as_secs_f64());
    }

    fn committed(&self, took: Duration) {
        self.commit.observe(took.as_secs_f64());
    }
}

fn named(name: &str, help: &str) -> HistogramOpts {
    HistogramOpts::new(full(name), help).buckets(BUCKETS.to_vec())
}
