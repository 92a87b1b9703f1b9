//! Cases: listed, read, answered and decided. The same endpoints for every role; each sees what is theirs.

mod detail;
pub mod filter;

use crate::{
    convert,
    error::ApiResult,
    rights::Caller,
    routes::command::{Key, Seen},
    state::AppState,
};
use actix_web::web;
use filter::Filter;
use wangqian_protocol::case::*;
use wangqian_rules::{
    account::Principal,
    employer::Employer,
    graduate::{self, Graduate},
    ids::*,
    refusal::Refusal,
    review::{Grant, Verdict},
    school::{self, School, staff::Act},
};

/// `GET /cases`.
pub async fn list(state: web::Data<AppState>, caller: Caller, query: web::Query<CaseQuery>) -> ApiResult<web::Json<CasePage>> {
    let filter = Filter::parse(&query)?;
    let page = match caller.session.principal {
        Principal::Graduate(id) => {
            let graduate = state.runtime.read::<Graduate>(id).await?;
            let rows = graduate.rows(id);
            filter.page(rows.iter())
        }
        Principal::Employer(id) => {
            let employer = state.runtime.read::<Employer>(id).await?;
            filter.page(employer.cases.values().map(|case| &case.row))
        }
        _ => {
            let staff = caller.staff()?;
            let scope = staff.staff.scope();
            filter.page(staff.school.cases.rows().filter(|row| scope.contains(&row.department, row.level)))
        }
    };
    Ok(web::Json(page))
}

/// `GET /cases/{case}`.
pub async fn detail(state: web::Data<AppState>, caller: Caller, case: web::Path<CaseId>) -> ApiResult<web::Json<CaseDetail>> {
    Ok(web::Json(detail::read(&state, &caller, *case).await?))
}

/// `POST /cases/{case}/acceptance`: the school admits, the graduate decides.
pub async fn accept(
    state: web::Data<AppState>,
    caller: Caller,
    case: web::Path<CaseId>,
    seen: Seen,
    key: Key,
) -> ApiResult<web::Json<CaseChanged>> {
    let me = caller.graduate()?;
    let admit = school::Command::AdmitSigning { graduate: me };
    // The school's no goes to the graduate too: it may know the key already and repeat its yes.
    let admission = match granted(state.runtime.ask::<School>(me.school, None, admit).await)? {
        Ok(school::Reply::Admitted(admission)) => Ok(*admission),
        Ok(_) => Err(Refusal::NotFound),
        Err(refusal) => Err(refusal),
    };
    command(&state, &caller, me, key, graduate::Command::Accept { case: *case, seen: seen.0, admission }).await
}

/// `POST /cases/{case}/refusal`.
pub async fn decline(
    state: web::Data<AppState>,
    caller: Caller,
    case: web::Path<CaseId>,
    seen: Seen,
    key: Key,
    body: web::Json<Decline>,
) -> ApiResult<web::Json<CaseChanged>> {
    let me = caller.graduate()?;
    let reason = body.into_inner().reason;
    command(&state, &caller, me, key, graduate::Command::Decline { case: *case, seen: seen.0, reason }).await
}

/// `POST /cases/{case}/withdrawal`: the employer knows whose case it is, the graduate decides.
pub async fn withdraw(
    state: web::Data<AppState>,
    caller: Caller,
    case: web::Path<CaseId>,
    seen: Seen,
    key: Key,
) -> ApiResult<web::Json<CaseChanged>> {
    let me = caller.employer()?;
    let employer = state.runtime.read::<Employer>(me).await?;
    let owner = employer.cases.get(&*case).ok_or(Refusal::NotFound)?.row.graduate;
    command(&state, &caller, owner, key, graduate::Command::Withdraw { case: *case, seen: seen.0, by: me }).await
}

/// `POST /cases/{case}/review`: the school says whether and at which stage the caller may decide, the graduate decides.
pub async fn review(
    state: web::Data<AppState>,
    caller: Caller,
    case: web::Path<CaseId>,
    seen: Seen,
    key: Key,
    body: web::Json<Review>,
) -> ApiResult<web::Json<CaseChanged>> {
    let (owner, grant) = authorise(&state, &caller, *case).await?;
    let verdict = match body.into_inner() {
        Review::Approve {} => Verdict::Approve,
        Review::Reject { reason, details } => Verdict::Reject { reason, details },
    };
    command(&state, &caller, owner, key, graduate::Command::Review { case: *case, seen: seen.0, grant, verdict }).await
}

/// `PUT /cases/{case}/job-category` (SIG-07).
pub async fn change_job_category(
    state: web::Data<AppState>,
    caller: Caller,
    case: web::Path<CaseId>,
    seen: Seen,
    key: Key,
    body: web::Json<ChangeJobCategory>,
) -> ApiResult<web::Json<CaseChanged>> {
    let (owner, grant) = authorise(&state, &caller, *case).await?;
    let category = body.into_inner().job_category;
    command(&state, &caller, owner, key, graduate::Command::ChangeJobCategory { case: *case, seen: seen.0, grant, category })
        .await
}

/// Whose case it is, and the school's word, given now.
async fn authorise(state: &AppState, caller: &Caller, case: CaseId) -> ApiResult<(GraduateId, Result<Grant, Refusal>)> {
    let staff = caller.staff()?;
    let owner = staff.school.cases.get(case).ok_or(Refusal::NotFound)?.graduate;
    let ask = school::Command::Authorise { staff: staff.id, case, act: Act::Review };
    let grant = match granted(state.runtime.ask::<School>(staff.school_id, None, ask).await)? {
        Ok(school::Reply::Granted(grant)) => Ok(grant),
        Ok(_) => Err(Refusal::NotFound),
        Err(refusal) => Err(refusal),
    };
    Ok((owner, grant))
}

/// A refusal is an answer to pass on; everything else ends the request.
fn granted<T>(answer: Result<T, wangqian_runtime::AskError>) -> ApiResult<Result<T, Refusal>> {
    match answer {
        Ok(reply) => Ok(Ok(reply)),
        Err(wangqian_runtime::AskError::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(error.into()),
    }
}

async fn command(
    state: &AppState,
    caller: &Caller,
    owner: GraduateId,
    key: Key,
    command: graduate::Command,
) -> ApiResult<web::Json<CaseChanged>> {
    match state.runtime.ask::<Graduate>(owner, key.of(caller), command).await? {
        graduate::Reply::Case { case, version, status } => Ok(web::Json(convert::changed(case, version, status))),
        graduate::Reply::Done => Err(Refusal::NotFound.into()),
    }
}
