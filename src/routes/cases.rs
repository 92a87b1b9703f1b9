//! Cases: listed, read, answered and decided. The same endpoints for every role; each sees what is theirs.

mod detail;
pub mod filter;
pub mod handing_in;
pub mod materials;
pub(super) mod on_case;

use crate::{
    convert,
    error::ApiResult,
    operations::admit,
    rights::Caller,
    routes::{command::Key, employer::board},
    sent::{Asked, Sent},
    state::AppState,
};
use actix_web::web;
use filter::Filter;
use on_case::{Changed, OnCase};
use wangqian_protocol::{case::*, form::Correct};
use wangqian_rules::{
    account::Principal,
    case::{CaseKind, CaseRow},
    employer::Employer,
    graduate::{self, Act, Graduate, rescission},
    ids::*,
    module::Modules,
    refusal::Refusal,
    school::staff,
};
use wangqian_runtime::AskError;

/// `GET /cases`.
pub async fn list(state: web::Data<AppState>, caller: Caller, query: Asked<CaseQuery>) -> ApiResult<web::Json<CasePage>> {
    let filter = Filter::parse(&query)?;
    let page = match caller.session.principal {
        Principal::Graduate(id) => {
            let graduate = state.runtime.read::<Graduate>(id).await?;
            let rows = graduate.rows(id);
            filter.page(rows.iter())
        }
        Principal::Employer(id) => {
            let employer = state.runtime.read::<Employer>(id).await?;
            let mut page = filter.page(filter.of_employer(&employer).into_iter());
            if query.reminders.unwrap_or_default() {
                board::say_reminders(&state.runtime, &employer, &mut page.rows).await?;
            }
            page
        }
        _ => {
            let staff = caller.staff()?;
            let scope = staff.staff.scope();
            let filter = filter.knowing(&staff.school, &scope);
            let sees = Modules::with_cases(staff::Act::View, &staff.staff.permissions).ok_or(Refusal::NotPermitted)?;
            let may_see = |row: &&CaseRow| sees.contains(row.kind.module()) && scope.contains(&row.department, row.level);
            let mut page = filter.page(staff.school.cases.rows().filter(may_see));
            page.rows.iter_mut().for_each(|row| convert::held(row, &staff.school));
            page
        }
    };
    Ok(web::Json(page))
}

/// `GET /cases/{case}`.
pub async fn detail(state: web::Data<AppState>, caller: Caller, case: web::Path<CaseId>) -> ApiResult<web::Json<CaseDetail>> {
    Ok(web::Json(detail::read(&state, &caller, *case).await?))
}

/// `POST /cases/{case}/acceptance`: the school admits, the graduate decides.
pub async fn accept(on: OnCase) -> Changed {
    let me = on.caller.graduate()?;
    // The school's no goes to the graduate too: it may know the key already and repeat its yes.
    let admission = admit(&on.state.runtime, me, CaseKind::ONLINE_SIGNING).await?;
    on.own(Act::Accept { admission }).await
}

/// `POST /cases/{case}/refusal`.
pub async fn decline(on: OnCase, body: Sent<Decline>) -> Changed {
    on.own(Act::Decline { reason: body.into_inner().reason }).await
}

/// `POST /cases/{case}/withdrawal`: the employer knows whose case it is, the graduate decides. An invitation sent a moment ago may not have
/// arrived: the graduate is told of it in the same step.
pub async fn withdraw(on: OnCase) -> Changed {
    let me = on.caller.employer()?;
    let employer = on.state.runtime.read::<Employer>(me).await?;
    let own = employer.cases.get(&on.case).ok_or(Refusal::NotFound)?;
    let owner = own.row.graduate;
    // The school's word on who this graduate is may still be on its way, and without it nothing can be decided.
    if on.state.runtime.read::<Graduate>(owner).await?.profile.is_none() {
        return Err(AskError::Busy.into());
    }
    let unmoved = employer.card.as_ref().filter(|_| own.row.version == 1);
    let sent = unmoved.and_then(|card| own.as_sent(card)).map(Box::new);
    on.act(owner, Act::Withdraw { by: me, sent }).await
}

/// `POST /cases/{case}/recall`: the graduate takes back what they handed in (DES-03).
pub async fn take_back(on: OnCase) -> Changed {
    on.own(Act::TakeBack).await
}

