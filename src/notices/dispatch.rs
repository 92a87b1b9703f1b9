//! How one message goes: it is looked at, given its place in the quota, claimed, sent and settled, one at a time; several lanes and
//! a few messages of a lane at once.

use super::{
    Lane, Notices,
    verdict::{Call, Message, Then, Verdict, held},
    workers::insist,
};
use futures_util::stream::{self, StreamExt};
use std::sync::{Arc, atomic::Ordering};
use wangqian_rules::{
    delivery::{Delivery, LONG_MS, Outcome},
    gateway::{self, Gateway},
    graduate::{self, Graduate},
    ids::*,
    occasion::{Channel, Occasion},
    outbox::{Command, Outbox, Reply, Settled},
    privacy,
};
use wangqian_runtime::AskError;

/// Messages of one round.
const BATCH: usize = 50;
/// Of them at the same time.
const AT_ONCE: usize = 4;
/// So many calls in a row without an answer are the provider's trouble, not the messages'.
const UNANSWERED_MAX: u32 = 5;

/// Whom a message goes to.
struct Address {
    whole: String,
    masked: String,
}

impl Notices {
    /// `false`: nothing can be sent now.
    pub(super) async fn send_some(&self, lane: Lane) -> Result<bool, AskError> {
        let (school, channel) = lane;
        let (outbox, now) = (self.runtime.read::<Outbox>(EntityId::Outbox(school)).await?, self.runtime.now());
        match outbox.not_over().next() {
            Some(_) => drop(self.seen.insert(school, ())),
            None => drop(self.seen.remove(&school)),
        }
        let all = outbox.ready(channel, now, BATCH, |_| true);
        if all.is_empty() {
            return Ok(false);
        }
        if self.quota(channel).is_none() {
            return self.settle_all(school, &all, Outcome::NoProvider).await;
        }
        self.send_ready(lane, &outbox, &all).await
    }

    /// Unless the channel is stopped, or the template for it.
    async fn send_ready(&self, lane: Lane, outbox: &Outbox, all: &[Arc<Delivery>]) -> Result<bool, AskError> {
        let ((school, channel), now) = (lane, self.runtime.now());
        let gateway = self.gateway(channel).await?;
        match gateway.stop(now) {
            Some(stop) if stop.quota => self.settle_all(school, all, held(stop, now)).await,
            Some(stop) => {
                let long = stop.until.is_none_or(|until| until.0 - now.0 >= LONG_MS);
                self.put_off(lane, outbox, |_| true, long).await.map(|()| false)
            }
            None => {
                let stopped = |occasion| gateway.templates.contains_key(&occasion);
                self.put_off(lane, outbox, stopped, true).await?;
                let ready = outbox.ready(channel, now, BATCH, |occasion| !stopped(occasion));
                self.send_each(school, ready).await
            }
        }
    }

    /// Messages that wait for a stop to end are left as they are, but for those that must not just wait.
    async fn put_off(
        &self,
        lane: Lane,
        outbox: &Outbox,
        stopped: impl Fn(Occasion) -> bool,
        long: bool,
    ) -> Result<(), AskError> {
        let numbers = outbox.to_put_off(lane.1, self.runtime.now(), stopped, long);
        if numbers.is_empty() {
            return Ok(());
        }
        self.runtime.ask::<Outbox>(EntityId::Outbox(lane.0), None, Command::PutOff(numbers)).await.map(drop)
    }

    /// All are carried to their end before the first error counts.
    async fn send_each(&self, school: SchoolId, ready: Vec<Arc<Delivery>>) -> Result<bool, AskError> {
        let any = !ready.is_empty();
        let reachable = self.without_pointless(school, ready).await?;
        let calls = reachable.into_iter().map(|delivery| self.send_one(school, delivery));
        let done: Vec<_> = stream::iter(calls).buffer_unordered(AT_ONCE).collect().await;
        done.into_iter().collect::<Result<(), _>>().map(|()| any)
    }

