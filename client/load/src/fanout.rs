//! Many sockets on one topic: how fast a change of a school's queue reaches all of its open pages.

mod round;

use crate::{
    api::{Choices, Command},
    error::LoadError,
    http::{Connection, Site},
    people::{Route, SchoolPeople, Session, sign_in},
    report::{self, Latencies, rate},
    socket::{Buffer, Socket},
    target::{Target, TargetArgs},
};
use futures_util::future::try_join_all;
use round::Rounds;
use serde::Serialize;
use std::time::{Duration, Instant};
use uuid::Uuid;
use wangqian_protocol::{case::CaseChanged, invitation::Invite, session::Entrance};

const OPENED_AT_ONCE: usize = 64;
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// `wangqian-load fanout`.
#[derive(Clone, Debug, clap::Args)]
pub struct FanoutArgs {
    #[command(flatten)]
    target: TargetArgs,
    /// Sockets on the queue of one school.
    #[arg(long, default_value_t = 10_000)]
    sockets: usize,
    /// Commits that move the queue, one after another.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// Rest before each round, ms: a topic that sent a moment ago gathers what follows, and that wait is not delivery.
    #[arg(long, default_value_t = 200)]
    rest_ms: u64,
}

/// The last line of the output; each field is explained in the README.
#[derive(Debug, Serialize)]
struct Report {
    sockets: usize,
    rounds: usize,
    frames: u64,
    frames_per_s: f64,
    delivery_p50_ms: Option<f64>,
    delivery_p99_ms: Option<f64>,
    delivery_max_ms: Option<f64>,
    /// `null` when the server is not the tool's own.
    bytes_per_idle_socket: Option<u64>,
    lost: u64,
}

/// Opens the sockets, moves the queue `rounds` times, and prints the result.
pub async fn run(args: &FanoutArgs) -> Result<(), LoadError> {
    let target = Target::open(&args.target).await?;
    let school = school_of(&target, args.rounds)?;
    let mut play = Play::prepare(&target, school, args.rounds).await?;
    let before = target.own.as_ref().map(|server| server.resident_bytes()).transpose()?;
    let rounds = Rounds::new(open(&target.site, &play.school, args.sockets).await?);
    let after = target.own.as_ref().map(|server| server.resident_bytes()).transpose()?;
    let mut result = Deliveries::default();
    for place in 0..args.rounds {
        tokio::time::sleep(Duration::from_millis(args.rest_ms)).await;
        play.round(&rounds, place, &mut result).await?;
    }
    let idle = before.zip(after).map(|(before, after)| after.saturating_sub(before) / args.sockets.max(1) as u64);
    report::print(&result.report(args, idle))?;
    target.close().await
}

/// A school whose own users see a submission at once, with a graduate for every round.
fn school_of(target: &Target, rounds: usize) -> Result<&SchoolPeople, LoadError> {
    let mut schools = target.people.schools.iter();
    schools
        .find(|school| school.route == Route::SchoolOnly && school.graduates.len() >= rounds)
        .ok_or_else(|| LoadError::TooFewPeople(format!("no school reviews alone and has {rounds} graduates")))
}

async fn open(site: &Site, session: &Session, count: usize) -> Result<Vec<Socket>, LoadError> {
    let mut sockets = Vec::with_capacity(count);
    while sockets.len() < count {
        let some = (count - sockets.len()).min(OPENED_AT_ONCE);
        let opening = (0..some).map(|more| Socket::open(site, session, "queue", Buffer::Small, sockets.len() + more));
        let mut opened = try_join_all(opening).await?;
        sockets.append(&mut opened);
    }
    Ok(sockets)
}

/// Those who act: a graduate a round, each with an invitation to accept.
struct Play {
    connection: Connection,
    school: Session,
    graduates: Vec<Session>,
    invitations: Vec<CaseChanged>,
}

impl Play {
    async fn prepare(target: &Target, school: &SchoolPeople, rounds: usize) -> Result<Self, LoadError> {
        let mut connection = Connection::to(&target.site);
        let (employers, password) = (&target.people.employers, &target.people.password);
        let first = employers.first().ok_or_else(|| LoadError::TooFewPeople("no employer".to_owned()))?;
        let employer = sign_in(&mut connection, Entrance::Employer, &first.login, password).await?;
        let terms = Choices::read(&mut connection, &employer).await?.terms();
        let session = sign_in(&mut connection, Entrance::School, &school.school_login, password).await?;
        let mut play = Self { connection, school: session, graduates: Vec::new(), invitations: Vec::new() };
        for graduate in &school.graduates[..rounds] {
            let session = sign_in(&mut play.connection, Entrance::Graduate, &graduate.login, password).await?;
            play.graduates.push(session);
            let (school, name, number) = (school.school.clone(), graduate.name.clone(), graduate.exam_no.clone());
            let invite = Invite { school, name, number, valid_days: None, terms: terms.clone() };
            let command = Command::invite(&invite, Uuid::new_v4())?;
            play.invitations.push(until_done(&mut play.connection, &employer, command).await?);
        }
        Ok(play)
    }

    /// One graduate accepts; every socket must show the case.
    async fn round(&mut self, rounds: &Rounds, place: usize, result: &mut Deliveries) -> Result<(), LoadError> {
        let invitation = &self.invitations[place];
        rounds.expect(&invitation.case);
        let command = Command::on_case(&invitation.case, invitation.version, "acceptance", b"{}".to_vec(), Uuid::new_v4());
        until_done(&mut self.connection, &self.graduates[place], command).await?;
        let committed = Instant::now();
        let arrivals = rounds.arrivals(PATIENCE).await;
        result.add(&arrivals, committed, rounds.sockets());
        Ok(())
    }
}

/// One party's deed may still be on its way to the next; then it is tried again.
async fn until_done(connection: &mut Connection, who: &Session, mut command: Command) -> Result<CaseChanged, LoadError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let response = connection.send(&command.request(who)).await?;
        if response.is_done() {
            return Ok(response.json()?);
        }
        if response.status != 404 || Instant::now() > deadline {
            let code = response.refusal_code();
            return Err(LoadError::Refused { what: "moving the queue", status: response.status, code });
        }
        command.key = Uuid::new_v4();
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// What arrived in all rounds.
#[derive(Default)]
struct Deliveries {
    times: Latencies,
    /// From each commit to the last arrival, added up.
    busy: Duration,
    lost: u64,
}

impl Deliveries {
    fn add(&mut self, arrivals: &[Instant], committed: Instant, sockets: usize) {
        let mut last = Duration::ZERO;
        for arrival in arrivals {
            let taken = arrival.saturating_duration_since(committed);
            self.times.add(taken);
            last = last.max(taken);
        }
        self.busy += last;
        self.lost += (sockets - arrivals.len()) as u64;
    }

    fn report(&self, args: &FanoutArgs, bytes_per_idle_socket: Option<u64>) -> Report {
        Report {
            sockets: args.sockets,
            rounds: args.rounds,
            frames: self.times.count(),
            frames_per_s: rate(self.times.count(), self.busy),
            delivery_p50_ms: self.times.ms(50.0),
            delivery_p99_ms: self.times.ms(99.0),
            delivery_max_ms: self.times.ms(100.0),
            bytes_per_idle_socket,
            lost: self.lost,
        }
    }
}
