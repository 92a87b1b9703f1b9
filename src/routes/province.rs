//! The province's page.

pub mod employers;

use crate::{convert, error::ApiResult, rights::Caller, routes::command::Key, sent::Sent, state::AppState};
use actix_web::{HttpResponse, web};
use std::sync::Arc;
use wangqian_protocol::province::*;
use wangqian_rules::{
    case::{CaseKind, Status},
    ids::SchoolId,
    module::{Module, Switch},
    province::{self, Province},
    refusal::{Audience, Refusal, invalid},
    review::{AgreementKind, Scope, Stage},
    school::School,
};
use wangqian_runtime::AskError;

const KINDS: [AgreementKind; 2] = [AgreementKind::TwoParty, AgreementKind::ThreeParty];

/// A school of the province, by the name that the province knows it by.
struct Member {
    id: SchoolId,
    name: String,
    school: Arc<School>,
}

/// `GET /province`.
pub async fn home(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<ProvinceHome>> {
    let province = state.runtime.read::<Province>(caller.province()?).await?;
    let members = members(&state, &province).await?;
    let signing = signing(&members);
    Ok(web::Json(ProvinceHome {
        name: province.name.clone(),
        agreement_kind: province.agreement_kind.map(convert::agreement_code),
        agreement_kinds: KINDS.into_iter().map(|kind| choice(&province, kind, &signing)).collect(),
        modules: [Switch::Archive, Switch::Household].map(|switch| module(&province, switch, &members)).into(),
        schools: members.iter().map(summary).collect(),
        employers_waiting: province.employers.waiting(),
        employers_waiting_since_ms: province.employers.oldest().map(|at| at.0),
    }))
}

/// `PUT /province/agreement-kind`: the schools say whether they sign already, the province decides (SET-01).
pub async fn set_agreement_kind(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    body: Sent<SetAgreementKind>,
) -> ApiResult<HttpResponse> {
    let kind = KINDS.into_iter().find(|kind| convert::agreement_code(*kind) == body.kind);
    let kind = kind.ok_or_else(|| Refusal::Invalid(vec![invalid("kind", "请选择两方协议或三方协议")]))?;
    let province = state.runtime.read::<Province>(caller.province()?).await?;
    let signing = signing(&members(&state, &province).await?);
    ask(&state, &caller, key, province::Command::SetAgreementKind { kind, signing }).await
}

/// `POST /province/modules/{module}/opening` (SET-06).
pub async fn open_module(
    state: web::Data<AppState>,
    caller: Caller,
    key: Key,
    module: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let module = Module::from_code(&module).ok_or(Refusal::NotFound)?;
    ask(&state, &caller, key, province::Command::OpenModule(module)).await
}

async fn ask(state: &AppState, caller: &Caller, key: Key, command: province::Command) -> ApiResult<HttpResponse> {
    state.runtime.ask::<Province>(caller.province()?, key.of(caller), command).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn members(state: &AppState, province: &Province) -> Result<Vec<Member>, AskError> {
    let mut members = Vec::with_capacity(province.schools.len());
    for (id, name) in &province.schools {
        members.push(Member { id: *id, name: name.clone(), school: state.school(*id).await? });
    }
    Ok(members)
}

/// Names of the schools whose online signing is open.
fn signing(members: &[Member]) -> Vec<String> {
    let open = members.iter().filter(|member| member.school.settings.is_open(Switch::Signing));
    open.map(|member| member.name.clone()).collect()
}

fn choice(province: &Province, kind: AgreementKind, signing: &[String]) -> AgreementChoice {
    let refusal = province.may_set_agreement_kind(kind, signing).err();
    AgreementChoice {
        kind: convert::agreement_code(kind),
        chosen: province.agreement_kind == Some(kind),
        obstacle: refusal.map(|refusal| convert::settings::obstacle(&refusal, Audience::Province)),
    }
}

fn module(province: &Province, switch: Switch, members: &[Member]) -> ProvinceModule {
    let module = switch.module();
    ProvinceModule {
        module: module.code().to_owned(),
        label: module.label().to_owned(),
        opened: province.modules.contains(&module),
        schools: members.iter().filter(|member| member.school.settings.is_open(switch)).count(),
    }
}

fn summary(Member { id, name, school }: &Member) -> ProvinceSchool {
    let whole = Scope::default();
    let oldest = |stage| CaseKind::all().filter_map(|kind| school.cases.oldest(kind, stage, &whole)).min();
    ProvinceSchool {
        school: id.to_string(),
        name: name.clone(),
        signing_open: school.settings.is_open(Switch::Signing),
        graduates: school.roster.len(),
        in_review: school.cases.in_process(),
        effective: school.cases.rows().filter(|row| row.status == Status::Effective).count(),
        oldest_waiting_since_ms: [Stage::Department, Stage::School].into_iter().filter_map(oldest).min().map(|at| at.0),
    }
}
