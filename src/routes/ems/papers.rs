//! 「报到证及户档信息」, edited in the EMS (SYN-02; guide §14).

use super::roster::graduate_id;
use crate::{
    convert::{archive_in, archive_out, household_in, household_out},
    ems::Desk,
    error::ApiResult,
    rights::Caller,
    routes::command::{Key, Seen},
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use wangqian_protocol::ems::{EmsCard, EmsPapers};
use wangqian_rules::ems::{
    Command,
    reported::{Papers, RegistrationCard},
};

/// `PUT /ems/roster/{graduate}/papers`: all of it, as it is to be, in place of the version that was shown.
pub async fn edit(
    state: web::Data<AppState>,
    caller: Caller,
    desk: Desk,
    seen: Seen,
    key: Key,
    graduate: web::Path<String>,
    body: Sent<EmsPapers>,
) -> ApiResult<HttpResponse> {
    let id = graduate_id(&graduate)?;
    let papers = Box::new(papers_in(body.into_inner()));
    desk.ask(&state, key.of(&caller), Command::EditPapers { by: desk.keeper, id, from: seen.0, papers }).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn papers_in(sent: EmsPapers) -> Papers {
    Papers {
        card: sent.card.map(|EmsCard { organisation, region }| RegistrationCard { organisation, region }),
        archive: sent.archive.map(archive_in),
        household: sent.household.map(household_in),
    }
}

/// As pages show them.
pub(super) fn papers_out(papers: Papers) -> EmsPapers {
    EmsPapers {
        card: papers.card.map(|RegistrationCard { organisation, region }| EmsCard { organisation, region }),
        archive: papers.archive.map(archive_out),
        household: papers.household.map(household_out),
    }
}
