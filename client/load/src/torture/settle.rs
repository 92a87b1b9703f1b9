//! After a restart: what was in flight is asked again, and then everything must come to rest where the history says.

mod pages;
mod queues;

use super::{
    act::Sent,
    batches, check,
    crowd::Crowd,
    deliver::{Outcome, Stage},
    documents, driver,
    flights::Pending,
    history::History,
    pictures,
    views::Views,
};
use crate::{
    error::LoadError,
    far::{
        Far,
        ems::{Ems, Reported},
    },
    findings::Fault,
    http::Connection,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

const LANES: usize = 16;
const SETTLED_WITHIN: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What came of the commands whose answers the crash swallowed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resolved {
    pub applied: u64,
    pub not_applied: u64,
}

/// Asks every unanswered command again with its key, and the newest acknowledged ones too; waits until batches are over, and takes what
/// follows from all of that into the history.
pub async fn resolve(stage: &Stage<'_>, pending: &Pending) -> Result<Resolved, LoadError> {
    let mut connection = Connection::to(stage.site);
    let mut resolved = Resolved::default();
    for sent in &pending.unknown {
        match until_known(stage, &mut connection, sent).await? {
            Outcome::Done => resolved.applied += 1,
            _ => resolved.not_applied += 1,
        }
    }
    for sent in &pending.acknowledged {
        driver::repeat(stage, &mut connection, sent).await;
    }
    batches::settle(stage).await?;
    stage.book.borrow_mut().history.place_ends();
    Ok(resolved)
}

async fn until_known(stage: &Stage<'_>, connection: &mut Connection, sent: &Sent) -> Result<Outcome, LoadError> {
    let deadline = Instant::now() + SETTLED_WITHIN;
    while Instant::now() < deadline {
        match stage.deliver(connection, sent).await {
            Outcome::Unknown => tokio::time::sleep(LOOK_AGAIN).await,
            known => return Ok(known),
        }
    }
    Err(LoadError::TooLate { what: "an answer to a repeated command" })
}

/// Checks every case of these graduates, and every list and queue; returns how many cases were checked.
pub async fn check_all(stage: &Stage<'_>, graduates: &BTreeSet<usize>) -> Result<usize, LoadError> {
    // All work has ended, so the history stands still.
    let mut history = std::mem::take(&mut stage.book.borrow_mut().history);
    let unplaced = history.place_pushes();
    let checked = Inspection { stage, history: &history, graduates }.run().await;
    let documents = documents::check(stage, &mut history, graduates).await;
    let mut book = stage.book.borrow_mut();
    book.history = history;
    let Checked { cases, faults, withdrawn_unseen } = checked?;
    let (verified, of_documents) = documents?;
    book.documents += verified;
    book.history.withdrawn_unseen.extend(withdrawn_unseen);
    book.findings.add_all(unplaced.into_iter().chain(faults).chain(of_documents));
    Ok(cases)
}

/// All that the EMS took so far was in order; at the end, exactly what took effect is there, and what ended has ended there too.
pub async fn check_ems(ems: &Far<Ems>, due: &BTreeMap<String, Reported>, is_last: bool) -> Vec<Fault> {
    let deadline = Instant::now() + SETTLED_WITHIN;
    while is_last && !ems.ledger().agrees(due) && Instant::now() < deadline {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    let mut ledger = ems.ledger();
    let mut faults = ledger.faults();
    if is_last {
        faults.extend(ledger.against(due));
    }
    faults
}

/// The result of an inspection.
struct Checked {
    cases: usize,
    faults: Vec<Fault>,
    withdrawn_unseen: Vec<String>,
}

struct Inspection<'a> {
    stage: &'a Stage<'a>,
    history: &'a History,
    graduates: &'a BTreeSet<usize>,
}

impl Resolved {
    pub fn and(self, other: Self) -> Self {
        Self { applied: self.applied + other.applied, not_applied: self.not_applied + other.not_applied }
    }
}

impl Inspection<'_> {
    async fn run(&self) -> Result<Checked, LoadError> {
        let mut views = Views::read(self.stage.site, self.crowd(), self.graduates).await?;
        let cases: Vec<&str> =
            self.graduates.iter().flat_map(|graduate| self.history.of(*graduate)).map(|(id, _)| id).collect();
        let mut faults = check::ends(self.history);
        faults.extend(self.cases(&mut views, cases.clone()).await?);
        faults.extend(self.lists(views).await?);
        faults.extend(self.queues().await?);
        faults.extend(self.trails().await?);
        faults.extend(self.freed().await?);
        faults.extend(pictures::check(self.stage, self.history, self.graduates).await?);
        let (inboxes, withdrawn_unseen) = self.notices().await?;
        faults.extend(inboxes);
        Ok(Checked { cases: cases.len(), faults, withdrawn_unseen })
    }

    fn crowd(&self) -> &Crowd {
        self.stage.crowd
    }

    /// Waits until the parties agree with the history; what does not settle is a fault.
    async fn cases(&self, views: &mut Views, mut open: Vec<&str>) -> Result<Vec<Fault>, LoadError> {
        let mut connection = Connection::to(self.stage.site);
        let deadline = Instant::now() + SETTLED_WITHIN;
        loop {
            open.retain(|id| !self.judge(views, id).is_empty());
            if open.is_empty() || Instant::now() > deadline {
                return Ok(open.iter().flat_map(|id| self.judge(views, id)).collect());
            }
            tokio::time::sleep(LOOK_AGAIN).await;
            for id in &open {
                views.refresh(&mut connection, self.crowd(), id, &self.history.cases[*id]).await?;
            }
        }
    }

    fn judge(&self, views: &Views, id: &str) -> Vec<Fault> {
        let case = &self.history.cases[id];
        check::case(id, case, self.crowd().route(case.graduate), views.of(id))
    }

    /// A list is read page by page. While letters of before the crash still arrive, a case moves to the list's end and
    /// may stand on two of its pages: what is wrong with lists counts once they stand still.
    async fn lists(&self, mut views: Views) -> Result<Vec<Fault>, LoadError> {
        let deadline = Instant::now() + SETTLED_WITHIN;
        loop {
            let faults = self.judge_lists(&views);
            if faults.is_empty() || Instant::now() > deadline {
                return Ok(faults);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
            views = Views::read(self.stage.site, self.crowd(), self.graduates).await?;
        }
    }

    fn judge_lists(&self, views: &Views) -> Vec<Fault> {
        let kind_of = |id: &str| self.history.cases.get(id).map(|case| case.kind);
        let known = |id: &str| kind_of(id).is_some();
        let mut faults = Vec::new();
        for (graduate, list) in &views.graduates {
            let name = &self.crowd().graduate(*graduate).name;
            faults.extend(check::graduate(name, list.iter().map(|(id, shown)| (id.as_str(), shown)), kind_of));
        }
        for list in &views.employers {
            faults.extend(check::unknown("employer", list.iter().map(|(id, _)| id.as_str()), known));
        }
        for list in &views.schools {
            faults.extend(check::unknown("school", list.iter().map(|(id, _)| id.as_str()), known));
        }
        faults
    }
}
