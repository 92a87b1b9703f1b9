//! What the enterprise credit registry says of a case's employer (SIG-03). An endpoint of its own: the case does not wait for it.

use crate::{credit, error::ApiResult, rights::Caller, state::AppState};
use actix_web::web;
use wangqian_protocol::flag::{EmployerStanding, StandingTone};
use wangqian_rules::{
    codes::CodeTable,
    employer::Employer,
    graduate::Graduate,
    ids::{CaseId, EmployerId},
    refusal::Refusal,
    school::staff::Act,
};

/// `GET /cases/{case}/registration`.
pub async fn show(
    state: web::Data<AppState>,
    caller: Caller,
    case: web::Path<CaseId>,
) -> ApiResult<web::Json<EmployerStanding>> {
    let staff = caller.staff()?;
    let grant = staff.school.authorise(staff.id, *case, Act::View)?;
    let graduate = state.runtime.read::<Graduate>(grant.graduate).await?;
    let case = graduate.cases.get(&*case).ok_or(Refusal::NotFound)?;
    let credit_code = case.credit_code().ok_or(Refusal::NotFound)?;
    let id = EmployerId::of_credit_code(credit_code);
    let is_here = state.runtime.read::<Employer>(id).await?.card.is_some();
    let codes = state.runtime.codes();
    let standing = state.credit.standing(credit_code, codes, state.runtime.now()).await;
    Ok(web::Json(EmployerStanding {
        tone: match standing.state.as_str() {
            credit::EXISTING => StandingTone::Fine,
            credit::UNKNOWN => StandingTone::Unknown,
            _ => StandingTone::Warning,
        },
        label: codes.name(CodeTable::EmployerRegStatus, &standing.state).unwrap_or(&standing.state).to_owned(),
        checked_at_ms: standing.checked_at.map(|at| at.0),
        employer: is_here.then(|| id.to_string()),
        state: standing.state,
    }))
}
