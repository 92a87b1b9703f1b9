//! A graduate's next step (HOM-04).

use crate::{convert, error::ApiResult, rights::Caller, state::AppState};
use actix_web::web;
use wangqian_protocol::next::NextThing;
use wangqian_rules::{
    case::CaseKind,
    graduate::{Graduate, draft::Draft},
    module::Module,
    next::{self, Standing},
};

/// `GET /next`.
pub async fn show(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<NextThing>> {
    let me = caller.graduate()?;
    let graduate = state.runtime.read::<Graduate>(me).await?;
    let school = state.school(me.school).await?;
    let standing = Standing::of(&graduate, &school.would_admit(me, CaseKind::ONLINE_SIGNING), state.runtime.now());
    let standing = standing.asking(&school.would_admit(me, CaseKind::ONLINE_RESCISSION));
    let may_go_on = |draft: &&Draft| school.would_admit(me, draft.kind).is_ok();
    let draft = graduate.begun_drafts().filter(may_go_on).max_by_key(|draft| draft.at);
    let home = next::of_graduate(&standing).or_draft(draft);
    let steps = home.case.map(|case| next::steps(&standing, case, school.settings.route(Module::Signing)));
    let row = home.case.zip(graduate.profile.as_ref()).map(|(case, profile)| case.row(me, profile));
    Ok(web::Json(convert::next::home(home, row, draft, steps.unwrap_or_default())))
}
