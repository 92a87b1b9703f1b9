//! 「用人单位审核」: the employers that a province verifies (ACC-10).

use crate::{
    convert,
    error::ApiResult,
    rights::Caller,
    routes::{
        command::{Key, Seen},
        window::{Order, Paging, Place},
    },
    sent::{Asked, Sent},
    state::AppState,
};
use actix_web::web;
use wangqian_protocol::employer::{DecideEmployer, EmployerPage, EmployerQuery, EmployerRegistration, RegistrationChanged};
use wangqian_rules::{
    employer::{
        self, Employer,
        registration::{EmployerRow, State},
    },
    ids::EmployerId,
    province::Province,
    refusal::{Refusal, invalid},
};

/// `GET /province/employers`: who waits longest first, everybody else newest first.
pub async fn list(
    state: web::Data<AppState>,
    caller: Caller,
    query: Asked<EmployerQuery>,
) -> ApiResult<web::Json<EmployerPage>> {
    let province = state.runtime.read::<Province>(caller.province()?).await?;
    let wanted = Wanted::parse(&query)?;
    let mut fitting: Vec<_> = province.employers.rows().filter(|row| wanted.fits(row)).collect();
    fitting.sort_by_key(|row| place(row));
    let (page, next) = wanted.paging.page(&fitting, Order::Rising, |row| place(row));
    Ok(web::Json(EmployerPage {
        rows: page.iter().map(|row| convert::employer::row(row)).collect(),
        total: fitting.len(),
        waiting: province.employers.waiting(),
        next,
    }))
}

/// Whether it is settled, since when it waits, and who it is.
type Turn = (bool, i64, EmployerId);

fn place(row: &EmployerRow) -> Turn {
    let waits = row.state == State::Submitted;
    (!waits, if waits { row.since.0 } else { -row.since.0 }, row.employer)
}

impl Place for Turn {
    fn text(self) -> String {
        let (settled, key, employer) = self;
        format!("{}_{key}_{employer}", u8::from(settled))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('_');
        let settled = parts.next()? == "1";
        let place = (settled, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        parts.next().is_none().then_some(place)
    }
}

/// A parsed query. Values that mean nothing are refused instead of listing something else.
struct Wanted<'a> {
    state: Option<State>,
    is_change: Option<bool>,
    nature: Option<&'a str>,
    text: Option<String>,
    paging: Paging<Turn>,
}

fn present(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn wrong(field: &'static str, message: &str) -> Refusal {
    Refusal::Invalid(vec![invalid(field, message)])
}

impl<'a> Wanted<'a> {
    fn parse(query: &'a EmployerQuery) -> Result<Self, Refusal> {
        let state = present(&query.state)
            .map(|code| convert::employer::state_in(code).ok_or_else(|| wrong("state", "没有这种状态")))
            .transpose()?;
        let is_change = match present(&query.kind) {
            None => None,
            Some("first") => Some(false),
            Some("change") => Some(true),
            Some(_) => return Err(wrong("kind", "为 first 或 change")),
        };
        let text = present(&query.q).map(str::to_uppercase);
        let paging = Paging::of(query.cursor.as_deref(), None, query.limit)?;
        Ok(Self { state, is_change, nature: present(&query.nature), text, paging })
    }

    fn fits(&self, row: &EmployerRow) -> bool {
        let named = |text: &String| row.name.to_uppercase().contains(text.as_str()) || row.credit_code.contains(text.as_str());
        self.state.is_none_or(|state| state == row.state)
            && self.is_change.is_none_or(|is_change| is_change == row.is_change)
            && self.nature.is_none_or(|nature| nature == row.nature)
            && self.text.as_ref().is_none_or(named)
    }
}

/// `GET /province/employers/{employer}`: of those that were handed to this province.
pub async fn detail(
    state: web::Data<AppState>,
    caller: Caller,
    employer: web::Path<EmployerId>,
) -> ApiResult<web::Json<EmployerRegistration>> {
    known(&state, &caller, *employer).await?;
    let employer = state.runtime.read::<Employer>(*employer).await?;
    Ok(web::Json(convert::employer::registration(employer.registration()?, state.runtime.codes())))
}

/// `POST /province/employers/{employer}/decision`: the employer decides whether it is this province's to say.
pub async fn decide(
    state: web::Data<AppState>,
    caller: Caller,
    employer: web::Path<EmployerId>,
    seen: Seen,
    key: Key,
    body: Sent<DecideEmployer>,
) -> ApiResult<web::Json<RegistrationChanged>> {
    let name = known(&state, &caller, *employer).await?;
    let verdict = convert::employer::verdict_in(body.into_inner());
    let decide = employer::Command::DecideRegistration { seen: seen.0, by: (caller.province()?, name), verdict };
    match state.runtime.ask::<Employer>(*employer, key.of(&caller), decide).await? {
        employer::Reply::Registration { version, state } => Ok(web::Json(convert::employer::changed(version, state))),
        _ => Err(Refusal::NotFound.into()),
    }
}

/// The province's name, if it holds this employer.
async fn known(state: &AppState, caller: &Caller, employer: EmployerId) -> ApiResult<String> {
    let province = state.runtime.read::<Province>(caller.province()?).await?;
    province.employers.get(employer).ok_or(Refusal::NotFound)?;
    Ok(province.name.clone())
}
