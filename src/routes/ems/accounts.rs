//! 「账号管理」: school and department users, made by the level above them (ACC-02 … ACC-05, ACC-07).

use crate::{
    auth::activation::ActivationCode,
    convert,
    ems::{Desk, upload::without_account, waiting::Waiting},
    error::{ApiError, ApiResult},
    rights::Caller,
    routes::command::{Key, Seen},
    sent::Sent,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use wangqian_protocol::ems::*;
use wangqian_rules::{
    ems::{Command, EmsSchool, Reply, accounts::Keeper},
    exchange::StaffChange,
    fields::Fields,
    ids::StaffId,
    refusal::Refusal,
    school::staff::*,
};

/// `GET /ems/accounts`, and of one school for its province.
pub async fn list(state: web::Data<AppState>, desk: Desk) -> ApiResult<web::Json<EmsAccounts>> {
    let ems = desk.read(&state).await?;
    let departments = super::roster::departments(&ems);
    let platform = Waiting::at(&state, desk.school).await?;
    let shown = |account| shown(&ems, account, &departments, desk.keeper, &platform);
    let accounts = ems.accounts.all().map(|account| shown(account)).collect();
    let unattended = match desk.keeper {
        // A province keeps the school's own users, who keep their departments'.
        Keeper::Province(_) => ems.accounts.levels_unattended().into_iter().map(|level| platform.nobody_for(level)).collect(),
        _ => {
            let lacking = without_account(&ems, departments.iter().map(String::as_str)).into_iter();
            lacking.map(|department| platform.nobody_at(department)).chain(platform.unopened()).collect()
        }
    };
    let most = ems.accounts.most_given(desk.keeper);
    let most = most.map(|(level, permissions)| EmsAccountMost {
        level: level.map(|level| convert::level_code(level).to_owned()),
        permissions: convert::permissions(&permissions),
    });
    Ok(web::Json(EmsAccounts { accounts, departments, unattended, two_levels: platform.two_levels(), most }))
}

fn shown(ems: &EmsSchool, account: &StaffChange, departments: &[String], keeper: Keeper, platform: &Waiting) -> EmsAccount {
    let department = match &account.staff.post {
        Post::Department { name, .. } => Some(name.clone()),
        Post::School { .. } => None,
    };
    EmsAccount {
        account: account.id.to_string(),
        revision: account.revision,
        login: account.login.clone(),
        name: account.staff.name.clone(),
        matches_nobody: department.as_ref().is_some_and(|name| !departments.contains(name)),
        department,
        level: account.staff.scope().level.map(|level| convert::level_code(level).to_owned()),
        permissions: convert::permissions(&account.staff.permissions),
        locked: account.locked,
        opened: platform.is_open(account.id),
        editable: ems.may_keep(keeper, &account.staff),
        sole_reviewer: ems.accounts.sole_reviewer(account.id).and_then(|scope| platform.hangs_on(scope, departments)),
    }
}

/// `POST /ems/accounts`: the answer carries the one-time code. The same key makes one account, and each answer its own code: that
/// of an answer which was lost is known to nobody.
pub async fn add(
    state: web::Data<AppState>,
    caller: Caller,
    desk: Desk,
    key: Key,
    body: Sent<EmsAccountForm>,
) -> ApiResult<HttpResponse> {
    let command = Command::AddAccount { by: desk.keeper, staff: staff(&body)?, activation: None };
    let Reply::AccountAdded { id, login } = desk.ask(&state, key.of(&caller), command).await? else {
        return Err(Refusal::NotFound.into());
    };
    let activation_code = new_code(&state, desk, id).await?;
    Ok(HttpResponse::Created().json(EmsCode { account: id.to_string(), login, activation_code }))
}

/// `PUT /ems/accounts/{account}`.
pub async fn change(
    state: web::Data<AppState>,
    caller: Caller,
    desk: Desk,
    seen: Seen,
    key: Key,
    path: web::Path<AccountPath>,
    body: Sent<EmsAccountForm>,
) -> ApiResult<HttpResponse> {
    let (id, staff) = (path.id()?, staff(&body)?);
    let command = Command::ChangeAccount { by: desk.keeper, id, from: seen.0, staff, locked: body.locked };
    desk.ask(&state, key.of(&caller), command).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /ems/accounts/{account}/reset`: a new one-time code takes the place of the password. No idempotency key: an answer that
/// was lost carried a code that nobody has, and asking again makes another one.
pub async fn reset(state: web::Data<AppState>, desk: Desk, path: web::Path<AccountPath>) -> ApiResult<web::Json<EmsCode>> {
    let id = path.id()?;
    let activation_code = new_code(&state, desk, id).await?;
    let login = desk.read(&state).await?.accounts.get(id).map(|account| account.login.clone()).unwrap_or_default();
    Ok(web::Json(EmsCode { account: id.to_string(), login, activation_code }))
}

async fn new_code(state: &AppState, desk: Desk, id: StaffId) -> ApiResult<String> {
    let code = ActivationCode::draw().map_err(|_| ApiError::Crowded)?;
    desk.ask(state, None, Command::ResetAccount { by: desk.keeper, id, activation: code.hash() }).await?;
    Ok(code.to_string())
}

/// The account that an address names, below its school or not.
#[derive(serde::Deserialize)]
pub struct AccountPath {
    account: String,
}

impl AccountPath {
    fn id(&self) -> Result<StaffId, Refusal> {
        self.account.parse().map_err(|()| Refusal::NotFound)
    }
}

/// What the form says, checked.
fn staff(form: &EmsAccountForm) -> Result<Staff, Refusal> {
    let mut fields = Fields::default();
    let name = fields.name("name", &form.name, 1..=60);
    let level = convert::level_in(form.level.as_deref()).unwrap_or_else(|| {
        fields.refuse("level", "请选择学历层次");
        None
    });
    let post = match &form.department {
        // Read as the roster's departments are: the two must be equal, character for character (ACC-03).
        Some(department) => Post::Department { name: fields.name("department", department, 1..=60), level },
        None => Post::School { level },
    };
    let permissions = convert::permissions_in(&form.permissions).unwrap_or_else(|| {
        fields.refuse("permissions", "请为每个模块选择权限");
        Permissions::default()
    });
    fields.finish(Staff { name, post, permissions })
}
