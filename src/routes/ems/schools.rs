//! 「院校管理」: a province's schools come into being here, and their first users (ACC-02).

use crate::{error::ApiResult, people, rights::Caller, routes::command::Key, sent::Sent, state::AppState};
use actix_web::{HttpResponse, web};
use wangqian_protocol::ems::{EmsSchoolEntry, EmsSchoolForm, EmsSchools};
use wangqian_rules::{
    check::width,
    ems::{Command, EmsSchool, accounts::Keeper},
    exchange::SchoolEntry,
    fields::Fields,
    ids::*,
    province::Province,
    refusal::Refusal,
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
    let mut fields = Fields::default();
    let typed = width::compact(&form.school).unwrap_or_default();
    let code = typed.parse().ok().filter(|code| CODES.contains(code)).unwrap_or_else(|| {
        fields.refuse("school", "请输入 5 位院校代码");
        0
    });
    let name = fields.name("name", &form.name, 2..=NAME_CHARS_MAX);
    fields.finish((SchoolId(code), name))
}
