//! The province's page.

use crate::{convert, error::ApiResult, rights::Caller, state::AppState};
use actix_web::web;
use wangqian_protocol::province::{ProvinceHome, ProvinceSchool};
use wangqian_rules::{
    case::{CaseKind, Status},
    ids::SchoolId,
    province::Province,
    review::{Scope, Stage},
    school::School,
};

/// `GET /province`.
pub async fn home(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<ProvinceHome>> {
    let province = state.runtime.read::<Province>(caller.province()?).await?;
    let mut schools = Vec::with_capacity(province.schools.len());
    for (id, name) in &province.schools {
        schools.push(summary(*id, name, state.school(*id).await?.as_ref()));
    }
    Ok(web::Json(ProvinceHome {
        name: province.name.clone(),
        agreement_kind: province.agreement_kind.map(convert::agreement_code),
        schools,
    }))
}

fn summary(id: SchoolId, name: &str, school: &School) -> ProvinceSchool {
    let whole = Scope::default();
    let oldest = |stage| school.cases.oldest(CaseKind::OnlineSigning, stage, &whole);
    ProvinceSchool {
        school: id.to_string(),
        name: name.to_owned(),
        signing_open: school.settings.signing_open,
        graduates: school.roster.len(),
        in_review: school.cases.in_process(),
        effective: school.cases.rows().filter(|row| row.status == Status::Effective).count(),
        oldest_waiting_since_ms: [Stage::Department, Stage::School].into_iter().filter_map(oldest).min().map(|at| at.0),
    }
}
