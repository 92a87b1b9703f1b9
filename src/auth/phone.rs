//! The phone by which the holder of an account is known: where a code for a forgotten password may go (ACC-01, ROS-02).
//!
//! Only graduates and employers have one. Of school, department and province users nothing but name and login is kept; the phone of an
//! agreement's handler is an office's, and the handler need not be who has the account.

use super::{records, session};
use crate::{error::ApiResult, state::AppState};
use wangqian_rules::{
    account::{Account, Command, Principal},
    check::Mobile,
    employer::Employer,
    graduate::Graduate,
    ids::AccountId,
};
use wangqian_runtime::{AskError, Runtime};

/// The phone of an account's holder, if one is known that takes text messages.
pub async fn of_account(runtime: &Runtime, account: &Account) -> Result<Option<Mobile>, AskError> {
    let known = match account.holder.as_ref().map(|holder| &holder.principal) {
        Some(Principal::Graduate(_)) => of_graduate(runtime, account).await?,
        Some(Principal::Employer(id)) => {
            let employer = runtime.read::<Employer>(*id).await?;
            employer.card.as_deref().map(|card| card.contact_phone.clone())
        }
        Some(Principal::Staff { .. } | Principal::Province(_)) | None => None,
    };
    Ok(known.and_then(|known| Mobile::parse(&known).ok()))
}

/// The graduate's own word comes first, in whichever record. A roster's word counts only while all records are of that school: by writing
/// a phone into its roster no school gets to see another's record.
async fn of_graduate(runtime: &Runtime, account: &Account) -> Result<Option<String>, AskError> {
    let Some(landing) = records::landing(runtime, account).await? else { return Ok(None) };
    let others = account.records.reachable().filter(|id| *id != landing);
    for id in std::iter::once(landing).chain(others) {
        if let Some(own) = runtime.read::<Graduate>(id).await?.own_contact() {
            return Ok(Some(own.mobile.clone()));
        }
    }
    if account.records.reachable().any(|id| id.school != landing.school) {
        return Ok(None);
    }
    Ok(runtime.read::<Graduate>(landing).await?.reached_at().map(|contact| contact.mobile))
}

/// Before somebody who is signed in changes the phone. It is noted first: were it the other way round, a code could go to the new one
/// in between.
pub async fn before_change(state: &AppState, id: AccountId, typed: &str) -> ApiResult<()> {
    let account = session::account(state, id).await?;
    if Mobile::parse(typed).ok() != of_account(&state.runtime, &account).await? {
        state.runtime.ask::<Account>(id, None, Command::NotePhoneChanged).await?;
    }
    Ok(())
}
