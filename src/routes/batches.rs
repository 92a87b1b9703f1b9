//! One decision on many items (EXT-07): chosen and looked through, begun, stopped, followed.

use crate::{
    batches, convert,
    error::{ApiError, ApiResult},
    rights::{Caller, StaffCaller},
    routes::{cases::filter::Filter, command::Key, window::Window, xlsx},
    sent::{Asked, Sent},
    state::AppState,
};
use actix_web::{HttpResponse, web};
use std::{collections::BTreeSet, sync::Arc};
use wangqian_protocol::{batch::*, case::CaseQuery};
use wangqian_rules::{
    batch::{self, Batches, Command, Fate, ITEMS_MAX, Item},
    case::CaseRow,
    ids::*,
    module::Modules,
    refusal::{Refusal, invalid},
    school::staff,
};

/// Single rows of one batch: they come in the body.
const TICKED_MAX: usize = 500;

/// `POST /batches`: chooses the items, each at its version, and says what is foreseen for them. Nothing is decided yet.
pub async fn choose(state: web::Data<AppState>, caller: Caller, body: Sent<ChooseBatch>) -> ApiResult<HttpResponse> {
    let (of, staff) = reviewer(&caller)?;
    let ChooseBatch { query, except, cases, verdict } = body.into_inner();
    let items = match (query, cases) {
        (Some(query), None) => found(staff, &Filter::parse(&whole(query)?)?, &except)?,
        (None, Some(cases)) => ticked(cases)?,
        _ => return Err(wrong("cases", "请选择条目，或按当前筛选全选，二者取一").into()),
    };
    let verdict = convert::batch::verdict(verdict);
    let behind = staff.school.behind(staff.id, state.runtime.now());
    let items = batches::look_through(&state.runtime, (&staff.school, staff.id), (&verdict, &behind), items).await?;
    let id = BatchId(uuid::Uuid::now_v7());
    state.runtime.ask::<Batches>(of, None, Command::Choose { id, verdict, behind, items }).await?;
    Ok(HttpResponse::Created().json(shown(&state, of, id).await?))
}

/// A filter without a page: all that it finds is decided, so a reader who asks for two rows is not given two hundred.
fn whole(query: CaseQuery) -> Result<CaseQuery, Refusal> {
    let has_page = query.cursor.is_some() || query.offset.is_some() || query.limit.is_some();
    if has_page { Err(wrong("query", "按筛选全选时不能只取其中一页，请去掉分页")) } else { Ok(query) }
}

/// All that a filter finds among what the caller may see, but for these.
fn found(staff: &StaffCaller, filter: &Filter, except: &[String]) -> Result<Vec<Item>, Refusal> {
    let scope = staff.staff.scope();
    let filter = filter.clone().knowing(&staff.school, &scope);
    let sees = Modules::with_cases(staff::Act::View, &staff.staff.permissions).ok_or(Refusal::NotPermitted)?;
    let may_see = |row: &&CaseRow| sees.contains(row.kind.module()) && scope.contains(&row.department, row.level);
    if except.len() > TICKED_MAX {
        return Err(wrong("except", format!("最多除去 {TICKED_MAX} 条，请缩小筛选范围")));
    }
    let except = except.iter().map(|case| case.parse()).collect::<Result<BTreeSet<CaseId>, ()>>();
    let except = except.map_err(|()| Refusal::NotFound)?;
    let rows = staff.school.cases.rows().filter(|row| !except.contains(&row.case));
    let rows = filter.all(rows.filter(may_see));
    bounded("query", rows.len(), ITEMS_MAX)?;
    Ok(rows.into_iter().map(|row| Item { case: row.case, seen: row.version, fate: Fate::WillDo }).collect())
}

fn ticked(cases: Vec<SeenCase>) -> Result<Vec<Item>, Refusal> {
    bounded("cases", cases.len(), TICKED_MAX)?;
    let mut items: Vec<Item> = Vec::with_capacity(cases.len());
    for SeenCase { case, version } in cases {
        let case = case.parse().map_err(|()| Refusal::NotFound)?;
        if items.iter().all(|item| item.case != case) {
            items.push(Item { case, seen: version, fate: Fate::WillDo });
        }
    }
    Ok(items)
}

