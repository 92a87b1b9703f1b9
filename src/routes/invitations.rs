//! Employers look for a graduate and invite (SIG-01).

use crate::{
    convert,
    error::ApiResult,
    operations::{Wanted, offer},
    rights::Caller,
    routes::command::Key,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use wangqian_protocol::invitation::*;
use wangqian_rules::{
    case::{CaseKind, Party, Status},
    check::width,
    employer::{self, Employer},
    ids::*,
    module::Switch,
    refusal::{Audience, Refusal, invalid},
};

/// `POST /graduates/lookup`: name and number must both fit, so that a number alone finds nobody. Anybody may register as an employer:
/// who is not verified learns nothing about graduates (ACC-10).
pub async fn look_up(state: web::Data<AppState>, caller: Caller, body: Sent<Lookup>) -> ApiResult<web::Json<Found>> {
    let me = caller.employer()?;
    let employer = state.runtime.read::<Employer>(me).await?;
    employer.in_force().ok_or(Refusal::EmployerNotVerified)?;
    state.quotas.look_ups.one_more(me, state.runtime.monotonic_ms())?;
    let school = state.school(school_id(&body.school)?).await?;
    let row = school.roster.look_up(&body.name, &body.number)?;
    let obstacle =
        school.admission(row, CaseKind::ONLINE_SIGNING).and_then(|_| employer.may_invite(row.id, state.runtime.now())).err();
    Ok(web::Json(Found {
        graduate: row.id.to_string(),
        name: row.name.clone(),
        school_name: school.settings.name.clone(),
        department: row.department.clone(),
        major: row.major.clone(),
        education_level: row.education_level.clone(),
        cohort: row.id.cohort,
        household_in_school: row.household_in_school,
        obstacle: obstacle.map(|refusal| convert::settings::obstacle(&refusal, Audience::Employer)),
    }))
}

/// `POST /invitations`: the school admits, the employer decides and sends.
pub async fn invite(state: web::Data<AppState>, caller: Caller, key: Key, body: Sent<Invite>) -> ApiResult<HttpResponse> {
    let me = caller.employer()?;
    let Invite { school, name, number, valid_days, terms } = body.into_inner();
    let wanted = Wanted {
        school: school_id(&school)?,
        name,
        number,
        valid_days: valid_days.map(convert::small),
        terms: convert::terms_in(terms, state.runtime.codes(), state.runtime.now().date())?,
    };
    let now_ms = state.runtime.monotonic_ms();
    state.quotas.look_ups.may_look(me, now_ms)?;
    let case = CaseId(uuid::Uuid::now_v7());
    let offer = match state.runtime.read::<Employer>(me).await?.in_force() {
        Some(_) => offer(&state.runtime, case, wanted).await?,
        // The employer decides nevertheless: it may know the key already and repeat its yes.
        None => wanted.offered(case, Err(Refusal::EmployerNotVerified)),
    };
    if matches!(offer.admission, Err(Refusal::NoSuchGraduate)) {
        // An employer that tries out numbers by inviting is looking for people.
        state.quotas.look_ups.one_more(me, now_ms)?;
    }
    match state.runtime.ask::<Employer>(me, key.of(&caller), employer::Command::Invite(Box::new(offer))).await? {
        employer::Reply::Invited { case, version } => {
            let invited = convert::changed(case, version, CaseKind::ONLINE_SIGNING, Status::Asked(Party::Graduate));
            Ok(HttpResponse::Created().json(invited))
        }
        employer::Reply::Done | employer::Reply::Registration { .. } => Err(Refusal::NotFound.into()),
    }
}

fn school_id(code: &str) -> Result<SchoolId, Refusal> {
    let code = width::compact(code).unwrap_or_default();
    code.parse().map_err(|()| Refusal::Invalid(vec![invalid("school", "请选择学校")]))
}

/// `GET /schools`.
pub async fn schools(state: web::Data<AppState>, _: Caller) -> ApiResult<web::Json<SchoolList>> {
    let mut schools = Vec::new();
    for (_, province) in state.provinces().await? {
        for (id, name) in &province.schools {
            let signing_open = state.school(*id).await?.settings.is_open(Switch::Signing);
            schools.push(SchoolItem { school: id.to_string(), name: name.clone(), signing_open });
        }
    }
    Ok(web::Json(SchoolList { schools }))
}
