//! What becomes of a delivery: by an attempt's result, by a receipt, by time, by a person.

use super::{
    EARLY_MAX, EARLY_MS, NO_ANSWER_PAUSES_MS, Outbox, PAUSES_MS, RECEIPT_MS, REPEATABLE_MS, Settled, TOO_OLD_MS, delivery::*,
    occasion::*, provider_key,
};
use crate::{refusal::Refusal, time::UnixMs};
use std::sync::Arc;

type Changed = Vec<Arc<Delivery>>;

impl Outbox {
    /// A school's channel has one sender: an attempt that is claimed already is the same sender's, who did not hear the answer.
    pub(super) fn claim(&mut self, number: u64, attempt: u32, now: UnixMs, changed: &mut Changed) -> Option<Arc<Delivery>> {
        let delivery = self.deliveries.get(&number)?;
        if delivery.is_in_hand() && delivery.attempts == attempt {
            return Some(Arc::clone(delivery));
        }
        if delivery.state != State::Waiting || delivery.attempts + 1 != attempt {
            return None;
        }
        let mut delivery = Delivery::clone(delivery);
        delivery.changed_at = now;
        if delivery.is_beyond_repeating(now) {
            delivery.state = State::GivenUp;
            self.ended(delivery, now, changed);
            return None;
        }
        (delivery.state, delivery.attempts) = (State::Sending, attempt);
        self.change(delivery, changed);
        self.deliveries.get(&number).cloned()
    }

    /// The result of an attempt that is not the last one any more is a repeat.
    pub(super) fn settle(&mut self, settled: Settled, now: UnixMs, changed: &mut Changed) {
        let Settled { number, attempt, to, outcome } = settled;
        let Some(delivery) = self.deliveries.get(&number) else { return };
        if !delivery.state.is_open() || delivery.provider_id.is_some() || delivery.attempts != attempt {
            return;
        }
        let mut delivery = Delivery::clone(delivery);
        delivery.to = to;
        let waits_long = outcome.waits_long(now);
        delivery.take(outcome, now);
        delivery.changed_at = now;
        let early = provider_key(&delivery).and_then(|key| self.take_early(key));
        self.ended(delivery, now, changed);
        if waits_long {
            self.fall_back(number, now, changed);
        }
        if let Some(receipt) = early {
            self.receipt(&receipt, now, changed);
        }
    }

    fn ended(&mut self, delivery: Delivery, now: UnixMs, changed: &mut Changed) {
        let (number, state) = (delivery.number, delivery.state);
        self.change(delivery, changed);
        if matches!(state, State::Failed | State::GivenUp | State::RecordedOnly) {
            self.fall_back(number, now, changed);
        }
    }

    /// A person whom WeChat did not reach gets a text message, where the occasion is worth one.
    fn fall_back(&mut self, number: u64, now: UnixMs, changed: &mut Changed) {
        let unreached = self.deliveries.get(&number).filter(|delivery| self.falls_back(delivery));
        if let Some(bulletin) = unreached.map(|delivery| delivery.bulletin.clone()) {
            self.add(bulletin, Channel::Sms, now, changed);
        }
    }

    /// It waits because its channel is stopped, without anything written down; until it is old news.
    pub(super) fn put_off(&mut self, number: u64, now: UnixMs, changed: &mut Changed) {
        let Some(delivery) = self.deliveries.get(&number).filter(|one| one.state == State::Waiting) else { return };
        if !delivery.is_old(now) {
            return self.fall_back(number, now, changed);
        }
        let mut delivery = Delivery::clone(delivery);
        (delivery.state, delivery.changed_at) = (State::GivenUp, now);
        if delivery.why.is_empty() {
            delivery.why = "发送渠道停用过久，消息已过时".to_owned();
        }
        self.ended(delivery, now, changed);
    }

