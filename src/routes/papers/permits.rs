//! The graduate lets somebody see, for so many days, whether an agreement holds (EXT-04).

use super::origin;
use crate::{
    auth::totp,
    error::{ApiError, ApiResult},
    rights::Caller,
    routes::command::Key,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, web};
use data_encoding::{Encoding, Specification};
use std::sync::OnceLock;
use wangqian_protocol::document::{GivePermit, Permit, Permits};
use wangqian_rules::{
    graduate::{
        Command, Graduate,
        permits::{self, CODE_LENGTH},
    },
    ids::CaseId,
    refusal::Refusal,
    school::numbers::AgreementNumber,
};
use wangqian_runtime::AskError;

/// Without the letters that look like digits, or like each other.
const LETTERS: &str = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// `GET /cases/{case}/permits`.
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    case: web::Path<CaseId>,
) -> ApiResult<web::Json<Permits>> {
    let (me, now) = (caller.graduate()?, state.runtime.now());
    let graduate = state.runtime.read::<Graduate>(me).await?;
    graduate.cases.get(&case).ok_or(Refusal::NotFound)?;
    let Some(number) = state.school(me.school).await?.agreement_number(me.school, *case) else {
        return Ok(web::Json(Permits { permits: Vec::new() }));
    };
    let origin = origin(&state, &request);
    let permits = graduate.permits_of(*case, now).map(|permit| shown(permit, number, &origin)).collect();
    Ok(web::Json(Permits { permits }))
}

/// `POST /cases/{case}/permits`. A repeat of the command gives the same code.
pub async fn give(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    case: web::Path<CaseId>,
    body: Sent<GivePermit>,
) -> ApiResult<HttpResponse> {
    let command = Command::GivePermit { case: *case, code: draw()?, days: body.days };
    state.runtime.ask::<Graduate>(caller.graduate()?, key.of(&caller), command).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /cases/{case}/permits/{code}`.
pub async fn take_back(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    path: web::Path<(CaseId, String)>,
) -> ApiResult<HttpResponse> {
    let (case, code) = path.into_inner();
    state.runtime.ask::<Graduate>(caller.graduate()?, key.of(&caller), Command::TakePermitBack { case, code }).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn shown(permit: &permits::Permit, number: AgreementNumber, origin: &str) -> Permit {
    let address = format!("{origin}/verify?n={number}&c={}", permit.code);
    let (qr_width, qr_path) = totp::picture(&address).unwrap_or_default();
    Permit { code: permit.code.clone(), since_ms: permit.since.0, until_ms: permit.until.0, address, qr_width, qr_path }
}

fn draw() -> ApiResult<String> {
    let mut bytes = [0; CODE_LENGTH * 5 / 8 + 1];
    getrandom::fill(&mut bytes).map_err(|_| ApiError::Ask(AskError::Busy))?;
    let mut code = letters().map(|letters| letters.encode(&bytes)).unwrap_or_default();
    code.truncate(CODE_LENGTH);
    Ok(code)
}

fn letters() -> Option<&'static Encoding> {
    static ENCODING: OnceLock<Option<Encoding>> = OnceLock::new();
    let made = ENCODING.get_or_init(|| {
        let mut letters = Specification::new();
        letters.symbols.push_str(LETTERS);
        letters.encoding().ok()
    });
    made.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "EXT-04"]
    fn ext_04_a_code_is_of_letters_that_are_not_confused_and_never_the_same() {
        let (code, other) = (draw().unwrap(), draw().unwrap());
        assert!(code.len() == CODE_LENGTH && code.chars().all(|c| LETTERS.contains(c)), "{code}");
        assert_ne!(code, other);
    }
}
