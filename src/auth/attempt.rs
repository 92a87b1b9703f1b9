//! One try to prove who one is: refused while the account or the address has to wait, and counted when it fails, whatever was
//! wrong: password, activation code, code to the phone or second factor.

use super::{address, password, session};
use crate::{
    error::{ApiError, ApiResult},
    state::AppState,
};
use actix_web::HttpRequest;
use std::{net::IpAddr, sync::Arc};
use wangqian_rules::{
    account::{
        Account, Command, Credential,
        place::{Device, Place},
    },
    ids::AccountId,
    refusal::{Refusal, invalid},
    time::UnixMs,
};

/// A try that may be made.
pub struct Attempt {
    pub id: AccountId,
    pub account: Arc<Account>,
    address: IpAddr,
}

impl Attempt {
    /// Refused while the account or the address has to wait.
    pub async fn begin(state: &AppState, request: &HttpRequest, id: AccountId) -> ApiResult<Self> {
        let address = address::of_client(request, state);
        state.sessions.attempts.may_try(address, id, state.runtime.monotonic_ms())?;
        let account = session::account(state, id).await?;
        account.may_try(state.runtime.now())?;
        Ok(Self { id, account, address })
    }

    /// Whether the account has this password. Takes as long when there is no such account.
    pub async fn has_password(&self, password: String) -> bool {
        let credential = self.account.holder.as_ref().map(|holder| holder.credential.clone());
        password::fits(credential, password).await
    }

    /// The hash of the code that was sent to the phone, if it is this one. Takes as long when none was sent.
    pub async fn phone_code(&self, typed: String, now: UnixMs) -> Option<String> {
        let sent = self.account.phone_code(now).map(str::to_owned);
        let fits = password::fits(sent.clone().map(Credential::Password), typed).await;
        sent.filter(|_| fits)
    }

    /// Counts it.
    pub async fn failed(&self, state: &AppState) -> ApiResult<()> {
        self.count(state, Command::RecordFailure).await
    }

    /// Counts a wrong guess at such a code, for the code too.
    pub async fn missed_phone_code(&self, state: &AppState) -> ApiResult<()> {
        self.count(state, Command::MissPhoneCode).await
    }

    async fn count(&self, state: &AppState, failure: Command) -> ApiResult<()> {
        let (attempts, now_ms) = (&state.sessions.attempts, state.runtime.monotonic_ms());
        attempts.failed(self.address, now_ms);
        let (at, failure) = match self.account.holder {
            Some(_) => (self.id, failure),
            None => {
                attempts.nobody(self.id, now_ms);
                (self.id.of_nobody(), Command::RecordFailure)
            }
        };
        state.runtime.ask::<Account>(at, None, failure).await?;
        Ok(())
    }

    /// The address has nothing to wait for any more.
    pub fn succeeded(&self, state: &AppState) {
        state.sessions.attempts.succeeded(self.address);
    }

    /// The same after a code to the phone, also for asking for codes.
    pub fn code_was_right(&self, state: &AppState) {
        self.succeeded(state);
        state.sessions.attempts.code_was_right(self.address);
    }

    /// Where it was made.
    pub fn place(&self, request: &HttpRequest) -> Place {
        let agent = request.headers().get("user-agent").and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        Place { device: Device::of_user_agent(agent), network: self.address.into() }
    }
}

/// The signed-in person proves it once more, before something that a stranger at an open screen must not do.
///
/// # Errors
/// `invalid_field` on `field` when the password is wrong, which counts as a wrong one at the entrance does.
pub async fn prove_again(
    state: &AppState,
    request: &HttpRequest,
    id: AccountId,
    field: &'static str,
    password: String,
) -> ApiResult<()> {
    // Held until a wrong guess is counted, as at the entrance.
    let _turn = password::turn().await?;
    let attempt = Attempt::begin(state, request, id).await?;
    if attempt.has_password(password).await {
        return Ok(());
    }
    attempt.failed(state).await?;
    Err(ApiError::from(Refusal::Invalid(vec![invalid(field, "当前密码不正确")])))
}
