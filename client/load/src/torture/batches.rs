//! One decision on many items, with the server killed in the middle (EXT-07): afterwards the batch goes on by itself, each of its items is
//! told once, and what it says of them is what the cases say.

mod told;

use super::{act::Act, crowd::Who, deliver::Stage, history::History};
use crate::{
    api::{self, Command},
    error::LoadError,
    findings::Fault,
    http::{Connection, Method},
};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use uuid::Uuid;
use wangqian_protocol::{
    batch::{Batch, BatchItem, BatchItems, ChooseBatch},
    case::{CaseQuery, Review},
};

/// So many of one reviewer wait to be judged at most: the server remembers ten.
const MOST: usize = 3;
const LONGEST_PAGE: usize = 200;
const OVER_WITHIN: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What a reviewer means to do.
#[derive(Clone, Debug)]
pub struct Batching {
    pub who: Who,
    /// Approves or rejects.
    pub act: Act,
    /// Of `POST /batches`.
    pub choice: Command,
    /// Of the start, and of a stop soon after it.
    pub keys: [Uuid; 2],
    pub stops: bool,
}

impl Batching {
    /// All that waits for a reviewer; with keys for the choice, the start and a stop.
    pub fn approving(who: Who, [choice, start, stop]: [Uuid; 3]) -> Result<Self, serde_json::Error> {
        let state = Some(waiting_for(who).to_owned());
        let query = CaseQuery { state, ..CaseQuery::default() };
        let choice = choice_of(query, Review::Approve {}, choice)?;
        Ok(Self { who, act: Act::Approve, choice, keys: [start, stop], stops: false })
    }
}

/// The filter that finds what waits at the level of a reviewer.
pub fn waiting_for(who: Who) -> &'static str {
    if matches!(who, Who::Department { .. }) { "waiting_department" } else { "waiting_school" }
}

/// `POST /batches`.
pub fn choice_of(query: CaseQuery, verdict: Review, key: Uuid) -> Result<Command, serde_json::Error> {
    let chosen = ChooseBatch { query: Some(query), except: Vec::new(), cases: None, verdict };
    let body = serde_json::to_vec(&chosen)?;
    Ok(Command { method: Method::Post, path: "/batches".to_owned(), version: None, body, key })
}

/// A batch that was chosen.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub who: Who,
    pub act: Act,
    pub items: usize,
    /// Whether its start was acknowledged.
    pub started: bool,
}

/// Whether this reviewer can begin another one.
pub fn may_begin(chosen: &BTreeMap<String, Chosen>, who: Who) -> bool {
    chosen.values().filter(|chosen| chosen.who == who).count() < MOST
}

/// Chooses a batch and begins it; `false` once an outcome is unknown.
pub async fn begin(stage: &Stage<'_>, connection: &mut Connection, batching: &Batching) -> bool {
    let Some(chosen) = choose(stage, connection, batching).await else { return false };
    let Ok(id) = chosen else { return true };
    let [start_key, stop_key] = batching.keys;
    start(stage, connection, batching.who, &id, start_key).await
        && (!batching.stops || send(stage, connection, batching.who, &on_batch(&id, "stop", stop_key)).await.is_some())
}

/// The reviewer for whom most waits approves all of it, and goes on for so long; then the server is to die.
pub async fn begin_before_the_end(stage: &Stage<'_>, within: Duration, keys: [Uuid; 3]) -> Result<(), LoadError> {
    let busiest = stage.book.borrow().history.busiest(stage.crowd);
    let Some(who) = busiest else { return Ok(()) };
    let batching = Batching::approving(who, keys)?;
    let mut connection = Connection::to(stage.site);
    let Some(Ok(id)) = choose(stage, &mut connection, &batching).await else { return Ok(()) };
    let the_end = tokio::time::sleep(within);
    let started = start(stage, &mut connection, who, &id, batching.keys[0]);
    // The answer may not come in time.
    join_until(the_end, started).await;
    Ok(())
}

async fn join_until(the_end: tokio::time::Sleep, started: impl Future<Output = bool>) {
    tokio::pin!(the_end);
    tokio::select! {
        () = &mut the_end => return,
        _ = started => {}
    }
    the_end.await;
}

/// Chooses what a filter finds. What came of it is as for [`send`].
async fn choose(stage: &Stage<'_>, connection: &mut Connection, batching: &Batching) -> Option<Result<String, ()>> {
    let Batching { who, act, choice, .. } = batching;
    let Ok(batch) = send(stage, connection, *who, choice).await? else { return Some(Err(())) };
    let chosen = Chosen { who: *who, act: *act, items: batch.items, started: false };
    stage.book.borrow_mut().history.batches.insert(batch.batch.clone(), chosen);
    Some(Ok(batch.batch))
}

/// Begins a batch that was chosen; `false` once the outcome is unknown.
async fn start(stage: &Stage<'_>, connection: &mut Connection, who: Who, id: &str, key: Uuid) -> bool {
    let Some(started) = send(stage, connection, who, &on_batch(id, "start", key)).await else { return false };
    if started.is_ok() {
        let mut book = stage.book.borrow_mut();
        book.batches_begun += 1;
        if let Some(chosen) = book.history.batches.get_mut(id) {
            chosen.started = true;
        }
    }
    true
}