    /// Whether the receipt is for something known.
    pub(super) fn receipt(&mut self, receipt: &Receipt, now: UnixMs, changed: &mut Changed) -> bool {
        let Some(delivery) = self.receipted(&receipt.of) else {
            self.keep_early(receipt, now);
            return false;
        };
        // A repeat, or a word on something that is over.
        if delivery.state != State::Sending {
            return true;
        }
        let mut delivery = Delivery::clone(delivery);
        delivery.state = if receipt.delivered { State::Sent } else { State::Failed };
        delivery.provider_code = Some(receipt.code.clone());
        delivery.why.clone_from(&receipt.why);
        delivery.uncertain_since = None;
        delivery.changed_at = now;
        self.ended(delivery, now, changed);
        true
    }

    /// It may overtake the note that the provider took the message; a crash between the two must not lose it.
    fn keep_early(&mut self, receipt: &Receipt, now: UnixMs) {
        let ReceiptOf::Provider(channel, _) = &receipt.of else { return };
        let may_belong_to = |one: &Arc<Delivery>| one.channel == *channel && one.provider_id.is_none() && one.may_be_there();
        if !self.not_over().any(may_belong_to) || self.early.iter().any(|early| early.receipt == *receipt) {
            return;
        }
        self.early.retain(|early| now.0 - early.at.0 < EARLY_MS);
        if self.early.len() >= EARLY_MAX {
            self.early.pop_front();
        }
        self.early.push_back(EarlyReceipt { at: now, receipt: receipt.clone() });
    }

    fn take_early(&mut self, (channel, id): (Channel, String)) -> Option<Receipt> {
        let of = ReceiptOf::Provider(channel, id);
        let place = self.early.iter().position(|early| early.receipt.of == of)?;
        Some(self.early.remove(place).receipt)
    }

    fn receipted(&self, of: &ReceiptOf) -> Option<&Arc<Delivery>> {
        match of {
            ReceiptOf::Ours { number, round } => {
                self.deliveries.get(number).filter(|one| one.channel == Channel::Sms && one.round == *round)
            }
            ReceiptOf::Provider(channel, id) => {
                self.by_provider.get(&(*channel, id.clone())).and_then(|number| self.deliveries.get(number))
            }
        }
    }

    /// A person's wish. A message that may have arrived is not sent again.
    pub(super) fn replay(&mut self, number: u64, now: UnixMs, changed: &mut Changed) -> Result<(), Refusal> {
        let delivery = self.deliveries.get(&number).ok_or(Refusal::NotFound)?;
        if !delivery.is_replayable() {
            let happened = match delivery.uncertain_since.is_some() {
                true => "可能已经送达，为避免重复不能再发".to_owned(),
                false => format!("这条消息的状态为「{}」", delivery.state.label()),
            };
            return Err(Refusal::AlreadyDecided { happened });
        }
        let mut delivery = Delivery::clone(delivery);
        delivery.round += 1;
        delivery.begin_again(now);
        self.change(delivery, changed);
        Ok(())
    }

    /// WeChat takes a repeat for what it is; an SMS that may have gone out waits for its receipt.
    pub(super) fn resume(&mut self, now: UnixMs, changed: &mut Changed) {
        for delivery in self.not_over().cloned().collect::<Vec<_>>() {
            let mut delivery = Delivery::clone(&delivery);
            match (delivery.state, delivery.channel) {
                (State::Waiting, _) if delivery.next_at > now => delivery.next_at = now,
                (State::Sending, Channel::Wechat) if delivery.provider_id.is_none() => delivery.comes_again(now),
                (State::Sending, Channel::Sms) if delivery.is_in_hand() => {
                    delivery.take(Outcome::Unknown { why: "服务器重启，等待回执".to_owned() }, now);
                }
                _ => continue,
            }
            delivery.changed_at = now;
            self.change(delivery, changed);
        }
    }

    pub(super) fn overdue(&mut self, now: UnixMs, changed: &mut Changed) {
        let late = |one: &&Arc<Delivery>| {
            one.state == State::Sending
                && (one.uncertain_since.is_some() || one.provider_id.is_some())
                && one.changed_at.0 + RECEIPT_MS <= now.0
        };
        for delivery in self.not_over().filter(late).cloned().collect::<Vec<_>>() {
            let mut delivery = Delivery::clone(&delivery);
            // The provider said that it had taken it; or nobody knows.
            delivery.state = if delivery.uncertain_since.is_some() { State::GivenUp } else { State::Sent };
            delivery.why = "一直没有收到服务商的送达回执".to_owned();
            delivery.changed_at = now;
            self.ended(delivery, now, changed);
        }
    }
}

