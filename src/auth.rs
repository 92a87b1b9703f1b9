//! Who is asking: sessions, passwords, and that a request comes from our own page.

pub mod attempts;
pub mod origin;
pub mod password;
pub mod session;

pub use session::{Session, Sessions};
