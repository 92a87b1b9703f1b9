//! The lists of cases as files (OFF-05): the same filters, scope and rights as on the page. Full ID numbers for a reason only, each
//! graduate written down before the file is made (EXT-08).

use crate::{
    error::{ApiError, ApiResult},
    intake::{NotDone, Sender},
    rights::{Caller, StaffCaller},
    routes::{cases::filter::Filter, command::Key, xlsx},
    sent::{Asked, Sent},
    sheets::{self, Column, Line, Wording},
    state::AppState,
};
use actix_web::{HttpResponse, web};
use std::{collections::BTreeSet, sync::Arc};
use wangqian_protocol::{case::CaseQuery, reveal::Reveal};
use wangqian_rules::{
    account::Principal,
    case::CaseRow,
    employer::Employer,
    ids::GraduateId,
    module::Modules,
    refusal::{Refusal, invalid},
    school::{Command, School, reveals::RevealReason, staff},
};
use wangqian_runtime::AskError;

/// `GET /exports/cases`: what the reader's list shows under these filters, all pages of it.
pub async fn cases(state: web::Data<AppState>, caller: Caller, query: Asked<CaseQuery>) -> ApiResult<HttpResponse> {
    let filter = Filter::parse(&query)?;
    if let Principal::Employer(id) = caller.session.principal {
        let employer = state.runtime.read::<Employer>(id).await?;
        return written(state, Source::Employer(employer), filter, false).await;
    }
    written(state, Source::cases(&caller)?, filter, false).await
}

/// `GET /exports/returned`: who was asked to correct something and has not handed it in again. The state is not asked for.
pub async fn returned(state: web::Data<AppState>, caller: Caller, query: Asked<CaseQuery>) -> ApiResult<HttpResponse> {
    written(state, Source::returned(&caller)?, any_state(query)?, false).await
}

/// `POST /exports/cases`.
pub async fn cases_in_full(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    query: Asked<CaseQuery>,
    body: Sent<Reveal>,
) -> ApiResult<HttpResponse> {
    let filter = Filter::parse(&query)?;
    in_full(state, &caller, &key, Source::cases(&caller)?, filter, &body).await
}

/// `POST /exports/returned`.
pub async fn returned_in_full(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    query: Asked<CaseQuery>,
    body: Sent<Reveal>,
) -> ApiResult<HttpResponse> {
    in_full(state, &caller, &key, Source::returned(&caller)?, any_state(query)?, &body).await
}

fn any_state(query: Asked<CaseQuery>) -> Result<Filter, Refusal> {
    Filter::parse(&CaseQuery { state: None, ..query.into_inner() })
}

/// The list's reader, and its rows.
#[derive(Clone)]
enum Source {
    Employer(Arc<Employer>),
    Staff { caller: StaffCaller, sees: Modules, returned: bool },
}

impl Source {
    fn cases(caller: &Caller) -> Result<Self, Refusal> {
        Self::of(caller, false)
    }

    fn returned(caller: &Caller) -> Result<Self, Refusal> {
        Self::of(caller, true)
    }

    fn of(caller: &Caller, returned: bool) -> Result<Self, Refusal> {
        let caller = caller.staff()?.clone();
        let sees = Modules::with_cases(staff::Act::View, &caller.staff.permissions).ok_or(Refusal::NotPermitted)?;
        Ok(Self::Staff { caller, sees, returned })
    }

    fn sheet(&self) -> (&'static str, &'static [Column]) {
        match self {
            Self::Employer(_) => ("签约邀请", &sheets::invitations::COLUMNS),
            Self::Staff { returned: false, .. } => ("查询数据", &sheets::cases::COLUMNS),
            Self::Staff { returned: true, .. } => ("退回修改学生名单", &sheets::returned::COLUMNS),
        }
    }

    /// The rows that fit, in the order of the page.
    fn lines(&self, filter: Filter) -> Vec<Line<'_>> {
        match self {
            Self::Employer(employer) => {
                let rows = filter.all(filter.of_employer(employer).into_iter());
                rows.into_iter().map(|row| Line { row, person: None, about: None }).collect()
            }
            Self::Staff { caller, sees, returned } => {
                let (school, scope) = (&caller.school, caller.staff.scope());
                let may_see = |row: &&CaseRow| sees.contains(row.kind.module()) && scope.contains(&row.department, row.level);
                let meant = |row: &&CaseRow| !returned || row.returned.is_some();
                let rows = filter.knowing(school, &scope).all(school.cases.rows().filter(may_see).filter(meant));
                let about = |row: &CaseRow| row.about.and_then(|agreement| school.cases.get(agreement));
                let person = |row: &CaseRow| school.roster.known(row.graduate);
                rows.into_iter().map(|row| Line { row, person: person(row), about: about(row) }).collect()
            }
        }
    }
}

/// Written down, then written.
async fn in_full(
    state: web::Data<AppState>,
    caller: &Caller,
    key: &Key,
    source: Source,
    filter: Filter,
    body: &Reveal,
) -> ApiResult<HttpResponse> {
    let staff = caller.staff()?;
    let reason =
        RevealReason::of_code(&body.reason).ok_or_else(|| Refusal::Invalid(vec![invalid("reason", "请选择导出原因")]))?;
    let (looked, known) = (source.clone(), filter.clone());
    let graduates = at_work(&state, move || shown(&looked, known)).await?;
    let command = Command::RevealMany { staff: staff.id, graduates, reason };
    state.runtime.ask::<School>(staff.school_id, key.of(caller), command).await?;
    written(state, source, filter, true).await
}

/// The graduates whose numbers the file would show.
fn shown(source: &Source, filter: Filter) -> BTreeSet<GraduateId> {
    let persons = source.lines(filter).into_iter().filter_map(|line| line.person);
    persons.filter(|person| person.removed_at.is_none()).map(|person| person.id).collect()
}

async fn written(state: web::Data<AppState>, source: Source, filter: Filter, full: bool) -> ApiResult<HttpResponse> {
    let (title, columns) = source.sheet();
    let wording = state.clone();
    let file = at_work(&state, move || {
        let wording = Wording { codes: wording.runtime.codes(), now: wording.runtime.now(), full };
        sheets::write(title, columns, source.lines(filter).into_iter(), wording)
    });
    let file = file.await?.map_err(|error| {
        tracing::warn!(%error, "a list was not written");
        ApiError::Ask(AskError::Busy)
    })?;
    Ok(xlsx::attached(&format!("{title}.xlsx"), file))
}

/// Beneath everybody else's requests, and few at a time.
async fn at_work<T: Send + 'static>(state: &AppState, job: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
    let done = state.intake.workshop.work(Sender::Known, sheets::WRITING_BYTES, job).await;
    done.map_err(|why: NotDone| {
        tracing::warn!(%why, "a list was not written");
        ApiError::Ask(AskError::Busy)
    })
}
