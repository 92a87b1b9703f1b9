//! The proof of a case, for those who may see the case.

use crate::{convert, error::ApiResult, rights::Caller, routes::uploads as files, state::AppState, uploads};
use actix_web::{HttpResponse, web};
use wangqian_rules::{
    account::Principal, employer::Employer, graduate::Graduate, ids::*, privacy::Reader, refusal::Refusal, school::staff::Act,
};

/// `GET /cases/{case}/materials/{file}`.
pub async fn get(state: web::Data<AppState>, caller: Caller, path: web::Path<(CaseId, String)>) -> ApiResult<HttpResponse> {
    let (case, file) = path.into_inner();
    let file = uploads::named(&file).ok_or(Refusal::NotFound)?;
    let (owner, reader) = match caller.session.principal {
        Principal::Graduate(me) => (me, Reader::Graduate),
        Principal::Employer(me) => {
            let employer = state.runtime.read::<Employer>(me).await?;
            (employer.cases.get(&case).ok_or(Refusal::NotFound)?.row.graduate, Reader::Party)
        }
        _ => {
            let staff = caller.staff()?;
            (staff.school.authorise(staff.id, case, Act::View)?.graduate, Reader::Staff)
        }
    };
    let graduate = state.runtime.read::<Graduate>(owner).await?;
    let case = graduate.cases.get(&case).ok_or(Refusal::NotFound)?;
    let mut shown = convert::form::shown_files(case, reader);
    if !shown.any(|named| named.hash == file) {
        return Err(Refusal::NotFound.into());
    }
    files::send(&state, file).await
}
