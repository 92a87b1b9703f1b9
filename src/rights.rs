//! Who may call what: the rights that a row of the table in [`crate::endpoints`] asks for, and the caller who has them. What a caller
//! may do to one thing (their own, their department's) is decided again inside the step, when it is committed.

mod caller;

pub use caller::{Caller, StaffCaller};

use wangqian_protocol::session::Role;

/// Where the interface stands.
pub const BASE: &str = "/api/v1";

/// Who may call an endpoint.
#[derive(Clone, Copy, Debug)]
pub enum Access {
    /// Anybody, signed in or not.
    Public,
    /// A provider's machine, which proves itself to the handler; no page ever calls it.
    Provider,
    /// These roles, on their own account: also while a second factor is demanded that they have not set up.
    Own(&'static [Role]),
    /// These roles; school and department users also need the permission on 基本信息和就业信息 (ACC-04). Where it is another
    /// area's permission that counts, the row asks for nothing and the step looks.
    Only(&'static [Role], Need),
    /// The other system, by the key that the two servers share.
    Link,
}

/// The permission that a school or department user needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Nothing,
    Read,
    Write,
    /// To see cases of some module; of each case the permission of its own module is asked again.
    See,
    /// To decide on cases of some module, as [`Self::See`].
    Decide,
}
