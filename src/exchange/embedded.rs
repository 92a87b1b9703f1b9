//! Where a link ends: the parcels are handed to the entities they are for. The HTTP interface ends here too.

use super::{Asked, Carrier, Unreachable};
use crate::{auth::records, people};
use std::sync::Arc;
use wangqian_rules::{
    account::{
        self, Account, Entrance, Principal,
        records::{RecordGrant, WayIn},
    },
    ems::{self, EmsSchool},
    exchange::{standing::Standing, *},
    graduate::{self, Graduate},
    ids::*,
    link::{Parcel, Receipt},
    refusal::Refusal,
    school::{self, School},
};
use wangqian_runtime::{AskError, Runtime};
use wangqian_storage::BoxFuture;

/// Both ends of the links are in this process.
pub struct Embedded(pub Runtime);

impl Carrier for Embedded {
    fn carry(&self, link: LinkId, parcels: Vec<Arc<Parcel>>) -> BoxFuture<Result<Vec<Receipt>, Unreachable>> {
        let runtime = self.0.clone();
        let cargo = parcels.into_iter().map(|parcel| parcel.cargo.clone()).collect();
        Box::pin(async move { take(&runtime, link, cargo).await.map_err(|error| Unreachable(error.to_string())) })
    }

    fn ways_in(&self, _: LinkId, asked: Vec<Asked>, resets: bool) -> BoxFuture<Result<Vec<WayIn>, Unreachable>> {
        let runtime = self.0.clone();
        let read = async move { super::ways_in(&runtime, &asked, resets).await };
        Box::pin(async move { read.await.map_err(|error| Unreachable(error.to_string())) })
    }

    fn standings(&self, link: LinkId) -> BoxFuture<Result<Vec<Standing>, Unreachable>> {
        let runtime = self.0.clone();
        let read = async move { super::standings(&runtime, link.to, link.school).await };
        Box::pin(async move { read.await.map_err(|error| Unreachable(error.to_string())) })
    }
}

/// Takes parcels in, neighbours of one kind together and all in their order; a receipt for each.
///
/// # Errors
/// Of everything that is no answer: some may have been taken in, and taking them again changes nothing.
pub async fn take(runtime: &Runtime, link: LinkId, cargo: Vec<Cargo>) -> Result<Vec<Receipt>, AskError> {
    let mut receipts = Vec::with_capacity(cargo.len());
    let mut rest = cargo.into_iter().peekable();
    let kind = |cargo: &Cargo| (is_of(cargo, link.school), std::mem::discriminant(cargo));
    while let Some(first) = rest.next() {
        let mut group = vec![first];
        while let Some(next) = rest.next_if(|next| kind(next) == kind(&group[0])) {
            group.push(next);
        }
        receipts.extend(take_alike(runtime, link, group).await?);
    }
    Ok(receipts)
}

/// A school's link speaks of its own graduates. Over HTTP whoever has the key could name another's.
fn is_of(cargo: &Cargo, school: SchoolId) -> bool {
    if let Subject::Graduate(id) = cargo.subject() { id.school == school } else { true }
}

async fn take_alike(runtime: &Runtime, link: LinkId, group: Vec<Cargo>) -> Result<Vec<Receipt>, AskError> {
    let (LinkId { to, school }, count) = (link, group.len());
    match (to, &group[0]) {
        (_, other) if !is_of(other, school) => Ok(vec![Receipt::Refused("不是本校的毕业生".to_owned()); count]),
        (Side::Platform, Cargo::Roster(_)) => {
            let changes = group.into_iter().filter_map(Cargo::roster).collect();
            let command = school::Command::TakeRoster(changes);
            all_alike(count, runtime.ask::<School>(school, None, command).await.map(drop))
        }
        (Side::Platform, Cargo::Transfers(_)) => {
            let command = school::Command::TakeTransfers(group.into_iter().filter_map(Cargo::transfers).collect());
            all_alike(count, runtime.ask::<School>(school, None, command).await.map(drop))
        }
        (Side::Ems, Cargo::Report(_)) => {
            let command = ems::Command::TakeReports(group.into_iter().filter_map(Cargo::report).collect());
            all_alike(count, runtime.ask::<EmsSchool>(EntityId::EmsSchool(school), None, command).await.map(drop))
        }
        (Side::Platform, _) | (Side::Ems, Cargo::Password(_)) => {
            let mut receipts = Vec::with_capacity(group.len());
            for cargo in group {
                receipts.push(receipt(take_one(runtime, school, cargo).await)?);
            }
            Ok(receipts)
        }
        (Side::Ems, _) => Ok(vec![Receipt::Refused("送错了方向".to_owned()); group.len()]),
    }
}

