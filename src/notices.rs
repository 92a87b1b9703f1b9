//! Notices beyond the inbox: what waits in outboxes is sent, and what providers report comes back (NOT-01).
//!
//! A worker per school, awake while something can be sent. Whatever has to happen later is a durable timer of the outbox, which
//! wakes the worker again; nothing here waits by itself, but for our own store.

pub mod config;
mod dispatch;
pub mod http;
pub mod sms;
mod tally;
pub mod verdict;
pub mod wechat;

pub use config::NoticeConfig;

use crate::{auth::pending::Pending, exchange, http_client};
use dashmap::{DashMap, Entry};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tally::Tally;
use tokio::sync::Semaphore;
use wangqian_rules::{
    gateway::{self, Gateway},
    ids::*,
    outbox::{
        Command, Outbox, Reply,
        delivery::{Delivery, Receipt, ReceiptOf},
        occasion::Channel,
    },
};
use wangqian_runtime::{AskError, Runtime};
use wangqian_storage::ReadError;

/// Schools that are sent for at the same time.
const AT_ONCE: usize = 8;
/// After our own store did not answer.
const TROUBLE_PAUSE: Duration = Duration::from_secs(1);
/// Receipts that came before the note that they are for; older ones are forgotten.
const EARLY_MAX: usize = 10_000;

/// The workers, and the providers' adapters.
pub struct Notices {
    runtime: Runtime,
    pub wechat: Option<wechat::Wechat>,
    pub sms: Option<sms::Sms>,
    quotas: [Option<u32>; 2],
    /// Schools with a worker; `true`: something moved since it last looked.
    workers: DashMap<SchoolId, AtomicBool>,
    /// Schools that had something in their outbox since the start.
    seen: DashMap<SchoolId, ()>,
    early: DashMap<String, Receipt>,
    turns: Semaphore,
    tally: Tally,
    /// Sessions that went to WeChat to be recognised: what they must come back with.
    pub recognising: Pending<[u8; 32]>,
}

impl Notices {
    /// Ready to be woken.
    pub fn new(runtime: &Runtime, config: NoticeConfig) -> io::Result<Arc<Self>> {
        let quotas = Channel::ALL.map(|channel| config.daily_quota(channel));
        let timeout = Duration::from_millis(config.timeout_ms);
        let client = if quotas.iter().any(Option::is_some) { Some(http_client::client(timeout)?) } else { None };
        let site = config.site_url;
        let wechat = config.wechat.zip(client.clone()).map(|(wechat, client)| wechat::Wechat::new(wechat, &site, client));
        let sms = config.sms.zip(client).map(|(sms, client)| sms::Sms::new(sms, client));
        Ok(Arc::new(Self {
            runtime: runtime.clone(),
            wechat,
            sms,
            quotas,
            workers: DashMap::new(),
            seen: DashMap::new(),
            early: DashMap::new(),
            turns: Semaphore::new(AT_ONCE),
            tally: Tally::default(),
            recognising: Pending::default(),
        }))
    }

    /// At the start: nothing is in anybody's hands, and whatever was mended is tried again.
    pub async fn resume(self: &Arc<Self>) -> Result<(), AskError> {
        for channel in Channel::ALL {
            self.runtime.ask::<Gateway>(channel, None, gateway::Command::Resume).await?;
        }
        for school in self.schools().await.map_err(AskError::Unreadable)? {
            let outbox = self.runtime.read::<Outbox>(EntityId::Outbox(school)).await?;
            if outbox.not_over().next().is_some() {
                self.runtime.ask::<Outbox>(EntityId::Outbox(school), None, Command::Resume).await?;
                self.wake(school);
            }
        }
        Ok(())
    }

    async fn schools(&self) -> Result<Vec<SchoolId>, ReadError> {
        let outboxes = exchange::entities::<Outbox>(&self.runtime).await?;
        Ok(outboxes.into_iter().filter_map(|id| if let EntityId::Outbox(school) = id { Some(school) } else { None }).collect())
    }

    /// Something moved in an outbox. Called from within an actix system.
    pub fn moved(self: &Arc<Self>, school: SchoolId, changed: &[Arc<Delivery>]) {
        self.tally.count(changed);
        self.wake(school);
    }

    fn wake(self: &Arc<Self>, school: SchoolId) {
        self.seen.insert(school, ());
        match self.workers.entry(school) {
            Entry::Occupied(worker) => worker.get().store(true, Ordering::Release),
            Entry::Vacant(place) => {
                place.insert(AtomicBool::new(false));
                let notices = Arc::clone(self);
                actix_web::rt::spawn(async move { notices.work(school).await });
            }
        }
    }

    async fn work(self: Arc<Self>, school: SchoolId) {
        loop {
            let turn = self.turns.acquire().await;
            let sent = self.send_some(school).await;
            drop(turn);
            match sent {
                Ok(true) => {}
                // Whoever wakes the school while its worker leaves finds the entry, or starts a new one: never neither.
                Ok(false) => {
                    if self.workers.remove_if(&school, |_, moved| !moved.swap(false, Ordering::Acquire)).is_some() {
                        return;
                    }
                }
                Err(AskError::Draining) => return,
                Err(error) => {
                    tracing::warn!(?school, %error, "an outbox does not move");
                    tokio::time::sleep(TROUBLE_PAUSE).await;
                }
            }
        }
    }

    /// The channel's account as it stands.
    pub async fn gateway(&self, channel: Channel) -> Result<Arc<Gateway>, AskError> {
        self.runtime.read::<Gateway>(channel).await
    }

    /// Messages of a day; `None`: nothing is configured.
    pub fn quota(&self, channel: Channel) -> Option<u32> {
        self.quotas[channel as usize]
    }

    /// A provider's word on messages of one school. It may come before the answer that it belongs to is written down: then it
    /// waits here for that.
    pub async fn take_receipt(&self, school: SchoolId, receipt: Receipt) -> Result<bool, AskError> {
        let early = match &receipt.of {
            ReceiptOf::Provider(_, id) => Some(id.clone()),
            ReceiptOf::Ours { .. } => None,
        };
        if let Some(id) = &early {
            if self.early.len() >= EARLY_MAX {
                self.early.clear();
            }
            self.early.insert(id.clone(), receipt.clone());
        }
        let command = Command::Receipts(vec![receipt]);
        let reply = self.runtime.ask::<Outbox>(EntityId::Outbox(school), None, command).await?;
        let taken = reply == Reply::Taken(1);
        if let (Some(id), true) = (early, taken) {
            self.early.remove(&id);
        }
        Ok(taken)
    }

    /// Figures for `/metrics`.
    pub fn figures(&self) -> String {
        let outbox = |school: SchoolId| self.runtime.glance::<Outbox>(EntityId::Outbox(school));
        let outboxes: Vec<_> = self.seen.iter().filter_map(|entry| outbox(*entry.key())).collect();
        let waiting = Channel::ALL.map(|channel| {
            outboxes.iter().flat_map(|outbox| outbox.not_over()).filter(|delivery| delivery.channel == channel).count()
        });
        let stopped = Channel::ALL.map(|channel| {
            self.runtime.glance::<Gateway>(channel).is_some_and(|gateway| gateway.stop(self.runtime.now()).is_some())
        });
        self.tally.figures(waiting, stopped)
    }
}
