//! The in-app inbox.

use crate::{convert, error::ApiResult, rights::Caller, sent::Sent, state::AppState};
use actix_web::{HttpResponse, web};
use wangqian_protocol::notice::{Inbox, MarkRead};
use wangqian_rules::{
    account::Principal,
    employer::{self, Employer},
    graduate::{self, Graduate},
    refusal::Refusal,
};

/// `GET /notices`.
pub async fn inbox(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<Inbox>> {
    Ok(web::Json(match caller.session.principal {
        Principal::Graduate(id) => convert::inbox(&state.runtime.read::<Graduate>(id).await?.inbox),
        Principal::Employer(id) => convert::inbox(&state.runtime.read::<Employer>(id).await?.inbox),
        _ => return Err(Refusal::NotFound.into()),
    }))
}

/// `POST /notices/read`.
pub async fn mark_read(state: web::Data<AppState>, caller: Caller, body: Sent<MarkRead>) -> ApiResult<HttpResponse> {
    let upto = body.upto;
    match caller.session.principal {
        Principal::Graduate(id) => {
            state.runtime.ask::<Graduate>(id, None, graduate::Command::MarkRead { upto }).await?;
        }
        Principal::Employer(id) => {
            state.runtime.ask::<Employer>(id, None, employer::Command::MarkRead { upto }).await?;
        }
        _ => return Err(Refusal::NotFound.into()),
    }
    Ok(HttpResponse::NoContent().finish())
}
