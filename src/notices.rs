//! Notices beyond the inbox: what waits in outboxes is sent, and what providers report comes back (NOT-01).
//!
//! A worker per school and channel, awake while something can be sent. Whatever has to happen later is a durable timer of the
//! outbox or of the channel, which wakes the worker again; nothing here waits by itself, but for our own store.

pub mod config;
mod dispatch;
pub mod http;
mod phone_code;
pub mod recent;
pub mod sms;
mod tally;
pub mod verdict;
pub mod wechat;
mod workers;

pub use config::NoticeConfig;

use crate::{
    auth::pending::Pending,
    exchange, http_client,
    metrics::{FigureError, Figures},
};
use arc_swap::ArcSwap;
use dashmap::DashMap;
use recent::Recent;
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32},
    },
    time::Duration,
};
use tally::{Now, Tally};
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

/// Calls to one provider at the same time, for all schools.
const CALLS_AT_ONCE: usize = 8;
/// Where WeChat's receipts belong.
const SENT_FOR_MS: i64 = 24 * 3_600_000;
const SENT_FOR_MAX: usize = 200_000;
/// Calls of the official account that were taken, so that each is taken once.
const TAKEN_MAX: usize = 100_000;

/// A school's messages by one channel.
type Lane = (SchoolId, Channel);

/// The workers, and the providers' adapters.
pub struct Notices {
    runtime: Runtime,
    pub wechat: Option<wechat::Wechat>,
    pub sms: Option<sms::Sms>,
    quotas: [Option<u32>; 2],
    /// Lanes with a worker; `true`: something moved since it last looked.
    workers: DashMap<Lane, AtomicBool>,
    stopping: AtomicBool,
    /// Schools with something in their outbox that is not over.
    seen: DashMap<SchoolId, ()>,
    /// The channels' accounts as they last were: screens and figures see them while they sleep, too.
    gateways: [ArcSwap<Gateway>; 2],
    /// Calls in a row that got no answer.
    unanswered: [AtomicU32; 2],
    calls: [Semaphore; 2],
    sent_for: Recent<SchoolId>,
    /// Signatures of WeChat's calls; good for as long as their timestamps.
    pub taken: Recent<()>,
    tally: Tally,
    /// The provider does not take the template for codes; until the next start, when somebody may have mended it.
    code_template_stopped: AtomicBool,
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
            stopping: AtomicBool::new(false),
            seen: DashMap::new(),
            gateways: Channel::ALL.map(|_| ArcSwap::default()),
            unanswered: Default::default(),
            calls: Channel::ALL.map(|_| Semaphore::new(CALLS_AT_ONCE)),
            sent_for: Recent::new(SENT_FOR_MS, SENT_FOR_MAX),
            taken: Recent::new(2 * wechat::events::SIGNED_MS, TAKEN_MAX),
            tally: Tally::default(),
            code_template_stopped: AtomicBool::new(false),
            recognising: Pending::default(),
        }))
    }

    /// At the start: nothing is in anybody's hands, and whatever was mended is tried again.
    pub async fn resume(self: &Arc<Self>) -> Result<(), AskError> {
        for channel in Channel::ALL {
            self.runtime.ask::<Gateway>(channel, None, gateway::Command::Resume).await?;
            self.gateway(channel).await?;
        }
        for school in self.schools().await.map_err(AskError::Unreadable)? {
            let outbox = self.runtime.read::<Outbox>(EntityId::Outbox(school)).await?;
            if outbox.not_over().next().is_some() {
                self.runtime.ask::<Outbox>(EntityId::Outbox(school), None, Command::Resume).await?;
                self.moved(school, &[]);
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
        self.seen.insert(school, ());
        Channel::ALL.into_iter().for_each(|channel| self.wake((school, channel)));
    }

    /// The channel stopped, or goes again: whoever has messages for it looks.
    pub fn channel_moved(self: &Arc<Self>, channel: Channel) {
        self.known_gateway(channel);
        let schools: Vec<_> = self.seen.iter().map(|entry| *entry.key()).collect();
        schools.into_iter().for_each(|school| self.wake((school, channel)));
    }

    /// The channel's account as it stands.
    pub async fn gateway(&self, channel: Channel) -> Result<Arc<Gateway>, AskError> {
        let gateway = self.runtime.read::<Gateway>(channel).await?;
        self.gateways[channel as usize].store(Arc::clone(&gateway));
        Ok(gateway)
    }

    /// The same for somebody who cannot wait: while it sleeps, as it was when it was last seen. It sleeps unchanged.
    pub fn known_gateway(&self, channel: Channel) -> Arc<Gateway> {
        let last = &self.gateways[channel as usize];
        if let Some(gateway) = self.runtime.glance::<Gateway>(channel) {
            last.store(gateway);
        }
        last.load_full()
    }

    /// Messages of a day; `None`: nothing is configured.
    pub fn quota(&self, channel: Channel) -> Option<u32> {
        self.quotas[channel as usize]
    }

    /// Which school a message of WeChat's was for, as far as it is remembered; also when the person unbound since.
    pub fn sent_for(&self, receipt: &Receipt) -> Option<SchoolId> {
        match &receipt.of {
            ReceiptOf::Provider(Channel::Wechat, id) => self.sent_for.get(id),
            _ => None,
        }
    }

    /// A provider's word on a message of one school; whether the message is known there.
    pub async fn take_receipt(&self, school: SchoolId, receipt: Receipt) -> Result<bool, AskError> {
        let command = Command::Receipts(vec![receipt]);
        let reply = self.runtime.ask::<Outbox>(EntityId::Outbox(school), None, command).await?;
        Ok(reply == Reply::Taken(1))
    }

    /// Figures for `/metrics`.
    pub async fn tell(&self, figures: &mut Figures) -> Result<(), FigureError> {
        let mut waiting = [0; 2];
        let schools: Vec<_> = self.seen.iter().map(|entry| *entry.key()).collect();
        for school in schools {
            let Ok(outbox) = self.runtime.read::<Outbox>(EntityId::Outbox(school)).await else { continue };
            outbox.not_over().for_each(|delivery| waiting[delivery.channel as usize] += 1);
        }
        let gateways = Channel::ALL.map(|channel| self.known_gateway(channel));
        let stopped = gateways.each_ref().map(|gateway| gateway.stop(self.runtime.now()).is_some());
        let now = Now { waiting, stopped, templates: gateways.each_ref().map(|gateway| gateway.templates.len()) };
        self.tally.tell(now, figures)
    }
}
