//! A runtime on a store that fails on command.

#[expect(dead_code, reason = "the rules' tests need more of these people")]
#[path = "../../../rules/tests/support/people.rs"]
pub mod people;
pub mod steered;
pub mod toy;

use people::{NOW, SCHOOL};
use std::{sync::Arc, time::Duration};
use steered::Steered;
use wangqian_rules::{
    case::Status,
    codes::Codes,
    employer::{self, Employer},
    graduate::{self, Graduate},
    ids::*,
    module::Switch,
    province::{self, Province},
    review::*,
    school::{self, School, settings::Setting},
};
use wangqian_runtime::{AskError, ManualClock, Runtime, RuntimeOptions, core::CommandKey};
use wangqian_storage::record::EntityKey;

/// A started runtime, its store and its clock.
pub struct House {
    pub runtime: Runtime,
    pub store: Arc<Steered>,
    pub clock: Arc<ManualClock>,
}

pub const PROVINCE: ProvinceId = ProvinceId(32);
pub const CASE: CaseId = CaseId(uuid::Uuid::from_u128(1));

impl House {
    pub async fn empty() -> Self {
        Self::on(Arc::default(), RuntimeOptions { arbiters: 2, ..RuntimeOptions::default() }).await
    }

    pub async fn on(store: Arc<Steered>, options: RuntimeOptions) -> Self {
        let clock = Arc::new(ManualClock::at(NOW));
        let codes = Arc::new(Codes::builtin().clone());
        let runtime = Runtime::start(Arc::clone(&store) as _, Arc::clone(&clock) as _, codes, options).await;
        Self { runtime: runtime.expect("the store can be read"), store, clock }
    }

    /// One province, one open school with two graduates, one employer.
    pub async fn furnished() -> Self {
        let house = Self::empty().await;
        house.furnish().await;
        house
    }

    pub async fn furnish(&self) {
        let set = province::Command::SetAgreementKind { kind: AgreementKind::ThreeParty, signing: Vec::new() };
        self.ask::<Province>(PROVINCE, set).await;
        self.ask::<Province>(PROVINCE, add_school(SCHOOL)).await;
        self.runtime.settled().await;
        self.ask::<School>(SCHOOL, people::employ(1, people::school_user())).await;
        let setting = Setting::Open(Switch::Signing);
        self.ask::<School>(SCHOOL, school::Command::Configure { staff: StaffId(1), setting }).await;
        self.ask::<School>(SCHOOL, people::enrol(SCHOOL, [1, 2])).await;
        let card = Box::new(people::card(1));
        self.ask::<Employer>(employer(), employer::Command::Register { card, account: None, unfinished: None }).await;
        self.ask::<Employer>(employer(), employer::Command::Verify).await;
        self.runtime.settled().await;
    }

    /// A command without a key that must be carried out.
    pub async fn ask<E: wangqian_runtime::registry::Hosted>(&self, id: impl Into<EntityId>, command: E::Command) -> E::Reply {
        self.runtime.ask::<E>(id, None, command).await.expect("carried out")
    }

    pub async fn invite(&self, key: Option<CommandKey>) -> Result<employer::Reply, AskError> {
        self.runtime.ask::<Employer>(employer(), key, offer(CASE, 1)).await
    }

    /// The same graduate once more, in another case.
    pub async fn invite_again(&self, key: Option<CommandKey>) -> Result<employer::Reply, AskError> {
        let another = CaseId(uuid::Uuid::from_u128(CASE.0.as_u128() + 1));
        self.runtime.ask::<Employer>(employer(), key, offer(another, 1)).await
    }

    pub async fn accept(&self, key: Option<CommandKey>) -> Result<graduate::Reply, AskError> {
        let admission = Ok(people::admission(SCHOOL, 1, Route::SchoolOnly));
        self.runtime
            .ask::<Graduate>(
                graduate(),
                key,
                graduate::Command::Act { case: CASE, seen: 1, act: graduate::Act::Accept { admission } },
            )
            .await
    }

    /// The state of the case as the graduate, the employer and the school have it.
    pub async fn everybodys_view(&self) -> [Option<Status>; 3] {
        let graduate = self.runtime.read::<Graduate>(graduate()).await.expect("readable");
        let employer = self.runtime.read::<Employer>(employer()).await.expect("readable");
        let school = self.runtime.read::<School>(SCHOOL).await.expect("readable");
        [
            graduate.cases.get(&CASE).map(|case| case.status),
            employer.cases.get(&CASE).map(|case| case.row.status),
            school.cases.get(CASE).map(|row| row.status),
        ]
    }

    /// Waits, without a fixed time, until something holds.
    pub async fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let waiting = async {
            while !holds(self) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), waiting).await.unwrap_or_else(|_| panic!("not in time: {what}"));
    }

    /// A letter as it would come from nowhere, to see whom it wakes.
    pub fn key_of(id: impl Into<EntityId>) -> EntityKey {
        EntityKey(id.into().to_bytes())
    }
}

pub fn graduate() -> GraduateId {
    people::graduate_id(SCHOOL, 1)
}

pub fn employer() -> EmployerId {
    people::card(1).id
}

pub fn add_school(school: SchoolId) -> province::Command {
    province::Command::AddSchool { school, name: people::SCHOOL_NAME.into() }
}

pub fn offer(case: CaseId, serial: u32) -> employer::Command {
    employer::Command::Invite(Box::new(employer::Offer {
        case,
        admission: Ok(people::admission(SCHOOL, serial, Route::SchoolOnly)),
        // Too short for a reminder: one timer.
        valid_days: 1,
        terms: people::terms(),
    }))
}
