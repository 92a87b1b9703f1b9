//! A graduate's own phone and e-mail (ROS-02).

use crate::{auth::phone, error::ApiResult, rights::Caller, routes::command::Key, sent::Sent, state::AppState};
use actix_web::{HttpResponse, web};
use wangqian_protocol::account::{Contact as Wire, ContactShown};
use wangqian_rules::{
    graduate::{Command, Graduate, contact::Contact},
    privacy,
    refusal::Refusal,
};

/// `GET /contact`. Masked for its owner too: whoever looks over a shoulder reads no phone (EXT-08).
pub async fn show(state: web::Data<AppState>, caller: Caller) -> ApiResult<web::Json<ContactShown>> {
    let graduate = state.runtime.read::<Graduate>(caller.graduate()?).await?;
    let Contact { mobile, email } = graduate.reached_at().ok_or(Refusal::NotOnRoster)?;
    Ok(web::Json(ContactShown { mobile_masked: privacy::phone(&mobile), email }))
}

/// `PUT /contact`.
pub async fn set(state: web::Data<AppState>, caller: Caller, key: Key, body: Sent<Wire>) -> ApiResult<HttpResponse> {
    let contact = Contact::parse(&body.mobile, &body.email)?;
    phone::before_change(&state, caller.session.account, &contact.mobile).await?;
    state.runtime.ask::<Graduate>(caller.graduate()?, key.of(&caller), Command::SetContact(contact)).await?;
    Ok(HttpResponse::NoContent().finish())
}