fn all_alike(count: usize, answer: Result<(), AskError>) -> Result<Vec<Receipt>, AskError> {
    Ok(vec![receipt(answer)?; count])
}

/// A refusal is an answer; everything else is not.
fn receipt(answer: Result<(), AskError>) -> Result<Receipt, AskError> {
    match answer {
        Ok(()) => Ok(Receipt::Taken),
        Err(AskError::Refused(refusal)) => Ok(Receipt::Refused(refusal.to_string())),
        Err(other) => Err(other),
    }
}

async fn take_one(runtime: &Runtime, school: SchoolId, cargo: Cargo) -> Result<(), AskError> {
    match cargo {
        Cargo::Staff(change) => take_staff(runtime, school, change).await,
        Cargo::Activation(activation) => take_activation(runtime, activation).await,
        Cargo::Password(change) => take_password(runtime, school, change).await,
        Cargo::Resend(graduate) => report_again(runtime, graduate).await,
        Cargo::School(entry) => people::list_school(runtime, school, entry).await,
        Cargo::Roster(_) | Cargo::Report(_) | Cargo::Transfers(_) => Ok(()),
    }
}

/// The school learns of the user's rights, and the account of who signs in with it.
async fn take_staff(runtime: &Runtime, school: SchoolId, change: StaffChange) -> Result<(), AskError> {
    let grant = account::Grant {
        principal: Principal::Staff { school, staff: change.id },
        revision: change.revision,
        activation: change.activation,
        locked: change.locked,
    };
    let account = AccountId::of_login(Entrance::School, &change.login);
    runtime.ask::<School>(school, None, school::Command::TakeStaff(vec![change])).await?;
    runtime.ask::<Account>(account, None, account::Command::Grant(grant)).await.map(drop)
}

async fn take_activation(runtime: &Runtime, activation: Activation) -> Result<(), AskError> {
    let Activation { graduate, login, revision, code_hash: code, resets } = activation;
    let account = AccountId::of_login(Entrance::Graduate, &login);
    let known = runtime.read::<Account>(account).await?;
    let school = runtime.read::<School>(graduate.school).await?;
    let name = school.roster.known(graduate).map(|row| row.name.clone()).unwrap_or_default();
    let same_person = records::is_same_person(runtime, &known, &name).await?;
    let grant = RecordGrant { graduate, revision, code, same_person, resets };
    runtime.ask::<Account>(account, None, account::Command::GrantRecord(grant)).await.map(drop)
}

/// The account answers only for a user of this very school.
async fn take_password(runtime: &Runtime, school: SchoolId, change: PasswordChange) -> Result<(), AskError> {
    let account = change.account;
    runtime.ask::<Account>(account, None, account::Command::TakePassword { school, change }).await.map(drop)
}

/// Nothing can be said of a graduate who is off the roster again by now.
async fn report_again(runtime: &Runtime, id: GraduateId) -> Result<(), AskError> {
    match runtime.ask::<Graduate>(id, None, graduate::Command::ReportAgain).await {
        Ok(_) | Err(AskError::Refused(Refusal::LeftRoster { .. })) => Ok(()),
        Err(error) => Err(error),
    }
}
