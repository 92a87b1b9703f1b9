//! Sends a command and writes down what came of it.

use super::{
    act::{Expectation, Sent},
    crowd::Crowd,
    flights::Flights,
    history::History,
};
use crate::{
    findings::{Fault, Findings},
    http::{Connection, Site},
    spawn::Home,
};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs, io,
    path::Path,
    time::{Duration, UNIX_EPOCH},
};
use wangqian_protocol::case::CaseChanged;

/// A busy server is asked again sooner than it wants: that is what makes it a torture.
const LONGEST_WAIT: Duration = Duration::from_millis(100);
const MOST_ATTEMPTS: usize = 100;

/// What everybody shares while a server runs.
pub struct Stage<'a> {
    pub site: &'a Site,
    /// Of the server.
    pub home: &'a Home,
    pub crowd: &'a Crowd,
    pub book: &'a RefCell<Book>,
}

/// All that is written down during a torture.
#[derive(Default)]
pub struct Book {
    pub history: History,
    pub flights: Flights,
    pub findings: Findings,
    /// Refusals by code.
    pub refused: BTreeMap<String, u64>,
    /// Answers of a server that had no room for more.
    pub busy: u64,
    /// Frames that open pages saw.
    pub frames: u64,
    /// Batches that were begun, those that a crash found under way, and what they decided.
    pub batches_begun: u64,
    pub batches_cut: u64,
    /// When the server last died, Unix milliseconds.
    pub crashed_at_ms: i64,
    pub batched: u64,
    /// Documents whose seal was verified.
    pub documents: u64,
}

/// What came of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    Refused,
    /// The connection broke, or the server did not say.
    Unknown,
}

impl Stage<'_> {
    /// Sends a command until the server says what it did with it.
    pub async fn deliver(&self, connection: &mut Connection, sent: &Sent) -> Outcome {
        let flight = self.book.borrow_mut().flights.depart(sent);
        let outcome = self.until_answered(connection, sent).await;
        let mut book = self.book.borrow_mut();
        match outcome {
            Outcome::Done => book.flights.acknowledged(flight),
            Outcome::Refused => book.flights.refused(flight),
            Outcome::Unknown => {}
        }
        outcome
    }

    async fn until_answered(&self, connection: &mut Connection, sent: &Sent) -> Outcome {
        for _ in 0..MOST_ATTEMPTS {
            let request = sent.command.request(self.crowd.session(sent.who));
            let Ok(response) = connection.send(&request).await else { return Outcome::Unknown };
            if response.is_done() {
                let Ok(changed) = response.json::<CaseChanged>() else { return Outcome::Unknown };
                self.book.borrow_mut().done(sent, &changed);
                return Outcome::Done;
            }
            let (status, wait) = (response.status, response.retry_after.unwrap_or(LONGEST_WAIT));
            if status < 500 {
                self.book.borrow_mut().refused(sent, status, response.refusal_code());
                return Outcome::Refused;
            }
            self.book.borrow_mut().busy += 1;
            tokio::time::sleep(wait.min(LONGEST_WAIT)).await;
        }
        Outcome::Unknown
    }
}

impl Book {
    /// From here on the next crash answers for what is sent.
    pub fn begin_cycle(&mut self) {
        self.history.begin_cycle();
        self.flights = Flights::default();
    }

    fn done(&mut self, sent: &Sent, changed: &CaseChanged) {
        if let Some(fault) = self.history.acknowledge(sent, changed) {
            self.findings.add(&fault);
        }
        if sent.expectation == Expectation::Refusal {
            self.findings.add(&Fault::broken(format!("not refused: {sent}")));
        }
    }

    /// The server is dead from now on: as the clock says that files are written by.
    pub fn crashed(&mut self, notes: &Path) -> io::Result<()> {
        let stamp = notes.join("crashed");
        fs::write(&stamp, "crashed")?;
        let since = fs::metadata(&stamp)?.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        self.crashed_at_ms = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        Ok(())
    }

    /// Counts a request that was not done: the server has no room, or refuses.
    pub fn not_done(&mut self, status: u16, code: String) {
        if status >= 500 {
            self.busy += 1;
        } else {
            *self.refused.entry(code).or_default() += 1;
        }
    }

    fn refused(&mut self, sent: &Sent, status: u16, code: String) {
        // A session was acknowledged as well.
        if status == 401 {
            self.findings.add(&Fault::lost(format!("the session of {:?}", sent.who)));
        }
        self.not_done(status, code);
    }
}
