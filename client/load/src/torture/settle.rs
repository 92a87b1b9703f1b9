//! After a restart: what was in flight is asked again, and then everything must come to rest where the history says.

use super::{
    act::{PLAYED, Sent},
    check::{self, Heard},
    crowd::{Crowd, Queue, Who},
    deliver::{Outcome, Stage},
    driver,
    flights::Pending,
    history::History,
    proofs,
    views::{Views, detail},
};
use crate::{
    api,
    error::LoadError,
    far::{
        Far,
        ems::{Ems, Reported},
    },
    findings::Fault,
    http::Connection,
    kind::CaseKind,
    lanes,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};
use wangqian_protocol::{notice::Inbox, queue::StaffHome};

const LANES: usize = 16;
const SETTLED_WITHIN: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// An inbox keeps this many; a full one may have dropped some.
const INBOX: usize = 200;

/// What came of the commands whose answers the crash swallowed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resolved {
    pub applied: u64,
    pub not_applied: u64,
}

/// Asks every unanswered command again with its key, and the newest acknowledged ones too.
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
    let mut book = stage.book.borrow_mut();
    book.history = history;
    let Checked { cases, faults, withdrawn_unseen } = checked?;
    book.history.withdrawn_unseen.extend(withdrawn_unseen);
    book.findings.add_all(unplaced.into_iter().chain(faults));
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
        let mut faults = self.cases(&mut views, cases.clone()).await?;
        faults.extend(self.lists(views).await?);
        faults.extend(self.queues().await?);
        faults.extend(self.trails().await?);
        faults.extend(proofs::check(self.stage, self.history, self.graduates).await?);
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
        let known = |id: &str| self.history.cases.contains_key(id);
        let mut faults = Vec::new();
        for (graduate, list) in &views.graduates {
            let name = &self.crowd().graduate(*graduate).name;
            faults.extend(check::graduate(name, list.iter().map(|(id, shown)| (id.as_str(), shown)), known));
        }
        for list in &views.employers {
            faults.extend(check::unknown("employer", list.iter().map(|(id, _)| id.as_str()), known));
        }
        for list in &views.schools {
            faults.extend(check::unknown("school", list.iter().map(|(id, _)| id.as_str()), known));
        }
        faults
    }

    /// I2: the number on the tile, the rows behind it and what the history says are the same.
    async fn queues(&self) -> Result<Vec<Fault>, LoadError> {
        let due = self.waiting();
        let readers = self.crowd().reviewers();
        let faults = lanes::over(self.stage.site, LANES, readers, async |connection: &mut Connection, who| {
            let mut faults = Vec::new();
            for kind in PLAYED {
                let due = self.crowd().queue_of(who).and_then(|queue| due.get(&(queue, kind))).copied().unwrap_or_default();
                faults.extend(self.queue(connection, who, kind, due).await?);
            }
            Ok::<_, LoadError>(faults)
        })
        .await?;
        Ok(faults.into_iter().flatten().collect())
    }

    async fn queue(
        &self,
        connection: &mut Connection,
        who: Who,
        kind: CaseKind,
        due: usize,
    ) -> Result<Option<Fault>, LoadError> {
        let session = self.crowd().session(who);
        let deadline = Instant::now() + SETTLED_WITHIN;
        loop {
            let home: StaffHome = api::read(connection, session, "/home", "the home page").await?;
            let Some(tile) = home.counts.tiles.into_iter().find(|tile| tile.kind == kind.code()) else {
                return Ok(Some(Fault::broken(format!("{who:?} has no tile for {kind:?}"))));
            };
            let filter = format!("kind={}&state={}", kind.code(), tile.filter);
            let (total, rows) = api::read_cases(connection, session, &filter).await?;
            if [tile.mine, total, rows.len()] == [due; 3] {
                return Ok(None);
            }
            if Instant::now() > deadline {
                let (mine, listed) = (tile.mine, rows.len());
                let fault =
                    format!("{who:?}: {due} of {kind:?} wait, the tile says {mine}, the list {total} with {listed} rows");
                return Ok(Some(Fault::broken(fault)));
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// How many cases wait in each queue, by the history.
    fn waiting(&self) -> BTreeMap<(Queue<'_>, CaseKind), usize> {
        let mut waiting = BTreeMap::new();
        for case in self.history.cases.values() {
            let school = self.crowd().graduates[case.graduate].school;
            let department = match case.newest() {
                Some((_, "in_review_department")) => Some(self.crowd().graduate(case.graduate).department.as_str()),
                Some((_, "in_review_school")) => None,
                _ => continue,
            };
            *waiting.entry((Queue { school, department }, case.kind)).or_default() += 1;
        }
        waiting
    }

    /// A case's page shows as many deeds as its version says.
    async fn trails(&self) -> Result<Vec<Fault>, LoadError> {
        let touched = self.history.touched.iter().map(String::as_str);
        let faults = lanes::over(self.stage.site, LANES, touched, async |connection: &mut Connection, id: &str| {
            let who = Who::Graduate(self.history.cases[id].graduate);
            let Some(detail) = detail(connection, self.crowd(), who, id).await? else { return Ok(None) };
            let (deeds, version) = (detail.trail.len() as u64, detail.row.version);
            let fault = || Fault::broken(format!("{id}: {deeds} deeds in the history of version {version}"));
            Ok::<_, LoadError>((deeds != version).then(fault))
        })
        .await?;
        Ok(faults.into_iter().flatten().collect())
    }

    /// Faults of the inboxes, and the offers that were withdrawn unseen.
    async fn notices(&self) -> Result<(Vec<Fault>, Vec<String>), LoadError> {
        let readers = self.graduates.iter().copied();
        let found = lanes::over(self.stage.site, LANES, readers, async |connection: &mut Connection, graduate| {
            let session = self.crowd().session(Who::Graduate(graduate));
            let inbox: Inbox = api::read(connection, session, "/notices", "the notices").await?;
            Ok::<_, LoadError>(self.notices_of(graduate, &inbox))
        })
        .await?;
        let (faults, unseen): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        Ok((faults.into_iter().flatten().collect(), unseen.into_iter().flatten().collect()))
    }

    fn notices_of(&self, graduate: usize, inbox: &Inbox) -> (Vec<Fault>, Vec<String>) {
        let (mut faults, mut unseen) = (Vec::new(), Vec::new());
        if inbox.notices.len() >= INBOX {
            return (faults, unseen);
        }
        for (id, case) in self.history.of(graduate) {
            let found = inbox.notices.iter().filter(|notice| notice.case.as_deref() == Some(id)).count();
            match check::notices(id, case, found) {
                Heard::Everything => {}
                Heard::OfTheWithdrawalOnly => unseen.push(id.to_owned()),
                Heard::Otherwise(fault) => faults.push(fault),
            }
        }
        (faults, unseen)
    }
}
