//! Who is asking: sessions, passwords, and that a request comes from our own page.

pub mod activation;
pub mod address;
pub mod attempt;
pub mod attempts;
pub mod entry;
pub mod oidc;
pub mod origin;
pub mod password;
pub mod pending;
pub mod phone;
pub mod phone_code;
pub mod records;
pub mod sealing;
pub mod session;
pub mod totp;

pub use session::{Session, Sessions};
