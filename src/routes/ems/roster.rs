//! The roster in the EMS: upload, correct, delete, upload again, 「恢复网签数据」 (ROS-01, INV-01, INV-02).

use crate::{
    ems::{Desk, correction, upload},
    error::{ApiError, ApiResult},
    import::template,
    rights::Caller,
    routes::{
        command::{Key, Seen},
        window::{Order, Paging},
        xlsx,
    },
    search::Needle,
    sent::{Asked, FileBody, Sent},
    state::AppState,
};
use actix_web::{HttpResponse, web};
use wangqian_protocol::ems::*;
use wangqian_rules::{
    codes::{CodeTable, Codes},
    ems::{Command, EmsSchool},
    exchange::{Destination, RosterChange},
    ids::GraduateId,
    privacy::{self, Reader},
    profile::Profile,
    refusal::{Refusal, invalid},
};

/// Rows deleted by one click.
const DELETE_MAX: usize = 200;

/// `GET /ems/roster`.
pub async fn list(
    state: web::Data<AppState>,
    caller: Caller,
    desk: Desk,
    query: Asked<EmsRosterQuery>,
) -> ApiResult<web::Json<EmsRosterPage>> {
    let ems = desk.read(&state).await?;
    let scope = caller.staff()?.staff.scope();
    let paging = Paging::of(query.cursor.as_deref(), query.offset, query.limit)?;
    let needle = Needle::of(query.q.as_deref());
    let own = |row: &&RosterChange| scope.contains(&row.profile.department, row.profile.level);
    let fitting: Vec<&RosterChange> =
        ems.register.rows().map(AsRef::as_ref).filter(own).filter(|row| fits(&query, needle.as_ref(), row)).collect();
    let (page, next) = paging.page(&fitting, Order::Rising, |row| row.id);
    Ok(web::Json(EmsRosterPage {
        rows: page.iter().map(|row| shown(&ems, row, state.runtime.codes())).collect(),
        total: fitting.len(),
        departments: departments(&ems),
        next,
    }))
}

pub(super) fn graduate_id(text: &str) -> Result<GraduateId, Refusal> {
    text.parse().map_err(|()| Refusal::NotFound)
}

fn fits(query: &EmsRosterQuery, needle: Option<&Needle>, row: &RosterChange) -> bool {
    let Profile { name, exam_no, id_no, .. } = &*row.profile;
    let department = query.department.as_deref().unwrap_or_default();
    row.removed_at.is_some() == query.removed.unwrap_or_default()
        && (department.is_empty() || department == row.profile.department)
        && needle.is_none_or(|needle| needle.names(name) || needle.numbers(exam_no) || needle.is(id_no))
}

