//! Where a graduate's case stands in the queue (EXT-11).

use crate::{error::ApiResult, rights::Caller, state::AppState};
use actix_web::web;
use wangqian_protocol::waiting::{CasePlace, Waiting};
use wangqian_rules::{
    case::Status,
    graduate::Graduate,
    ids::CaseId,
    refusal::Refusal,
    school::pace::{self, Place},
};

/// `GET /cases/{case}/place`. The school's list is asked, not the case: a place is among others.
pub async fn place(state: web::Data<AppState>, caller: Caller, case: web::Path<CaseId>) -> ApiResult<web::Json<CasePlace>> {
    let me = caller.graduate()?;
    if !state.runtime.read::<Graduate>(me).await?.cases.contains_key(&case) {
        return Err(Refusal::NotFound.into());
    }
    let school = state.school(me.school).await?;
    let found = school.cases.get(*case).and_then(|row| Some((row, school.place(row)?)));
    let waiting = found.map(|(row, place)| {
        let days = state.paces.of(me.school, &school, &state.runtime).days(row, place);
        waiting(row.status, place, days)
    });
    Ok(web::Json(CasePlace { waiting }))
}

fn waiting(status: Status, Place { at, of }: Place, days: Option<usize>) -> Waiting {
    let level = match status {
        Status::InReview(_, stage) => stage.label(),
        _ => "",
    };
    Waiting { level: level.to_owned(), at, of, estimate: days.map(pace::in_words) }
}