    /// Most graduates never bind WeChat, and who goes nowhere needs no call: of a round, all of them are settled at once.
    async fn without_pointless(&self, school: SchoolId, ready: Vec<Arc<Delivery>>) -> Result<Vec<Arc<Delivery>>, AskError> {
        let (mut reachable, mut pointless) = (Vec::new(), Vec::new());
        for delivery in ready {
            match self.address(&delivery).await? {
                Ok(_) => reachable.push(delivery),
                Err(verdict) => pointless.push(settled(&delivery, String::new(), verdict.outcome)),
            }
        }
        if !pointless.is_empty() {
            self.runtime.ask::<Outbox>(EntityId::Outbox(school), None, Command::Settle(pointless)).await?;
        }
        Ok(reachable)
    }

    async fn send_one(&self, school: SchoolId, delivery: Arc<Delivery>) -> Result<(), AskError> {
        let channel = delivery.channel;
        let Ok(_permit) = self.calls[channel as usize].acquire().await else { return Ok(()) };
        // While it waited for its turn, the one before may have met what stops the channel.
        let (gateway, now) = (self.gateway(channel).await?, self.runtime.now());
        let is_stopped = gateway.stop(now).is_some() || gateway.templates.contains_key(&delivery.bulletin.occasion);
        if is_stopped || self.is_stopping() {
            return Ok(());
        }
        let address = match self.address(&delivery).await? {
            Ok(address) => address,
            Err(verdict) => return self.settle(school, &delivery, String::new(), &verdict).await,
        };
        let (important, quota) = (delivery.bulletin.occasion.is_important(), self.quota(channel).unwrap_or_default());
        let reserve = gateway::Command::Reserve { important, quota };
        if self.runtime.ask::<Gateway>(channel, None, reserve).await? == gateway::Reply::Beyond {
            let beyond = Verdict::beyond(now.next_midnight());
            return self.settle(school, &delivery, delivery.to.clone(), &beyond).await;
        }
        self.send_claimed(school, &delivery, address).await
    }

    async fn send_claimed(&self, school: SchoolId, delivery: &Delivery, address: Address) -> Result<(), AskError> {
        let (id, channel) = (EntityId::Outbox(school), delivery.channel);
        let claim = Command::Claim { number: delivery.number, attempt: delivery.attempts + 1 };
        let Reply::Claimed(Some(claimed)) = insist::<Outbox>(&self.runtime, id, claim).await? else {
            return insist::<Gateway>(&self.runtime, channel, gateway::Command::Release).await.map(drop);
        };
        let verdict = self.call(&claimed, &address.whole).await;
        if let (Outcome::Accepted { id }, Channel::Wechat) = (&verdict.outcome, channel) {
            self.sent_for.insert(id, school, self.runtime.now());
        }
        // First the consequences for others: a channel that stopped is known to have before anybody looks what is next.
        let followed = self.follow_up(&claimed, &address.whole, &verdict).await;
        self.settle(school, &claimed, address.masked, &verdict).await?;
        followed
    }

    async fn call(&self, delivery: &Delivery, address: &str) -> Verdict {
        let now = || self.runtime.now();
        let message = Message { delivery, address, clock: &now };
        match (delivery.channel, &self.wechat, &self.sms) {
            (Channel::Wechat, Some(wechat), _) => wechat.send(&message).await,
            (Channel::Sms, _, Some(sms)) => sms.send(&message).await,
            _ => Verdict::pointless("no_provider", "未配置发送渠道"),
        }
    }

