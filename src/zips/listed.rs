//! The agreements of a list: the same filters, scope and rights as on the page. An agreement was issued when its school gave it a number.

use crate::{
    error::ApiResult,
    rights::{Caller, StaffCaller},
    routes::cases::filter::Filter,
    state::AppState,
};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};
use wangqian_rules::{
    account::Principal,
    case::CaseRow,
    employer::Employer,
    ids::CaseId,
    module::Modules,
    refusal::Refusal,
    school::{numbers::AgreementNumber, staff},
};

/// A row that issues an agreement.
pub struct Listed {
    pub case: CaseId,
    /// Once it is issued.
    pub number: Option<AgreementNumber>,
    pub graduate: String,
    pub school: String,
    pub employer: String,
    pub state: &'static str,
}

impl Listed {
    fn of(row: &CaseRow, number: Option<AgreementNumber>) -> Self {
        let (graduate, school, employer) = (row.name.clone(), row.school_name.clone(), row.subject.clone());
        Self { case: row.case, number, graduate, school, employer, state: row.label() }
    }
}

/// Those of the caller's list, in its order.
///
/// # Errors
/// `NotPermitted` for staff who see no cases; what reading entities refuses.
pub async fn listed(state: &AppState, caller: &Caller, filter: Filter) -> ApiResult<Vec<Listed>> {
    match caller.session.principal {
        Principal::Employer(me) => of_employer(state, &*state.runtime.read::<Employer>(me).await?, &filter).await,
        _ => Ok(of_staff(caller.staff()?, filter)?),
    }
}

async fn of_employer(state: &AppState, employer: &Employer, filter: &Filter) -> ApiResult<Vec<Listed>> {
    // A request for the end of an agreement stands for it, and both may be on a list.
    let mut seen = BTreeSet::new();
    let listed = filter.all(filter.of_employer(employer).into_iter()).into_iter().map(|row| row.about.unwrap_or(row.case));
    let mut rows: Vec<_> = listed.filter_map(|case| employer.cases.get(&case).map(|case| &case.row)).collect();
    rows.retain(|row| row.kind.facts().issues_agreement() && seen.insert(row.case));
    let mut schools = BTreeMap::new();
    for id in rows.iter().map(|row| row.graduate.school) {
        if let Entry::Vacant(unread) = schools.entry(id) {
            unread.insert(state.school(id).await?);
        }
    }
    let number = |row: &CaseRow| {
        let id = row.graduate.school;
        schools.get(&id).and_then(|school| school.agreement_number(id, row.case))
    };
    Ok(rows.into_iter().map(|row| Listed::of(row, number(row))).collect())
}

fn of_staff(caller: &StaffCaller, filter: Filter) -> Result<Vec<Listed>, Refusal> {
    let (school, scope) = (&caller.school, caller.staff.scope());
    let sees = Modules::with_cases(staff::Act::View, &caller.staff.permissions).ok_or(Refusal::NotPermitted)?;
    let may_see = |row: &&CaseRow| sees.contains(row.kind.module()) && scope.contains(&row.department, row.level);
    let issues = |row: &&CaseRow| row.kind.facts().issues_agreement();
    let rows = filter.knowing(school, &scope).all(school.cases.rows().filter(may_see).filter(issues));
    Ok(rows.into_iter().map(|row| Listed::of(row, school.agreement_number(caller.school_id, row.case))).collect())
}