impl Delivery {
    /// Claimed, and what came of it is not written down.
    fn is_in_hand(&self) -> bool {
        // A repeat by WeChat is uncertain from the attempt before; an SMS is when this one is over.
        let is_settled = self.provider_id.is_some() || self.uncertain_since.is_some() && self.channel == Channel::Sms;
        self.state == State::Sending && !is_settled
    }

    /// The provider has it, or may have it.
    fn may_be_there(&self) -> bool {
        self.state == State::Sending || self.uncertain_since.is_some()
    }

    /// Claimed, and nobody knows what came of it: the provider drops what it has.
    fn comes_again(&mut self, now: UnixMs) {
        self.uncertain_since.get_or_insert(self.changed_at);
        (self.state, self.next_at) = (State::Waiting, now);
    }

    /// The provider may have it, and would not recognise it any more.
    fn is_beyond_repeating(&self, now: UnixMs) -> bool {
        self.uncertain_since.is_some_and(|since| now.0 - since.0 > REPEATABLE_MS)
    }

    pub(super) fn is_old(&self, now: UnixMs) -> bool {
        now.0 - self.begun_at.0 >= TOO_OLD_MS
    }

    fn begin_again(&mut self, now: UnixMs) {
        self.state = State::Waiting;
        (self.tries, self.next_at, self.begun_at, self.changed_at) = (0, now, now, now);
        (self.provider_id, self.provider_code) = (None, None);
        self.why.clear();
    }

    /// `changed_at` is still when it was claimed: from then on the provider may have it.
    fn take(&mut self, outcome: Outcome, now: UnixMs) {
        match outcome {
            Outcome::Accepted { id } => {
                (self.state, self.provider_id, self.provider_code) = (State::Sending, Some(id), None);
                self.uncertain_since = None;
                self.why.clear();
            }
            Outcome::Again { code, why } => {
                let pause = PAUSES_MS.get(self.tries as usize).copied();
                self.tries += 1;
                self.rest(pause.map(|pause| UnixMs(now.0 + pause)), State::Failed, code, why, now);
            }
            Outcome::Hold { code, why, until } => self.rest(Some(until), State::GivenUp, code, why, now),
            Outcome::NoQuota { code, until } => {
                let until = self.bulletin.occasion.is_important().then_some(until);
                self.rest(until, State::GivenUp, code, "当日发送配额已用完".to_owned(), now);
            }
            Outcome::Refused { code, why } => self.rest(None, State::Failed, code, why, now),
            Outcome::Pointless { code, why } => self.rest(None, State::GivenUp, code, why, now),
            Outcome::Unknown { why } => {
                self.uncertain_since.get_or_insert(self.changed_at);
                (self.state, self.why) = (State::Sending, why);
            }
            Outcome::NoProvider => {
                (self.state, self.why) = (State::RecordedOnly, "未配置发送渠道，仅站内可见".to_owned());
            }
            Outcome::NoAnswer { why } => {
                let pause = NO_ANSWER_PAUSES_MS[(self.tries as usize).min(NO_ANSWER_PAUSES_MS.len() - 1)];
                self.tries += 1;
                self.uncertain_since.get_or_insert(self.changed_at);
                let until = UnixMs(now.0 + pause);
                let again = (!self.is_beyond_repeating(until)).then_some(until);
                self.rest(again, State::GivenUp, "no_answer".to_owned(), why, now);
            }
        }
    }

    /// Waits until then; or, with nothing to wait for or for too long already, ends.
    fn rest(&mut self, until: Option<UnixMs>, ends: State, code: String, why: String, now: UnixMs) {
        let too_old = self.is_old(now);
        match until.filter(|_| !too_old) {
            Some(until) => (self.state, self.next_at) = (State::Waiting, until.max(now)),
            None => self.state = if too_old { State::GivenUp } else { ends },
        }
        (self.provider_code, self.why) = (Some(code), why);
    }
}
