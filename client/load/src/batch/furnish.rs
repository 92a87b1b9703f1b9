//! The agreements that a batch decides: offered, accepted, waiting for the school.

use super::{LOOK_AGAIN, SETTLED_WITHIN, WAITING};
use crate::{
    api::{self, Choices, Command},
    error::LoadError,
    http::{Connection, Method},
    lanes,
    people::{Session, sign_in_all},
    target::Target,
};
use std::time::Instant;
use uuid::Uuid;
use wangqian_protocol::{
    case::{CaseChanged, CaseRow},
    invitation::Invite,
    session::Entrance,
    settings::SetRoute,
};

/// Makes so many at the first school, which alone reviews, and reads its list once all are on it.
pub async fn agreements(target: &Target, reviewer: &Session, items: usize, lanes: usize) -> Result<Vec<CaseRow>, LoadError> {
    let (people, school) = (&target.people, &target.people.schools[0]);
    if school.graduates.len() < items || people.employers.is_empty() {
        let there = format!("{} graduates at the first school, {} employers", school.graduates.len(), people.employers.len());
        return Err(LoadError::TooFewPeople(there));
    }
    let mut connection = Connection::to(&target.site);
    review_by_school_only(&mut connection, reviewer).await?;
    let employers = people.employers.iter().map(|employer| employer.login.as_str());
    let employers = sign_in_all(&target.site, Entrance::Employer, employers, &people.password).await?;
    let logins = school.graduates.iter().take(items).map(|graduate| graduate.login.as_str());
    let graduates = sign_in_all(&target.site, Entrance::Graduate, logins, &people.password).await?;
    let terms = Choices::read(&mut connection, &employers[0]).await?.terms();
    let offer = |place: usize| Invite {
        school: school.school.clone(),
        name: school.graduates[place].name.clone(),
        number: school.graduates[place].exam_no.clone(),
        valid_days: None,
        terms: terms.clone(),
    };
    lanes::over(&target.site, lanes, 0..items, async |connection: &mut Connection, place: usize| {
        let invite = Command::invite(&offer(place), Uuid::new_v4())?;
        let offered = take(connection, &employers[place % employers.len()], &invite).await?;
        let accept = Command::on_case(&offered.case, offered.version, "acceptance", b"{}".to_vec(), Uuid::new_v4());
        take(connection, &graduates[place], &accept).await
    })
    .await?;
    listed(&mut connection, reviewer, items).await
}

/// Carries a command out; an offer may not have arrived when it is accepted, and a busy server asks to come back.
async fn take(connection: &mut Connection, by: &Session, command: &Command) -> Result<CaseChanged, LoadError> {
    let deadline = Instant::now() + SETTLED_WITHIN;
    loop {
        let response = connection.send(&command.request(by)).await?;
        if response.is_done() {
            return Ok(response.json()?);
        }
        let comes_back = matches!(response.status, 404 | 429 | 503);
        if !comes_back || Instant::now() > deadline {
            let (status, code) = (response.status, response.refusal_code());
            return Err(LoadError::Refused { what: "an agreement", status, code });
        }
        tokio::time::sleep(response.retry_after.unwrap_or(LOOK_AGAIN).min(LOOK_AGAIN)).await;
    }
}

async fn review_by_school_only(connection: &mut Connection, reviewer: &Session) -> Result<(), LoadError> {
    let body = serde_json::to_vec(&SetRoute { route: "school_only".to_owned() })?;
    let path = "/settings/modules/signing/route".to_owned();
    let command = Command { method: Method::Put, path, version: None, body, key: Uuid::new_v4() };
    api::accepted(&connection.send(&command.request(reviewer)).await?, "the review by the school alone")
}

async fn listed(connection: &mut Connection, reviewer: &Session, items: usize) -> Result<Vec<CaseRow>, LoadError> {
    let deadline = Instant::now() + SETTLED_WITHIN;
    loop {
        let (total, rows) = api::read_cases(connection, reviewer, &format!("state={WAITING}")).await?;
        if total >= items {
            return Ok(rows);
        }
        if Instant::now() > deadline {
            return Err(LoadError::TooLate { what: "listing the agreements" });
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}