/// Departments of the rows that stand in the roster, as written.
pub(super) fn departments(ems: &EmsSchool) -> Vec<String> {
    let standing = ems.register.rows().filter(|row| row.removed_at.is_none());
    let names: std::collections::BTreeSet<_> = standing.map(|row| row.profile.department.as_str()).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// 「签就业协议形式就业 · 某公司」, by the table of destination types.
fn in_words(destination: &Destination, codes: &Codes) -> String {
    let Destination { code, employer_name, .. } = destination;
    let kind = codes.name(CodeTable::DestinationType, code).unwrap_or(code);
    if employer_name.is_empty() { kind.to_owned() } else { format!("{kind} · {employer_name}") }
}

fn shown(ems: &EmsSchool, row: &RosterChange, codes: &Codes) -> EmsRosterRow {
    let destination = ems.ledger.get(row.id).and_then(|reported| reported.destination.as_ref());
    EmsRosterRow {
        graduate: row.id.to_string(),
        exam_no: row.profile.exam_no.clone(),
        name: row.profile.name.clone(),
        id_no_masked: privacy::id_number(&row.profile.id_no, Reader::Staff),
        department: row.profile.department.clone(),
        major: row.profile.major.clone(),
        education_level: row.profile.education_level.clone(),
        cohort: row.id.cohort,
        revision: row.revision,
        removed_at_ms: row.removed_at.map(|at| at.0),
        destination: destination.map_or_else(|| "待就业".to_owned(), |it| in_words(it, codes)),
    }
}

/// `GET /ems/roster/{graduate}`: the row as it stands, and what hangs on the destination. The ID number stays masked: whoever corrects
/// it types it anew.
pub async fn one(state: web::Data<AppState>, desk: Desk, graduate: web::Path<String>) -> ApiResult<web::Json<EmsRosterDetail>> {
    let (ems, id) = (desk.read(&state).await?, graduate_id(&graduate)?);
    let is_theirs = |row: &&RosterChange| ems.accounts.look_after(desk.keeper, &row.profile);
    let row = ems.register.get(id).filter(is_theirs).ok_or(Refusal::NotFound)?;
    let (reported, it) = (ems.ledger.get(id).cloned().unwrap_or_default(), (*row.profile).clone());
    Ok(web::Json(EmsRosterDetail {
        row: shown(&ems, row, state.runtime.codes()),
        fields: EmsEdit {
            name: Some(it.name),
            id_type: Some(it.id_type.label().to_owned()),
            id_no: None,
            exam_no: Some(it.exam_no),
            gender: Some(it.gender),
            ethnicity: Some(it.ethnicity),
            political_status: Some(it.political_status),
            department: Some(it.department),
            student_no: Some(it.student_no),
            education_level: Some(it.education_level),
            major: Some(it.major),
            schooling_years: Some(it.schooling_years),
            training_mode: Some(it.training_mode),
        },
        mobile_masked: privacy::phone(&it.mobile),
        email: it.email,
        household_in_school: it.household_in_school,
        papers: super::papers::papers_out(reported.papers),
        papers_version: reported.papers_version,
    }))
}

/// `GET /ems/roster/template`.
pub async fn template(state: web::Data<AppState>, _: Desk) -> ApiResult<HttpResponse> {
    let file = template::roster(state.runtime.codes()).map_err(|error| ApiError::Malformed(error.to_string()))?;
    Ok(xlsx::attached("学生名单.xlsx", file))
}

/// `POST /ems/roster/upload`: the body is the file.
pub async fn upload(state: web::Data<AppState>, desk: Desk, body: FileBody) -> ApiResult<HttpResponse> {
    let job = upload::begin(state, desk, body.bytes.clone()).await?;
    Ok(HttpResponse::Accepted().json(job))
}

/// `GET /ems/uploads/{job}`.
pub async fn progress(state: web::Data<AppState>, desk: Desk, job: web::Path<uuid::Uuid>) -> ApiResult<web::Json<UploadJob>> {
    Ok(web::Json(state.uploads.get(*job, desk.school).ok_or(Refusal::NotFound)?.shown()))
}

/// `POST /ems/roster/deletion` (INV-01): all of them or none.
pub async fn delete(
    state: web::Data<AppState>,
    caller: Caller,
    desk: Desk,
    key: Key,
    body: Sent<EmsDelete>,
) -> ApiResult<HttpResponse> {
    if body.graduates.is_empty() || body.graduates.len() > DELETE_MAX {
        return Err(Refusal::Invalid(vec![invalid("graduates", format!("请选择 1 至 {DELETE_MAX} 名毕业生"))]).into());
    }
    let ids = body.graduates.iter().map(|id| graduate_id(id)).collect::<Result<Vec<_>, _>>()?;
    desk.ask(&state, key.of(&caller), Command::Delete { by: desk.keeper, ids }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /ems/roster/{graduate}`: what the form names is changed on the revision that was shown.
pub async fn edit(
    state: web::Data<AppState>,
    caller: Caller,
    desk: Desk,
    seen: Seen,
    key: Key,
    graduate: web::Path<String>,
    body: Sent<EmsEdit>,
) -> ApiResult<HttpResponse> {
    let id = graduate_id(&graduate)?;
    let ems = desk.read(&state).await?;
    let row = ems.register.get(id).ok_or(Refusal::NotFound)?;
    let profile =
        Box::new(correction::corrected(&row.profile, body.into_inner(), state.runtime.codes(), state.runtime.now().date())?);
    desk.ask(&state, key.of(&caller), Command::Edit { by: desk.keeper, id, from: seen.0, profile }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /ems/roster/{graduate}/resend`: 「恢复网签数据」.
pub async fn resend(
    state: web::Data<AppState>,
    caller: Caller,
    desk: Desk,
    key: Key,
    graduate: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let id = graduate_id(&graduate)?;
    desk.ask(&state, key.of(&caller), Command::Resend { by: desk.keeper, id }).await?;
    Ok(HttpResponse::NoContent().finish())
}
