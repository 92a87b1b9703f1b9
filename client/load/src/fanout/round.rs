//! All sockets of a run, each waiting for the frame that shows the round's case.

use crate::socket::Socket;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::{sync::Notify, task::JoinSet, time::timeout};

/// The sockets' readers and the round they are in.
pub struct Rounds {
    state: Arc<State>,
    sockets: usize,
    /// Aborted when dropped.
    _readers: JoinSet<()>,
}

struct State {
    round: Mutex<Round>,
    all_arrived: Notify,
}

#[derive(Default)]
struct Round {
    number: usize,
    /// As the frame names the case: every reader gets the same text, so none needs to parse it.
    case: String,
    arrivals: Vec<Instant>,
}

impl State {
    fn round(&self) -> MutexGuard<'_, Round> {
        // A reader that panicked leaves the numbers as they were.
        self.round.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rounds {
    pub fn new(sockets: Vec<Socket>) -> Self {
        let state = Arc::new(State { round: Mutex::default(), all_arrived: Notify::new() });
        let count = sockets.len();
        let mut readers = JoinSet::new();
        for socket in sockets {
            readers.spawn(read(socket, Arc::clone(&state), count));
        }
        Self { state, sockets: count, _readers: readers }
    }

    pub fn sockets(&self) -> usize {
        self.sockets
    }

    /// Begins a round: from now on each socket's first frame with this case counts.
    pub fn expect(&self, case: &str) {
        let mut round = self.state.round();
        round.number += 1;
        round.case = format!("\"case\":\"{case}\"");
        round.arrivals.clear();
    }

    /// When the frame arrived at each socket; fewer than sockets when `patience` ends first.
    pub async fn arrivals(&self, patience: Duration) -> Vec<Instant> {
        let complete = async {
            while self.state.round().arrivals.len() < self.sockets {
                self.state.all_arrived.notified().await;
            }
        };
        let _ = timeout(patience, complete).await;
        std::mem::take(&mut self.state.round().arrivals)
    }
}

async fn read(mut socket: Socket, state: Arc<State>, sockets: usize) {
    let mut seen = 0;
    while let Some(text) = socket.next().await {
        let at = Instant::now();
        let mut round = state.round();
        if round.number > seen && text.contains(&round.case) {
            seen = round.number;
            round.arrivals.push(at);
            if round.arrivals.len() == sockets {
                state.all_arrived.notify_one();
            }
        }
    }
}
