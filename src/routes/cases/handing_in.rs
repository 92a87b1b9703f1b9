//! What a graduate hands in by a form: what it asks, the draft of it, and the case itself (DES-01 … DES-03).

use super::{
    command,
    on_case::{Changed, OnCase},
};
use crate::{
    convert,
    error::ApiResult,
    operations::admit,
    rights::Caller,
    routes::command::Key,
    sent::{Asked, Sent},
    state::AppState,
    uploads,
};
use actix_web::{HttpResponse, web};
use std::sync::Arc;
use wangqian_protocol::form::{AnswerTime, BeginCase, Beginning as Wire, Filled as WireFilled, KindQuery};
use wangqian_rules::{
    account::{Account, Principal},
    admission::RescissionRule,
    case::{CaseKind, Filled, Party},
    employer::Employer,
    file::StoredFile,
    forms::FormCode,
    graduate::{self, Act, Graduate, Hand, handing_in::Beginning},
    ids::*,
    refusal::{Audience, Refusal, invalid},
};

/// `GET /kinds/{kind}`: the forms of a kind that this graduate may use (ROS-05), what was begun of it, and why it cannot be begun now.
pub async fn kind(
    state: web::Data<AppState>,
    caller: Caller,
    kind: web::Path<String>,
    query: Asked<KindQuery>,
) -> ApiResult<web::Json<Wire>> {
    let kind = handed_in_by_form(&kind)?;
    let by = Beginner::of(&state, &caller, kind, query.about.as_deref()).await?;
    let graduate = state.runtime.read::<Graduate>(by.owner).await?;
    let admission = state.school(by.owner.school).await?.would_admit(by.owner, kind);
    let rule = admission.as_ref().ok().map(|admission| admission.rescission).filter(|_| kind.facts().asks.is_some());
    let obstacle = match kind.facts().ends.is_empty() {
        true => graduate.may_begin(kind, admission).err(),
        false => {
            admission.and_then(|admission| graduate.rescindable(kind, by.about, &by.hand, admission.rescission).map(drop)).err()
        }
    };
    let answer = rule.filter(|_| obstacle.is_none()).map(|rule| answer_time(rule, &state));
    let own = by.hand == Hand::Graduate;
    let mode = graduate.profile.as_ref().map_or("", |profile| &profile.training_mode);
    let forms: Vec<_> = kind.forms_for(mode).collect();
    let draft = graduate.draft(kind).filter(|draft| own && forms.contains(&draft.filled.form));
    Ok(web::Json(Wire {
        kind: kind.code().to_owned(),
        label: kind.facts().label.to_owned(),
        forms: forms.iter().map(|form| convert::form::form(form.form())).collect(),
        draft: draft.map(convert::form::draft),
        obstacle: obstacle.map(|refusal| convert::settings::obstacle(&refusal, by.audience())),
        to_correct: graduate.open_case(kind).filter(|_| own).map(|case| case.id.to_string()),
        answer,
    }))
}

fn answer_time(rule: RescissionRule, state: &AppState) -> AnswerTime {
    let until = rule.answer_by(state.runtime.now(), state.runtime.codes());
    AnswerTime { days: rule.answer_days, until_ms: until.0 }
}

