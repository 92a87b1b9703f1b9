//! The homes and lists of 「档案信息登记」 and 「户口信息登记」 (HOM-03, ARC-01). The EMS's data are shown as they came last.

use crate::{
    error::ApiResult,
    rights::{Caller, StaffCaller},
    routes::window::Window,
    search::{Needle, is_wanted},
    sent::Asked,
    state::AppState,
};
use actix_web::web;
use std::collections::{BTreeMap, BTreeSet};
use wangqian_protocol::module::*;
use wangqian_rules::{
    exchange::TransfersChange,
    module::Module,
    refusal::Refusal,
    review::Scope,
    school::{School, roster::RosterRow},
};

const REGISTERED: (&str, &str) = ("registered", "已登记");
const UNREGISTERED: (&str, &str) = ("unregistered", "未登记");

/// `GET /modules/{module}`.
pub async fn home(state: web::Data<AppState>, caller: Caller, module: web::Path<String>) -> ApiResult<web::Json<ModuleHome>> {
    let (staff, module) = entered(&caller, &module)?;
    let (school, scope, today) = (&staff.school, staff.staff.scope(), state.runtime.now().date());
    let mut departments: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for row in school.registrants(module, &scope).filter(|row| school.registers(row.id.cohort, today)) {
        let counts = departments.entry(&row.department).or_default();
        counts[usize::from(school.transfers.has(module, row.id))] += 1;
    }
    let departments: Vec<_> = departments
        .into_iter()
        .map(|(name, [unregistered, registered])| ModuleDepartment { name: name.to_owned(), registered, unregistered })
        .collect();
    Ok(web::Json(ModuleHome {
        module: module.code().to_owned(),
        label: module.label().to_owned(),
        open: module.entrance().is_some_and(|switch| school.settings.is_open(switch)),
        route_label: school.settings.route(module).label().to_owned(),
        registered: departments.iter().map(|department| department.registered).sum(),
        unregistered: departments.iter().map(|department| department.unregistered).sum(),
        departments,
    }))
}

/// `GET /modules/{module}/transfers`: in the order of enrolment.
pub async fn transfers(
    state: web::Data<AppState>,
    caller: Caller,
    module: web::Path<String>,
    query: Asked<TransferQuery>,
) -> ApiResult<web::Json<TransferPage>> {
    let (staff, module) = entered(&caller, &module)?;
    let (school, scope) = (&staff.school, staff.staff.scope());
    let list = List { school, module, today: state.runtime.now().date(), needle: Needle::of(query.q.as_deref()) };
    let rows = list.rows(&scope, &query);
    let (page, _) = Window::of(query.offset, query.limit)?.cut(&rows);
    Ok(web::Json(TransferPage {
        rows: page.iter().map(|row| list.shown(row)).collect(),
        total: rows.len(),
        cohorts: list.cohorts(&scope),
    }))
}

/// ACC-04, ACC-09. Signing has pages of its own.
fn entered<'a>(caller: &'a Caller, module: &str) -> Result<(&'a StaffCaller, Module), Refusal> {
    let staff = caller.staff()?;
    let module = Module::from_code(module).filter(|module| *module != Module::Signing).ok_or(Refusal::NotFound)?;
    staff.school.may_enter(staff.id, module)?;
    Ok((staff, module))
}

struct List<'a> {
    school: &'a School,
    module: Module,
    today: jiff::civil::Date,
    needle: Option<Needle>,
}

impl List<'_> {
    fn rows<'r>(&'r self, scope: &'r Scope, query: &TransferQuery) -> Vec<&'r RosterRow> {
        self.school.registrants(self.module, scope).filter(|row| self.fits(query, row)).collect()
    }

    fn fits(&self, query: &TransferQuery, row: &RosterRow) -> bool {
        let is_of_cohort = match query.cohort {
            Some(cohort) => cohort == row.id.cohort,
            None => self.school.registers(row.id.cohort, self.today),
        };
        is_of_cohort
            && is_wanted(&query.state, self.state(row).0)
            && is_wanted(&query.department, &row.department)
            && is_wanted(&query.education_level, &row.education_level)
            && self.needle.as_ref().is_none_or(|needle| needle.finds(row))
    }

    fn state(&self, row: &RosterRow) -> (&'static str, &'static str) {
        if self.school.transfers.has(self.module, row.id) { REGISTERED } else { UNREGISTERED }
    }

    fn cohorts(&self, scope: &Scope) -> Vec<u16> {
        let all: BTreeSet<_> = self.school.registrants(self.module, scope).map(|row| row.id.cohort).collect();
        all.into_iter().rev().collect()
    }

    fn shown(&self, row: &RosterRow) -> TransferRow {
        let (state, state_label) = self.state(row);
        TransferRow {
            graduate: row.id.to_string(),
            exam_no: row.exam_no.clone(),
            name: row.name.clone(),
            department: row.department.clone(),
            major: row.major.clone(),
            education_level: row.education_level.clone(),
            cohort: row.id.cohort,
            state: state.to_owned(),
            state_label: state_label.to_owned(),
            registered: self.school.transfers.get(row.id).and_then(|known| registered(self.module, known)),
        }
    }
}

/// Only the module's own part: who may look into the archives need not be allowed to see the household registrations (ACC-04).
fn registered(module: Module, known: &TransfersChange) -> Option<Registered> {
    match module {
        Module::Archive => known.archive.as_ref().map(|archive| Registered {
            transfer_type: archive.transfer_type.clone(),
            organisation: Some(archive.organisation.clone()),
            region: archive.region.clone(),
            address: archive.address.clone(),
            changed_at_ms: known.archive_at.0,
        }),
        Module::Household => known.household.as_ref().map(|household| Registered {
            transfer_type: household.transfer_type.clone(),
            organisation: None,
            region: household.region.clone(),
            address: household.address.clone(),
            changed_at_ms: known.household_at.0,
        }),
        Module::Signing => None,
    }
}
