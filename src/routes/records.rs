//! 「我的毕业记录」: one person who graduated more than once looks at one record at a time (ACC-01, ROS-03).

use crate::{
    auth::{activation, records, session},
    error::ApiResult,
    rights::Caller,
    routes::session::describe,
    sent::Sent,
    state::AppState,
};
use actix_web::web;
use wangqian_protocol::record::{ChooseRecord, ClaimRecord, Record, Records};
use wangqian_protocol::session::Me;
use wangqian_rules::{
    account::{Account, Command},
    graduate::Graduate,
    ids::GraduateId,
    refusal::Refusal,
};

/// `GET /records`: the newest first.
pub async fn list(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<Records>> {
    let (shown, account) = (caller.graduate()?, session::account(&state, caller.session.account).await?);
    let mut ids: Vec<GraduateId> = account.records.reachable().collect();
    ids.sort_by_key(|id| std::cmp::Reverse((id.cohort, *id)));
    let mut records = Vec::with_capacity(ids.len());
    for id in ids {
        records.push(one(&state, id, id == shown).await?);
    }
    Ok(web::Json(Records { records }))
}

async fn one(state: &AppState, id: GraduateId, shown: bool) -> ApiResult<Record> {
    let graduate = state.runtime.read::<Graduate>(id).await?;
    let profile = graduate.profile.as_deref();
    let text = |field: fn(&wangqian_rules::profile::Profile) -> &String| profile.map(field).cloned().unwrap_or_default();
    Ok(Record {
        graduate: id.to_string(),
        school_name: state.school(id.school).await?.settings.name.clone(),
        cohort: id.cohort,
        department: text(|it| &it.department),
        major: text(|it| &it.major),
        shown,
        current: records::is_current(state, id).await?,
        removed: graduate.removed_at.is_some(),
    })
}

/// `POST /records`: the person adds a graduation by the code that its school handed out (ACC-01).
pub async fn claim(state: web::Data<AppState>, caller: Caller, body: Sent<ClaimRecord>) -> ApiResult<web::Json<Records>> {
    caller.graduate()?;
    let command = Command::ClaimRecord { code: activation::digest_of(&body.code) };
    state.runtime.ask::<Account>(caller.session.account, None, command).await?;
    list(state, caller).await
}

/// `PUT /records/shown`: in this browser, until it is signed out.
pub async fn choose(state: web::Data<AppState>, caller: Caller, body: Sent<ChooseRecord>) -> ApiResult<web::Json<Me>> {
    caller.graduate()?;
    let graduate = body.graduate.parse().map_err(|()| Refusal::NotFound)?;
    let command = Command::ChooseRecord { token_hash: caller.session.hash, graduate };
    let session = session::look_at(&state, &caller.session, command).await?;
    let caller = Caller::of_session(&state, session).await?;
    Ok(web::Json(describe(&state, &caller).await?))
}
