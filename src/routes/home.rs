//! Homes (HOM-01, HOM-02, HOM-04).

use crate::{
    convert,
    error::ApiResult,
    rights::{Caller, StaffCaller},
    routes::deputies::last_day,
    state::AppState,
};
use actix_web::web;
use wangqian_protocol::{
    case::{Timeline, TimelineEntry},
    deputy::StandIn,
    queue::StaffHome,
};
use wangqian_rules::{
    caller::Caller as By,
    case::Case,
    codes::Codes,
    graduate::Graduate,
    module::{Module, Modules},
    refusal::Refusal,
    review::Stage,
    school::{School, deputies::Deputy, staff::Act},
};

/// `GET /home`.
pub async fn staff(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<StaffHome>> {
    let staff = caller.staff()?;
    let now = state.runtime.now();
    let sees = Modules::with_cases(Act::View, &staff.staff.permissions).ok_or(Refusal::NotPermitted)?;
    Ok(web::Json(StaffHome {
        counts: convert::counts(&staff.school, &staff.staff.scope(), sees, staff.staff.stage(), now),
        decided_today: decided_on(staff, now.date()),
        handlers: convert::handlers(&staff.school.settings),
        settings: convert::signing_settings(staff.school_id, &staff.school),
        departments_without_reviewer: of_school(staff, |school| school.departments_without_reviewer(Module::Signing)),
        levels_without_handler: staff
            .school
            .levels_without_handler()
            .into_iter()
            .map(|level| level.label().to_owned())
            .collect(),
        setup: of_school(staff, convert::setup),
        overdue_days: staff.school.settings.overdue_days(),
        stands_in_for: staff
            .school
            .deputies
            .behind(staff.id, &staff.staff.scope(), now)
            .map(|one| stand_in(&one.of_name, one))
            .collect(),
        stood_in_by: staff.school.deputies.instead_of(staff.id, now).map(|one| stand_in(&one.to_name, one)),
    }))
}

fn stand_in(name: &str, deputy: &Deputy) -> StandIn {
    StandIn { name: name.to_owned(), until: last_day(deputy) }
}

/// News for a school's users only; a user who may only read sees how it stands as well.
fn of_school<T>(staff: &StaffCaller, read: impl FnOnce(&School) -> Vec<T>) -> Vec<T> {
    if staff.staff.stage() == Stage::School { read(&staff.school) } else { Vec::new() }
}

/// `GET /timeline` (HOM-04): the histories of all of a graduate's cases, newest first.
pub async fn timeline(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<Timeline>> {
    let graduate = state.runtime.read::<Graduate>(caller.graduate()?).await?;
    let mut entries: Vec<_> = graduate.cases.values().flat_map(|case| lines(case, state.runtime.codes())).collect();
    entries.sort_by_key(|line| std::cmp::Reverse(line.entry.at_ms));
    Ok(web::Json(Timeline { entries }))
}

/// Newest first, so that what happened at one time stays in its order.
fn lines(case: &Case, codes: &Codes) -> impl Iterator<Item = TimelineEntry> {
    let trail = convert::trail(case, codes).into_iter().rev();
    trail.map(|entry| TimelineEntry { case: case.id.to_string(), subject: case.subject(), entry })
}

/// Rows whose last change was this user's decision on that day.
fn decided_on(staff: &StaffCaller, day: jiff::civil::Date) -> usize {
    let name = &staff.staff.name;
    let me = |name: String| By::Staff { staff: staff.id, name, department: staff.staff.scope().department }.shown();
    let (alone, (deputising, tail)) = (me(name.clone()), (format!("{name}（代"), me(String::new())));
    // In somebody's place, a decision carries both names (EXT-19).
    let mine = |by: &str| by == alone || by.starts_with(&deputising) && by.ends_with(&tail);
    let rows = staff.school.cases.rows().filter(|row| row.since.date() == day);
    rows.filter(|row| row.reviewer.as_deref().is_some_and(mine)).count()
}