/// `PUT /drafts/{kind}`.
pub async fn save_draft(
    state: web::Data<AppState>,
    caller: Caller,
    kind: web::Path<String>,
    body: Sent<WireFilled>,
) -> ApiResult<HttpResponse> {
    let (me, kind) = (caller.graduate()?, handed_in_by_form(&kind)?);
    let filled = Box::new(filled_in(&state, &caller, me, body.into_inner()).await?);
    state.runtime.ask::<Graduate>(me, None, graduate::Command::SaveDraft { kind, filled }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /drafts/{kind}`.
pub async fn drop_draft(state: web::Data<AppState>, caller: Caller, kind: web::Path<String>) -> ApiResult<HttpResponse> {
    let (me, kind) = (caller.graduate()?, handed_in_by_form(&kind)?);
    state.runtime.ask::<Graduate>(me, None, graduate::Command::DropDraft(kind)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /cases`: the school admits, the graduate decides.
pub async fn begin(state: web::Data<AppState>, caller: Caller, key: Key, body: Sent<BeginCase>) -> ApiResult<HttpResponse> {
    let BeginCase { kind, about, filled } = body.into_inner();
    let kind = handed_in_by_form(&kind)?;
    let Beginner { owner, hand: by, about } = Beginner::of(&state, &caller, kind, about.as_deref()).await?;
    let filled = filled_in(&state, &caller, owner, filled).await?;
    let admission = admit(&state.runtime, owner, kind).await?;
    let beginning = Beginning { case: CaseId(uuid::Uuid::now_v7()), kind, by, about, filled, admission };
    let begun = command(&state, &caller, owner, key, graduate::Command::Begin(Box::new(beginning))).await?;
    Ok(HttpResponse::Created().json(begun))
}

/// The beginner of a case, its graduate and its agreement.
struct Beginner {
    owner: GraduateId,
    hand: Hand,
    about: Option<CaseId>,
}

impl Beginner {
    /// A graduate begins cases of their own; an employer asks for the end of an agreement that it takes part in.
    async fn of(state: &AppState, caller: &Caller, kind: CaseKind, about: Option<&str>) -> ApiResult<Self> {
        let about = about.map(|text| text.parse::<CaseId>().map_err(|_| Refusal::NotFound)).transpose()?;
        let Principal::Employer(me) = caller.session.principal else {
            return Ok(Self { owner: caller.graduate()?, hand: Hand::Graduate, about });
        };
        if !kind.facts().is_begun_by(Party::Employer) {
            return Err(Refusal::NotFound.into());
        }
        let employer = state.runtime.read::<Employer>(me).await?;
        let owner = about.and_then(|about| employer.cases.get(&about)).ok_or(Refusal::NotFound)?.row.graduate;
        let name = employer.card.as_ref().ok_or(Refusal::NotFound)?.name.clone();
        Ok(Self { owner, hand: Hand::Employer { id: me, name }, about })
    }

    fn audience(&self) -> Audience {
        if self.hand == Hand::Graduate { Audience::Graduate } else { Audience::Employer }
    }
}

/// `POST /cases/{case}/submission`: what was taken back or returned, corrected.
pub async fn submit(on: OnCase, body: Sent<WireFilled>) -> Changed {
    let me = on.caller.graduate()?;
    let graduate = on.state.runtime.read::<Graduate>(me).await?;
    let kind = graduate.cases.get(&on.case).ok_or(Refusal::NotFound)?.kind;
    let filled = Box::new(filled_in(&on.state, &on.caller, me, body.into_inner()).await?);
    let admission = admit(&on.state.runtime, me, kind).await?;
    on.own(Act::Submit { filled, admission }).await
}

fn handed_in_by_form(code: &str) -> Result<CaseKind, Refusal> {
    CaseKind::from_code(code).filter(|kind| !kind.facts().forms.is_empty()).ok_or(Refusal::NotFound)
}

/// The form, with the files that its graduate handed in or named before.
async fn filled_in(state: &AppState, caller: &Caller, me: GraduateId, sent: WireFilled) -> ApiResult<Filled> {
    let no_form = || Refusal::Invalid(vec![invalid("form", "请选择类型")]);
    let form = FormCode::from_code(&sent.form).ok_or_else(no_form)?;
    let files = own_files(state, caller, me, &sent.files).await?;
    Ok(Filled { form, answers: Arc::new(sent.answers.into_iter().collect()), files })
}

/// Files by their names: those that the caller handed in, or that the graduate's cases and drafts name already.
pub async fn own_files(state: &AppState, caller: &Caller, owner: GraduateId, names: &[String]) -> ApiResult<Vec<StoredFile>> {
    let graduate = state.runtime.read::<Graduate>(owner).await?;
    let account = state.runtime.read::<Account>(caller.session.account).await?;
    let is_own = caller.session.principal == Principal::Graduate(owner);
    let known = |name: &String| -> Option<StoredFile> {
        let file = uploads::named(name)?;
        let named = graduate.files().find(|stored| is_own && stored.hash == file).copied();
        named.or_else(|| account.uploads.nameable(file, state.runtime.now()))
    };
    let gone = || Refusal::Invalid(vec![invalid("files", "有文件已失效，请重新上传")]);
    Ok(names.iter().map(known).collect::<Option<Vec<_>>>().ok_or_else(gone)?)
}
