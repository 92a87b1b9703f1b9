//! One connection and the flows it carries.
//!
//! A lane has a few flows in hand and takes a step of each in turn, so that what one party did is on its way to the next
//! while the lane serves another flow. There is never more than one request in flight on it.

use super::{
    flow::{Flow, PATIENCE, Stage, Step},
    measured::Measured,
};
use crate::{
    api::{self, Command},
    http::{Connection, HttpError, Response, Site},
    people::Session,
    photo::Photo,
    proof,
};
use rand::{Rng, SeedableRng, rngs::SmallRng};
use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::{Builder, Uuid};
use wangqian_protocol::{case::CaseChanged, upload::Uploaded};

/// When no flow in hand could move.
const PAUSE: Duration = Duration::from_millis(1);
/// A case that is still on its way to the next party is not found there.
const NOT_FOUND: u16 = 404;

/// Why a flow ended before its goal; what was refused is counted by its code.
#[derive(Debug, thiserror::Error)]
enum FlowError {
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Picture(#[from] png::EncodingError),
    #[error("refused, or without a next step")]
    Ended,
    #[error("a step waited too long")]
    TooLate,
}

/// What came of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Moved,
    Waits,
    /// For the tool's own pictures to arrive.
    HeldBack,
}

/// One connection.
pub struct Lane {
    connection: Connection,
    keys: SmallRng,
    in_hand: usize,
    /// The picture that is handed in, unless the smallest there can be is.
    photo: Option<Arc<Photo>>,
    measured: Measured,
}

impl Lane {
    pub fn new(site: &Site, seed: u64, in_hand: usize, photo: Option<Arc<Photo>>) -> Self {
        let (connection, keys) = (Connection::to(site), SmallRng::seed_from_u64(seed));
        Self { connection, keys, in_hand: in_hand.max(1), photo, measured: Measured::default() }
    }

    /// Takes up flows until the plan or the time is over, and ends all it took up.
    pub async fn run(mut self, stage: &Stage<'_>, until: Option<Instant>) -> Measured {
        let mut flows: VecDeque<Flow> = VecDeque::new();
        let (mut waiting, mut held_back) = (0, 0);
        loop {
            if flows.len() < self.in_hand && until.is_none_or(|until| Instant::now() < until) {
                flows.extend(stage.next_flow());
            }
            let Some(mut flow) = flows.pop_front() else { return self.measured };
            match self.turn(stage, &mut flow).await {
                Err(_) => self.measured.failed(&flow),
                Ok(_) if flow.is_over() => self.measured.over(flow),
                Ok(turn) => {
                    waiting = if turn == Turn::Moved { 0 } else { waiting + 1 };
                    held_back = if turn == Turn::HeldBack { held_back + 1 } else { 0 };
                    flows.push_back(flow);
                }
            }
            if held_back > flows.len() {
                (waiting, held_back) = (0, 0);
                stage.picture_arrives().await;
                // A flow that gave up here would leave the place that came free to nobody.
                flows.iter_mut().for_each(|flow| flow.due_since = Instant::now());
            } else if waiting > flows.len() {
                waiting = 0;
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    async fn turn(&mut self, stage: &Stage<'_>, flow: &mut Flow) -> Result<Turn, FlowError> {
        if flow.due_since.elapsed() > PATIENCE {
            return Err(FlowError::TooLate);
        }
        if flow.not_before > Instant::now() {
            return Ok(Turn::Waits);
        }
        let key = self.key();
        match flow.step(stage, key)? {
            Step::Stuck => Err(FlowError::Ended),
            Step::NotYet => Ok(Turn::Waits),
            Step::HeldBack => {
                flow.due_since = Instant::now();
                Ok(Turn::HeldBack)
            }
            Step::HandIn(who) => {
                let turn = self.hand_in(who, flow).await;
                stage.handed_in();
                turn
            }
            Step::Take(who, command) => {
                let command = flow.again.take().unwrap_or(command);
                self.send(who, command, flow).await
            }
        }
    }

    async fn send(&mut self, who: &Session, command: Command, flow: &mut Flow) -> Result<Turn, FlowError> {
        let sent = Instant::now();
        self.measured.requests += 1;
        let response = self.connection.send(&command.request(who)).await?;
        if response.is_done() {
            let (changed, now) = (response.json::<CaseChanged>()?, Instant::now());
            self.measured.done(flow, &changed, sent, now);
            flow.moved(changed, now);
            return Ok(Turn::Moved);
        }
        if response.status == NOT_FOUND {
            self.measured.awaited_letters += 1;
            flow.came_too_early(Instant::now());
            return Ok(Turn::Waits);
        }
        self.measured.refused(response.refusal_code());
        flow.again = Some(command);
        asked_to_wait(&response, flow, sent)
    }

    async fn hand_in(&mut self, who: &Session, flow: &mut Flow) -> Result<Turn, FlowError> {
        let picture = self.photo.as_ref().map_or_else(|| proof::of(flow.picture()), |photo| Ok(photo.of(flow.picture())))?;
        let sent = Instant::now();
        self.measured.requests += 1;
        let response = self.connection.send(&api::hand_in(who, &picture)).await?;
        if response.is_done() {
            let (uploaded, now) = (response.json::<Uploaded>()?, Instant::now());
            self.measured.upload_times.add(now - sent);
            flow.handed_in(uploaded.file, now);
            return Ok(Turn::Moved);
        }
        self.measured.refused(response.refusal_code());
        asked_to_wait(&response, flow, sent)
    }

    fn key(&mut self) -> Uuid {
        Builder::from_random_bytes(self.keys.random()).into_uuid()
    }
}

/// A busy server says for how long; one that refuses does not.
fn asked_to_wait(response: &Response<'_>, flow: &mut Flow, sent: Instant) -> Result<Turn, FlowError> {
    flow.not_before = sent + response.retry_after.ok_or(FlowError::Ended)?;
    Ok(Turn::Waits)
}
