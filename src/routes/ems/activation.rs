//! One-time codes for graduates' first sign-in, as a file to hand out.

use super::roster::graduate_id;
use crate::{
    auth::activation::ActivationCode,
    ems::{
        Desk,
        codes_file::{self, Line},
    },
    error::{ApiError, ApiResult},
    exchange::Asked,
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use std::{collections::BTreeSet, sync::Arc};
use wangqian_protocol::ems::EmsActivation;
use wangqian_rules::{
    ems::Command,
    exchange::RosterChange,
    ids::GraduateId,
    refusal::{Refusal, invalid},
};

/// Graduates of one file; more are asked for by department.
const AT_ONCE_MAX: usize = 3_000;
/// Codes of one step.
const BATCH: usize = crate::exchange::BATCH;

/// `POST /ems/roster/activation`: new codes take the place of older ones, and of passwords where that is asked for; otherwise who has
/// an account keeps it, and the file says so. No idempotency key: a file that was lost is made again with other codes.
pub async fn codes(state: web::Data<AppState>, desk: Desk, body: Sent<EmsActivation>) -> ApiResult<HttpResponse> {
    let ems = desk.read(&state).await?;
    let wanted = Wanted::parse(body.into_inner())?;
    let is_theirs = |row: &&RosterChange| ems.accounts.look_after(desk.keeper, &row.profile);
    let rows = ems.register.rows().map(AsRef::as_ref);
    let chosen: Vec<&RosterChange> = rows.filter(|row| wanted.names(row)).filter(is_theirs).collect();
    if chosen.is_empty() || chosen.len() > AT_ONCE_MAX {
        let why = format!("请选择 1 至 {AT_ONCE_MAX} 名毕业生，人数较多时请按院系分次生成");
        return Err(Refusal::Invalid(vec![invalid("graduates", why)]).into());
    }
    let asked =
        chosen.iter().map(|row| Asked { graduate: row.id, login: row.profile.id_no.clone(), name: row.profile.name.clone() });
    // The platform may be down: then the codes go out, and whoever has a password keeps it all the same.
    let ways = state.exchange.ways_in(desk.school, asked.collect(), wanted.resets).await.ok();
    let mut ways = ways.map(Vec::into_iter);
    let mut lines = Vec::with_capacity(chosen.len());
    for batch in chosen.chunks(BATCH) {
        let mut hashes = Vec::with_capacity(batch.len());
        for row in batch {
            let code = ActivationCode::draw().map_err(|_| ApiError::Crowded)?;
            hashes.push((row.id, code.hash()));
            let way = ways.as_mut().and_then(Iterator::next);
            lines.push(Line { profile: Arc::clone(&row.profile), code: code.to_string(), way });
        }
        desk.ask(&state, None, Command::Activate { by: desk.keeper, codes: hashes, resets: wanted.resets }).await?;
    }
    let written = web::block(move || codes_file::write(&lines)).await;
    let file = written.map_err(|_| ApiError::Crowded)?.map_err(|error| ApiError::Malformed(error.to_string()))?;
    Ok(crate::routes::xlsx::attached("毕业生激活码.xlsx", file))
}

/// A department, and the graduates that are named; only who stands in the roster.
struct Wanted {
    department: Option<String>,
    graduates: BTreeSet<GraduateId>,
    resets: bool,
}

impl Wanted {
    fn parse(EmsActivation { department, graduates, resets }: EmsActivation) -> Result<Self, Refusal> {
        if resets && department.is_some() {
            let why = "重置密码须逐人选择毕业生，不能按院系进行";
            return Err(Refusal::Invalid(vec![invalid("resets", why)]));
        }
        let graduates = graduates.iter().map(|id| graduate_id(id)).collect::<Result<_, _>>()?;
        Ok(Self { department, graduates, resets })
    }

    fn names(&self, row: &RosterChange) -> bool {
        let of_department = || self.department.as_deref() == Some(row.profile.department.as_str());
        row.removed_at.is_none() && (of_department() || self.graduates.contains(&row.id))
    }
}
