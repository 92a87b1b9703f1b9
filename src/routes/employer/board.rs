//! The employer's board, and a word to graduates who have not answered.

use crate::{
    convert,
    error::ApiResult,
    rights::Caller,
    routes::cases::on_case::{Changed, OnCase},
    state::AppState,
};
use actix_web::web;
use std::collections::BTreeMap;
use wangqian_protocol::{
    board::{Board, Lane},
    case as wire,
};
use wangqian_rules::{
    case::{CaseRow, Party, Status},
    employer::{Employer, board},
    graduate::{Act, Graduate},
    ids::CaseId,
    refusal::Refusal,
};
use wangqian_runtime::{AskError, Runtime};

/// Cards of a lane: the rest is in the list.
const SHOWN: usize = 4;

/// `GET /employer/board`.
pub async fn show(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<Board>> {
    let employer = state.runtime.read::<Employer>(caller.employer()?).await?;
    let mut by_lane: BTreeMap<board::Lane, Vec<&CaseRow>> = BTreeMap::new();
    for (lane, row) in employer.board() {
        by_lane.entry(lane).or_default().push(row);
    }
    let lanes = board::Lane::ALL.into_iter().map(|lane| shown(lane, by_lane.remove(&lane).unwrap_or_default()));
    Ok(web::Json(Board { lanes: lanes.collect() }))
}

fn shown(lane: board::Lane, mut rows: Vec<&CaseRow>) -> Lane {
    rows.sort_unstable_by_key(|row| std::cmp::Reverse((row.since, row.case)));
    let newest = rows.iter().take(SHOWN).map(|row| convert::row(row));
    Lane { code: lane.code().to_owned(), label: lane.label().to_owned(), count: rows.len(), rows: newest.collect() }
}

/// `POST /cases/{case}/reminder`: the employer knows whose case it is, the graduate's own word decides.
pub async fn remind(on: OnCase) -> Changed {
    let me = on.caller.employer()?;
    let employer = on.state.runtime.read::<Employer>(me).await?;
    let owner = employer.cases.get(&on.case).ok_or(Refusal::NotFound)?.row.graduate;
    on.act(owner, Act::Remind { by: me }).await
}

/// From when each graduate who has not answered can be reminded again; says nothing where that can be now. One read a row: a page is
/// bounded, and whoever is reminded next is read in any case.
///
/// # Errors
/// A graduate cannot be read now.
pub async fn say_reminders(runtime: &Runtime, employer: &Employer, rows: &mut [wire::CaseRow]) -> Result<(), AskError> {
    let now = runtime.now();
    for row in rows {
        let own = row.case.parse::<CaseId>().ok().and_then(|case| employer.cases.get(&case)).map(|own| &own.row);
        let Some(own) = own.filter(|own| own.status == Status::Asked(Party::Graduate) && own.about.is_none()) else { continue };
        let graduate = runtime.read::<Graduate>(own.graduate).await?;
        let from = graduate.cases.get(&own.case).map_or(own.since.plus_days(1), |case| graduate.reminder_from(case));
        row.remind_from_ms = (now < from).then_some(from.0);
    }
    Ok(())
}
