//! A code for a forgotten password, on its way to the phone (ACC-01).

use super::{password, phone, session};
use crate::{
    error::{ApiError, ApiResult},
    state::AppState,
};
use actix_web::web;
use wangqian_rules::{
    account::{Account, Command},
    ids::AccountId,
};

const DIGITS: usize = 6;

/// Sends one where one may go. The caller does not wait for it: neither the answer nor the time it takes tells whether there is such
/// an account, or a phone. The outcome is for the log alone.
pub async fn send(state: web::Data<AppState>, id: AccountId) {
    match try_to_send(&state, id).await {
        Ok(()) => {}
        Err(ApiError::Ask(error)) => tracing::debug!(%error, "no code for a forgotten password"),
        Err(error) => tracing::warn!(%error, "no code for a forgotten password"),
    }
}

/// Written down before it goes: however the server ends, no more go out than are counted. The hash, which takes its time, is made for
/// everybody: a request that follows at once must not find the server busier for a login that there is.
async fn try_to_send(state: &AppState, id: AccountId) -> ApiResult<()> {
    let code = draw().map_err(|_| ApiError::Crowded)?;
    let hash = password::hash_in_turn(code.clone()).await?.ok_or(ApiError::Crowded)?;
    let account = session::account(state, id).await?;
    account.may_issue_phone_code(state.runtime.now())?;
    let Some(mobile) = phone::of_account(&state.runtime, &account).await? else { return Ok(()) };
    state.runtime.ask::<Account>(id, None, Command::IssuePhoneCode { hash }).await?;
    Ok(state.notices.send_phone_code(&mobile, &code).await?)
}

/// Six digits. Of so many bits a million leaves a rest that favours none by anything that counts.
fn draw() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{:0DIGITS$}", u64::from_le_bytes(bytes) % 10_u64.pow(DIGITS as u32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_six_digits_and_is_not_the_one_before() {
        let drawn: std::collections::BTreeSet<_> = (0..64).map(|_| draw().unwrap()).collect();
        assert!(drawn.iter().all(|code| code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())));
        assert!(drawn.len() > 60, "{drawn:?}");
    }
}
