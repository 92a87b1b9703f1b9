//! One decision on many items (EXT-07): everything that waits for a school, chosen by a filter, looked through, carried out.

mod furnish;

use crate::{
    api::{self, Command},
    error::LoadError,
    http::{Connection, Method, Site},
    people::{Session, sign_in_all},
    report::{self, rate, rounded},
    socket::{Buffer, Socket},
    target::{Target, TargetArgs},
};
use serde::Serialize;
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use uuid::Uuid;
use wangqian_protocol::{
    batch::{Batch, ChooseBatch},
    case::{CaseQuery, CaseRow, Review},
    session::Entrance,
    socket::ToClient,
};

/// `wangqian-load batch`.
#[derive(Clone, Debug, clap::Args)]
pub struct BatchArgs {
    #[command(flatten)]
    target: TargetArgs,
    /// How many agreements wait for the school.
    #[arg(long, default_value_t = 20_000)]
    items: usize,
    /// Connections while they are made.
    #[arg(long, default_value_t = 64)]
    concurrency: usize,
}

const WAITING: &str = "in_review_school";
/// A batch that says nothing for so long does not move.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// The school's list follows the graduates by a letter each.
const SETTLED_WITHIN: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Makes the agreements, decides them in one batch, reads everything again and prints the result; `true` when each was decided once
/// and the counts moved on the way.
pub async fn run(args: &BatchArgs) -> Result<bool, LoadError> {
    let target = Target::open(&args.target.of_one_school(args.items)).await?;
    let school = target.people.schools.first().ok_or_else(|| LoadError::TooFewPeople("no school".to_owned()))?;
    let logins = std::iter::once(school.school_login.as_str());
    let reviewer = sign_in_all(&target.site, Entrance::School, logins, &target.people.password).await?.swap_remove(0);
    let mut connection = Connection::to(&target.site);
    let before = furnish::agreements(&target, &reviewer, args.items, args.concurrency).await?;
    let cpu_before = target.own.as_ref().map(|server| server.cpu_time()).transpose()?;
    let began = Instant::now();
    let chosen = choose(&mut connection, &reviewer).await?;
    let preview = began.elapsed();
    let followed = follow(&target.site, &mut connection, &reviewer, &chosen).await?;
    let cpu = target.own.as_ref().map(|server| server.cpu_time()).transpose()?;
    let cpu = cpu.zip(cpu_before).map(|(after, before)| after.saturating_sub(before));
    let found = read_again(&mut connection, &reviewer, &before, followed.last.done).await?;
    let report = Report::of(&chosen, preview, &followed, &found, cpu);
    report::print(&report)?;
    target.close().await?;
    Ok(report.is_clean(args.items))
}

async fn choose(connection: &mut Connection, reviewer: &Session) -> Result<Batch, LoadError> {
    let query = CaseQuery { state: Some(WAITING.to_owned()), ..CaseQuery::default() };
    let chosen = ChooseBatch { query: Some(query), except: Vec::new(), cases: None, verdict: Review::Approve {} };
    post(connection, reviewer, "/batches".to_owned(), serde_json::to_vec(&chosen)?).await
}

async fn post(connection: &mut Connection, by: &Session, path: String, body: Vec<u8>) -> Result<Batch, LoadError> {
    let command = Command { method: Method::Post, path, version: None, body, key: Uuid::new_v4() };
    let response = connection.send(&command.request(by)).await?;
    api::accepted(&response, "a batch")?;
    Ok(response.json()?)
}

/// The frames of a batch that its reviewer saw.
struct Followed {
    last: Batch,
    taken: Duration,
    frames: usize,
    /// The different counts that were shown.
    counts: BTreeSet<usize>,
    fell: bool,
}

/// Begins the batch and hears of it until its end.
async fn follow(site: &Site, connection: &mut Connection, by: &Session, chosen: &Batch) -> Result<Followed, LoadError> {
    let mut page = Socket::open(site, by, "batches", Buffer::Large, 0).await?;
    let began = Instant::now();
    let last = post(connection, by, format!("/batches/{}/start", chosen.batch), b"{}".to_vec()).await?;
    let mut followed = Followed { last, taken: Duration::ZERO, frames: 0, counts: BTreeSet::new(), fell: false };
    while followed.last.stand != "over" {
        let text = tokio::time::timeout(SILENCE_MAX, page.next()).await.ok().flatten();
        let text = text.ok_or(LoadError::SocketSilent("a batch under way"))?;
        let ToClient::Batch { batch, .. } = serde_json::from_str(&text)? else { continue };
        followed.frames += 1;
        followed.fell |= followed.counts.last().is_some_and(|before| batch.done < *before);
        followed.counts.insert(batch.done);
        followed.last = batch;
    }
    followed.taken = began.elapsed();
    Ok(followed)
}

/// Result of the second reading.
#[derive(Default)]
struct Found {
    /// Done, and not so in the list.
    lost: usize,
    /// Moved by more than the one decision.
    duplicated: usize,
}

async fn read_again(connection: &mut Connection, by: &Session, before: &[CaseRow], done: usize) -> Result<Found, LoadError> {
    let deadline = Instant::now() + SETTLED_WITHIN;
    let versions: std::collections::BTreeMap<&str, u64> = before.iter().map(|row| (row.case.as_str(), row.version)).collect();
    loop {
        let (_, rows) = api::read_cases(connection, by, "state=effective").await?;
        let moved_by = |row: &CaseRow| versions.get(row.case.as_str()).map(|version| row.version.saturating_sub(*version));
        let once = rows.iter().filter(|row| moved_by(row) == Some(1)).count();
        let duplicated = rows.iter().filter(|row| moved_by(row).is_some_and(|steps| steps > 1)).count();
        if once >= done || Instant::now() > deadline {
            return Ok(Found { lost: done.saturating_sub(once), duplicated });
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// The last line of the output; each field is explained in the README.
#[derive(Debug, Serialize)]
struct Report {
    items: usize,
    done: usize,
    not_done: usize,
    preview_seconds: f64,
    seconds: f64,
    items_per_s: f64,
    server_cpu_ms_per_item: Option<f64>,
    frames: usize,
    counts_shown: usize,
    counts_moved: bool,
    lost: usize,
    duplicated: usize,
}

impl Report {
    fn of(chosen: &Batch, preview: Duration, followed: &Followed, found: &Found, cpu: Option<Duration>) -> Self {
        let done = followed.last.done;
        let an_item = |cpu: Duration| rounded(cpu.as_secs_f64() * 1000.0 / done.max(1) as f64);
        Self {
            items: chosen.items,
            done,
            not_done: followed.last.not + followed.last.will_do,
            preview_seconds: rounded(preview.as_secs_f64()),
            seconds: rounded(followed.taken.as_secs_f64()),
            items_per_s: rate(done as u64, followed.taken),
            server_cpu_ms_per_item: cpu.map(an_item),
            frames: followed.frames,
            counts_shown: followed.counts.len(),
            counts_moved: followed.counts.len() > 2 && !followed.fell,
            lost: found.lost,
            duplicated: found.duplicated,
        }
    }

    fn is_clean(&self, wanted: usize) -> bool {
        self.done == wanted && self.counts_moved && self.lost == 0 && self.duplicated == 0
    }
}
