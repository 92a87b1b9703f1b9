//! 「数据统计」 (STA-01): a page's figures, and the same as a file.

use crate::{
    error::{ApiError, ApiResult},
    rights::{Caller, StaffCaller},
    routes::xlsx,
    sent::Asked,
    state::AppState,
    statistics::{self as room, sheets},
};
use actix_web::{HttpResponse, web};
use wangqian_protocol::statistics::*;
use wangqian_rules::{
    ids::{ProvinceId, SchoolId},
    province::Province,
    refusal::Refusal,
    review::Scope,
    statistics::{Characteristic as By, Question},
};

/// `GET /statistics`: of the caller's own graduates.
pub async fn staff(
    state: web::Data<AppState>,
    caller: Caller,
    query: Asked<StatisticsQuery>,
) -> ApiResult<web::Json<Statistics>> {
    let (staff, query) = (caller.staff()?, query.into_inner());
    let choices = choices(staff);
    let by = room::wanted(query.by.as_deref(), &choices)?;
    Ok(web::Json(of_staff(&state, staff, query, by, &choices).await?))
}

/// `GET /statistics/file`.
pub async fn staff_file(state: web::Data<AppState>, caller: Caller, query: Asked<StatisticsQuery>) -> ApiResult<HttpResponse> {
    let staff = caller.staff()?;
    let choices = choices(staff);
    let counted = of_staff(&state, staff, query.into_inner(), choices.clone(), &choices).await?;
    file(counted).await
}

/// `GET /province/statistics`: of every graduate in the province, or of one school's.
pub async fn province(
    state: web::Data<AppState>,
    caller: Caller,
    query: Asked<ProvinceStatisticsQuery>,
) -> ApiResult<web::Json<Statistics>> {
    let query = query.into_inner();
    let choices = room::of_province(present(query.school.clone()).is_some());
    let by = room::wanted(query.by.as_deref(), &choices)?;
    Ok(web::Json(of_province(&state, caller.province()?, query, by, &choices).await?))
}

/// `GET /province/statistics/file`.
pub async fn province_file(
    state: web::Data<AppState>,
    caller: Caller,
    query: Asked<ProvinceStatisticsQuery>,
) -> ApiResult<HttpResponse> {
    let query = query.into_inner();
    let choices = room::of_province(present(query.school.clone()).is_some());
    let counted = of_province(&state, caller.province()?, query, choices.clone(), &choices).await?;
    file(counted).await
}

fn choices(staff: &StaffCaller) -> Vec<By> {
    room::of_school(staff.staff.scope().department.is_some())
}

async fn of_staff(
    state: &AppState,
    staff: &StaffCaller,
    query: StatisticsQuery,
    by: Vec<By>,
    choices: &[By],
) -> ApiResult<Statistics> {
    let (scope, department) = (staff.staff.scope(), present(query.department));
    if let (Some(own), Some(asked)) = (&scope.department, &department)
        && own != asked
    {
        return Err(Refusal::NotFound.into());
    }
    let home = room::home(state, staff.school_id, &by).await?;
    let words = in_words(&staff.school.settings.name, &scope, department.as_deref());
    let question = Question { scope, department, cohort: query.cohort, home, by };
    let at = state.runtime.now();
    let tally = state.counter.count(&state.runtime, staff.school.clone(), question).await?;
    Ok(room::shown(&tally, words, at, choices, &Vec::new(), state.runtime.codes()))
}

async fn of_province(
    state: &AppState,
    id: ProvinceId,
    query: ProvinceStatisticsQuery,
    by: Vec<By>,
    choices: &[By],
) -> ApiResult<Statistics> {
    let province = state.runtime.read::<Province>(id).await?;
    let chosen = present(query.school).map(|code| school_of(&province, &code)).transpose()?;
    let department = chosen.and(present(query.department));
    let name = chosen.and_then(|school| province.schools.get(&school)).unwrap_or(&province.name);
    let words = in_words(name, &Scope::default(), department.as_deref());
    let question = Question { department, cohort: query.cohort, home: Some(id), by, ..Question::default() };
    let at = state.runtime.now();
    let ids = chosen.map_or_else(|| province.schools.keys().copied().collect(), |school| vec![school]);
    let mut tally = room::sum(state, ids, question).await?;
    if chosen.is_none() {
        // Two schools' departments of one name are two.
        tally.departments.clear();
    }
    let schools = province.schools.iter().map(|(id, name)| CountedSchool { school: id.to_string(), name: name.clone() });
    Ok(room::shown(&tally, words, at, choices, &schools.collect(), state.runtime.codes()))
}

fn school_of(province: &Province, code: &str) -> Result<SchoolId, Refusal> {
    let id = SchoolId(code.parse().map_err(|_| Refusal::NotFound)?);
    province.schools.contains_key(&id).then_some(id).ok_or(Refusal::NotFound)
}

fn present(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// 「示例大学 · 计算机学院 · 本专科」.
fn in_words(name: &str, scope: &Scope, department: Option<&str>) -> String {
    let department = department.or(scope.department.as_deref());
    let parts = [Some(name), department, scope.level.map(|level| level.label())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

async fn file(counted: Statistics) -> ApiResult<HttpResponse> {
    let name = format!("数据统计 {}.xlsx", counted.scope);
    let written = web::block(move || sheets::write(&counted)).await;
    let file = written.map_err(|_| ApiError::Crowded)?.map_err(|error| ApiError::Malformed(error.to_string()))?;
    Ok(xlsx::attached(&name, file))
}
