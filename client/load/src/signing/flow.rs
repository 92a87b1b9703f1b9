//! One flow after another, on one connection.

use super::{cast::Cast, plan::Plan, pushes::Commit, watch::Offers};
use crate::{
    api::Command,
    http::{Connection, HttpError, Response, Site},
    people::{People, Session},
    report::Latencies,
};
use rand::{Rng, SeedableRng, rngs::SmallRng};
use std::{
    cell::Cell,
    collections::BTreeMap,
    time::{Duration, Instant},
};
use uuid::{Builder, Uuid};
use wangqian_protocol::{
    case::{CaseChanged, Terms},
    invitation::Invite,
};

/// How long a flow waits for a push, for what one party did to reach the next, and for a busy server.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// What all lanes share.
pub struct Stage<'a> {
    people: &'a People,
    plan: &'a Plan,
    cast: &'a Cast,
    offers: Offers,
    terms: Terms,
    next: Cell<usize>,
}

impl<'a> Stage<'a> {
    pub fn new(people: &'a People, plan: &'a Plan, cast: &'a Cast, offers: Offers) -> Self {
        Self { people, plan, cast, offers, terms: cast.choices.terms(), next: Cell::new(0) }
    }

    fn next_slot(&self) -> Option<usize> {
        let next = self.next.get();
        self.next.set(next + 1);
        (next < self.plan.slots.len()).then_some(next)
    }

    fn invite(&self, slot: usize) -> Invite {
        let school = &self.people.schools[self.plan.slots[slot].school];
        let graduate = &school.graduates[self.plan.slots[slot].graduate];
        Invite {
            school: school.school.clone(),
            name: graduate.name.clone(),
            number: graduate.exam_no.clone(),
            valid_days: None,
            terms: self.terms.clone(),
        }
    }
}

/// A flow whose last commit was acknowledged.
pub struct Effective {
    pub slot: usize,
    pub case: String,
    pub version: u64,
}

/// What the lanes saw.
#[derive(Default)]
pub struct Measured {
    pub effective: Vec<Effective>,
    pub commits: Vec<Commit>,
    pub commit_times: Latencies,
    pub flow_times: Latencies,
    pub requests: u64,
    /// Requests that came before what another party did had arrived, and were made again.
    pub awaited_letters: u64,
    /// Replies whose version was not one more than the last.
    pub jumped_versions: usize,
    pub refused: BTreeMap<String, u64>,
    /// Flows that did not become effective.
    pub errors: usize,
}

impl Measured {
    pub fn and(mut self, other: Self) -> Self {
        self.effective.extend(other.effective);
        self.commits.extend(other.commits);
        self.commit_times.add_all(&other.commit_times);
        self.flow_times.add_all(&other.flow_times);
        self.requests += other.requests;
        self.awaited_letters += other.awaited_letters;
        self.jumped_versions += other.jumped_versions;
        self.errors += other.errors;
        for (code, count) in other.refused {
            *self.refused.entry(code).or_default() += count;
        }
        self
    }
}

/// Why a flow stopped; what was refused is counted by its code.
#[derive(Debug, thiserror::Error)]
enum FlowError {
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("refused")]
    Refused,
    #[error("no push of the invitation")]
    NoPush,
}

/// One connection and its flows.
pub struct Lane {
    connection: Connection,
    keys: SmallRng,
    measured: Measured,
}

impl Lane {
    pub fn new(site: &Site, seed: u64) -> Self {
        Self { connection: Connection::to(site), keys: SmallRng::seed_from_u64(seed), measured: Measured::default() }
    }

    /// Flows until the plan or the time is over.
    pub async fn run(mut self, stage: &Stage<'_>, until: Option<Instant>) -> Measured {
        while until.is_none_or(|until| Instant::now() < until) {
            let Some(slot) = stage.next_slot() else { break };
            let began = Instant::now();
            match self.flow(stage, slot).await {
                Ok(effective) => {
                    self.measured.flow_times.add(began.elapsed());
                    self.measured.effective.push(effective);
                }
                Err(_) => self.measured.errors += 1,
            }
        }
        self.measured
    }

    async fn flow(&mut self, stage: &Stage<'_>, slot: usize) -> Result<Effective, FlowError> {
        let employer = &stage.cast.employers[slot % stage.cast.employers.len()];
        let invitation = Command::invite(&stage.invite(slot), self.key())?;
        let mut seen = self.perform(employer, invitation, 0).await?;
        if let Some(offers) = stage.offers.of(slot) {
            offers.wait_for(&seen.case, PATIENCE).await.ok_or(FlowError::NoPush)?;
        }
        seen = self.on_case(&stage.cast.graduates[slot], &seen, "acceptance", b"{}").await?;
        let (school, reviewer) = (stage.plan.slots[slot].school, stage.plan.slots[slot].reviewer);
        let reviewers = &stage.cast.schools[&school];
        if let Some(reviewer) = reviewer {
            seen = self.on_case(&reviewers.departments[reviewer], &seen, "review", APPROVE).await?;
        }
        seen = self.on_case(&reviewers.school, &seen, "review", APPROVE).await?;
        Ok(Effective { slot, case: seen.case, version: seen.version })
    }

    async fn on_case(
        &mut self,
        who: &Session,
        seen: &CaseChanged,
        action: &str,
        body: &[u8],
    ) -> Result<CaseChanged, FlowError> {
        let command = Command::on_case(&seen.case, seen.version, action, body.to_vec(), self.key());
        self.perform(who, command, seen.version).await
    }

    /// Sends a command until it is done or refused. A refused person would look again; so does this.
    async fn perform(&mut self, who: &Session, mut command: Command, seen: u64) -> Result<CaseChanged, FlowError> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let began = Instant::now();
            self.measured.requests += 1;
            let response = self.connection.send(&command.request(who)).await?;
            if response.is_done() {
                let changed: CaseChanged = response.json()?;
                self.measured.done(&changed, seen, began);
                return Ok(changed);
            }
            let wait = wait_after(&response);
            let code = response.refusal_code();
            match wait {
                Some(wait) if began + wait < deadline => {
                    self.measured.count(&code);
                    // A busy server gets the same key again; a person who looks again decides anew.
                    if code == NOT_THERE_YET {
                        command.key = self.key();
                    }
                    tokio::time::sleep(wait).await;
                }
                _ => {
                    self.measured.count(&code);
                    return Err(FlowError::Refused);
                }
            }
        }
    }

    fn key(&mut self) -> Uuid {
        Builder::from_random_bytes(self.keys.random()).into_uuid()
    }
}

const APPROVE: &[u8] = br#"{"verdict":"approve"}"#;
/// What is still on its way to the next party is not found there.
const NOT_THERE_YET: &str = "not_found";

fn wait_after(response: &Response<'_>) -> Option<Duration> {
    if response.status == 404 { Some(LOOK_AGAIN) } else { response.retry_after }
}

impl Measured {
    fn done(&mut self, changed: &CaseChanged, seen: u64, began: Instant) {
        let now = Instant::now();
        self.commit_times.add(now - began);
        self.commits.push(Commit::new(&changed.case, changed.version, now));
        if changed.version != seen + 1 {
            self.jumped_versions += 1;
        }
    }

    fn count(&mut self, code: &str) {
        if code == NOT_THERE_YET {
            self.awaited_letters += 1;
        } else if let Some(count) = self.refused.get_mut(code) {
            *count += 1;
        } else {
            self.refused.insert(code.to_owned(), 1);
        }
    }
}
