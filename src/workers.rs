//! Who is woken when a step leaves something to carry.

use crate::{batches, exchange::Exchange, notices::Notices};
use std::sync::Arc;
use wangqian_rules::effect::Wake;
use wangqian_runtime::runtime::Workers;

/// The carriers of links, the senders of messages, and who decides batches.
pub struct Carriers {
    pub exchange: Arc<Exchange>,
    pub notices: Arc<Notices>,
    pub batches: Arc<batches::Workers>,
}

impl Workers for Carriers {
    fn wake(&self, wake: Wake) {
        match wake {
            Wake::Link(link) => self.exchange.wake(link),
            Wake::Outbox { school, changed } => self.notices.moved(school, &changed),
            Wake::Batches(of) => self.batches.wake(of),
            Wake::Channel(channel) => self.notices.channel_moved(channel),
        }
    }
}
