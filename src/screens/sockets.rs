//! Open sockets, and letting them go. The codes are one table ([`wangqian_protocol::socket::close`]): each says whether to come
//! back.

use super::crowd::{Crowd, Party};
use bytestring::ByteString;
use dashmap::DashMap;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use wangqian_rules::account::Principal;

/// The far end of a socket.
pub trait FarEnd: Send + Sync {
    fn send(&self, frame: ByteString);
    fn close(&self, code: u16);
}

/// All open sockets, by number, with the session each belongs to.
pub struct Sockets {
    open: DashMap<u64, Open>,
    by_session: DashMap<SessionHash, Vec<u64>>,
    crowd: Crowd,
    next: AtomicU64,
}

type SessionHash = [u8; 32];

/// Whose socket it is.
pub struct Owner {
    pub session: SessionHash,
    pub principal: Principal,
    pub party: Party,
}

struct Open {
    owner: Owner,
    far_end: Arc<dyn FarEnd>,
}

/// One more than its owner may have.
#[derive(Debug, PartialEq, Eq)]
pub struct TooMany;

impl Sockets {
    /// None is open, and so many may be.
    pub fn within(crowd: Crowd) -> Self {
        Self { open: DashMap::new(), by_session: DashMap::new(), crowd, next: AtomicU64::new(0) }
    }

    /// A number for a new socket.
    pub fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// A socket is open.
    ///
    /// # Errors
    /// Its owner has as many as it may.
    pub fn enter(&self, number: u64, owner: Owner, far_end: Arc<dyn FarEnd>) -> Result<(), TooMany> {
        if !self.crowd.admits(owner.party) {
            return Err(TooMany);
        }
        self.by_session.entry(owner.session).or_default().push(number);
        self.open.insert(number, Open { owner, far_end });
        Ok(())
    }

    /// A socket is gone.
    pub fn leave(&self, number: u64) {
        let Some((_, Open { owner: Owner { session, party, .. }, .. })) = self.open.remove(&number) else { return };
        self.crowd.goes(party);
        self.by_session.alter(&session, |_, mut sockets| {
            sockets.retain(|known| *known != number);
            sockets
        });
        self.by_session.remove_if(&session, |_, sockets| sockets.is_empty());
    }

    /// Sends to one socket, if it is still open.
    pub fn send(&self, number: u64, frame: ByteString) {
        let socket = self.open.get(&number).map(|open| Arc::clone(&open.far_end));
        if let Some(socket) = socket {
            socket.send(frame);
        }
    }

    /// Closes the sockets of a session that ended.
    pub fn session_ended(&self, session: &SessionHash) {
        let numbers = self.by_session.get(session).map(|numbers| numbers.clone()).unwrap_or_default();
        for number in numbers {
            if let Some(socket) = self.open.get(&number).map(|open| Arc::clone(&open.far_end)) {
                socket.close(wangqian_protocol::socket::close::SESSION_ENDED);
            }
        }
    }

    /// Somebody has other rights now: their pages come back, and follow what they still may.
    pub fn rights_changed(&self, principal: &Principal) {
        for open in self.open.iter().filter(|open| open.owner.principal == *principal) {
            open.far_end.close(wangqian_protocol::socket::close::RIGHTS_CHANGED);
        }
    }

    /// Closes every socket: the server goes down.
    pub fn restarting(&self) {
        for entry in &self.open {
            entry.far_end.close(wangqian_protocol::socket::close::RESTARTING);
        }
    }

    /// How many are open.
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }
}
