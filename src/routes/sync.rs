//! What crosses between the platform and the EMS, and what does not get across (SYN-01, EXT-15).

use crate::{
    convert::sync as convert, ems::Desk, error::ApiResult, exchange::Compared, rights::Caller, routes::command::Key,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use std::sync::Arc;
use wangqian_protocol::ems::*;
use wangqian_rules::{
    ems::EmsSchool,
    exchange::{Subject, standing::Difference},
    ids::*,
    link::{Command, Link, Parcel},
    refusal::Refusal,
    review::Scope,
    school::School,
};

/// Differences that an answer lists; more have one cause, which the first ones show.
const DIFFERENCES_MAX: usize = 500;

/// `GET /sync`: the ways that begin in this system.
pub async fn show(state: web::Data<AppState>, caller: Caller, desk: Desk) -> ApiResult<web::Json<SyncState>> {
    let (school, sight) = (desk.school, Sight::of(&state, &caller).await?);
    let mut links = Vec::new();
    for to in [Side::Ems, Side::Platform].into_iter().filter(|to| state.exchange.begins_here(*to)) {
        links.push(one(&state, &sight, LinkId { to, school }).await?);
    }
    Ok(web::Json(SyncState { links }))
}

/// Whom a reader may see on the way: a user made for one education level has its graduates only (ACC-07). The roster is on both
/// sides, and on a server of its own on one.
struct Sight {
    scope: Scope,
    school: Arc<School>,
    ems: Arc<EmsSchool>,
}

impl Sight {
    async fn of(state: &AppState, caller: &Caller) -> ApiResult<Self> {
        let staff = caller.staff()?;
        let ems = state.runtime.read::<EmsSchool>(EntityId::EmsSchool(staff.school_id)).await?;
        Ok(Self { scope: staff.staff.scope(), school: Arc::clone(&staff.school), ems })
    }

    fn reaches(&self, subject: Subject) -> bool {
        match subject {
            Subject::Graduate(id) => self.reaches_graduate(id),
            Subject::Staff(_) | Subject::School => true,
        }
    }

    /// A graduate on no roster belongs to no level.
    fn reaches_graduate(&self, id: GraduateId) -> bool {
        if let Some(row) = self.school.roster.known(id) {
            return self.scope.contains(&row.department, row.level);
        }
        let profile = self.ems.register.get(id).map(|row| &row.profile);
        profile.map_or(self.scope.level.is_none(), |it| self.scope.contains(&it.department, it.level))
    }
}

async fn one(state: &AppState, sight: &Sight, id: LinkId) -> ApiResult<SyncLink> {
    let link = state.runtime.read::<Link>(id).await?;
    let trouble = state.exchange.trouble(id);
    let refused = link.parcels().filter(|parcel| parcel.refused.is_some() && sight.reaches(parcel.cargo.subject()));
    Ok(SyncLink {
        direction: direction(id.to).to_owned(),
        carried: link.packed() - link.len() as u64,
        waiting: link.len(),
        oldest_since_ms: link.parcels().next().map(|parcel| parcel.since.0),
        attempts: trouble.as_ref().map_or(0, |trouble| trouble.attempts),
        error: trouble.map(|trouble| trouble.error),
        refused: refused.map(|parcel| shown(&sight.school, parcel)).collect(),
    })
}

fn shown(school: &School, parcel: &Parcel) -> SyncParcel {
    let subject = match parcel.cargo.subject() {
        Subject::Graduate(id) => {
            let row = school.roster.known(id);
            row.map_or_else(|| id.to_string(), |row| format!("{}（考生号 {}）", row.name, row.exam_no))
        }
        Subject::Staff(id) => format!("账号 {id}"),
        Subject::School => "院校信息".to_owned(),
    };
    let reason = parcel.refused.clone().unwrap_or_default();
    SyncParcel { number: parcel.number, subject, since_ms: parcel.since.0, reason }
}

/// `GET /sync/differences`: the roster and the destinations of both systems, compared now.
pub async fn differences(state: web::Data<AppState>, caller: Caller, desk: Desk) -> ApiResult<web::Json<SyncDifferences>> {
    let sight = Sight::of(&state, &caller).await?;
    let Compared { graduates, differences, on_the_way } = match state.exchange.differences(desk.school).await? {
        Ok(compared) => compared,
        Err(why) => return Err(Refusal::OtherSystemSilent { why: why.0 }.into()),
    };
    let row = |difference: &Difference| {
        let on_the_way = on_the_way.contains(&Subject::Graduate(difference.graduate));
        convert::difference(difference, on_the_way, state.runtime.codes())
    };
    let seen: Vec<_> = differences.iter().filter(|difference| sight.reaches_graduate(difference.graduate)).collect();
    let rows = seen.iter().take(DIFFERENCES_MAX).map(|difference| row(difference)).collect();
    Ok(web::Json(SyncDifferences { graduates, total: seen.len(), rows }))
}

/// `POST /sync/{direction}/{number}/replay`.
pub async fn replay(
    state: web::Data<AppState>,
    caller: Caller,
    desk: Desk,
    key: Key,
    path: web::Path<(String, u64)>,
) -> ApiResult<HttpResponse> {
    on_parcel(&state, (&caller, desk), &key, &path.into_inner(), |number| Command::Replay { number }).await
}

/// `POST /sync/{direction}/{number}/discard`.
pub async fn discard(
    state: web::Data<AppState>,
    caller: Caller,
    desk: Desk,
    key: Key,
    path: web::Path<(String, u64)>,
) -> ApiResult<HttpResponse> {
    on_parcel(&state, (&caller, desk), &key, &path.into_inner(), |number| Command::Discard { number }).await
}

async fn on_parcel(
    state: &AppState,
    (caller, desk): (&Caller, Desk),
    key: &Key,
    (to, number): &(String, u64),
    command: fn(u64) -> Command,
) -> ApiResult<HttpResponse> {
    let to = [Side::Ems, Side::Platform].into_iter().find(|side| direction(*side) == to).ok_or(Refusal::NotFound)?;
    let (link, sight) = (LinkId { to, school: desk.school }, Sight::of(state, caller).await?);
    let waiting = state.runtime.read::<Link>(link).await?;
    // A repeated command that was carried out finds the parcel no more; the step answers it.
    if waiting.parcels().any(|parcel| parcel.number == *number && !sight.reaches(parcel.cargo.subject())) {
        return Err(Refusal::NotFound.into());
    }
    state.runtime.ask::<Link>(link, key.of(caller), command(*number)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn direction(to: Side) -> &'static str {
    match to {
        Side::Ems => "to_ems",
        Side::Platform => "to_platform",
    }
}