/// `POST /cases/{case}/voiding`: the graduate ends what is effective (DES-04).
pub async fn void(on: OnCase) -> Changed {
    on.own(Act::Void).await
}

/// `POST /cases/{case}/review`: the school says whether and at which stage the caller may decide, the graduate decides. With `hold` the
/// caller can take it back for a while, and nobody else hears of it before (EXT-09).
pub async fn review(on: OnCase, query: Asked<Holding>, body: Sent<Review>) -> Changed {
    let (owner, grant) = on.authorise()?;
    let verdict = convert::batch::verdict(body.into_inner());
    if query.hold.unwrap_or_default() {
        return on.hold(owner, grant, verdict).await;
    }
    on.act(owner, Act::Review { grant, verdict }).await
}

/// `POST /cases/{case}/undo`: by the same reviewer, in time (EXT-09).
pub async fn undo(on: OnCase) -> Changed {
    let (owner, grant) = on.authorise()?;
    on.undo(owner, grant).await
}

/// `PUT /cases/{case}/form`: 「修改去向」 (DES-02).
pub async fn correct(on: OnCase, body: Sent<Correct>) -> Changed {
    let (owner, grant) = on.authorise()?;
    let answers = Box::new(body.into_inner().answers.into_iter().collect());
    on.act(owner, Act::Correct { grant, answers }).await
}

/// `PUT /cases/{case}/amendment` (SIG-07, OFF-04).
pub async fn amend(on: OnCase, body: Sent<Amend>) -> Changed {
    let (owner, grant) = on.authorise()?;
    let changes = body.into_inner().changes;
    on.act(owner, Act::Amend { grant, changes }).await
}

/// `POST /cases/{case}/forced-rescission` (RES-02).
pub async fn force(on: OnCase, body: Sent<Statement>) -> Changed {
    let (owner, grant) = on.authorise()?;
    let statement = body.into_inner().statement;
    on.act(owner, Act::Force { grant, statement }).await
}

/// `POST /cases/{case}/not-graduated`: the agreement is void by its own clause.
pub async fn void_ungraduated(on: OnCase, body: Sent<Statement>) -> Changed {
    let (owner, grant) = on.authorise()?;
    let statement = body.into_inner().statement;
    on.act(owner, Act::VoidUngraduated { grant, statement }).await
}

/// `POST /cases/{case}/answer`: the party that was asked agrees to a rescission, or not (RES-01).
pub async fn answer(on: OnCase, body: Sent<Answer>) -> Changed {
    let (owner, by, kind) = on.party().await?;
    let answer = match body.into_inner() {
        Answer::Refuse { reason } => rescission::Answer::Refuses(reason),
        Answer::Agree {} => rescission::Answer::Agrees(admit(&on.state.runtime, owner, kind).await?),
    };
    on.act(owner, Act::Answer { by, answer }).await
}

/// `POST /cases/{case}/stamped`: the image of the stamped agreement, by the graduate or the employer (OFF-02).
pub async fn hand_in_stamped(on: OnCase, body: Sent<Stamped>) -> Changed {
    let (owner, by, kind) = on.party().await?;
    let files = handing_in::own_files(&on.state, &on.caller, owner, &body.into_inner().files).await?;
    let admission = admit(&on.state.runtime, owner, kind).await?;
    on.act(owner, Act::HandInStamped { by, files, admission }).await
}

/// `POST /cases/{case}/giving-up`: the graduate ends what is theirs to hand in.
pub async fn give_up(on: OnCase) -> Changed {
    on.own(Act::GiveUp).await
}

/// `POST /cases/{case}/refresh` (SIG-04): 「获取最新学生信息」.
pub async fn refresh(on: OnCase) -> Changed {
    let (owner, grant) = on.authorise()?;
    on.act(owner, Act::Refresh { grant }).await
}

async fn command(
    state: &AppState,
    caller: &Caller,
    owner: GraduateId,
    key: Key,
    command: graduate::Command,
) -> ApiResult<CaseChanged> {
    match state.runtime.ask::<Graduate>(owner, key.of(caller), command).await? {
        graduate::Reply::Case { case, version, kind, status } => Ok(convert::changed(case, version, kind, status)),
        graduate::Reply::Held { case, version, kind, status, until } => {
            Ok(CaseChanged { undo_until_ms: Some(until.0), ..convert::changed(case, version, kind, status) })
        }
        graduate::Reply::Done => Err(Refusal::NotFound.into()),
    }
}
