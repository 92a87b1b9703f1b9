//! One permission per area (ACC-04).

use wangqian_protocol::session::Permissions as Wire;
use wangqian_rules::school::staff::{Permission, Permissions};

const CODES: [(Permission, &str); 3] =
    [(Permission::ReadWrite, "read_write"), (Permission::ReadOnly, "read_only"), (Permission::None, "none")];

/// `read_write`, `read_only`, `none` per area.
pub fn permissions(of: &Permissions) -> Wire {
    let code = |permission| CODES.iter().find(|(known, _)| *known == permission).map_or("", |(_, code)| *code).to_owned();
    Wire { basic: code(of.basic), archive: code(of.archive), household: code(of.household) }
}

/// The inverse of [`permissions`]; `None` when a code is none of the three.
pub fn permissions_in(wire: &Wire) -> Option<Permissions> {
    let of = |code: &str| CODES.iter().find(|(_, known)| *known == code).map(|(permission, _)| *permission);
    Some(Permissions { basic: of(&wire.basic)?, archive: of(&wire.archive)?, household: of(&wire.household)? })
}
