//! Where a request comes from.

use crate::state::AppState;
use actix_web::HttpRequest;
use std::net::IpAddr;

/// The client's address: the connection's, or what the operator's proxy says of it. A proxy appends, so only the last entry is
/// its own word; those before are whatever the client sent.
pub fn of_client(request: &HttpRequest, state: &AppState) -> IpAddr {
    let connection = request.peer_addr().map_or(IpAddr::from([0; 4]), |peer| peer.ip());
    if !state.behind_proxy {
        return connection;
    }
    let said = request.headers().get_all("x-forwarded-for").last().and_then(|value| value.to_str().ok());
    said.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok()).unwrap_or(connection)
}
