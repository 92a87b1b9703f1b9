//! Organisations, from the province down. Each step first looks whether it was done before.

use super::{ask, crossing::crossed};
use std::sync::Arc;
use wangqian_rules::{
    case::EmployerCard,
    employer::{self, Employer},
    ems::{self, EmsSchool, accounts::Keeper},
    entity::Entity,
    exchange::{SchoolEntry, Subject},
    ids::*,
    province::{self, Province},
    refusal::Refusal,
    review::AgreementKind,
    school::{self, School, settings::Setting, staff::Staff},
};
use wangqian_runtime::{AskError, Runtime};
use wangqian_storage::record::EntityKey;

/// There are 34; more is not asked for.
const PROVINCES_MAX: usize = 100;

/// Every province there is.
pub async fn provinces(runtime: &Runtime) -> Result<Vec<(ProvinceId, Arc<Province>)>, AskError> {
    let keys = runtime.store().entities(vec![Province::KIND], None, PROVINCES_MAX).await.map_err(AskError::Unreadable)?;
    let mut provinces = Vec::with_capacity(keys.len());
    for EntityKey(key) in keys {
        if let Some(EntityId::Province(id)) = EntityId::from_bytes(&key) {
            let province = runtime.read::<Province>(id).await?;
            // One that was never founded can have a history: somebody wrote to it.
            if !province.name.is_empty() {
                provinces.push((id, province));
            }
        }
    }
    Ok(provinces)
}

/// Founds a province and sets its agreement type if one is given, unless either was done (SET-01).
pub async fn found_province(
    runtime: &Runtime,
    id: ProvinceId,
    name: &str,
    kind: Option<AgreementKind>,
) -> Result<(), AskError> {
    let province = runtime.read::<Province>(id).await?;
    if province.name.is_empty() {
        ask::<Province>(runtime, id, province::Command::Found { name: name.to_owned() }).await?;
    }
    if let (None, Some(kind)) = (province.agreement_kind, kind) {
        ask::<Province>(runtime, id, province::Command::SetAgreementKind { kind, signing: Vec::new() }).await?;
    }
    Ok(())
}

/// Adds a school to a province and to the EMS; returns when the school has heard of it and can be configured.
pub async fn add_school(runtime: &Runtime, province: ProvinceId, school: SchoolId, name: &str) -> Result<(), AskError> {
    let entry = SchoolEntry { name: name.to_owned(), province };
    list_school(runtime, school, entry.clone()).await?;
    let found = ems::Command::Found { by: Keeper::Operator, school: entry };
    done_now(ask::<EmsSchool>(runtime, EntityId::EmsSchool(school), found).await)?;
    runtime.settled().await;
    Ok(())
}

/// Has the province list a school, unless it does.
pub async fn list_school(
    runtime: &Runtime,
    school: SchoolId,
    SchoolEntry { name, province }: SchoolEntry,
) -> Result<(), AskError> {
    done_now(ask::<Province>(runtime, province, province::Command::AddSchool { school, name }).await).map(drop)
}

/// This user of the school, added to the EMS if there is none; returns when the platform knows them.
pub async fn add_staff(runtime: &Runtime, school: SchoolId, staff: Staff) -> Result<StaffId, AskError> {
    let known = runtime.read::<EmsSchool>(EntityId::EmsSchool(school)).await?;
    let same = known.accounts.all().find(|account| *account.staff == staff).map(|account| account.id);
    let id = match same {
        Some(id) => id,
        None => {
            let add = ems::Command::AddAccount { by: Keeper::Operator, staff, activation: None };
            match ask::<EmsSchool>(runtime, EntityId::EmsSchool(school), add).await? {
                ems::Reply::AccountAdded { id, .. } => id,
                _ => return Err(Refusal::NotFound.into()),
            }
        }
    };
    let has_arrived = async || Ok(runtime.read::<School>(school).await?.staff.get(id).is_some());
    // The platform refuses a user whose login is somebody else's.
    if crossed(runtime, school, Subject::Staff(id), has_arrived).await? { Ok(id) } else { Err(Refusal::AlreadyExists.into()) }
}

/// Changes a setting of a school in the name of one of its users, who must be allowed to.
pub async fn configure(runtime: &Runtime, school: SchoolId, staff: StaffId, setting: Setting) -> Result<(), AskError> {
    ask::<School>(runtime, school, school::Command::Configure { staff, setting }).await.map(drop)
}

/// Whether an employer registered itself, with an account of its own choice.
pub async fn has_own_account(runtime: &Runtime, id: EmployerId) -> Result<bool, AskError> {
    let employer = runtime.read::<Employer>(id).await?;
    Ok(employer.registration.as_ref().is_some_and(|registration| registration.account.is_some()))
}

/// Registers an employer and verifies it (ACC-10). `false`: it was there before, and stays as it is.
pub async fn register_employer(runtime: &Runtime, card: EmployerCard) -> Result<bool, AskError> {
    let id = card.id;
    let register = employer::Command::Register { card: Box::new(card), account: None, unfinished: None };
    let new = done_now(ask::<Employer>(runtime, id, register).await)?;
    // Also for one that was registered and not verified, when an earlier run ended between the two.
    ask::<Employer>(runtime, id, employer::Command::Verify).await?;
    Ok(new)
}

/// Whether it was done now.
fn done_now<T>(answer: Result<T, AskError>) -> Result<bool, AskError> {
    match answer {
        Ok(_) => Ok(true),
        Err(AskError::Refused(Refusal::AlreadyExists | Refusal::SchoolExists | Refusal::CreditCodeTaken)) => Ok(false),
        Err(error) => Err(error),
    }
}
