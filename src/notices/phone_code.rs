//! A code for a forgotten password goes by SMS at once, past every outbox: it is of use for minutes, and who waits for it asks again.

use super::{
    Notices,
    dispatch::pause,
    verdict::{Call, Then, Verdict},
    workers::insist,
};
use std::sync::atomic::Ordering;
use wangqian_rules::{
    check::Mobile,
    gateway::{self, Gateway},
    outbox::{delivery::Outcome, occasion::Channel},
};
use wangqian_runtime::AskError;

const SMS: Channel = Channel::Sms;

impl Notices {
    /// Whether such codes are configured, and the provider takes their template.
    pub fn offers_phone_codes(&self) -> bool {
        self.sms.as_ref().is_some_and(|sms| sms.has_code_template()) && !self.code_template_stopped.load(Ordering::Relaxed)
    }

    /// The same, and whether text messages go at all now.
    pub async fn sends_phone_codes(&self) -> Result<bool, AskError> {
        Ok(self.offers_phone_codes() && self.gateway(SMS).await?.stop(self.runtime.now()).is_none())
    }

    /// Sends one. Anybody can ask for codes, so they leave the part of the day's quota alone that is kept for what is important.
    pub async fn send_phone_code(&self, mobile: &Mobile, code: &str) -> Result<(), AskError> {
        let Some(sms) = &self.sms else { return Ok(()) };
        let Ok(_permit) = self.calls[SMS as usize].acquire().await else { return Ok(()) };
        if self.is_stopping() || !self.sends_phone_codes().await? {
            return Ok(());
        }
        let reserve = gateway::Command::Reserve { important: false, quota: self.quota(SMS).unwrap_or_default() };
        if self.runtime.ask::<Gateway>(SMS, None, reserve).await? == gateway::Reply::Beyond {
            tracing::warn!("the day's quota leaves no code for a forgotten password");
            return Ok(());
        }
        let verdict = sms.send_code(mobile.as_str(), code, &|| self.runtime.now()).await;
        self.after_phone_code(&verdict).await
    }

    /// The provider's answer, for the channel. The code itself is not sent again: it may have arrived.
    async fn after_phone_code(&self, verdict: &Verdict) -> Result<(), AskError> {
        if !matches!(verdict.outcome, Outcome::Accepted { .. }) {
            tracing::warn!(outcome = ?verdict.outcome, "a code for a forgotten password did not go out, or nobody knows");
        }
        let weary = self.patience_with(SMS, verdict.call);
        if verdict.call == Call::NotMade {
            insist::<Gateway>(&self.runtime, SMS, gateway::Command::Release).await?;
        }
        let command = match &verdict.then {
            Then::Stop(stop) => Some(gateway::Command::Stop(stop.clone())),
            Then::Pause => Some(pause("unreachable", "无法连接服务商")),
            Then::StopTemplate(_) => {
                self.code_template_stopped.store(true, Ordering::Relaxed);
                tracing::error!("the template for codes is not taken; mend the configuration and start the server again");
                weary
            }
            Then::Nothing | Then::Unbind | Then::Unfollowed => weary,
        };
        let Some(command) = command else { return Ok(()) };
        tracing::error!(channel = SMS.code(), ?command, "a channel stopped");
        insist::<Gateway>(&self.runtime, SMS, command).await.map(drop)
    }
}
