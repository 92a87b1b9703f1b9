//! 「预警单位管理」, and the warnings that readers see (FLG-01 … FLG-03).

use crate::{
    error::ApiResult,
    rights::{Caller, StaffCaller},
    routes::command::Key,
    sent::{Asked, Sent},
    state::AppState,
};
use actix_web::{HttpResponse, web};
use std::collections::BTreeSet;
use wangqian_protocol::flag::*;
use wangqian_rules::{
    account::Principal,
    check::width,
    employer::Employer,
    flag::{FlagReason, Grounds},
    ids::*,
    refusal::{Refusal, invalid},
    school::{
        Command, School,
        flags::{Flag, FlagDid, Named},
    },
};

/// Employers that one request asks about; a longer list asks in portions.
const ASKED_MAX: usize = 200;
/// Employers that a search finds.
const FOUND_MAX: usize = 50;

/// `GET /flags`.
pub async fn list(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<FlagPage>> {
    let staff = caller.staff()?;
    let mut flags: Vec<&Flag> = staff.school.flags.all().collect();
    flags.sort_by_key(|flag| {
        let newest = flag.history.last().map_or(0, |step| step.at.0);
        (flag.grounds().is_none(), std::cmp::Reverse(newest))
    });
    let mut rows = Vec::with_capacity(flags.len());
    for flag in flags {
        let employer = state.runtime.read::<Employer>(flag.employer).await?;
        rows.push(row(flag, employer.flags.schools().len()));
    }
    Ok(web::Json(FlagPage { flags: rows }))
}

fn row(flag: &Flag, schools: usize) -> FlagRow {
    let step = |step: &wangqian_rules::school::flags::FlagStep| {
        let (what, note) = match &step.did {
            FlagDid::Marked(grounds) => ("标记", grounds.shown()),
            FlagDid::Lifted { why } => ("解除", why.clone()),
        };
        FlagStep { at_ms: step.at.0, who: step.by.shown(), what: what.to_owned(), note }
    };
    FlagRow {
        employer: flag.employer.to_string(),
        name: flag.name.clone(),
        credit_code: flag.credit_code.clone(),
        grounds: flag.grounds().map(Grounds::shown),
        schools,
        history: flag.history.iter().map(step).collect(),
    }
}

/// `GET /flags/employers`: a whole credit code finds any employer, part of a name one that the school's graduates sign with.
pub async fn search(
    state: web::Data<AppState>,
    caller: Caller,
    query: Asked<EmployerQuery>,
) -> ApiResult<web::Json<EmployerMatches>> {
    let staff = caller.staff()?;
    let text = &width::tidy(&query.q).unwrap_or_default();
    if text.chars().count() < 2 {
        return Err(Refusal::Invalid(vec![invalid("q", "请输入单位名称中的至少 2 个字，或完整的统一社会信用代码")]).into());
    }
    let code = width::compact(&query.q).ok().filter(|code| is_code(code));
    let ids = code.map_or_else(|| named(&staff.school, text), |code| vec![EmployerId::of_credit_code(&code)]);
    let mut employers = Vec::new();
    for id in ids {
        if let Some(Named { employer, name, credit_code }) = known(&state, id).await? {
            let flagged = staff.school.flags.get(employer).is_some_and(|flag| flag.grounds().is_some());
            employers.push(EmployerMatch { employer: employer.to_string(), name, credit_code, flagged });
        }
    }
    Ok(web::Json(EmployerMatches { employers }))
}

/// Eighteen characters: whether it is anybody's is for the look to say.
fn is_code(text: &str) -> bool {
    text.len() == 18 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn named(school: &School, text: &str) -> Vec<EmployerId> {
    let fitting = school.cases.rows().filter(|row| row.subject.contains(text));
    let ids: BTreeSet<EmployerId> = fitting.filter_map(|row| row.employer).collect();
    ids.into_iter().take(FOUND_MAX).collect()
}

async fn known(state: &AppState, id: EmployerId) -> ApiResult<Option<Named>> {
    let employer = state.runtime.read::<Employer>(id).await?;
    let named = |name: &str, code: &str| Named { employer: id, name: name.to_owned(), credit_code: code.to_owned() };
    Ok(employer.card.as_ref().map(|card| named(&card.name, &card.credit_code)))
}

/// `POST /flags`.
pub async fn mark(state: web::Data<AppState>, caller: Caller, key: Key, body: Sent<FlagEmployer>) -> ApiResult<HttpResponse> {
    let staff = caller.staff()?;
    let employer = body.employer.parse().map_err(|()| Refusal::NotFound)?;
    let reason =
        FlagReason::of_code(&body.reason).ok_or_else(|| Refusal::Invalid(vec![invalid("reason", "请选择预警类型")]))?;
    let named = known(&state, employer).await?.ok_or(Refusal::NotFound)?;
    let grounds = Grounds { reason, details: body.details.clone() };
    ask(&state, staff, &caller, key, Command::Flag { staff: staff.id, named, grounds }).await
}

/// `POST /flags/{employer}/lifting`.
pub async fn lift(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    employer: web::Path<EmployerId>,
    body: Sent<LiftFlag>,
) -> ApiResult<HttpResponse> {
    let staff = caller.staff()?;
    let command = Command::LiftFlag { staff: staff.id, employer: *employer, why: body.into_inner().reason };
    ask(&state, staff, &caller, key, command).await
}

async fn ask(state: &AppState, staff: &StaffCaller, caller: &Caller, key: Key, command: Command) -> ApiResult<HttpResponse> {
    state.runtime.ask::<School>(staff.school_id, key.of(caller), command).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `GET /warnings`: read from the employers themselves, so that no second copy can be out of date.
pub async fn warnings(
    state: web::Data<AppState>,
    caller: Caller,
    query: Asked<WarningQuery>,
) -> ApiResult<web::Json<Warnings>> {
    let school = match caller.session.principal {
        Principal::Graduate(id) => id.school,
        _ => caller.staff()?.school_id,
    };
    let mut warnings = Vec::new();
    for id in query.employers.split(',').filter(|id| !id.is_empty()).take(ASKED_MAX) {
        let Ok(id) = id.parse::<EmployerId>() else { continue };
        let employer = state.runtime.read::<Employer>(id).await?;
        warnings.extend(warning(id, school, &employer));
    }
    Ok(web::Json(Warnings { warnings }))
}

fn warning(id: EmployerId, school: SchoolId, employer: &Employer) -> Option<Warning> {
    let flags = &employer.flags;
    let own = flags.of_school(school).map(Grounds::shown);
    let schools = flags.warns_everybody().then(|| flags.schools().len());
    let warned = own.is_some() || schools.is_some();
    warned.then(|| Warning { employer: id.to_string(), own, schools })
}