fn on_batch(batch: &str, what: &str, key: Uuid) -> Command {
    Command { method: Method::Post, path: format!("/batches/{batch}/{what}"), version: None, body: b"{}".to_vec(), key }
}

/// `None`: nobody knows what came of it. An error is a refusal, which is counted.
async fn send(stage: &Stage<'_>, connection: &mut Connection, who: Who, command: &Command) -> Option<Result<Batch, ()>> {
    let response = connection.send(&command.request(stage.crowd.session(who))).await.ok()?;
    if response.is_done() {
        return response.json().ok().map(Ok);
    }
    stage.book.borrow_mut().not_done(response.status, response.refusal_code());
    Some(Err(()))
}

/// After a crash: waits until every batch is over, and takes what it did into the history. The departments' come first: what a school
/// decides, no department decides after it.
pub async fn settle(stage: &Stage<'_>) -> Result<(), LoadError> {
    let mut chosen: Vec<_> = std::mem::take(&mut stage.book.borrow_mut().history.batches).into_iter().collect();
    chosen.sort_by_key(|(_, chosen)| matches!(chosen.who, Who::School(_)));
    let mut connection = Connection::to(stage.site);
    for (id, chosen) in chosen {
        let faults = match until_over(stage, &mut connection, &id, &chosen).await? {
            Ok(Some(batch)) => {
                let items = items(stage, &mut connection, &id, chosen.who).await?;
                judge(stage, &chosen, &batch, &items)
            }
            Ok(None) => vec![],
            Err(fault) => vec![fault],
        };
        stage.book.borrow_mut().findings.add_all(faults);
    }
    Ok(())
}

/// The batch at its end; `None`: it was not begun. The error is a fault.
async fn until_over(
    stage: &Stage<'_>,
    connection: &mut Connection,
    id: &str,
    chosen: &Chosen,
) -> Result<Result<Option<Batch>, Fault>, LoadError> {
    let (path, deadline) = (format!("/batches/{id}"), Instant::now() + OVER_WITHIN);
    loop {
        let batch = match api::read::<Batch>(connection, stage.crowd.session(chosen.who), &path, "a batch").await {
            Err(LoadError::Refused { status: 404, .. }) => None,
            other => Some(other?),
        };
        match batch.as_ref().map(|batch| batch.stand.as_str()) {
            None | Some("chosen") if chosen.started => {
                return Ok(Err(Fault::lost(format!("batch {id} of {:?} was begun, now {batch:?}", chosen.who))));
            }
            None | Some("chosen") => return Ok(Ok(None)),
            Some("over") => return Ok(Ok(batch)),
            // What was decided meanwhile and not written down is asked again, and answered as before.
            Some("stopped") => {
                send(stage, connection, chosen.who, &on_batch(id, "start", Uuid::new_v4())).await;
            }
            _ => {}
        }
        if Instant::now() > deadline {
            return Ok(Err(Fault::broken(format!("batch {id} of {:?} stands still: {batch:?}", chosen.who))));
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

async fn items(stage: &Stage<'_>, connection: &mut Connection, id: &str, who: Who) -> Result<Vec<BatchItem>, LoadError> {
    let mut rows = Vec::new();
    loop {
        let path = format!("/batches/{id}/items?limit={LONGEST_PAGE}&offset={}", rows.len());
        let page: BatchItems = api::read(connection, stage.crowd.session(who), &path, "items of a batch").await?;
        let is_last = page.rows.is_empty() || rows.len() + page.rows.len() >= page.total;
        rows.extend(page.rows);
        if is_last {
            return Ok(rows);
        }
    }
}

fn judge(stage: &Stage<'_>, chosen: &Chosen, batch: &Batch, items: &[BatchItem]) -> Vec<Fault> {
    let mut faults = told::faults(chosen, batch, items);
    let mut book = stage.book.borrow_mut();
    let went_on = batch.ended_at_ms.is_some_and(|at| at > book.crashed_at_ms);
    book.batches_cut += u64::from(went_on);
    for item in items.iter().filter(|item| item.fate == "done") {
        book.batched += 1;
        faults.extend(took_in(stage, &mut book.history, chosen, &item.case).err());
    }
    faults
}

/// A decision belongs to the level of whoever made it.
fn took_in(stage: &Stage<'_>, history: &mut History, chosen: &Chosen, id: &str) -> Result<(), Fault> {
    let case = history.cases.get(id).ok_or_else(|| Fault::duplicated(format!("{id}: in a batch, acknowledged to nobody")))?;
    let graduate = case.graduate;
    let by = case.newest().and_then(|(_, state)| stage.crowd.reviewer(graduate, state));
    if !by.is_some_and(|by| stage.crowd.share_a_queue(by, chosen.who)) {
        return Err(Fault::duplicated(format!("{id}: decided by a batch of {:?}, and it waited for {by:?}", chosen.who)));
    }
    history.done_by_batch(id, chosen.act, stage.crowd.route(graduate))
}
