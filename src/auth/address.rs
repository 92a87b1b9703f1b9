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

/// One household or office: a /24 of IPv4, a /64 of IPv6.
pub type Network = [u8; 8];

/// The network of an address.
pub fn network(address: IpAddr) -> Network {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            [4, a, b, c, 0, 0, 0, 0]
        }
        IpAddr::V6(v6) => {
            let mut prefix = [0; 8];
            prefix.copy_from_slice(&v6.octets()[..8]);
            prefix
        }
    }
}
