//! Accounts: under which name somebody signs in, and whether that name is free.

use super::ask;
use crate::auth::records;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use wangqian_rules::{
    account::{
        Account, Command, Credential, Entrance, Holder, Principal,
        records::{RecordGrant, WayIn},
    },
    ids::*,
    refusal::Refusal,
    school::staff::{Post, Staff},
};
use wangqian_runtime::{AskError, Runtime};

/// Accounts opened at the same time, so that they share the disk's syncs.
const AT_ONCE: usize = 64;

/// An account to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    pub entrance: Entrance,
    pub login: String,
    pub principal: Principal,
}

/// Whose a login is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Vacant,
    /// This very person's or organisation's.
    Open,
    /// A graduate's of an earlier graduation: this record joins it.
    Joins,
    /// Somebody else's.
    Taken,
}

impl NewAccount {
    /// A province signs in with its two-digit code.
    pub fn province(id: ProvinceId) -> Self {
        Self { entrance: Entrance::Province, login: id.to_string(), principal: Principal::Province(id) }
    }

    /// A school signs in with its code, a department with the school's code and a number.
    pub fn staff(school: SchoolId, id: StaffId, staff: &Staff) -> Self {
        let login = match staff.post {
            Post::School { .. } => school.to_string(),
            Post::Department { .. } => format!("{school}-{:02}", id.0),
        };
        Self { entrance: Entrance::School, login, principal: Principal::Staff { school, staff: id } }
    }

    /// A graduate signs in with the number of the identity document.
    pub fn graduate(id: GraduateId, id_no: &str) -> Self {
        Self { entrance: Entrance::Graduate, login: id_no.to_owned(), principal: Principal::Graduate(id) }
    }

    /// An employer signs in with its credit code.
    pub fn employer(credit_code: &str) -> Self {
        let id = EmployerId::of_credit_code(credit_code);
        Self { entrance: Entrance::Employer, login: credit_code.to_owned(), principal: Principal::Employer(id) }
    }

    fn id(&self) -> AccountId {
        AccountId::of_login(self.entrance, &self.login)
    }

    /// Whether the login is free.
    pub async fn standing(&self, runtime: &Runtime) -> Result<Standing, AskError> {
        let account = runtime.read::<Account>(self.id()).await?;
        Ok(match &account.holder {
            None => Standing::Vacant,
            Some(holder) if holder.principal == self.principal => Standing::Open,
            Some(_) if self.is_record_of(&account) => Standing::Open,
            Some(holder) if self.entrance == Entrance::Graduate && holder.principal.entrance() == self.entrance => {
                Standing::Joins
            }
            Some(_) => Standing::Taken,
        })
    }

    fn is_record_of(&self, account: &Account) -> bool {
        matches!(self.principal, Principal::Graduate(id) if account.records.reaches(id))
    }

    /// Has a graduation join the account that the person has; how they sign in to see it.
    pub async fn join(&self, runtime: &Runtime, name: &str, code: [u8; 32]) -> Result<WayIn, AskError> {
        let Principal::Graduate(graduate) = self.principal else { return Err(Refusal::AlreadyExists.into()) };
        let account = runtime.read::<Account>(self.id()).await?;
        let same_person = records::is_same_person(runtime, &account, name).await?;
        let way = account.records.way_in(graduate, same_person, false);
        let grant = RecordGrant { graduate, revision: 0, code, same_person, resets: false };
        ask::<Account>(runtime, self.id(), Command::GrantRecord(grant)).await?;
        Ok(way)
    }

    /// Opens it.
    ///
    /// # Errors
    /// `AlreadyExists` unless the login is free.
    pub async fn open(self, runtime: &Runtime, credential: Credential) -> Result<(), AskError> {
        let holder = Holder { principal: self.principal.clone(), credential };
        ask::<Account>(runtime, self.id(), Command::Open(holder)).await.map(drop)
    }
}

/// Opens many.
pub async fn open_all(runtime: &Runtime, accounts: impl IntoIterator<Item = (NewAccount, Credential)>) -> Result<(), AskError> {
    let openings = accounts.into_iter().map(|(account, credential)| account.open(runtime, credential));
    stream::iter(openings).buffer_unordered(AT_ONCE).try_collect::<()>().await
}
