//! What every request to the interface passes before its handler.

use super::endpoints;
use crate::{
    auth::{origin, session},
    error::ApiError,
    limits,
    rights::{Access, BASE, Caller, Need},
    state::AppState,
};
use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web,
};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};
use wangqian_rules::{module::Modules, permission::Act, refusal::Refusal};

/// Access by method and full path pattern.
static ACCESS: LazyLock<HashMap<(Method, String), Access>> = LazyLock::new(|| {
    endpoints().into_iter().map(|endpoint| ((endpoint.method, format!("{BASE}{}", endpoint.path)), endpoint.access)).collect()
});

/// Lets a request through to its handler, with its [`Caller`], or answers why not.
pub async fn gate(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    match admit(&request).await {
        Ok(caller) => {
            if let Some(caller) = caller {
                request.extensions_mut().insert(caller);
            }
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Err(error) => {
            let response = error.response_to(request.request());
            Ok(request.into_response(response))
        }
    }
}

async fn admit(request: &ServiceRequest) -> Result<Option<Caller>, ApiError> {
    let state = request.app_data::<web::Data<AppState>>().ok_or(ApiError::Unauthenticated)?;
    limits::plain(request.request())?;
    let changes = !request.method().is_safe();
    match access(request)? {
        Access::Public if changes => origin::check(request.request(), state).map(|()| None),
        Access::Public | Access::Provider => Ok(None),
        Access::Link => linked(request, state).map(|()| None),
        access @ (Access::Own(_) | Access::Only(..)) => {
            let session = session::of_request(state, request.request()).await?;
            if changes {
                origin::check(request.request(), state)?;
                session::check_csrf(&session, request.request())?;
            }
            let caller = Caller::of_session(state, Arc::clone(&session)).await?;
            request.extensions_mut().insert(caller.audience());
            permit(&caller, access)?;
            Ok(Some(caller))
        }
    }
}

/// The other server has no session and no browser: it shows the key.
fn linked(request: &ServiceRequest, state: &AppState) -> Result<(), ApiError> {
    let shown = request.headers().get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let opens = state.system.peer().is_some_and(|peer| peer.key.opens(shown));
    if opens { Ok(()) } else { Err(ApiError::Unauthenticated) }
}

fn access(request: &ServiceRequest) -> Result<Access, ApiError> {
    let pattern = request.match_pattern().ok_or(Refusal::NotFound)?;
    // RFC 9110, 9.3.2: whatever can be got has a head.
    let method = if request.method() == Method::HEAD { Method::GET } else { request.method().clone() };
    let key = (method, pattern);
    ACCESS.get(&key).copied().ok_or_else(|| ApiError::NoSuchMethod { allowed: allowed(&key.1) })
}

/// The methods at an address, as `Allow` lists them.
fn allowed(pattern: &str) -> String {
    let here = [Method::GET, Method::POST, Method::PUT, Method::DELETE];
    let here = here.into_iter().filter(|method| ACCESS.contains_key(&(method.clone(), pattern.to_owned())));
    let named: Vec<_> =
        here.map(|method| if method == Method::GET { "GET, HEAD".to_owned() } else { method.to_string() }).collect();
    named.join(", ")
}

/// Another role's endpoint does not exist for the caller; a missing permission is said to be one (ACC-04, ACC-08).
fn permit(caller: &Caller, access: Access) -> Result<(), Refusal> {
    let (roles, need, own) = match access {
        Access::Public | Access::Link | Access::Provider => return Ok(()),
        Access::Own(roles) => (roles, Need::Nothing, true),
        Access::Only(roles, need) => (roles, need, false),
    };
    if !roles.contains(&caller.role) {
        return Err(Refusal::NotFound);
    }
    if caller.second_factor_missing && !own {
        return Err(Refusal::SecondFactorRequired);
    }
    let Ok(staff) = caller.staff() else { return Ok(()) };
    let allowed = match need {
        Need::Nothing => true,
        Need::Read => staff.staff.permissions.basic.allows(Act::View),
        Need::Write => staff.staff.permissions.basic.allows(Act::Review),
        Need::See => Modules::with_cases(Act::View, &staff.staff.permissions).is_some(),
        Need::Decide => Modules::with_cases(Act::Review, &staff.staff.permissions).is_some(),
    };
    if allowed { Ok(()) } else { Err(Refusal::NotPermitted) }
}
