//! The parties' open pages: sockets of every school and employer that takes part, and of some graduates.

use super::{
    cast::Cast,
    plan::Plan,
    pushes::{Sighting, Sightings, Topic, id_of},
};
use crate::{
    error::LoadError,
    http::Site,
    people::Session,
    socket::{Buffer, Frame, Socket},
};
use futures_util::future::{join_all, try_join_all};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    time::{Duration, Instant},
};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::timeout,
};

/// A page that sees nothing for so long after the last commit has seen everything.
const QUIET: Duration = Duration::from_millis(500);

/// All open pages.
pub struct Watchers {
    pages: Vec<JoinHandle<Sightings>>,
    over: watch::Sender<bool>,
}

/// The cases that arrived at graduates who have a socket.
#[derive(Default)]
pub struct Offers {
    by_slot: BTreeMap<usize, RefCell<mpsc::UnboundedReceiver<u64>>>,
}

impl Offers {
    /// Whether the graduate's page shows the case; always, for one who has no page open.
    pub fn has_arrived(&self, slot: usize, case: &str) -> bool {
        let Some(arriving) = self.by_slot.get(&slot) else { return true };
        let wanted = id_of(case);
        std::iter::from_fn(|| arriving.borrow_mut().try_recv().ok()).any(|case| case == wanted)
    }
}

impl Watchers {
    /// Opens the pages and waits until all of them stand. One graduate of every `graduate_sockets` has one.
    pub async fn open(site: &Site, plan: &Plan, cast: &Cast, graduate_sockets: usize) -> Result<(Self, Offers), LoadError> {
        let (over, heard) = watch::channel(false);
        let mut watchers = Self { pages: Vec::new(), over };
        let schools: Vec<&Session> = cast.schools.values().map(|school| &school.school).collect();
        for socket in open_all(site, &schools, "queue", Buffer::Large).await? {
            watchers.pages.push(tokio::spawn(watch_page(socket, Topic::Queue, heard.clone(), None)));
        }
        let employers: Vec<&Session> = cast.employers.iter().collect();
        for socket in open_all(site, &employers, "me", Buffer::Large).await? {
            watchers.pages.push(tokio::spawn(watch_page(socket, Topic::Employer, heard.clone(), None)));
        }
        let slots: Vec<usize> = (0..plan.slots.len()).step_by(graduate_sockets.max(1)).collect();
        let graduates: Vec<&Session> = slots.iter().map(|slot| &cast.graduates[*slot]).collect();
        let mut by_slot = BTreeMap::new();
        for (slot, socket) in slots.iter().zip(open_all(site, &graduates, "me", Buffer::Small).await?) {
            let (tell, arriving) = mpsc::unbounded_channel();
            watchers.pages.push(tokio::spawn(watch_page(socket, Topic::Me, heard.clone(), Some(tell))));
            by_slot.insert(*slot, RefCell::new(arriving));
        }
        Ok((watchers, Offers { by_slot }))
    }

    /// Closes the pages once they have been quiet, and gives what they saw.
    pub async fn close(self) -> Sightings {
        let _ = self.over.send(true);
        let seen = join_all(self.pages).await;
        seen.into_iter().filter_map(Result::ok).enumerate().fold(Sightings::default(), |all, (page, one)| all.and(one, page))
    }
}

/// Opens sockets some at a time: a listening queue is short.
async fn open_all(site: &Site, sessions: &[&Session], topic: &str, buffer: Buffer) -> Result<Vec<Socket>, LoadError> {
    const AT_ONCE: usize = 64;
    let mut sockets = Vec::with_capacity(sessions.len());
    for some in sessions.chunks(AT_ONCE) {
        let opening = some.iter().map(|session| Socket::open(site, session, topic, buffer, sockets.len()));
        let mut opened = try_join_all(opening).await?;
        sockets.append(&mut opened);
    }
    Ok(sockets)
}

async fn watch_page(
    mut socket: Socket,
    topic: Topic,
    mut over: watch::Receiver<bool>,
    tell: Option<mpsc::UnboundedSender<u64>>,
) -> Sightings {
    let mut seen = Sightings::default();
    loop {
        let text = if *over.borrow() {
            timeout(QUIET, socket.next()).await.ok().flatten()
        } else {
            tokio::select! {
                biased;
                text = socket.next() => text,
                _ = over.changed() => continue,
            }
        };
        let Some(text) = text else { return seen };
        let at = Instant::now();
        let Ok(frame) = serde_json::from_str::<Frame<'_>>(&text) else { continue };
        seen.frames += 1;
        seen.abridged += u64::from(frame.more);
        seen.gaps += u64::from(!socket.order.follows(&frame));
        for row in frame.rows() {
            let case = id_of(&row.case);
            seen.cases.push(Sighting { page: 0, topic, case, version: row.version, at });
            if let Some(tell) = &tell {
                // The flow may be over already; then nobody waits for it.
                let _ = tell.send(case);
            }
        }
    }
}