    /// As it is now: whoever changed phone or WeChat since is written to there.
    async fn address(&self, delivery: &Delivery) -> Result<Result<Address, Verdict>, AskError> {
        let occasion = delivery.bulletin.occasion;
        let has_template = match delivery.channel {
            Channel::Wechat => self.wechat.as_ref().is_some_and(|wechat| wechat.has_template(occasion)),
            Channel::Sms => self.sms.as_ref().is_some_and(|sms| sms.has_template(occasion)),
        };
        if !has_template {
            return Ok(Err(Verdict::pointless("no_template", "没有为此类消息配置模板")));
        }
        let graduate = self.runtime.read::<Graduate>(delivery.bulletin.event.graduate).await?;
        let waits = |case| graduate.may_still_answer(case, self.runtime.now());
        if occasion.is_about_an_answer() && !delivery.bulletin.case.is_some_and(waits) {
            return Ok(Err(Verdict::pointless("answered", "邀请已有结果或已过期")));
        }
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

    /// The same for all, without a call.
    async fn settle_all(&self, school: SchoolId, deliveries: &[Arc<Delivery>], outcome: Outcome) -> Result<bool, AskError> {
        let each = deliveries.iter().map(|delivery| settled(delivery, delivery.to.clone(), outcome.clone()));
        let command = Command::Settle(each.collect());
        self.runtime.ask::<Outbox>(EntityId::Outbox(school), None, command).await.map(|_| true)
    }

    async fn settle(&self, school: SchoolId, delivery: &Delivery, to: String, verdict: &Verdict) -> Result<(), AskError> {
        let command = Command::Settle(vec![settled(delivery, to, verdict.outcome.clone())]);
        insist::<Outbox>(&self.runtime, EntityId::Outbox(school), command).await.map(drop)
    }

    async fn follow_up(&self, delivery: &Delivery, address: &str, verdict: &Verdict) -> Result<(), AskError> {
        let (channel, occasion) = (delivery.channel, delivery.bulletin.occasion);
        let weary = self.patience_with(channel, verdict.call);
        if verdict.call == Call::NotMade {
            insist::<Gateway>(&self.runtime, channel, gateway::Command::Release).await?;
        }
        let command = match &verdict.then {
            Then::Nothing => weary,
            Then::Stop(stop) => Some(gateway::Command::Stop(stop.clone())),
            Then::Pause => Some(pause("unreachable", "无法连接服务商")),
            Then::StopTemplate(stop) => Some(gateway::Command::StopTemplate { occasion, stop: stop.clone() }),
            Then::Unbind => {
                let command = graduate::Command::UnbindWechat { only: Some(address.to_owned()) };
                return insist::<Graduate>(&self.runtime, delivery.bulletin.event.graduate, command).await.map(drop);
            }
            Then::Unfollowed => {
                let command = graduate::Command::WechatUnfollowed { openid: address.to_owned() };
                return insist::<Graduate>(&self.runtime, delivery.bulletin.event.graduate, command).await.map(drop);
            }
        };
        let Some(command) = command else { return Ok(()) };
        tracing::error!(channel = channel.code(), occasion = occasion.code(), ?command, "a channel or a template stopped");
        insist::<Gateway>(&self.runtime, channel, command).await.map(drop)
    }

    /// A provider that takes calls and never answers is not there, either.
    pub(super) fn patience_with(&self, channel: Channel, call: Call) -> Option<gateway::Command> {
        let unanswered = &self.unanswered[channel as usize];
        match call {
            Call::Answered => unanswered.store(0, Ordering::Relaxed),
            Call::Unanswered if unanswered.fetch_add(1, Ordering::Relaxed) + 1 >= UNANSWERED_MAX => {
                return Some(pause("no_answer", "服务商没有应答"));
            }
            Call::Unanswered | Call::NotMade => {}
        }
        None
    }
}

fn settled(delivery: &Delivery, to: String, outcome: Outcome) -> Settled {
    Settled { number: delivery.number, attempt: delivery.attempts, to, outcome }
}

pub(super) fn pause(code: &str, why: &str) -> gateway::Command {
    gateway::Command::Pause { code: code.to_owned(), why: why.to_owned() }
}
