//! `POST /verifications`: somebody who holds an agreement and a permit asks whether it holds. Nobody signs in; who tries numbers, codes or
//! names waits (EXT-04).

use crate::{auth::address, convert, error::ApiResult, sent::Sent, state::AppState};
use actix_web::{HttpRequest, web};
use wangqian_protocol::document::{Verification, Verify};
use wangqian_rules::{
    case::{Case, Status, history, history::Link},
    check::person_name::is_as_written,
    graduate::{Graduate, permits::Permit},
    privacy,
    refusal::Refusal,
    school::numbers::AgreementNumber,
};

/// Shortest beginning of a hash that says anything.
const HASH_LEAST: usize = 8;

/// `POST /verifications`.
pub async fn verify(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: Sent<Verify>,
) -> ApiResult<web::Json<Verification>> {
    let (from, now_ms) = (address::of_client(&request, &state), state.runtime.monotonic_ms());
    let attempts = &state.sessions.attempts;
    attempts.may_verify(from, now_ms)?;
    let asked = body.into_inner();
    let found = find(&state, &asked).await?;
    let is_right = found.as_ref().is_some_and(|found| asked.name.is_none() || found.names_shown);
    if !is_right {
        attempts.verified_wrongly(from, now_ms);
    }
    Ok(web::Json(found.ok_or(Refusal::NoSuchPermit)?))
}

async fn find(state: &AppState, asked: &Verify) -> ApiResult<Option<Verification>> {
    let Ok(number) = asked.number.trim().parse::<AgreementNumber>() else { return Ok(None) };
    let school = state.school(number.school).await?;
    let numbered = school.numbers.case(number);
    let Some(row) = numbered.and_then(|case| school.cases.get(case)) else { return Ok(None) };
    let graduate = state.runtime.read::<Graduate>(row.graduate).await?;
    let code: String = asked.code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let opened = graduate.opened_by(&code, row.case, state.runtime.now());
    Ok(opened.map(|(case, permit)| shown(case, permit, number, asked)))
}

fn shown(case: &Case, permit: &Permit, number: AgreementNumber, asked: &Verify) -> Verification {
    let name = case.submission.as_ref().map(|submission| submission.profile.name.clone()).unwrap_or_default();
    let names_shown = asked.name.as_deref().is_some_and(|given| is_as_written(&name, given));
    let employer = case.subject();
    let links = history::links(case.id, &case.trail);
    let printed = asked.history.as_deref().filter(|hash| hash.len() >= HASH_LEAST);
    Verification {
        number: number.to_string(),
        holds: case.status == Status::Effective,
        state_label: case.status.label(case.kind).to_owned(),
        since_ms: case.since.0,
        effective_at_ms: case.effective_at().map(|at| at.0),
        graduate: if names_shown { name } else { privacy::name(&name) },
        employer: if names_shown { employer } else { privacy::employer_name(&employer) },
        names_shown,
        school_name: case.school_name.clone(),
        cohort: number.cohort,
        agreement_kind: case.agreement_kind.map(convert::agreement_code).unwrap_or_default(),
        print: printed.map(|hash| print(&links, &hash.to_ascii_lowercase()).to_owned()),
        history: history::head(case.id, &links),
        until_ms: permit.until.0,
    }
}

/// What a printed hash is: of the last step, of one before it, or of none. The last is how a forged document shows.
fn print(links: &[Link], hash: &str) -> &'static str {
    match links.iter().rposition(|link| hex::encode(link.hash).starts_with(hash)) {
        Some(step) if step + 1 == links.len() => "latest",
        Some(_) => "older",
        None => "unknown",
    }
}
