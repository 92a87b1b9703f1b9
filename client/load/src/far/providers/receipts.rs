//! Receipts on their way to the server: each is pushed until the server has taken it, also across its restarts.

use super::lock;
use crate::http::{Connection, Media, Method, Request, Site};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// Pushes at the same time.
const LANES: usize = 6;
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// A server that is down is not asked more often.
const PAUSE: Duration = Duration::from_millis(200);

/// One receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// Below `/api/v1`, with its query.
    pub path: String,
    pub body: String,
}

/// All that are still to be pushed.
#[derive(Default)]
pub struct Receipts {
    waiting: Mutex<Vec<(Instant, Push)>>,
    server: Mutex<Option<Site>>,
}

impl Receipts {
    pub fn go_to(&self, site: &Site) {
        *lock(&self.server) = Some(site.clone());
    }

    pub fn after(&self, pause: Duration, push: Push) {
        lock(&self.waiting).push((Instant::now() + pause, push));
    }

    fn due(&self) -> Option<Push> {
        let (mut waiting, now) = (lock(&self.waiting), Instant::now());
        let place = waiting.iter().position(|(at, _)| *at <= now)?;
        Some(waiting.swap_remove(place).1)
    }

    async fn push_one_after_another(self: Arc<Self>) {
        let mut line: Option<(Site, Connection)> = None;
        loop {
            let (site, push) = (lock(&self.server).clone(), self.due());
            let (Some(site), Some(push)) = (site, push) else {
                tokio::time::sleep(LOOK_AGAIN).await;
                continue;
            };
            if line.as_ref().is_none_or(|(known, _)| known.address != site.address) {
                line = None;
            }
            let (_, connection) = line.get_or_insert_with(|| (site.clone(), Connection::to(&site)));
            if !is_taken(connection, &push).await {
                self.after(PAUSE, push);
            }
        }
    }
}

async fn is_taken(connection: &mut Connection, push: &Push) -> bool {
    let Push { path, body } = push;
    let body = body.as_bytes();
    let request = Request { method: Method::Post, path, credentials: "", key: None, version: None, media: Media::Json, body };
    connection.send(&request).await.is_ok_and(|response| response.is_done())
}

/// Pushes what is due until the tool ends.
pub fn push_all(receipts: &Arc<Receipts>) {
    for _ in 0..LANES {
        tokio::spawn(Arc::clone(receipts).push_one_after_another());
    }
}
