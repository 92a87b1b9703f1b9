//! A planned world comes into being, by the commands that real people would give.

use super::{
    life::SCHOOL_USER,
    plan::{Plan, SchoolPlan},
};
use crate::people::{self, NewAccount};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use wangqian_rules::{
    account::Credential,
    codes::LevelGroup,
    module::{Module, Switch},
    school::settings::{Handler, HandlerFor, Setting},
};
use wangqian_runtime::{AskError, Runtime};

/// Schools and employers that come into being side by side.
const AT_ONCE: usize = 16;
/// Rescission applications that a school allows a graduate.
const RESCISSION_LIMIT: u8 = 2;

pub(super) async fn found(runtime: &Runtime, plan: &Plan, credential: &Credential) -> Result<(), AskError> {
    for province in &plan.provinces {
        people::found_province(runtime, province.id, &province.name, Some(province.kind)).await?;
    }
    for school in &plan.schools {
        people::add_school(runtime, school.province, school.id, &school.name).await?;
    }
    let schools = plan.schools.iter().map(|school| set_up(runtime, school));
    stream::iter(schools).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
    let employers = plan.employers.iter().map(|card| people::register_employer(runtime, card.clone()));
    stream::iter(employers).buffer_unordered(AT_ONCE).try_for_each(|_| async { Ok(()) }).await?;
    people::open_all(runtime, accounts(plan).map(|account| (account, credential.clone()))).await?;
    runtime.settled().await;
    Ok(())
}

/// Users come first: the route asks for them, and nobody is on the roster whom no one reviews.
async fn set_up(runtime: &Runtime, school: &SchoolPlan) -> Result<(), AskError> {
    for staff in &school.staff {
        people::add_staff(runtime, school.id, staff.clone()).await?;
    }
    people::enrol(runtime, school.id, school.graduates.clone()).await?;
    for setting in settings(school) {
        people::configure(runtime, school.id, SCHOOL_USER, setting).await?;
    }
    Ok(())
}

fn settings(school: &SchoolPlan) -> Vec<Setting> {
    let mut settings = vec![
        Setting::Open(Switch::Signing),
        Setting::Route(Module::Signing, school.route),
        Setting::RescissionLimit(RESCISSION_LIMIT),
    ];
    settings.extend(handlers(school).into_iter().map(|(whom, handler)| Setting::Handler(whom, handler)));
    settings
}

/// A school with postgraduates has a handler for each level, others have one for everybody (SET-05).
fn handlers(school: &SchoolPlan) -> Vec<(HandlerFor, Handler)> {
    let postgraduates = school.graduates.iter().any(|profile| profile.level == LevelGroup::Postgraduate);
    let handler = |office: &str, phone: &str| Handler {
        name: format!("{office}经办人"),
        phone: phone.to_owned(),
        address: format!("{}{office}", school.name),
        postcode: "210000".to_owned(),
    };
    if postgraduates {
        let undergraduates = (HandlerFor::Level(LevelGroup::Undergraduate), handler("就业指导中心", "025-80000001"));
        vec![undergraduates, (HandlerFor::Level(LevelGroup::Postgraduate), handler("研究生院", "025-80000002"))]
    } else {
        vec![(HandlerFor::Everybody, handler("就业办公室", "0871-8000001"))]
    }
}

fn accounts(plan: &Plan) -> impl Iterator<Item = NewAccount> {
    let provinces = plan.provinces.iter().map(|province| NewAccount::province(province.id));
    let schools = plan.schools.iter().flat_map(|school| school.staff_accounts().chain(school.graduate_accounts()));
    provinces.chain(schools).chain(plan.employers.iter().map(|card| NewAccount::employer(&card.credit_code)))
}
