//! 「院校管理」: a province's schools come into being here, and their first users (ACC-02).

use crate::{error::ApiResult, people, rights::Caller, routes::command::Key, sent::Sent, state::AppState};
use actix_web::{HttpResponse, web};
use wangqian_protocol::ems::{EmsSchoolEntry, EmsSchoolForm, EmsSchools};
use wangqian_rules::{
    ems::{Command, EmsSchool, accounts::Keeper},
    exchange::SchoolEntry,
    ids::*,
    province::Province,
    refusal::{Refusal, invalid},
    school::staff::Post,
};

/// 「院校标识码」 as the national files write it: five digits.
const CODES: std::ops::RangeInclusive<u32> = 10_000..=99_999;
const NAME_CHARS_MAX: usize = 60;

/// `GET /ems/schools`.
pub async fn list(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<EmsSchools>> {
    let province = state.runtime.read::<Province>(caller.province()?).await?;
    let mut schools = Vec::with_capacity(province.schools.len());
    for (id, name) in &province.schools {
        let ems = state.runtime.read::<EmsSchool>(EntityId::EmsSchool(*id)).await?;
        let of_school = |post: &Post| matches!(post, Post::School { .. });
        schools.push(EmsSchoolEntry {
            school: id.to_string(),
            name: name.clone(),
            graduates: ems.register.rows().filter(|row| row.removed_at.is_none()).count(),
            accounts: ems.accounts.all().filter(|account| of_school(&account.staff.post)).count(),
        });
    }
    Ok(web::Json(EmsSchools { province: province.name.clone(), schools }))
}

/// `POST /ems/schools`: the school is in the EMS at once, and reaches the platform over the link.
pub async fn found(state: web::Data<AppState>, caller: Caller, key: Key, body: Sent<EmsSchoolForm>) -> ApiResult<HttpResponse> {
    let province = caller.province()?;
    let (school, name) = checked(&body)?;
    let entry = SchoolEntry { name, province };
    let command = Command::Found { by: Keeper::Province(province), school: entry.clone() };
    state.runtime.ask::<EmsSchool>(EntityId::EmsSchool(school), key.of(&caller), command).await?;
    // The province lists it now, and not when the parcel has come round.
    people::list_school(&state.runtime, school, entry).await?;
    Ok(HttpResponse::Created().finish())
}

fn checked(form: &EmsSchoolForm) -> Result<(SchoolId, String), Refusal> {
    let mut errors = Vec::new();
    let code = form.school.trim().parse().ok().filter(|code| CODES.contains(code));
    if code.is_none() {
        errors.push(invalid("school", "请输入 5 位院校代码"));
    }
    let name = form.name.trim();
    if !(2..=NAME_CHARS_MAX).contains(&name.chars().count()) {
        errors.push(invalid("name", format!("为 2 至 {NAME_CHARS_MAX} 个字")));
    }
    match code {
        Some(code) if errors.is_empty() => Ok((SchoolId(code), name.to_owned())),
        _ => Err(Refusal::Invalid(errors)),
    }
}
