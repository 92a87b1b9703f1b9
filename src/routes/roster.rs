//! 「学生名单管理」 (ROS-01).

use crate::{
    convert,
    error::ApiResult,
    rights::Caller,
    routes::window::{Order, Paging, Window},
    search::{Needle, is_wanted},
    sent::Asked,
    state::AppState,
};
use actix_web::web;
use std::collections::{BTreeMap, BTreeSet};
use wangqian_protocol::roster::*;
use wangqian_rules::{
    case::CaseRow,
    graduate::Graduate,
    ids::GraduateId,
    privacy::{self, Reader},
    refusal::Refusal,
    school::{School, roster},
};

/// `GET /roster`: the caller's own graduates, in the order of enrolment.
pub async fn list(caller: Caller, query: Asked<RosterQuery>) -> ApiResult<web::Json<RosterPage>> {
    let staff = caller.staff()?;
    let scope = staff.staff.scope();
    let paging = Paging::of(query.cursor.as_deref(), query.offset, query.limit)?;
    let own: Vec<_> = staff.school.roster.rows().filter(|row| scope.contains(&row.department, row.level)).collect();
    let needle = Needle::of(query.q.as_deref());
    let fitting: Vec<_> = own.iter().filter(|row| fits(&query, needle.as_ref(), row)).collect();
    let (page, next) = paging.page(&fitting, Order::Rising, |row| row.id);
    Ok(web::Json(RosterPage {
        rows: page.iter().map(|row| shown(&staff.school, row)).collect(),
        total: fitting.len(),
        majors: majors(&query, &own),
        cohorts: own.iter().map(|row| row.id.cohort).collect::<BTreeSet<_>>().into_iter().rev().collect(),
        next,
    }))
}

fn majors(query: &RosterQuery, own: &[&roster::RosterRow]) -> Vec<String> {
    let here = own.iter().filter(|row| is_wanted(&query.department, &row.department));
    let names: BTreeSet<_> = here.map(|row| row.major.as_str()).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// `GET /roster/invalidated` (INV-01): newest first.
pub async fn invalidated(caller: Caller, query: Asked<InvalidatedQuery>) -> ApiResult<web::Json<InvalidatedPage>> {
    let staff = caller.staff()?;
    let scope = staff.staff.scope();
    let removed = staff.school.roster.removed().filter(|row| scope.contains(&row.department, row.level));
    let own: Vec<_> = removed.collect();
    let needle = Needle::of(query.q.as_deref());
    let fits = |row: &&&roster::RosterRow| {
        is_wanted(&query.department, &row.department) && needle.as_ref().is_none_or(|needle| needle.finds(row))
    };
    let mut fitting: Vec<_> = own.iter().filter(fits).collect();
    fitting.sort_by_key(|row| (std::cmp::Reverse(row.removed_at), row.id));
    let mut former = former(&staff.school);
    let (page, _) = Window::of(query.offset, query.limit)?.cut(&fitting);
    let rows = page.iter().filter_map(|row| invalid_row(row, former.remove(&row.id).unwrap_or_default())).collect();
    let departments: BTreeSet<_> = own.iter().map(|row| row.department.as_str()).collect();
    let departments = departments.into_iter().map(str::to_owned).collect();
    Ok(web::Json(InvalidatedPage { rows, total: fitting.len(), departments }))
}

/// `GET /roster/{graduate}`: 「详细」 (ROS-01). A graduate whom the caller is not responsible for is not found.
pub async fn one(
    state: web::Data<AppState>,
    caller: Caller,
    graduate: web::Path<String>,
) -> ApiResult<web::Json<RosterDetail>> {
    let staff = caller.staff()?;
    let id: GraduateId = graduate.parse().map_err(|()| Refusal::NotFound)?;
    let row = staff.school.roster.known(id).ok_or(Refusal::NotFound)?;
    if !staff.staff.scope().contains(&row.department, row.level) {
        return Err(Refusal::NotFound.into());
    }
    let graduate = state.runtime.read::<Graduate>(id).await?;
    let profile = graduate.profile.as_ref().ok_or(Refusal::NotFound)?;
    let submitted = graduate.cases.values().rev().filter(|case| case.submission.is_some());
    Ok(web::Json(RosterDetail {
        row: shown(&staff.school, row),
        graduate: convert::graduate(id, profile, &staff.school.settings.name, Reader::Staff),
        class_name: profile.class_name.clone(),
        origin_region: profile.origin_region.clone(),
        archive_in_school: profile.archive_in_school,
        household_in_school: profile.household_in_school,
        cases: submitted.map(|case| convert::row(&case.row(id, profile))).collect(),
    }))
}

/// What each graduate's cases were before they were invalidated, newest first.
fn former(school: &School) -> BTreeMap<GraduateId, Vec<String>> {
    let mut former: BTreeMap<GraduateId, Vec<String>> = BTreeMap::new();
    for case in school.cases.rows().rev() {
        if let Some(status) = case.former {
            former.entry(case.graduate).or_default().push(status.label(case.kind).to_owned());
        }
    }
    former
}

fn invalid_row(row: &roster::RosterRow, former: Vec<String>) -> Option<InvalidatedRow> {
    Some(InvalidatedRow {
        graduate: row.id.to_string(),
        exam_no: row.exam_no.clone(),
        name: row.name.clone(),
        department: row.department.clone(),
        removed_at_ms: row.removed_at?.0,
        former,
    })
}

fn fits(query: &RosterQuery, needle: Option<&Needle>, row: &roster::RosterRow) -> bool {
    is_wanted(&query.department, &row.department)
        && is_wanted(&query.major, &row.major)
        && is_wanted(&query.education_level, &row.education_level)
        && query.cohort.is_none_or(|cohort| cohort == row.id.cohort)
        && needle.is_none_or(|needle| needle.finds(row))
}

fn shown(school: &School, row: &roster::RosterRow) -> RosterRow {
    RosterRow {
        graduate: row.id.to_string(),
        exam_no: row.exam_no.clone(),
        name: row.name.clone(),
        id_no_masked: privacy::id_number(&row.id_no, Reader::Staff),
        department: row.department.clone(),
        major: row.major.clone(),
        education_level: row.education_level.clone(),
        training_mode: row.training_mode.clone(),
        cohort: row.id.cohort,
        destination: school.cases.effective_of(row.id).map_or_else(|| "待就业".to_owned(), CaseRow::destination),
    }
}
