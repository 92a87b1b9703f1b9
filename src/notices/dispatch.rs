//! One round of sending for one school: what is ready is claimed, sent and settled, and what follows for others is done.

use super::{
    Notices,
    verdict::{Message, Then, Verdict, held},
};
use futures_util::stream::{self, StreamExt};
use std::sync::Arc;
use wangqian_rules::{
    gateway::{self, Gateway, Reply as Granted, Stop},
    graduate::{self, Graduate},
    ids::*,
    outbox::{
        Command, Outbox, Reply, Settled,
        delivery::{Delivery, Outcome, ReceiptOf},
        occasion::Channel,
    },
    privacy,
};
use wangqian_runtime::AskError;

/// Messages of one round.
const BATCH: usize = 50;
/// Calls to a provider at the same time, per school.
const CALLS_AT_ONCE: usize = 4;

/// Whom a message goes to.
struct Address {
    whole: String,
    masked: String,
}

/// What became of one message.
struct Sent {
    delivery: Arc<Delivery>,
    masked: String,
    verdict: Verdict,
}

impl Notices {
    /// `false`: nothing can be sent now.
    pub(super) async fn send_some(&self, school: SchoolId) -> Result<bool, AskError> {
        let mut any = false;
        for channel in Channel::ALL {
            let outbox = self.runtime.read::<Outbox>(EntityId::Outbox(school)).await?;
            let ready = outbox.ready(channel, self.runtime.now(), BATCH);
            if !ready.is_empty() {
                any = true;
                self.send_batch(school, channel, ready).await?;
            }
        }
        Ok(any)
    }

    async fn send_batch(&self, school: SchoolId, channel: Channel, ready: Vec<Arc<Delivery>>) -> Result<(), AskError> {
        let Some(quota) = self.quota(channel) else {
            return self.settle_all(school, &ready, |_| Outcome::NoProvider).await;
        };
        let (now, gateway) = (self.runtime.now(), self.gateway(channel).await?);
        if let Some(stop) = gateway.stop(now) {
            return self.settle_all(school, &ready, |_| held(stop, now)).await;
        }
        let (addressed, nobody) = self.addressed(&gateway, ready).await?;
        self.settle(school, nobody).await?;
        let (granted, beyond) = self.within_quota(channel, quota, addressed).await?;
        let out_of_quota = Outcome::NoQuota { code: "daily_quota".to_owned(), until: now.next_midnight() };
        self.settle_all(school, &beyond, |_| out_of_quota.clone()).await?;
        self.send_granted(school, granted).await
    }

    /// Those that go somewhere, and those that do not.
    async fn addressed(
        &self,
        gateway: &Gateway,
        ready: Vec<Arc<Delivery>>,
    ) -> Result<(Vec<(Arc<Delivery>, Address)>, Vec<Sent>), AskError> {
        let (mut addressed, mut nobody) = (Vec::new(), Vec::new());
        for delivery in ready {
            let template = gateway.templates.get(&delivery.bulletin.occasion);
            let address = match template {
                Some(Stop { code, why, .. }) => Err(Verdict::refused(code, why)),
                None => self.address(&delivery).await?,
            };
            match address {
                Ok(address) => addressed.push((delivery, address)),
                Err(verdict) => nobody.push(Sent { delivery, masked: String::new(), verdict }),
            }
        }
        Ok((addressed, nobody))
    }

    /// As it is now: whoever changed phone or WeChat since is written to there.
    async fn address(&self, delivery: &Delivery) -> Result<Result<Address, Verdict>, AskError> {
        let graduate = self.runtime.read::<Graduate>(delivery.bulletin.event.graduate).await?;
        Ok(match delivery.channel {
            Channel::Wechat => match &graduate.wechat {
                None => Err(Verdict::pointless("unbound", "毕业生没有绑定微信")),
                Some(binding) if !binding.follows => Err(Verdict::pointless("unfollowed", "毕业生没有关注公众号")),
                Some(binding) => Ok(Address { masked: privacy::openid(&binding.openid), whole: binding.openid.clone() }),
            },
            Channel::Sms => match graduate.reached_at().map(|contact| contact.mobile).filter(|mobile| !mobile.is_empty()) {
                None => Err(Verdict::pointless("no_mobile", "毕业生没有手机号")),
                Some(mobile) => Ok(Address { masked: privacy::phone(&mobile), whole: mobile }),
            },
        })
    }

    /// Those within the day's quota, important ones first, and those beyond it.
    async fn within_quota(
        &self,
        channel: Channel,
        quota: u32,
        addressed: Vec<(Arc<Delivery>, Address)>,
    ) -> Result<(Vec<(Arc<Delivery>, Address)>, Vec<Arc<Delivery>>), AskError> {
        let is_important = |(delivery, _): &(Arc<Delivery>, Address)| delivery.bulletin.occasion.is_important();
        let important = addressed.iter().filter(|one| is_important(one)).count() as u32;
        let ordinary = addressed.len() as u32 - important;
        let command = gateway::Command::Reserve { important, ordinary, quota };
        let reply = self.runtime.ask::<Gateway>(channel, None, command).await?;
        let Granted::Granted { mut important, mut ordinary } = reply else { return Ok((Vec::new(), Vec::new())) };
        let (mut granted, mut beyond) = (Vec::new(), Vec::new());
        for one in addressed {
            let room = if is_important(&one) { &mut important } else { &mut ordinary };
            match room.checked_sub(1) {
                Some(less) => {
                    *room = less;
                    granted.push(one);
                }
                None => beyond.push(one.0),
            }
        }
        Ok((granted, beyond))
    }

