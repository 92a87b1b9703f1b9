//! How graduates will sign in, asked before their codes go out: who has a password keeps it, and the file of codes says so.

use crate::auth::records;
use wangqian_rules::{
    account::{Account, Entrance, records::WayIn},
    ids::*,
};
use wangqian_runtime::{AskError, Runtime};

/// A graduate as the EMS knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub graduate: GraduateId,
    /// Number of the identity document.
    pub login: String,
    pub name: String,
}

/// The way in of each, in their order.
///
/// # Errors
/// Of reading.
pub async fn ways_in(runtime: &Runtime, asked: &[Asked], resets: bool) -> Result<Vec<WayIn>, AskError> {
    let mut ways = Vec::with_capacity(asked.len());
    for Asked { graduate, login, name } in asked {
        let account = runtime.read::<Account>(AccountId::of_login(Entrance::Graduate, login)).await?;
        let same_person = records::is_same_person(runtime, &account, name).await?;
        ways.push(account.records.way_in(*graduate, same_person, resets));
    }
    Ok(ways)
}