fn bounded(field: &'static str, items: usize, most: usize) -> Result<(), Refusal> {
    match items {
        0 => Err(wrong(field, "没有可以办理的条目")),
        _ if items > most => Err(wrong(field, format!("一次最多办理 {most} 条，现有 {items} 条，请缩小筛选范围"))),
        _ => Ok(()),
    }
}

fn wrong(field: &'static str, message: impl Into<String>) -> Refusal {
    Refusal::Invalid(vec![invalid(field, message)])
}

/// `GET /batches`.
pub async fn list(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<BatchList>> {
    let (of, _) = reviewer(&caller)?;
    let all = state.runtime.read::<Batches>(of).await?;
    let batches = all.begun().map(|batch| convert::batch::batch(batch, state.runtime.codes())).collect();
    Ok(web::Json(BatchList { batches }))
}

/// `GET /batches/{batch}`.
pub async fn get(state: web::Data<AppState>, caller: Caller, id: web::Path<BatchId>) -> ApiResult<web::Json<Batch>> {
    let (of, _) = reviewer(&caller)?;
    shown(&state, of, *id).await.map(web::Json)
}

/// `POST /batches/{batch}/start`: also what was stopped.
pub async fn start(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    id: web::Path<BatchId>,
) -> ApiResult<web::Json<Batch>> {
    moved(state, caller, key, Command::Begin(*id), *id).await
}

/// `POST /batches/{batch}/stop`: what is decided stays decided.
pub async fn stop(state: web::Data<AppState>, caller: Caller, key: Key, id: web::Path<BatchId>) -> ApiResult<web::Json<Batch>> {
    moved(state, caller, key, Command::Stop(*id), *id).await
}

async fn moved(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    command: Command,
    id: BatchId,
) -> ApiResult<web::Json<Batch>> {
    let (of, _) = reviewer(&caller)?;
    state.runtime.ask::<Batches>(of, key.of(&caller), command).await?;
    shown(&state, of, id).await.map(web::Json)
}

/// `GET /batches/{batch}/items`.
pub async fn items(
    state: web::Data<AppState>,
    caller: Caller,
    id: web::Path<BatchId>,
    query: Asked<BatchItemQuery>,
) -> ApiResult<web::Json<BatchItems>> {
    let (of, staff) = reviewer(&caller)?;
    let window = Window::of(query.offset, query.limit)?;
    if query.fate.as_deref().is_some_and(|fate| !convert::batch::FATES.contains(&fate)) {
        return Err(Refusal::Invalid(vec![invalid("fate", "为 will_do、done、changed 或 blocked")]).into());
    }
    let batch = known(&state, of, *id).await?;
    let fits = |item: &&Item| query.fate.as_deref().is_none_or(|fate| fate == convert::batch::fate(&item.fate));
    let fitting: Vec<_> = batch.items.iter().filter(fits).collect();
    let (page, _) = window.cut(&fitting);
    let rows = page.iter().map(|item| convert::batch::item(item, &staff.school)).collect();
    Ok(web::Json(BatchItems { rows, total: fitting.len() }))
}

/// `GET /batches/{batch}/results`: every item with its result.
pub async fn results(state: web::Data<AppState>, caller: Caller, id: web::Path<BatchId>) -> ApiResult<HttpResponse> {
    let (of, staff) = reviewer(&caller)?;
    let (batch, school) = (known(&state, of, *id).await?, Arc::clone(&staff.school));
    let written = web::block(move || batches::results(&batch, &school)).await;
    let file = written.ok().and_then(Result::ok).ok_or_else(|| ApiError::Malformed("结果文件暂时无法生成。".to_owned()))?;
    Ok(xlsx::attached("批量办理结果.xlsx", file))
}

fn reviewer(caller: &Caller) -> Result<(ReviewerId, &StaffCaller), Refusal> {
    let staff = caller.staff()?;
    Ok((ReviewerId { school: staff.school_id, staff: staff.id }, staff))
}

async fn known(state: &AppState, of: ReviewerId, id: BatchId) -> ApiResult<Arc<batch::Batch>> {
    let batches = state.runtime.read::<Batches>(of).await?;
    Ok(batches.get(id).cloned().ok_or(Refusal::NotFound)?)
}

async fn shown(state: &AppState, of: ReviewerId, id: BatchId) -> ApiResult<Batch> {
    Ok(convert::batch::batch(known(state, of, id).await?.as_ref(), state.runtime.codes()))
}