    async fn send_granted(&self, school: SchoolId, granted: Vec<(Arc<Delivery>, Address)>) -> Result<(), AskError> {
        if granted.is_empty() {
            return Ok(());
        }
        let numbers = granted.iter().map(|(delivery, _)| delivery.number).collect();
        let reply = self.runtime.ask::<Outbox>(EntityId::Outbox(school), None, Command::Claim(numbers)).await?;
        let Reply::Claimed(claimed) = reply else { return Ok(()) };
        let with_address = |delivery: Arc<Delivery>| {
            let address = granted.iter().find(|(known, _)| known.number == delivery.number);
            address.map(|(_, address)| (delivery, address))
        };
        let calls = claimed.into_iter().filter_map(with_address).map(|(delivery, address)| self.send_one(delivery, address));
        let sent: Vec<Sent> = stream::iter(calls).buffer_unordered(CALLS_AT_ONCE).collect().await;
        self.settle(school, sent).await
    }

    async fn send_one(&self, delivery: Arc<Delivery>, address: &Address) -> Sent {
        let message = Message { delivery: &delivery, address: &address.whole, now: self.runtime.now() };
        let verdict = match (delivery.channel, &self.wechat, &self.sms) {
            (Channel::Wechat, Some(wechat), _) => wechat.send(&message).await,
            (Channel::Sms, _, Some(sms)) => sms.send(&message).await,
            _ => Verdict::pointless("no_provider", "未配置发送渠道"),
        };
        Sent { masked: address.masked.clone(), delivery, verdict }
    }

    async fn settle_all(
        &self,
        school: SchoolId,
        deliveries: &[Arc<Delivery>],
        outcome: impl Fn(&Delivery) -> Outcome,
    ) -> Result<(), AskError> {
        let sent = deliveries.iter().map(|delivery| Sent {
            delivery: Arc::clone(delivery),
            masked: delivery.to.clone(),
            verdict: Verdict { outcome: outcome(delivery), then: Then::Nothing },
        });
        self.settle(school, sent.collect()).await
    }

    /// What follows for others comes first: a channel that stopped is known to have before anybody looks what is next.
    async fn settle(&self, school: SchoolId, sent: Vec<Sent>) -> Result<(), AskError> {
        if sent.is_empty() {
            return Ok(());
        }
        for Sent { delivery, verdict, .. } in &sent {
            self.follow_up(delivery, &verdict.then).await?;
        }
        let settled = |Sent { delivery, masked, verdict }: &Sent| Settled {
            number: delivery.number,
            attempt: delivery.attempts,
            to: masked.clone(),
            outcome: verdict.outcome.clone(),
        };
        let command = Command::Settle(sent.iter().map(settled).collect());
        self.runtime.ask::<Outbox>(EntityId::Outbox(school), None, command).await?;
        self.take_early(school, &sent).await
    }

    async fn follow_up(&self, delivery: &Delivery, then: &Then) -> Result<(), AskError> {
        let (channel, occasion) = (delivery.channel, delivery.bulletin.occasion);
        let graduate = delivery.bulletin.event.graduate;
        match then {
            Then::Nothing => Ok(()),
            Then::Stop(stop) => {
                tracing::error!(channel = channel.code(), code = stop.code, "a channel stopped");
                self.runtime.ask::<Gateway>(channel, None, gateway::Command::Stop(stop.clone())).await.map(drop)
            }
            Then::StopTemplate(stop) => {
                tracing::error!(channel = channel.code(), occasion = occasion.code(), code = stop.code, "a template stopped");
                let command = gateway::Command::StopTemplate { occasion, stop: stop.clone() };
                self.runtime.ask::<Gateway>(channel, None, command).await.map(drop)
            }
            Then::Unbind => {
                let command = graduate::Command::UnbindWechat { only: self.bound(graduate).await? };
                self.runtime.ask::<Graduate>(graduate, None, command).await.map(drop)
            }
            Then::Unfollowed => {
                self.runtime.ask::<Graduate>(graduate, None, graduate::Command::WechatUnfollowed).await.map(drop)
            }
        }
    }

    async fn bound(&self, graduate: GraduateId) -> Result<Option<String>, AskError> {
        let graduate = self.runtime.read::<Graduate>(graduate).await?;
        Ok(graduate.wechat.as_ref().map(|binding| binding.openid.clone()))
    }

    /// Receipts that were faster than the note they belong to.
    async fn take_early(&self, school: SchoolId, sent: &[Sent]) -> Result<(), AskError> {
        let early = sent.iter().filter_map(|one| match &one.verdict.outcome {
            Outcome::Accepted { id } => self.early.remove(id).map(|(_, receipt)| receipt),
            _ => None,
        });
        let early: Vec<_> = early.filter(|receipt| matches!(receipt.of, ReceiptOf::Provider(..))).collect();
        if early.is_empty() {
            return Ok(());
        }
        self.runtime.ask::<Outbox>(EntityId::Outbox(school), None, Command::Receipts(early)).await.map(drop)
    }
}
