//! `/livez`: the process answers. `/readyz`: it takes commands.

use crate::state::AppState;
use actix_web::{HttpResponse, web};
use std::sync::atomic::Ordering;

pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("live\n")
}

/// 503 while starting, while draining, and while the disk takes no writes.
pub async fn ready(state: web::Data<AppState>) -> HttpResponse {
    let health = state.runtime.store().health();
    if !state.ready.load(Ordering::Relaxed) {
        return HttpResponse::ServiceUnavailable().content_type("text/plain").body("not ready\n");
    }
    if !health.writable {
        return HttpResponse::ServiceUnavailable().content_type("text/plain").body(format!("read-only: {}\n", health.reason));
    }
    HttpResponse::Ok().content_type("text/plain").body("ready\n")
}
