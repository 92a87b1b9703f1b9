//! The stamped agreement, handed in by the link printed on the paper: no account, no session (OFF-02; guide §6.2).

use crate::{
    auth::address,
    convert,
    error::ApiResult,
    operations::admit,
    paper_link::PaperLink,
    routes::{command::Seen, uploads},
    sent::{FileBody, Sent},
    state::AppState,
};
use actix_web::{HttpRequest, HttpResponse, dev::Payload, web};
use std::sync::Arc;
use wangqian_protocol::{
    case::CaseChanged,
    form::Proof,
    paper::{HandInPaper, PaperAgreement, PaperFile},
};
use wangqian_rules::{
    case::{Case, Phase, Status},
    graduate::{Act, Command, Graduate, Hand, Reply, paper::STAMPED},
    ids::AccountId,
    refusal::{Refusal, invalid},
};

/// `GET /paper/{link}`.
pub async fn show(state: web::Data<AppState>, link: web::Path<String>) -> ApiResult<web::Json<PaperAgreement>> {
    let (link, graduate) = open(&state, &link).await?;
    let case = of(&graduate, link)?;
    let name = case.submission.as_ref().map(|submission| submission.profile.name.clone());
    Ok(web::Json(PaperAgreement {
        employer_name: case.subject(),
        graduate_name: name.unwrap_or_default(),
        school_name: case.school_name.clone(),
        job_title: case.detail(),
        version: case.version,
        state_label: case.status.label(case.kind).to_owned(),
        awaited: is_awaited(case),
        returned: case.return_reason().filter(|_| is_awaited(case)).map(str::to_owned),
        proof: Proof { least: *STAMPED.files.start(), most: *STAMPED.files.end(), hint: STAMPED.hint.to_owned() },
    }))
}

/// `POST /paper/{link}/files`: within what a stranger may hand in.
pub async fn put_file(
    state: web::Data<AppState>,
    request: HttpRequest,
    link: web::Path<String>,
    payload: web::Payload,
) -> ApiResult<HttpResponse> {
    let (link, graduate) = open(&state, &link).await?;
    if !is_awaited(of(&graduate, link)?) {
        return Err(Refusal::AlreadyDecided { happened: of(&graduate, link)?.happened() }.into());
    }
    // Of no account: whatever comes by one paper counts together.
    let paper = AccountId(link.case.0);
    let mut payload: Payload = payload.into_inner();
    let body = FileBody::of_stranger(&state, paper, &mut payload).await?;
    let file = uploads::keep_of_stranger(&state, (paper, address::of_client(&request, &state)), body).await?;
    Ok(HttpResponse::Created().json(PaperFile { receipt: link.receipt(file, &state.sealing) }))
}

/// `POST /paper/{link}`.
pub async fn hand_in(
    state: web::Data<AppState>,
    link: web::Path<String>,
    seen: Seen,
    body: Sent<HandInPaper>,
) -> ApiResult<web::Json<CaseChanged>> {
    let (link, graduate) = open(&state, &link).await?;
    let kind = of(&graduate, link)?.kind;
    let files: Option<Vec<_>> = body.receipts.iter().map(|receipt| link.received(receipt, &state.sealing)).collect();
    let files = files.ok_or_else(|| Refusal::Invalid(vec![invalid("files", "有文件已失效，请重新上传")]))?;
    let admission = admit(&state.runtime, link.owner, kind).await?;
    let act = Act::HandInStamped { by: Hand::Paper, files, admission };
    let command = Command::Act { case: link.case, seen: seen.0, act };
    match state.runtime.ask::<Graduate>(link.owner, None, command).await? {
        Reply::Case { case, version, kind, status } => Ok(web::Json(convert::changed(case, version, kind, status))),
        Reply::Done | Reply::Held { .. } => Err(Refusal::NotFound.into()),
    }
}

/// The agreement that a link opens: it was issued, and nothing else.
async fn open(state: &AppState, link: &str) -> ApiResult<(PaperLink, Arc<Graduate>)> {
    let link = PaperLink::parse(link, &state.sealing).ok_or(Refusal::NoSuchPaper)?;
    Ok((link, state.runtime.read::<Graduate>(link.owner).await?))
}

fn of(graduate: &Graduate, link: PaperLink) -> Result<&Case, Refusal> {
    let case = graduate.cases.get(&link.case).filter(|case| case.is_past(Phase::First)).ok_or(Refusal::NoSuchPaper)?;
    if case.facts().phase_after(Phase::First).is_some() { Ok(case) } else { Err(Refusal::NoSuchPaper) }
}

fn is_awaited(case: &Case) -> bool {
    matches!(case.status, Status::Open(Phase::Second, _))
}
